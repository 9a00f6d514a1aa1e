// Ships of a slot are sorted by latitude and each is compared with those in the band above it: with
// 20,000 ships in view a band of half a kilometre holds a few dozen. The obvious twin, all pairs,
// is in encounters_test.cpp. Runs are kept by pair; those that a slot did not prolong end there.
#include "tracing/ships/encounters.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kKmPerDegree = 6371 * kRadians;
constexpr double kKnotsPerMps = 1.94384;  // as the published code rounds it

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const size_t half = values.size() / 2;
  return values.size() % 2 ? values[half] : (values[half - 1] + values[half]) / 2;
}

double mean_longitude(double cosines, double sines) {
  return std::atan2(sines, cosines) / kRadians;
}

template <class Point>
EncounterSide side_of(size_t count, int64_t step_ms, Point point) {
  EncounterSide out;
  double cosines = 0, sines = 0, density = 0;
  std::vector<double> speeds;
  for (size_t i = 0; i < count; ++i) {
    const GridPoint& at = point(i);
    out.mean_lat += at.lat / static_cast<double>(count);
    cosines += std::cos(kRadians * at.lon);
    sines += std::sin(kRadians * at.lon);
    density += static_cast<double>(at.density);
    if (i == 0) continue;
    const GridPoint& before = point(i - 1);
    const double km = sphere_km(before.lat, before.lon, at.lat, at.lon);
    speeds.push_back(km * 1000 / (static_cast<double>(step_ms) / 1000));
  }
  out.mean_lon = mean_longitude(cosines, sines);
  out.median_knots = median(speeds) * kKnotsPerMps;
  out.points = std::llrint(density);
  out.start_lat = point(0).lat, out.start_lon = point(0).lon;
  out.end_lat = point(count - 1).lat, out.end_lon = point(count - 1).lon;
  return out;
}

}  // namespace

double Encounter::mean_lon() const {
  return wrapped_degrees(a.mean_lon + wrapped_degrees(b.mean_lon - a.mean_lon) / 2);
}

std::vector<NearPair> near_pairs(std::span<const ShipPoint> points, double km_max) {
  std::vector<uint32_t> order(points.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return points[a].at.lat < points[b].at.lat; });
  const double band = km_max / kKmPerDegree * 1.0001;
  std::vector<NearPair> out;
  for (size_t i = 0; i < order.size(); ++i) {
    const ShipPoint& a = points[order[i]];
    const double top = a.at.lat + band;
    // Degrees of longitude that km_max can span at the band's end nearer to a pole.
    const double widest = std::min(89.9999, std::max(std::abs(a.at.lat), std::abs(top)));
    const double lon_band = band / std::cos(kRadians * widest);
    for (size_t j = i + 1; j < order.size() && points[order[j]].at.lat <= top; ++j) {
      const ShipPoint& b = points[order[j]];
      if (a.mmsi == b.mmsi) continue;
      const double east = std::abs(a.at.lon - b.at.lon);
      if (east > lon_band && east < 360 - lon_band) continue;
      const double km = sphere_km(a.at.lat, a.at.lon, b.at.lat, b.at.lon);
      if (km <= km_max)
        out.push_back({std::min(order[i], order[j]), std::max(order[i], order[j]), km});
    }
  }
  std::sort(out.begin(), out.end(), [](const NearPair& x, const NearPair& y) {
    return std::pair(x.first, x.second) < std::pair(y.first, y.second);
  });
  return out;
}

void EncounterFinder::end_run(Run& run, const Take& take) const {
  const auto& steps = run.steps;
  if (steps.size() < 2) return;
  const int64_t step_ms = settings_->grid.step_ms;
  const int64_t lasted = (steps.back().slot - steps.front().slot) * step_ms;
  if (static_cast<double>(lasted) < settings_->minutes_min * 60'000) return;
  Encounter out;
  out.a = side_of(steps.size(), step_ms, [&](size_t i) -> const GridPoint& { return steps[i].a; });
  out.b = side_of(steps.size(), step_ms, [&](size_t i) -> const GridPoint& { return steps[i].b; });
  out.a.ship = run.ship_a, out.a.mmsi = run.mmsi_a;
  out.b.ship = run.ship_b, out.b.mmsi = run.mmsi_b;
  out.start_ms = steps.front().slot * step_ms;
  out.end_ms = steps.back().slot * step_ms;
  std::vector<double> distances;
  for (const Step& step : steps) distances.push_back(step.km);
  out.median_km = median(std::move(distances));
  if (!(out.median_knots() < settings_->knots_max)) return;
  for (const Step* step : {&steps.front(), &steps.back()})
    for (const uint64_t row : {step->a.row, step->b.row})
      if (std::find(out.rows.begin(), out.rows.end(), row) == out.rows.end())
        out.rows.push_back(row);
  take(std::move(out));
}

void EncounterFinder::close_slot(int64_t slot, std::span<const ShipPoint> points,
                                 std::span<const NearPair> pairs, const Take& take) {
  if (slot != last_slot_ + 1) finish(take);
  last_slot_ = slot;
  for (const NearPair& pair : pairs) {
    const ShipPoint* a = &points[pair.first];
    const ShipPoint* b = &points[pair.second];
    if (std::pair(b->mmsi, b->ship) < std::pair(a->mmsi, a->ship)) std::swap(a, b);
    Run& run = runs_[uint64_t{a->ship} << 32 | b->ship];
    if (run.steps.empty()) {
      run.ship_a = a->ship, run.ship_b = b->ship;
      run.mmsi_a = a->mmsi, run.mmsi_b = b->mmsi;
    }
    run.steps.push_back({slot, pair.km, a->at, b->at});
  }
  for (auto at = runs_.begin(); at != runs_.end();) {
    if (at->second.steps.back().slot == slot) {
      ++at;
      continue;
    }
    end_run(at->second, take);
    at = runs_.erase(at);
  }
}

void EncounterFinder::finish(const Take& take) {
  for (auto& [key, run] : runs_) end_run(run, take);
  runs_.clear();
}

Finding finding_of(const Encounter& e) {
  Finding out;
  out.event = ShipEvent::encounter;
  for (const EncounterSide* side : {&e.a, &e.b})
    out.ships.push_back({.mmsi = side->mmsi,
                         .measures = {{"lat", side->mean_lat, 7},
                                      {"lon", side->mean_lon, 7},
                                      {"median_speed_knots", side->median_knots, 7},
                                      {"points", side->points},
                                      {"start_lat", side->start_lat, 7},
                                      {"start_lon", side->start_lon, 7},
                                      {"end_lat", side->end_lat, 7},
                                      {"end_lon", side->end_lon, 7}}});
  out.start_ms = e.start_ms;
  out.end_ms = e.end_ms;
  out.lat = e.mean_lat();
  out.lon = e.mean_lon();
  out.rows = e.rows;
  out.measures = {{"duration_hours", static_cast<double>(e.end_ms - e.start_ms) / 3'600'000, 4},
                  {"median_distance_km", e.median_km, 7},
                  {"median_speed_knots", e.median_knots(), 7}};
  return out;
}

}  // namespace entente
