// A quick way to the numbers of short names: those of up to 15 bytes lie in the table itself, so
// that one line of memory answers where a table of names needs three. Longer names go to that
// table.
//
//   ShortNames quick;
//   quick.fetch(hash);                                   // some names ahead
//   const uint32_t number = quick.number(name, hash, names);   // of NameTable names, added if new
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "base/name_table.h"

namespace entente {

class ShortNames {
 public:
  void fetch(uint64_t hash) const {
    if (!slots_.empty()) __builtin_prefetch(&slots_[place(hash)]);
  }

  uint32_t number(std::string_view name, uint64_t hash, NameTable& names) {
    if (name.size() > kBytes) return names.add(name, hash);
    if (used_ * 2 >= slots_.size()) grow();
    Slot wanted{};
    std::memcpy(wanted.bytes, name.data(), name.size());
    wanted.bytes[kBytes] = static_cast<char>(name.size());
    for (size_t at = place(hash);; at = (at + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[at];
      if (slot.number == 0) {
        wanted.hash = static_cast<uint32_t>(hash >> 32);
        wanted.number = names.add(name, hash) + 1;
        slot = wanted;
        ++used_;
        return wanted.number - 1;
      }
      if (std::memcmp(slot.bytes, wanted.bytes, kBytes + 1) == 0) return slot.number - 1;
    }
  }

 private:
  static constexpr size_t kBytes = 15;
  struct Slot {
    char bytes[kBytes + 1];  // the last one is the name's length
    uint32_t number;         // + 1; 0: free
    uint32_t hash;           // its upper half, by which places are found
  };
  size_t place(uint64_t hash) const { return (hash >> 32) & (slots_.size() - 1); }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.number == 0) continue;
      size_t at = slot.hash & (slots_.size() - 1);
      while (slots_[at].number != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_;
  size_t used_ = 0;
};

}  // namespace entente
