// Part-of-speech tags: an averaged perceptron that goes from left to right and sees its own last
// two decisions. A tag is a pair of Penn and universal tag ("VBD/VERB"), decided together.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/grammar/feature_hash.h"
#include "reading/grammar/form_table.h"
#include "reading/grammar/linear_model.h"
#include "reading/sentence.h"

namespace entente {

struct Tag {
  std::string_view xpos;
  Upos upos = Upos::x;
};

// The inventory, one "XPOS/UPOS" a line; tag numbers are line numbers. Views into `bytes`.
Result<std::vector<Tag>> parse_tags(std::string_view bytes);

// What the features of a sentence are made of, computed once: hashes of each word and its parts.
class TaggerInput {
 public:
  TaggerInput(const std::vector<Token>& tokens, const FormTable& forms);
  size_t size() const { return words_.size() - 2 * kPad; }
  // Fills out[0..kFeaturesMax); returns how many. `last` and `before_last` are tag numbers plus
  // 1, or 0 before the sentence.
  size_t features(size_t i, uint64_t last, uint64_t before_last, uint64_t* out) const;

 private:
  static constexpr size_t kPad = 2;
  static constexpr size_t kPrefix = 4, kSuffix = 5;
  struct Word {
    uint64_t lower = 0, form = 0, shape = 0;
    uint64_t readings = 0;  // which tags the dictionary knows for it
    uint64_t prefix[kPrefix] = {}, suffix[kSuffix] = {};
  };
  void add_word(FeatureList& list, size_t i) const;
  void add_context(FeatureList& list, size_t i, uint64_t last) const;
  static Word describe(std::string_view form, const FormTable& forms);
  std::vector<Word> words_;  // kPad empty ones at either end
  uint64_t case_of_sentence_ = 0;
};

class Tagger {
 public:
  Tagger(LinearModel model, FormTable forms, std::vector<Tag> tags)
      : model_(model), forms_(forms), tags_(std::move(tags)) {}
  // Sets upos and xpos of every token; `numbers` gets the tag numbers.
  void tag(std::vector<Token>& tokens, std::vector<uint8_t>& numbers) const;
  const std::vector<Tag>& tags() const { return tags_; }

 private:
  LinearModel model_;
  FormTable forms_;
  std::vector<Tag> tags_;
};

}  // namespace entente
