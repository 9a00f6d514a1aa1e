// Encounters: two ships that lie close together at sea for hours, slowly or not at all.
//
//   EncounterFinder finder(settings);
//   finder.close_slot(slot, points, take);   // for every slot in order: all ships' grid points
//   finder.finish(take);
//
// A meeting is not a transfer: ships wait, repair, bunker and escort. The definition is that of
// Miller et al. 2018 (Frontiers in Marine Science 5:240) as Global Fishing Watch computes it
// (pipe-encounters): on a ten-minute grid, no farther apart than 0.5 km, for at least 2 h, with a
// median speed below 2 knots, more than 10 km from any anchorage.
//
// It differs from their code in one thing: there each ship's run goes on over gaps of its own, so A
// may meet B for longer than B meets A. Here a run ends when either ship has no position; both
// ships have one run with one beginning and one end. Distances are equal; speeds, places and counts
// of positions are given for each ship, and as the mean of the two.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <unordered_map>
#include <vector>

#include "tracing/ships/finding.h"
#include "tracing/ships/resampler.h"

namespace entente {

struct EncounterSettings {
  double km_max = 0.5;
  double minutes_min = 120;
  double knots_max = 2;     // the median is below
  double port_km_min = 10;  // the mean place is farther from every anchorage
  ResampleSettings grid = {};
};

// A ship here is a track: the same MMSI may have several.
struct ShipPoint {
  uint32_t ship = 0;  // running number of the track over all ships
  uint32_t mmsi = 0;
  GridPoint at;
};

struct EncounterSide {
  uint32_t ship = 0, mmsi = 0;
  double mean_lat = 0, mean_lon = 0, median_knots = 0;
  double start_lat = 0, start_lon = 0, end_lat = 0, end_lon = 0;
  int64_t points = 0;
};

struct Encounter {
  EncounterSide a, b;  // a has the smaller MMSI, or the smaller number
  int64_t start_ms = 0, end_ms = 0;
  double median_km = 0;
  std::vector<uint64_t> rows;

  double mean_lat() const { return (a.mean_lat + b.mean_lat) / 2; }
  double mean_lon() const;
  double median_knots() const { return (a.median_knots + b.median_knots) / 2; }
};

Finding finding_of(const Encounter& encounter);

// Pairs of ships no farther apart than km_max, each once; indices into `points`, ordered.
struct NearPair {
  uint32_t first, second;
  double km;
};
std::vector<NearPair> near_pairs(std::span<const ShipPoint> points, double km_max);

class EncounterFinder {
 public:
  using Take = std::function<void(Encounter&&)>;
  explicit EncounterFinder(const EncounterSettings& settings) : settings_(&settings) {}
  // Slots in order. `pairs` are near_pairs() of the points, computed elsewhere, on any thread.
  void close_slot(int64_t slot, std::span<const ShipPoint> points, std::span<const NearPair> pairs,
                  const Take& take);
  void finish(const Take& take);

 private:
  struct Step {
    int64_t slot;
    double km;
    GridPoint a, b;
  };
  struct Run {
    uint32_t ship_a = 0, ship_b = 0, mmsi_a = 0, mmsi_b = 0;
    std::vector<Step> steps;
  };
  void end_run(Run& run, const Take& take) const;

  const EncounterSettings* settings_;
  std::unordered_map<uint64_t, Run> runs_;
  int64_t last_slot_ = 0;
};

}  // namespace entente
