// Which of the tracks under one MMSI a fix belongs to. Two ships that send the same MMSI, or one
// that sends false positions, make tracks that no hull could have sailed together; they must come
// apart before anything is concluded from them.
//
//   Segmenter segmenter(settings);
//   const Placed placed = segmenter.place(fix);   // fixes of one MMSI by time
//
// The method is Global Fishing Watch's open-track segmenter (gpsdio-segment 0.22, matcher.py and
// discrepancy.py): each open track foretells where its ship would be; a fix goes to the track it
// fits best, opens a new one when it fits none, and closes those between which it cannot decide.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/fix.h"

namespace entente {

// Defaults as published.
struct SegmenterSettings {
  double hours_max = 24;     // between two fixes of a track
  double penalty_hours = 4;  // ships go straight for shorter than this
  double hours_exponent = 0.5;
  double buffer_hours = 0.25;  // added to the time between fixes, in quadrature
  double knots_max = 25;
  double penalty_knots = 5;
  double lookback_factor = 2;  // how much better a fix must fit an earlier one than the last
  double ambiguity_factor = 10;
  double short_track = 10;       // tracks of fewer fixes count for less
  double mismatch_weight = 0.1;  // another class of transponder than the track's
  double shape_factor = 4;
  double long_range_hours_min = 1;  // long-range fixes nearer than this to others are noise
  size_t open_max = 100;
};

struct Placed {
  static constexpr uint32_t kNoise = UINT32_MAX;
  uint32_t track = kNoise;  // from 0, in the order in which they begin
  bool begins = false;      // the fix is the first of its track
};

class Segmenter {
 public:
  explicit Segmenter(const SegmenterSettings& settings) : settings_(&settings) {}
  // Wants a position, and no time before that of the last call. Keeps a reference to the settings.
  Placed place(const Fix& fix);
  size_t open_tracks() const { return open_.size(); }

 private:
  static constexpr size_t kLookback = 5;
  struct Point {
    int64_t time_ms = 0;
    double lat = 0, lon = 0, sin_lat = 0, cos_lat = 1;
    double speed = 0;            // knots; 0 when not known
    double east = 0, north = 0;  // of the course, as parts of the speed
    // How well it fitted when it came: exp(-misfit) / padded, which is rarely asked for.
    double misfit = 0, padded = 0;
    uint8_t senders = 0;
    double metric() const;
  };
  struct Track {
    uint32_t id = 0;
    uint64_t count = 0;
    std::array<Point, kLookback> ring;
    size_t newest = 0, kept = 0;
    const Point& back(size_t i) const { return ring[(newest + kLookback - i) % kLookback]; }
  };
  struct Match {
    double misfit = 0, padded = 1, hours = 0;
    size_t dropped = 0;  // fixes at the end of the track that this one puts in doubt
    bool fits = false;
    double metric() const;
  };
  static Point point_of(const Fix& fix);
  double discrepancy(const Point& from, const Point& to, double hours) const;
  double padded(double hours) const;
  double factor_of(size_t dropped) const;
  double penalized(double hours) const;
  Match match(const Track& track, const Point& point) const;
  static void add(Track& track, Point& point, const Match& match);
  Placed begin(const Point& point);
  Placed choose(const Fix& fix, Point& point);
  void close_old(int64_t time_ms);

  const SegmenterSettings* settings_;
  std::vector<Track> open_;
  uint32_t tracks_ = 0;
};

}  // namespace entente
