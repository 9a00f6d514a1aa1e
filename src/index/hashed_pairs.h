// A flat multimap from 32-bit hashes to 32-bit values: pairs sorted by hash behind a directory of
// where each leading part of a hash begins. Two arrays of numbers, so that it lies in a mapped file
// as it lies in memory; a lookup touches two or three cache lines.
//
//   HashedPairs pairs = HashedPairs::build({{hash, value}, …});
//   for (uint32_t value : …)  pairs.view().each(hash, [&](uint32_t value) { … });
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace entente::index {

struct HashedPair {
  uint32_t hash, value;
};

struct HashedPairsView {
  std::span<const uint32_t> directory;  // a power of two entries and one
  std::span<const HashedPair> pairs;

  // Whether every lookup stays inside.
  bool sound() const;
  unsigned shift() const {
    return 32U - static_cast<unsigned>(std::bit_width(directory.size() - 1) - 1);
  }
  // False from `take` ends it.
  template <class Take>
  void each(uint32_t hash, Take take) const {
    if (pairs.empty()) return;
    const size_t slot = shift() == 32 ? 0 : hash >> shift();
    for (uint32_t i = directory[slot]; i < directory[slot + 1]; ++i)
      if (pairs[i].hash == hash && !take(pairs[i].value)) return;
  }
};

struct HashedPairs {
  std::vector<uint32_t> directory{0, 0};
  std::vector<HashedPair> pairs;
  // Equal pairs once.
  static HashedPairs build(std::vector<HashedPair>&& pairs);
  HashedPairsView view() const { return {directory, pairs}; }
};

}  // namespace entente::index
