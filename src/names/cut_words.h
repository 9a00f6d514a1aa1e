// A text cut into raw words by Unicode properties, each folded: the first step of names/tokens.h.
//
//   cut_words("O'Neill (UK) Ltd", flags)   // oneill, uk (bracketed), ltd
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/prepared.h"

namespace entente {

struct RawWord {
  std::string folded;
  Script script = Script::latin;
  bool upper = false;   // all capitals, more than one letter
  bool single = false;  // one letter
  bool stop = false;    // a stop or hyphen follows it at once
  bool bracketed = false;
  bool mixed = false;   // letters of several scripts
  bool joined = false;  // put together from initials
};

// NFKC first: full-width letters and presentation forms become ordinary ones.
std::string composed(std::string_view text);
// Words in their order, at most 4 * kTokensMax; `flags` gets NameFlag bits for what is odd.
std::vector<RawWord> cut_words(std::string_view text, uint8_t& flags);

// "a" "b" "c" -> "abc".
void join_initials(std::vector<RawWord>& words);
// Whether each character is a syllable by itself: Han and hangul.
bool stands_alone(Script script);
// Each Han or hangul character by itself.
void split_characters(std::vector<RawWord>& words);
// The Arabic article stands by itself, as it does in Latin letters: "الدوري" is al-Duri.
void split_article(std::vector<RawWord>& words);
std::vector<std::string> folded_of(const std::vector<RawWord>& words);

}  // namespace entente
