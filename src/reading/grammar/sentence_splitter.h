// Where sentences end: a linear classifier asked after every token of a block.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/grammar/feature_hash.h"
#include "reading/grammar/linear_model.h"
#include "reading/grammar/tokeniser.h"

namespace entente {

// Features of the decision whether a sentence ends after token i. Shared with training.
class SplitterInput {
 public:
  SplitterInput(std::string_view text, const std::vector<TokenSpan>& tokens);
  // `first` is the first token of the sentence that may end at i. Returns how many features.
  size_t features(size_t first, size_t i, uint64_t* out) const;
  // Does a sentence of edited text end so: with a full stop, or a quotation mark behind one?
  bool marked(size_t i) const;

 private:
  struct Word {
    uint64_t lower = 0, shape = 0;
    bool abbreviation = false, closes = false, stops = false, space_after = true;
    int quotes_before = 0, brackets_before = 0;  // open minus closed; straight quotes: parity
  };
  const Word& word(size_t i, int offset) const;
  void add_words(FeatureList& list, size_t i, uint64_t size, uint64_t open) const;
  std::vector<Word> words_;
  Word none_;
};

class SentenceSplitter {
 public:
  explicit SentenceSplitter(LinearModel model) : model_(model) {}
  // Index of the last token of each sentence; ends with the last token.
  std::vector<size_t> split(std::string_view text, const std::vector<TokenSpan>& tokens) const;

 private:
  LinearModel model_;
};

}  // namespace entente
