#include "intake/tracks/fast_cells.h"

#include <gmock/gmock.h>

#include <random>
#include <string>

#include "intake/tracks/row_values.h"

namespace entente {
namespace {

// A cell of these characters with a digit too many, a sign or a point here and there.
std::string cell_of(std::mt19937& random, std::string_view form) {
  std::string out;
  for (const char c : form) {
    const unsigned turn = random() % 40;
    if (turn == 0) continue;
    if (turn == 1) out += static_cast<char>("0-.: 9xT\x80"[random() % 9]);
    out += c == 'd' ? static_cast<char>('0' + random() % 10) : c;
  }
  return out;
}

TEST(FastCells, degrees_are_those_of_the_general_reader) {
  std::mt19937 random(1);
  size_t read = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string form = random() % 2 ? "-" : "";
    form += std::string(1 + random() % 3, 'd') + "." + std::string(random() % 9, 'd');
    const std::string cell = cell_of(random, form);
    const std::string line = cell + ",00000000";
    const int limit = random() % 2 ? 90 : 180;
    int32_t value = 0;
    if (!fast_degrees(std::string_view(line).substr(0, cell.size()), limit, value)) continue;
    ++read;
    EXPECT_EQ(parse_degrees(cell, limit), value) << cell;
  }
  EXPECT_GT(read, 40'000u);
}

TEST(FastCells, clocks_and_numbers_are_those_of_the_general_reader) {
  std::mt19937 random(2);
  size_t clocks = 0, numbers = 0;
  for (int round = 0; round < 100'000; ++round) {
    std::string clock = cell_of(random, "dd:dd:dd");
    clock.resize(8, '0');
    int64_t ms = 0;
    if (fast_clock(clock.data(), ms)) {
      ++clocks;
      TimeParser times;
      EXPECT_EQ(times.parse("1970-01-02T" + clock), 86'400'000 + ms) << clock;
    }
    const std::string cell = cell_of(random, "ddddddddd"), line = cell + "00000000";
    uint32_t mmsi = 0;
    if (!fast_mmsi(std::string_view(line).substr(0, cell.size()), mmsi)) continue;
    ++numbers;
    EXPECT_EQ(parse_mmsi(cell), mmsi) << cell;
  }
  EXPECT_GT(clocks, 5'000u);
  EXPECT_GT(numbers, 50'000u);
}

}  // namespace
}  // namespace entente
