// Eight bytes at a time in one register: for texts of which there are so many that each byte
// counts.
//
//   all_digits(eight_bytes("12345678"))  →  true        eight_digits(…)  →  12345678
//   xor_of("c:1418169601")               →  the checksum of NMEA 0183
//
// Every function has its slow twin, a byte at a time, in eight_bytes_test.cpp.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace entente {

static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");

inline uint64_t eight_bytes(const char* from) {
  uint64_t out;
  std::memcpy(&out, from, 8);
  return out;
}

// This byte in all eight places.
constexpr uint64_t eight_times(uint8_t byte) { return byte * 0x0101010101010101ULL; }

// High bits where a byte, none of which is over 127, is `least` or more.
constexpr uint64_t at_least(uint64_t bytes, uint8_t least) {
  return (bytes + eight_times(static_cast<uint8_t>(128 - least))) & eight_times(0x80);
}

inline bool all_digits(uint64_t bytes) {
  if (bytes & eight_times(0x80)) return false;
  return (at_least(bytes, '0') & ~at_least(bytes, '9' + 1)) == eight_times(0x80);
}

// Of digits only: neighbours become pairs, pairs fours, fours the number.
inline uint32_t eight_digits(uint64_t bytes) {
  bytes -= eight_times('0');
  bytes = bytes * 10 + (bytes >> 8);
  constexpr uint64_t kPairs = 0x000000FF000000FF;
  bytes = ((bytes & kPairs) * (100 + (1000000ULL << 32)) +
           ((bytes >> 16) & kPairs) * (1 + (10000ULL << 32))) >>
          32;
  return static_cast<uint32_t>(bytes);
}

inline uint8_t xor_of(std::string_view text) {
  const char* at = text.data();
  size_t left = text.size();
  uint64_t wide = 0;
  for (; left >= 8; at += 8, left -= 8) wide ^= eight_bytes(at);
  if (text.size() >= 8 && left > 0) {
    wide ^= eight_bytes(at + left - 8) >> (64 - 8 * left);  // what is left of the last eight
    left = 0;
  }
  for (; left > 0; ++at, --left) wide ^= static_cast<uint8_t>(*at);
  wide ^= wide >> 32;
  wide ^= wide >> 16;
  wide ^= wide >> 8;
  return static_cast<uint8_t>(wide);
}

}  // namespace entente
