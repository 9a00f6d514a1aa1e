#include "tracing/ships/finding.h"

#include <tuple>

namespace entente {

std::string_view name_of(ShipEvent event) {
  switch (event) {
    case ShipEvent::gap:
      return "gap";
    case ShipEvent::encounter:
      return "encounter";
    case ShipEvent::loitering:
      return "loitering";
    case ShipEvent::port:
      return "port";
    case ShipEvent::voyage:
      return "voyage";
    case ShipEvent::identity:
      return "identity";
    case ShipEvent::position:
      return "position";
  }
  return "";
}

bool comes_before(const Finding& a, const Finding& b) {
  const auto key = [](const Finding& f) {
    return std::tuple(f.start_ms, f.event, f.ships.empty() ? 0 : f.ships[0].mmsi,
                      f.ships.size() < 2 ? 0 : f.ships[1].mmsi, f.end_ms,
                      f.rows.empty() ? 0 : f.rows[0]);
  };
  return key(a) < key(b);
}

}  // namespace entente
