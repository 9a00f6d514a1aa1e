// Positions on land: where no ship can be, and where jammed and forged signals put ships.
//
//   LandWatch watch;                          // of one track
//   watch.take(fix, jumped, settings, give);  // by time; jumped: from a place out of reach
//   watch.finish(settings, give);
//
// Three fixes of a track in a row or more, each at least 5 nautical miles from the nearest coast
// and 50 km from the nearest anchorage. No threshold for this is published that we know of: 5 miles
// are more than the coastline errs by, and the ports of rivers and lakes are on the list of
// anchorages, while rivers and lakes are not on the coastline. What remains of them is a ship that
// sailed inland: `by_jump` is true only where the track came to land, or left it, from a place that
// it cannot have reached at the speed that makes a jump (positions.h).
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "model/fix.h"
#include "tracing/ships/anchorages.h"
#include "tracing/ships/finding.h"

namespace entente {

struct LandSettings {
  double nm_min = 5;
  double port_km_min = 50;
  int fixes_min = 3;
  // How far inside land, in nautical miles, negative at sea; changes by no more than the way made.
  // Empty: land is not looked for.
  std::function<double(double lat, double lon)> inland_nm = {};
  const AnchorageIndex* anchorages = nullptr;  // null: none is known
};

class LandWatch {
 public:
  using Give = std::function<void(Finding&&)>;
  void take(const Fix& fix, bool jumped, const LandSettings& settings, const Give& give);
  void left_by_jump() { by_jump_ = true; }
  void finish(const LandSettings& settings, const Give& give);

 private:
  bool is_on_land(const Fix& fix, const LandSettings& settings);

  Fix first_, last_;  // of the stay
  int64_t fixes_ = 0;
  double deepest_nm_ = 0;
  bool by_jump_ = false;
  // Within `free_nm_` of where it was last looked at, a position need not be.
  double seen_lat_ = 0, seen_lon_ = 0, free_nm_ = -1;
  bool seen_on_land_ = false;
};

}  // namespace entente
