// A track on the clock: where its ship was at every tenth minute, as far as the fixes tell.
//
//   Resampler resampler;
//   resampler.take(fix, settings, [&](const GridPoint& p) { … });   // fixes of one track by time
//
// Global Fishing Watch's (pipe-encounters, resample.py): linear between the two fixes around a
// moment, unless they lie too far apart in time; nothing is foretold beyond the last fix. Unlike
// theirs a track is not cut at midnight, and longitudes go the short way round.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "model/fix.h"
#include "tracing/ships/sea_distance.h"

namespace entente {

struct ResampleSettings {
  int64_t step_ms = 600'000;
  int64_t gap_ms_max = 3'600'000;  // fixes this far apart or farther are not joined
};

struct GridPoint {
  int64_t slot = 0;  // time / step
  double lat = 0, lon = 0;
  float density = 1;  // how many fixes stand for it: 1 where they are no farther apart than a step
  uint64_t row = 0;   // the fix behind it
};

class Resampler {
 public:
  template <class Give>
  void take(const Fix& fix, const ResampleSettings& settings, Give give) {
    if (!fix.has_position()) return;
    const int64_t step = settings.step_ms;
    if (!started_) {
      if (fix.time_ms % step == 0) give(point_at(fix, fix.time_ms / step, 1));
    } else if (fix.time_ms > last_.time_ms) {
      const int64_t apart = fix.time_ms - last_.time_ms;
      const int64_t first = last_.time_ms / step + 1, end = fix.time_ms / step;
      if (apart < settings.gap_ms_max) {
        const double density = std::nearbyint(100.0 * static_cast<double>(step) /
                                              static_cast<double>(std::max(apart, step))) /
                               100;
        for (int64_t slot = first; slot <= end; ++slot)
          give(between(fix, slot, step, static_cast<float>(density)));
      } else if (fix.time_ms % step == 0) {
        give(point_at(fix, end, 1));
      }
    } else {
      return;  // a second fix of the same moment
    }
    last_ = fix;
    started_ = true;
  }

 private:
  static GridPoint point_at(const Fix& fix, int64_t slot, float density) {
    return {slot, fix.latitude(), fix.longitude(), density, fix.row};
  }
  GridPoint between(const Fix& fix, int64_t slot, int64_t step, float density) const {
    const double mix = static_cast<double>(slot * step - last_.time_ms) /
                       static_cast<double>(fix.time_ms - last_.time_ms);
    const double east = wrapped_degrees(fix.longitude() - last_.longitude());
    return {slot, fix.latitude() * mix + last_.latitude() * (1 - mix),
            wrapped_degrees(last_.longitude() + east * mix), density, fix.row};
  }

  Fix last_;
  bool started_ = false;
};

}  // namespace entente
