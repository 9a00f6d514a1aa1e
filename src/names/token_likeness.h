// How alike two tokens of names are: by what they mean where that decides, else by their readings.
#pragma once

#include <string_view>

#include "names/prepared.h"

namespace entente {

float token_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
                     const TokenRow& b);

// Of a script that writes few vowels.
inline bool is_abjad(const TokenRow& t) { return t.flags & kTokenConsonants; }
inline bool is_name(const TokenRow& t) {
  return t.kind == TokenKind::word || t.kind == TokenKind::initial ||
         t.kind == TokenKind::patronymic;
}
// A word of such a script against a Latin one, or several of them together.
// 0 as soon as it is sure to be below `floor`.
float abjad_likeness_from(float floor, std::string_view a, std::string_view b);

// By hand: without a processor named, std::popcount is a call into a library.
constexpr int count_letters(uint32_t x) {
  x -= (x >> 1) & 0x55555555U;
  x = (x & 0x33333333U) + ((x >> 2) & 0x33333333U);
  return static_cast<int>((((x + (x >> 4)) & 0x0F0F0F0FU) * 0x01010101U) >> 24);
}

}  // namespace entente
