// The grammar stage: raw text or given tokens in, tagged and parsed sentences out.
//
//   auto grammar = Grammar::load(home + "/models/reader-en.bin");
//   for (const Sentence& s : grammar->analyse(document.text, document.blocks)) …
//
// Const members may be called from any number of threads. Sentences point into the text, the
// model and their own `made` strings, so text and Grammar must outlive them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "reading/sentence.h"

namespace entente {

class Grammar {
 public:
  // missing_resource, truncated or malformed, naming the file.
  static Result<Grammar> load(const std::string& model_path);
  Grammar(Grammar&&) noexcept;
  Grammar& operator=(Grammar&&) noexcept;
  ~Grammar();

  // All sentences of the blocks, in order. `text` is well-formed UTF-8.
  std::vector<Sentence> analyse(std::string_view text, const std::vector<Block>& blocks) const;
  // The same without tags and tree: only begin, end, block and the tokens' spans and forms.
  std::vector<Sentence> segment(std::string_view text, const std::vector<Block>& blocks) const;
  // Sets tags, lemmas and tree of a sentence whose tokens are given.
  void tag_and_parse(Sentence& sentence) const;

 private:
  struct Parts;
  explicit Grammar(std::unique_ptr<const Parts> parts);
  std::unique_ptr<const Parts> parts_;
};

}  // namespace entente
