// How well ships are received where: the mean number of positions a ship and day, by cells of one
// degree. Made of the same log that gaps are found in, so it says how often ships that were heard
// there at all were heard, not how many were there.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/fix.h"

namespace entente {

class ReceptionMap {
 public:
  static uint32_t cell_of(const Fix& fix) {
    const auto row = static_cast<uint32_t>((fix.lat_e7 + 900'000'000) / 10'000'000);
    const auto column = static_cast<uint32_t>((int64_t{fix.lon_e7} + 1'800'000'000) / 10'000'000);
    return (row > 179 ? 179 : row) * 360 + (column > 359 ? 359 : column);
  }
  void add(uint32_t cell, bool new_ship_day) {
    ++cells_[cell].positions;
    cells_[cell].ship_days += new_ship_day;
  }
  void add(const ReceptionMap& more);
  // Nothing where fewer than ten ship days were seen.
  std::optional<double> positions_a_day(const Fix& fix) const;

 private:
  struct Cell {
    uint64_t positions = 0, ship_days = 0;
  };
  std::vector<Cell> cells_ = std::vector<Cell>(180 * 360);
};

}  // namespace entente
