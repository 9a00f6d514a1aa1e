// What the entities found so far for one name share with it: a row an entity, in the order found,
// behind a small table of where each stands. It is as large as what was found, not as the index, so
// that it stays in the processor's nearest memory.
//
//   tallies.clear();
//   if (Tally* known = tallies.find(entity)) … else tallies.add({entity, word, share});
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <vector>

namespace entente::index {

struct Tally {
  uint32_t entity;
  uint32_t word;  // the last word that counted
  float share;
};

class Tallies {
 public:
  Tallies() { clear(); }

  void clear() {
    rows_.clear();
    lay_out(kSlotsMin);
  }
  std::vector<Tally>& rows() { return rows_; }
  // Until the next add().
  Tally* find(uint32_t entity) {
    for (size_t at = home(entity);; at = (at + 1) & (slots_.size() - 1)) {
      const Slot slot = slots_[at];
      if (slot == 0) return nullptr;
      if (slot >> 32 == entity) return &rows_[(slot & UINT32_MAX) - 1];
    }
  }
  // One that is not there yet.
  void add(const Tally& tally) {
    rows_.push_back(tally);
    if (2 * rows_.size() > slots_.size()) lay_out(4 * slots_.size());
    else place(static_cast<uint32_t>(rows_.size()));
  }
  void ask_ahead(uint32_t entity) const { __builtin_prefetch(&slots_[home(entity)]); }
  // Leaves those that `stays` says yes to, in a table so thin that most others miss at once.
  template <class Stays>
  void keep(Stays stays) {
    if (std::erase_if(rows_, [&](const Tally& row) { return !stays(row); }) == 0) return;
    lay_out(std::max(kSlotsMin, std::bit_ceil(4 * rows_.size())));
  }

 private:
  static constexpr size_t kSlotsMin = 1024;
  using Slot = uint64_t;  // entity, and in the lower half its row and one; 0: free
  size_t home(uint32_t entity) const { return entity * 2654435769U >> shift_; }
  void place(uint32_t row) {
    const uint32_t entity = rows_[row - 1].entity;
    size_t at = home(entity);
    while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = Slot{entity} << 32 | row;
  }
  void lay_out(size_t slots) {
    slots_.resize(slots);  // keeps its memory
    std::memset(slots_.data(), 0, slots * sizeof(Slot));
    shift_ = 32 - std::bit_width(slots - 1);
    for (uint32_t row = 1; row <= rows_.size(); ++row) place(row);
  }

  std::vector<Tally> rows_;
  std::vector<Slot> slots_;  // a power of two
  int shift_ = 0;
};

}  // namespace entente::index
