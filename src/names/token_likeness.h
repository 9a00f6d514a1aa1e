// How alike two tokens of names are: by what they mean where that decides, else by their readings.
//
//   TokenLikenesses known(left, right);                       // once for two entities
//   token_likeness(left, a, right, b, &known) == token_likeness(left, a, right, b)
//
// Most of the time of comparing goes into distances of letters. Those of one token from all tokens
// of the other side are worked out together, many at once.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "names/prepared.h"

namespace entente {

// Likenesses by letters of the first readings of two entities. One a thread at a time.
class TokenLikenesses {
 public:
  TokenLikenesses(const Prepared& left, const Prepared& right);
  // Of a token of one and a token of the other, either way round; below 0: not worked out.
  float of(const TokenRow& a, const TokenRow& b) const;

 private:
  std::span<const TokenRow> left_, right_;
  std::span<const float> all_;  // by left token, then by right token; of the thread
};

float token_likeness(const Prepared& left, const TokenRow& a, const Prepared& right,
                     const TokenRow& b, const TokenLikenesses* known = nullptr);

// Of a script that writes few vowels.
inline bool is_abjad(const TokenRow& t) { return t.flags & kTokenConsonants; }
inline bool is_name(const TokenRow& t) {
  return t.kind == TokenKind::word || t.kind == TokenKind::initial ||
         t.kind == TokenKind::patronymic;
}
// A word of such a script against a Latin one, or several of them together.
float abjad_likeness(std::string_view a, std::string_view b);

// By hand: without a processor named, std::popcount is a call into a library.
constexpr int count_letters(uint32_t x) {
  x -= (x >> 1) & 0x55555555U;
  x = (x & 0x33333333U) + ((x >> 2) & 0x33333333U);
  return static_cast<int>((((x + (x >> 4)) & 0x0F0F0F0FU) * 0x01010101U) >> 24);
}

}  // namespace entente
