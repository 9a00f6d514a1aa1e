#include "intake/tracks/ais_bits.h"

#include <gmock/gmock.h>

#include <random>

namespace entente {
namespace {

// The slow twin: a string of '0' and '1', a character at a time.
std::string slow_bits(std::string_view characters) {
  std::string out;
  for (const char c : characters) {
    int value = c - 48;
    if (value > 40) value -= 8;
    for (int bit = 5; bit >= 0; --bit) out += (value >> bit) & 1 ? '1' : '0';
  }
  return out;
}

uint64_t slow_number(const std::string& bits, size_t start, unsigned count) {
  uint64_t out = 0;
  for (size_t i = start; i < start + count; ++i)
    out = out * 2 + (i < bits.size() && bits[i] == '1');
  return out;
}

TEST(AisBits, agrees_with_the_slow_twin) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    AisBits bits;
    std::string payload;
    for (int piece = 0; piece < 3; ++piece) {
      std::string part;
      for (size_t i = random() % 60; i > 0; --i) {
        const unsigned value = random() % 64;
        part += static_cast<char>(value < 40 ? value + 48 : value + 56);
      }
      ASSERT_TRUE(bits.append(part));
      payload += part;
    }
    const std::string slow = slow_bits(payload);
    ASSERT_EQ(bits.size(), slow.size());
    for (int i = 0; i < 50; ++i) {
      const size_t start = random() % 1100;
      const unsigned count = 1 + random() % 57;
      ASSERT_EQ(bits.unsigned_at(start, count), slow_number(slow, start, count))
          << payload << " " << start << " " << count;
    }
    bits.clear();
    for (size_t start = 0; start < 1100; start += 50) ASSERT_EQ(bits.unsigned_at(start, 50), 0u);
  }
}

TEST(AisBits, refuses_what_is_no_payload) {
  AisBits bits;
  EXPECT_FALSE(bits.append("13aD\x80"));
  EXPECT_FALSE(bits.append("13aDX"));  // between the two ranges
  EXPECT_FALSE(bits.append(std::string(201, '0')));
  EXPECT_EQ(bits.size(), 0u);
  EXPECT_TRUE(bits.append(std::string(200, 'w')));
  EXPECT_FALSE(bits.append("0"));
}

TEST(AisBits, reads_zeros_behind_the_end) {
  AisBits bits;
  ASSERT_TRUE(bits.append("w"));
  bits.drop_fill(4);
  EXPECT_EQ(bits.unsigned_at(0, 8), 0xC0u);
  EXPECT_EQ(bits.unsigned_at(2, 8), 0u);
  EXPECT_EQ(bits.signed_at(0, 2), -1);
  EXPECT_EQ(bits.hex_at(0, 2), "c0");
}

}  // namespace
}  // namespace entente
