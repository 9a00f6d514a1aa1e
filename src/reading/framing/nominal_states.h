// Whose a phrase is: the state it is or acts for, by the words of the phrase alone.
//
// Decided in this order: the dictionary match that covers the head; then possessors and adjectives
// before it ("Iran's", "Russian"); then what follows with of, for, in, at, from; then an
// apposition. The nearest evidence wins; nothing is guessed where the phrase is silent.
#pragma once

#include <string>

#include "reading/framing/phrase_words.h"

namespace entente {

class NominalStates : private PhraseWords {
 public:
  NominalStates(const Analysis& analysis, int sentence) : PhraseWords(analysis, sentence) {}

  // Of the phrase headed by this token: ISO 3166-1 alpha-2 in lower case, "xx" for no state, empty
  // where the phrase does not tell.
  std::string of(int head) const { return state_of(head, 0); }

 private:
  std::string state_of(int head, int depth) const;
  std::string state_before(int head) const;
  std::string match_state_within(int first, int last) const;
  bool in_a_persons_name(const Match& m) const;
  std::string state_after(int head, int depth) const;
  bool may_be_abroad(int head, const Entry* noun) const;
  std::string state_of_apposition(int head, int depth) const;
  std::string state_behind_name(int head) const;
  std::string_view form(int i) const;
  bool ends_description(int i) const;
  std::string place_at(int i) const;
  std::string behind_legal_form(int head) const;
  bool names_firm(int head) const;
  std::string match_at(int head) const;
  std::string state_of_flag(int verb, int depth) const;
  std::string state_of_relative(int head, int depth) const;
};

}  // namespace entente
