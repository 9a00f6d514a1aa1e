// Terms by key, with what tells at a glance whether one is worth reading: a flat multimap from
// 32-bit keys to terms, with the letters and the length of each term. The glances of a key lie side
// by side, apart from the terms, so that thousands are looked through in a few microseconds and
// only the nearest terms are read.
//
//   KeyRows rows = KeyRows::build(pairs, glances);
//   const KeyRange range = rows.view().rows(key, 4, 6);     // terms of four to six letters
//   rows.view().sift(range, glance, 8, near);               // those at most so unlike
//
// A key is told by its place in the directory and two more bits: some rows of other keys may come
// along, and do no harm where what is found is compared. Within a place rows stand by those two
// bits and then by length, so that those of some lengths are found by halving.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "index/hashed_pairs.h"

namespace entente::index {

// 26 bits of letters, 4 of length (15: that or more), 2 of the key.
using Glance = uint32_t;
inline constexpr Glance kGlanceLetters = (1U << 26) - 1;
inline constexpr unsigned kGlanceLengthAt = 26, kGlanceKeyAt = 30;
inline constexpr uint32_t kGlanceLengthMax = 15;

Glance glance_of(std::string_view latin);

// By hand and without a product: the compiler makes vectors of it, on any processor.
constexpr uint32_t count_bits(uint32_t x) {
  x -= (x >> 1) & 0x55555555U;
  x = (x & 0x33333333U) + ((x >> 2) & 0x33333333U);
  x = (x + (x >> 4)) & 0x0F0F0F0FU;
  x += x >> 8;
  return (x + (x >> 16)) & 0x3FU;
}

constexpr uint32_t letters_unlike(Glance a, Glance b) {
  return count_bits((a ^ b) & kGlanceLetters);
}
constexpr uint32_t length_unlike(Glance a, Glance b) {
  const auto x = static_cast<int32_t>(a >> kGlanceLengthAt & 15),
             y = static_cast<int32_t>(b >> kGlanceLengthAt & 15);
  return static_cast<uint32_t>(x > y ? x - y : y - x);
}
// Twice the letters that one has and the other has not, and the difference in length.
constexpr uint32_t unlike(Glance a, Glance b) {
  return 2 * letters_unlike(a, b) + length_unlike(a, b);
}
inline constexpr uint32_t kUnlikeMax = 2 * 26 + 15;

// Rows `begin` to `end`.
struct KeyRange {
  uint32_t begin = 0, end = 0;
  size_t size() const { return end - begin; }
  KeyRange first(size_t count) const {
    return size() <= count ? *this : KeyRange{begin, begin + static_cast<uint32_t>(count)};
  }
};
// A term and how unlike what was asked for it is at a glance.
struct Near {
  uint32_t unlike, term;
};

struct KeyRowsView {
  std::span<const uint32_t> directory;  // a power of two entries and one
  std::span<const Glance> glances;
  std::span<const uint32_t> terms;  // of the same rows

  // Whether every lookup stays inside.
  bool sound() const;
  size_t slot(uint32_t key) const {
    const unsigned bits = static_cast<unsigned>(std::bit_width(directory.size() - 1) - 1);
    return key >> (32U - bits);
  }
  // Terms of a key of `least` to `most` letters (kGlanceLengthMax: that or more); few, unless the
  // key is a common sound.
  KeyRange rows(uint32_t key, size_t least, size_t most) const;
  // Puts behind `out` the rows that are at most `unlike_max` unlike, in their order.
  void sift(KeyRange range, Glance glance, uint32_t unlike_max, std::vector<Near>& out) const;
  // Before rows(): the directory first, the rows some time later.
  void ask_ahead(uint32_t key) const {
    if (!glances.empty()) __builtin_prefetch(&directory[slot(key)]);
  }
  void ask_for_rows(uint32_t key) const {
    if (glances.empty()) return;
    const uint32_t at = directory[slot(key)];
    __builtin_prefetch(glances.data() + at);
    __builtin_prefetch(terms.data() + at);
  }
};

struct KeyRows {
  std::vector<uint32_t> directory{0, 0, 0};
  std::vector<Glance> glances;
  std::vector<uint32_t> terms;
  // Of pairs (key, term), equal ones once; `glance_of_term` by term.
  static KeyRows build(std::vector<HashedPair>&& pairs, std::span<const Glance> glance_of_term);
  KeyRowsView view() const { return {directory, glances, terms}; }
};

}  // namespace entente::index
