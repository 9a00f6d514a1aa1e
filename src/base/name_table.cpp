// Open addressing with linear probing. A slot holds half of the hash beside the number, so that a
// name's bytes are looked at only when they all but surely are the same.
#include "base/name_table.h"

#include <functional>

namespace entente {
namespace {

constexpr uint64_t kNumber = 0xFFFFFFFF;

}  // namespace

uint64_t NameTable::hash(std::string_view name) { return std::hash<std::string_view>{}(name); }

// Where the name stands, or the free slot where it belongs.
size_t NameTable::slot_of(std::string_view name, uint64_t hash) const {
  const size_t mask = slots_.size() - 1;
  for (size_t at = hash & mask;; at = (at + 1) & mask) {
    const uint64_t slot = slots_[at];
    if ((slot & kNumber) == 0) return at;
    if ((slot & ~kNumber) == (hash & ~kNumber) &&
        (*this)[static_cast<uint32_t>(slot & kNumber) - 1] == name)
      return at;
  }
}

void NameTable::grow() {
  std::vector<uint64_t> old(slots_.empty() ? 64 : slots_.size() * 2);
  old.swap(slots_);
  const size_t mask = slots_.size() - 1;
  for (const uint64_t slot : old) {
    if ((slot & kNumber) == 0) continue;
    // The lower half of the hash went with the old table: it is that of the name.
    size_t at = hash((*this)[static_cast<uint32_t>(slot & kNumber) - 1]) & mask;
    while ((slots_[at] & kNumber) != 0) at = (at + 1) & mask;
    slots_[at] = slot;
  }
}

uint32_t NameTable::add(std::string_view name, uint64_t hash) {
  if (size() * 4 >= slots_.size() * 3) grow();
  const size_t at = slot_of(name, hash);
  if ((slots_[at] & kNumber) != 0) return static_cast<uint32_t>(slots_[at] & kNumber) - 1;
  const auto number = static_cast<uint32_t>(size());
  bytes_ += name;
  end_.push_back(bytes_.size());
  slots_[at] = (hash & ~kNumber) | (number + 1);
  return number;
}

std::optional<uint32_t> NameTable::find(std::string_view name) const {
  if (slots_.empty()) return std::nullopt;
  const uint64_t slot = slots_[slot_of(name, hash(name))];
  if ((slot & kNumber) == 0) return std::nullopt;
  return static_cast<uint32_t>(slot & kNumber) - 1;
}

size_t NameTable::bytes() const {
  return bytes_.capacity() + end_.capacity() * sizeof(size_t) +
         slots_.capacity() * sizeof(uint64_t);
}

}  // namespace entente
