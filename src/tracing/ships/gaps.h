// AIS gaps: a ship that was heard, was not heard for long, and was heard again.
//
//   GapFinder finder(settings);
//   if (auto gap = finder.take(fix)) …        // fixes of one MMSI by time
//   gap->finding()                            // or with what is known of the place: GapPlace
//
// A gap is silence, not darkness: no receiver near, a full channel or a broken aerial look the
// same. The definition is Global Fishing Watch's (pipe-gaps): two consecutive signals more than the
// threshold apart (default 12 h, strictly more); distance on the WGS84 ellipsoid, implied speed
// over it, and the positions received in the 12 h before. What counts is the MMSI: where a second
// sender was heard under it in between, there was no silence, and the tracks say what there was.
//
// Suspected disabling is Welch et al. 2022 (Science Advances 8, eabq2109): at least 12 h long;
// begun at least 50 nautical miles from shore; where ships are received well, more than 10
// positions a ship and day; and after at least 14 positions in the 12 h before. All four, or it is
// not said.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "model/fix.h"
#include "tracing/ships/finding.h"

namespace entente {

struct GapSettings {
  double hours_min = 12;
  double before_hours = 12;
  double disabling_hours_min = 12, disabling_shore_nm_min = 50;
  double disabling_positions_a_day_min = 10;  // more than
  int disabling_positions_before_min = 14;
};

// What is known of the place where a gap begins; nothing where there is no such data.
struct GapPlace {
  std::optional<double> shore_nm;
  std::optional<double> positions_a_day;  // that a ship is received with there
};

struct Gap {
  Fix off, on;                    // the last before and the first after, on their times
  Fix off_position, on_position;  // the last and the first with a position; may have none
  uint32_t before = 0, before_terrestrial = 0, before_satellite = 0, before_dynamic = 0;

  double hours() const { return static_cast<double>(on.time_ms - off.time_ms) / 3'600'000; }
  std::optional<double> metres() const;
  // Of the MMSI, the time and the place where it begins; that of pipe-gaps.
  std::string id() const;
};

Finding finding_of(const Gap& gap, const GapPlace& place, const GapSettings& settings);

class GapFinder {
 public:
  // Every signal counts, with a position or without.
  std::optional<Gap> take(const Fix& fix, const GapSettings& settings);
  const Fix& last() const { return last_; }
  bool empty() const { return !started_; }

 private:
  static constexpr size_t kBeforeMax = 5000;  // positions remembered: beyond, counts stop there
  struct Heard {
    int64_t time_ms;
    Fix::Receiver receiver;
  };
  Gap gap_to(const Fix& fix) const;

  std::deque<Heard> heard_;  // in the hours before `last_`
  Fix last_, last_position_;
  bool started_ = false;
};

}  // namespace entente
