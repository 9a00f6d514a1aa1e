// The grammar stage: raw text or given tokens in, tagged and parsed sentences out.
//
//   auto grammar = Grammar::load(home, ReaderKind::fast);
//   for (const Sentence& s : grammar->analyse(document.text, document.blocks)) …
//
// Const members may be called from any number of threads. Sentences point into the text, the
// model and their own `made` strings, so text and Grammar must outlive them.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/document.h"
#include "reading/sentence.h"

namespace entente {

// Which tagger and parser: a linear model (60,000 words a second on one core), or a small neural
// network (reading/neural) with far fewer errors. Sentence ends and lemmas are the same in both.
enum class ReaderKind : uint8_t { fast, accurate };
struct ReaderKindInfo {
  ReaderKind kind{};
  std::string_view name, meaning;
};
std::span<const ReaderKindInfo> reader_kinds();
ReaderKind usual_reader();
// Where the accurate reader's network lies.
std::string encoder_path(const std::string& home);
// The usual one for an empty word; bad_argument for one that is no kind.
Result<ReaderKind> find_reader_kind(std::string_view word);

class Grammar {
 public:
  // The fast one. missing_resource, truncated or malformed, naming the file.
  static Result<Grammar> load(const std::string& model_path);
  // Either, from the files in home/models.
  static Result<Grammar> load(const std::string& home, ReaderKind kind);
  Grammar(Grammar&&) noexcept;
  Grammar& operator=(Grammar&&) noexcept;
  ~Grammar();

  // All sentences of the blocks, in order. `text` is well-formed UTF-8.
  std::vector<Sentence> analyse(std::string_view text, const std::vector<Block>& blocks) const;
  // The same without tags and tree: only begin, end, block and the tokens' spans and forms.
  std::vector<Sentence> segment(std::string_view text, const std::vector<Block>& blocks) const;
  // Sets tags and lemmas of a sentence whose tokens are given, and no tree. Always by the linear
  // model: cheap, and good enough to see where names and asides are.
  void tag(Sentence& sentence) const;
  // Sets tags, lemmas and tree of a sentence whose tokens are given.
  void tag_and_parse(Sentence& sentence) const;
  // The same for many; the accurate reader is faster when it has a page of them at once. What comes
  // out does not depend on which sentences are given together.
  void tag_and_parse(std::span<Sentence* const> sentences) const;
  ReaderKind kind() const;

 private:
  void prefer_linear(Sentence& sentence) const;
  struct Parts;
  explicit Grammar(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace entente
