// Lemmas: from the dictionary of forms where the form was seen with its tag, otherwise by the
// longest known ending of the word, otherwise the lower-case form.
#pragma once

#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "reading/grammar/form_table.h"
#include "reading/grammar/tagger.h"
#include "reading/sentence.h"

namespace entente {

class Lemmatiser {
 public:
  // `endings`: key is an ending, lemma is one byte (how many bytes to cut, plus 1) and what to
  // append. The tables must outlive the lemmatiser.
  Lemmatiser(FormTable forms, FormTable endings) : forms_(forms), endings_(endings) {}
  // Sets the lemma of each token. Those that are neither in the text nor in the tables are kept
  // in `made`, which becomes null when there are none.
  void lemmatise(std::vector<Token>& tokens, const std::vector<uint8_t>& tags,
                 std::shared_ptr<const std::deque<std::string>>& made) const;
  // The lemma of one form, for training and tests.
  std::string lemma(std::string_view form, uint8_t tag, std::string_view xpos, Upos upos) const;

 private:
  bool is_known_base(std::string_view word) const;
  std::string past_read_as_present(const std::string& small) const;
  std::string by_ending(std::string base, const std::string& small, uint8_t tag) const;

  FormTable forms_, endings_;
};

}  // namespace entente
