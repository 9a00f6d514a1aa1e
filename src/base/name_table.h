// Names to small numbers and back: each name is kept once, its bytes one after the other.
//
//   NameTable names;
//   const uint32_t x = names.add("Mahan Air");   // 0; the same number when it is added again
//   names[x]                                     // "Mahan Air", valid until the next add()
//
// Numbers run from 0 in the order in which names came. Names are compared byte by byte. 16 bytes a
// name and its own; up to 2^32 - 2 names.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

class NameTable {
 public:
  uint32_t add(std::string_view name) { return add(name, hash(name)); }
  // The same with a hash made elsewhere.
  uint32_t add(std::string_view name, uint64_t hash);
  static uint64_t hash(std::string_view name);
  std::optional<uint32_t> find(std::string_view name) const;
  std::string_view operator[](uint32_t number) const {
    return std::string_view(bytes_).substr(end_[number], end_[number + 1] - end_[number]);
  }
  size_t size() const { return end_.size() - 1; }
  size_t bytes() const;  // of memory

 private:
  size_t slot_of(std::string_view name, uint64_t hash) const;
  void grow();
  std::string bytes_;
  std::vector<size_t> end_{0};   // of the name before each number
  std::vector<uint64_t> slots_;  // upper half: of the hash; lower half: number + 1, 0 when free
};

}  // namespace entente
