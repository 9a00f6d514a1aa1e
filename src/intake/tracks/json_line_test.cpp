// Numbers as printf writes them: its slow twin.
#include "intake/tracks/json_line.h"

#include <gtest/gtest.h>

#include <cinttypes>
#include <cstdio>
#include <random>
#include <string>

namespace entente {
namespace {

std::string printed(int64_t raw, uint32_t divisor, int decimals) {
  char out[64];
  std::snprintf(out, sizeof out, "%.*f", decimals, static_cast<double>(raw) / divisor);
  return out;
}

TEST(JsonLine, numbers_are_those_of_printf) {
  std::mt19937_64 random(4);
  JsonLine line;
  for (int i = 0; i < 300'000; ++i) {
    const auto raw = static_cast<int64_t>(random()) >> (random() % 64);
    char expected[64];
    std::snprintf(expected, sizeof expected, "%" PRId64, raw);
    line.clear();
    line.number(raw);
    ASSERT_EQ(line.text(), expected);
  }
}

TEST(JsonLine, fractions_are_those_of_printf) {
  const std::pair<uint32_t, int> kinds[] = {{10, 1},  {600'000, 6}, {600'000, 4}, {600, 3},
                                            {100, 2}, {60'000, 4},  {1, 0},       {10, 0}};
  std::mt19937_64 random(5);
  JsonLine line;
  for (int i = 0; i < 300'000; ++i) {
    const auto [divisor, decimals] = kinds[random() % std::size(kinds)];
    const auto raw = static_cast<int64_t>(static_cast<int32_t>(random())) >> (1 + random() % 31);
    line.clear();
    line.fixed(raw, divisor, decimals);
    ASSERT_EQ(line.text(), printed(raw, divisor, decimals)) << raw << '/' << divisor;
  }
}

TEST(JsonLine, a_key_and_its_value_stand_behind_what_was_written) {
  constexpr JsonKey kLon("lon");
  JsonLine line;
  std::string expected;
  for (int i = 0; i < 200; ++i) {  // beyond the first buffer
    line.end(JsonLine::write_degrees(-600'000 * i - 1, line.begin(kLon)));
    expected += ",\"lon\":" + printed(-600'000 * i - 1, 600'000, 6);
  }
  EXPECT_EQ(line.text(), expected);
}

}  // namespace
}  // namespace entente
