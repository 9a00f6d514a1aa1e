// Positions that no ship can have been at: jumps, circles, grids, mirrored signs, land (on_land.h).
//
//   PositionWatch watch;
//   watch.take(fix, track, settings, give);    // fixes of one MMSI by time, with their track
//   watch.finish(settings, give);
//
// A jump: two consecutive fixes of one MMSI that need more than 50 knots and more than 5 nautical
// miles; those between the same two tracks are one finding. Two tracks of one MMSI whose fixes
// alternate are two senders (an identity finding). A circle: two full turns or more around one
// centre at one distance, as jammed and spoofed receivers show them (Bergman 2019, SkyTruth); ships
// at anchor swing back and forth within some 200 m and are left out. A grid: positions of a moving
// ship that all lie on hundredths of a degree; of a grid so coarse that its steps are jumps, all of
// the MMSI together. A sign flip: a jump to the mirror image of a
// position. Measured are positions, never the speed that is reported, which is noise at berths.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "model/fix.h"
#include "tracing/ships/finding.h"
#include "tracing/ships/on_land.h"

namespace entente {

struct PositionSettings {
  double jump_knots_min = 50, jump_nm_min = 5;
  double circle_turns_min = 2;
  double circle_spread_max = 0.1;  // of the distances from the centre, against their mean
  double circle_nm_min = 0.12;
  double grid_share_min = 0.95;
  int grid_fixes_min = 30;
  int two_tracks_fixes_min = 10;  // of each
  LandSettings land;
};

class PositionWatch {
 public:
  using Give = std::function<void(Finding&&)>;
  // `only_tracks`: nothing is looked for but two tracks at once, which is little work.
  explicit PositionWatch(bool only_tracks = false) : only_tracks_(only_tracks) {}
  void take(const Fix& fix, uint32_t track, const PositionSettings& settings, const Give& give);
  void finish(const PositionSettings& settings, const Give& give);

 private:
  struct Jump {
    Fix from, to;
    int64_t last_ms = 0;
    double knots_max = 0, km_max = 0;
    int64_t count = 0;
    bool sign_flip = false;
  };
  struct TrackSpan {
    Fix first, last;
    int64_t fixes = 0, grid = 0, moved = 0;
  };
  struct Circling {
    static constexpr size_t kFixes = 48;
    std::array<Fix, kFixes> ring{};
    size_t size = 0, at = 0;
    bool on = false;
    Fix first, last;
    double turns = 0, nm = 0, lat = 0, lon = 0;
  };
  bool look_for_jump(const Fix& fix, uint32_t track, const PositionSettings& settings);
  void give_grids(const PositionSettings& settings, const Give& give) const;
  void look_for_circle(const Fix& fix, uint32_t track, const PositionSettings& settings,
                       const Give& give);
  void end_circle(Circling& circling, const PositionSettings& settings, const Give& give) const;

  bool only_tracks_;
  Fix last_;
  uint32_t last_track_ = 0;
  bool started_ = false;
  std::map<std::pair<uint32_t, uint32_t>, Jump> jumps_;
  std::map<uint32_t, TrackSpan> tracks_;
  std::map<uint32_t, Circling> circling_;
  std::map<uint32_t, LandWatch> land_;
  TrackSpan whole_;  // of all tracks
};

}  // namespace entente
