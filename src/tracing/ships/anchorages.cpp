// Cells of half a degree of latitude and longitude; a search looks into those that the circle
// touches, which near the poles may be a whole ring. Twin: all anchorages, in port_calls_test.cpp.
#include "tracing/ships/anchorages.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kCellsPerDegree = 2;
constexpr int kRows = 361, kColumns = 720;
constexpr double kKmPerDegree = 111.19;

int row_of(double lat) { return static_cast<int>(std::floor((lat + 90) * kCellsPerDegree)); }
int column_of(double lon) {
  const int column = static_cast<int>(std::floor((lon + 180) * kCellsPerDegree)) % kColumns;
  return column < 0 ? column + kColumns : column;
}
uint32_t cell_of(int row, int column) { return static_cast<uint32_t>(row * kColumns + column); }

}  // namespace

AnchorageIndex::AnchorageIndex(std::vector<Anchorage> anchorages)
    : anchorages_(std::move(anchorages)) {
  std::stable_sort(anchorages_.begin(), anchorages_.end(),
                   [](const Anchorage& a, const Anchorage& b) { return a.id < b.id; });
  for (uint32_t i = 0; i < anchorages_.size(); ++i)
    cells_[cell_of(row_of(anchorages_[i].lat), column_of(anchorages_[i].lon))].push_back(i);
}

std::optional<AnchorageIndex::Near> AnchorageIndex::nearest(double lat, double lon,
                                                            double km_max) const {
  if (anchorages_.empty()) return std::nullopt;
  const double degrees = km_max / kKmPerDegree;
  const double widest = std::abs(lat) + degrees;
  const bool polar = widest > 89;  // the circle may go all the way round
  const double lon_degrees = polar ? 180 : degrees / std::cos(widest * std::numbers::pi / 180);
  const int from = column_of(lon - lon_degrees);
  const int columns =
      std::min(kColumns, static_cast<int>(std::ceil(2 * lon_degrees * kCellsPerDegree)) + 1);
  std::optional<Near> out;
  for (int row = std::max(0, row_of(lat - degrees));
       row <= std::min(kRows - 1, row_of(lat + degrees)); ++row)
    for (int i = 0; i < columns; ++i) {
      const auto found = cells_.find(cell_of(row, (from + i) % kColumns));
      if (found == cells_.end()) continue;
      for (const uint32_t number : found->second) {
        const Anchorage& place = anchorages_[number];
        if (std::abs(place.lat - lat) > degrees) continue;
        const double km = sphere_km(lat, lon, place.lat, place.lon);
        if (km > km_max) continue;
        if (!out || km < out->km || (km == out->km && number < out->number)) out = {number, km};
      }
    }
  return out;
}

}  // namespace entente
