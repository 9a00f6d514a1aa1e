#include "tracing/ships/reception.h"

namespace entente {

void ReceptionMap::add(const ReceptionMap& more) {
  for (size_t i = 0; i < cells_.size(); ++i) {
    cells_[i].positions += more.cells_[i].positions;
    cells_[i].ship_days += more.cells_[i].ship_days;
  }
}

std::optional<double> ReceptionMap::positions_a_day(const Fix& fix) const {
  constexpr uint64_t kShipDaysMin = 10;
  if (!fix.has_position()) return std::nullopt;
  const Cell& cell = cells_[cell_of(fix)];
  if (cell.ship_days < kShipDaysMin) return std::nullopt;
  return static_cast<double>(cell.positions) / static_cast<double>(cell.ship_days);
}

}  // namespace entente
