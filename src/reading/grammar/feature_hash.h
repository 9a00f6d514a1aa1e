// Features are 64-bit hashes: a template number mixed with the values that stand in it. Nothing
// is looked up in a vocabulary; a feature the model never weighed is simply not found.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace entente {

constexpr uint64_t kHashFactor = 0x9E3779B97F4A7C15u;

constexpr uint64_t mix(uint64_t h, uint64_t value) {
  return (std::rotl(h, 23) ^ value) * kHashFactor;
}
constexpr uint64_t finish(uint64_t h) {
  h ^= h >> 31;
  h *= 0xD6E8FEB86659FD93u;
  return h ^ (h >> 32);
}
constexpr uint64_t hash_text(std::string_view text) {
  uint64_t h = 0xCBF29CE484222325u + text.size();
  for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return finish(h);
}
template <class... Values>
constexpr uint64_t feature(uint64_t number, Values... values) {
  uint64_t h = (number + 1) * 0xA24BAED4963EE407u;
  ((h = mix(h, static_cast<uint64_t>(values))), ...);
  return finish(h);
}

// The features of one decision, numbered by the order in which they are added.
class FeatureList {
 public:
  explicit FeatureList(uint64_t* out) : begin_(out), at_(out) {}
  template <class... Values>
  void add(Values... values) {
    *at_ = feature(static_cast<uint64_t>(at_ - begin_), values...);
    ++at_;
  }
  size_t size() const { return static_cast<size_t>(at_ - begin_); }

 private:
  uint64_t* begin_;
  uint64_t* at_;
};

}  // namespace entente
