// Loitering: a ship alone that goes nowhere at sea for hours.
//
//   Loitering loitering;
//   loitering.take(fix, settings, give);   // fixes of one track by time
//   loitering.finish(settings, give);
//
// What a ship does that meets one with its AIS off; also what waiting, fishing and broken engines
// look like. Global Fishing Watch's Carrier Vessel Portal: below 2 knots on average, at least 20
// nautical miles from shore, for at least 4 h (Miller et al. 2018 took 8 h). The speed is that
// between fixes at least ten minutes apart, so that the noise of positions makes none; where the
// distance from shore is not known it is not asked for. Within the distance that encounters keep
// from anchorages (10 km) a ship lies in port, however far from shore its port is.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "model/fix.h"
#include "tracing/ships/finding.h"

namespace entente {

struct LoiteringSettings {
  double hours_min = 4;
  double knots_max = 2;
  double shore_nm_min = 20;
  double step_minutes = 10;  // between fixes whose speed is taken
  double gap_hours_max = 6;  // fixes farther apart end it
};

class Loitering {
 public:
  using Give = std::function<void(Finding&&)>;
  // `shore_nm`: of a position; may be empty.
  using Shore = std::function<std::optional<double>(double lat, double lon)>;
  void take(const Fix& fix, const LoiteringSettings& settings, const Shore& shore,
            const Give& give);
  void finish(const LoiteringSettings& settings, const Shore& shore, const Give& give);

 private:
  Fix last_, first_;  // of the steps; first_ is where loitering began
  bool started_ = false, loiters_ = false;
  double km_ = 0, lat_sum_ = 0, lon_sum_ = 0;  // lon_sum_ relative to first_
  int64_t points_ = 0;
};

}  // namespace entente
