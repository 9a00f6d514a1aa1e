// What is found about ships: one shape for gaps, meetings, loitering, port calls, voyages, false
// identities and false positions. A finding says what the data shows and on which rows it stands;
// what it may mean is for its reader.
#pragma once

#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace entente {

enum class ShipEvent : uint8_t { gap, encounter, loitering, port, voyage, identity, position };
std::string_view name_of(ShipEvent event);  // "gap", …

// A measure of a finding; its name ends with the unit.
struct FindingMeasure {
  using Value = std::variant<double, int64_t, bool, std::string>;
  std::string_view name;
  Value value;
  int decimals = 3;  // of a double, when it is written
};

struct ShipInFinding {
  uint32_t mmsi = 0;
  uint32_t imo = 0;  // 0: not known at that time
  std::string name = {};
  std::vector<FindingMeasure> measures = {};  // where ships of one finding differ
};

struct Finding {
  ShipEvent event{};
  std::vector<ShipInFinding> ships;
  int64_t start_ms = 0, end_ms = 0;
  double lat = std::nan(""), lon = std::nan("");  // NaN: it has no one place
  std::vector<FindingMeasure> measures;
  std::vector<uint64_t> rows;  // what it stands on, as Fix::row
};

// By start, kind, ships and end: the order in which findings are given out.
bool comes_before(const Finding& a, const Finding& b);

}  // namespace entente
