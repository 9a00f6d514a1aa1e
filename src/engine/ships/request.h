// What `entente ships` was asked for, as the settings of its findings.
#pragma once

#include <set>
#include <string>

#include "base/result.h"
#include "entente/ships.h"
#include "tracing/ships/settings.h"

namespace entente {

struct ShipFilter {
  std::set<uint32_t> numbers;  // MMSI and IMO; empty: all
  bool boxed = false;
  double south = 0, west = 0, north = 0, east = 0;
  bool lets(const ShipFinding& finding) const;  // begins or ends in the box

 private:
  bool has(double lat, double lon) const;
};

// bad_argument with what was meant, not_found for files that are not there.
Result<ShipSettings> ship_settings(const ShipsRequest& request);
Result<ShipFilter> ship_filter(const ShipsRequest& request);

}  // namespace entente
