// Terms by key, with what tells at a glance whether one is worth reading: a flat multimap from
// 32-bit keys to terms, where each row carries the letters and the length of its term. The rows of
// a key lie side by side, so that thousands of terms are looked through in a few microseconds and
// only the nearest are read.
//
//   KeyRows rows = KeyRows::build(pairs, [&](uint32_t term) { return glance_of(latin(term)); });
//   for (const KeyRow& row : rows.view().rows(key, 4, 6)) if (unlike(glance, row.glance) < 8) …
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

// By hand: without a processor named, std::popcount is a call into a library.
constexpr uint32_t count_bits(uint32_t x) {
  x -= (x >> 1) & 0x55555555U;
  x = (x & 0x33333333U) + ((x >> 2) & 0x33333333U);
  return (((x + (x >> 4)) & 0x0F0F0F0FU) * 0x01010101U) >> 24;
}

constexpr uint32_t letters_unlike(Glance a, Glance b) {
  return count_bits((a ^ b) & kGlanceLetters);
}
constexpr uint32_t length_unlike(Glance a, Glance b) {
  const uint32_t x = a >> kGlanceLengthAt & 15, y = b >> kGlanceLengthAt & 15;
  return x > y ? x - y : y - x;
}
// Twice the letters that one has and the other has not, and the difference in length.
constexpr uint32_t unlike(Glance a, Glance b) {
  return 2 * letters_unlike(a, b) + length_unlike(a, b);
}
inline constexpr uint32_t kUnlikeMax = 2 * 26 + 15;

struct KeyRow {
  uint32_t term;
  Glance glance;
};

struct KeyRowsView {
  std::span<const uint32_t> directory;  // a power of two entries and one
  std::span<const KeyRow> all;

  // Whether every lookup stays inside.
  bool sound() const;
  size_t slot(uint32_t key) const {
    const unsigned bits = static_cast<unsigned>(std::bit_width(directory.size() - 1) - 1);
    return key >> (32U - bits);
  }
  // Terms of a key of `least` to `most` letters (kGlanceLengthMax: that or more); few, unless the
  // key is a common sound.
  std::span<const KeyRow> rows(uint32_t key, size_t least, size_t most) const;
  void ask_ahead(uint32_t key) const {
    if (!all.empty()) __builtin_prefetch(&directory[slot(key)]);
  }
};

struct KeyRows {
  std::vector<uint32_t> directory{0, 0, 0};
  std::vector<KeyRow> all;
  // Of pairs (key, term), equal ones once; `glances` by term.
  static KeyRows build(std::vector<HashedPair>&& pairs, std::span<const Glance> glances);
  KeyRowsView view() const { return {directory, all}; }
};

}  // namespace entente::index
