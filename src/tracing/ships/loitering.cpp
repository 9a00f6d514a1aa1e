#include "tracing/ships/loitering.h"

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kKmPerNm = kMetresPerNauticalMile / 1000;

double hours_between(const Fix& a, const Fix& b) {
  return static_cast<double>(b.time_ms - a.time_ms) / 3'600'000;
}

}  // namespace

void Loitering::finish(const LoiteringSettings& settings, const Shore& shore, const Give& give) {
  if (!loiters_) return;
  loiters_ = false;
  const double hours = hours_between(first_, last_);
  const double knots = hours > 0 ? km_ / kKmPerNm / hours : 0;
  if (hours < settings.hours_min || !(knots < settings.knots_max)) return;
  Finding out;
  out.event = ShipEvent::loitering;
  out.ships.push_back({.mmsi = last_.mmsi});
  out.start_ms = first_.time_ms;
  out.end_ms = last_.time_ms;
  out.lat = lat_sum_ / static_cast<double>(points_);
  out.lon = wrapped_degrees(first_.longitude() + lon_sum_ / static_cast<double>(points_));
  std::optional<double> shore_nm;
  if (shore) shore_nm = shore(out.lat, out.lon);
  if (shore_nm && *shore_nm < settings.shore_nm_min) return;
  out.measures = {
      {"duration_hours", hours, 4}, {"average_speed_knots", knots, 3}, {"distance_km", km_, 3}};
  if (shore_nm) out.measures.push_back({"shore_nm", *shore_nm, 1});
  out.rows = {first_.row, last_.row};
  give(std::move(out));
}

void Loitering::take(const Fix& fix, const LoiteringSettings& settings, const Shore& shore,
                     const Give& give) {
  if (!fix.has_position()) return;
  if (!started_) {
    last_ = fix;
    started_ = true;
    return;
  }
  const double hours = hours_between(last_, fix);
  if (hours * 60 < settings.step_minutes) return;
  const double km = sphere_km(last_.latitude(), last_.longitude(), fix.latitude(), fix.longitude());
  const bool slow = km / kKmPerNm / hours < settings.knots_max && hours <= settings.gap_hours_max;
  if (!slow) finish(settings, shore, give);
  if (slow && !loiters_) {
    loiters_ = true;
    first_ = last_;
    km_ = lat_sum_ = lon_sum_ = 0;
    points_ = 0;
  }
  if (slow) {
    km_ += km;
    lat_sum_ += fix.latitude();
    lon_sum_ += wrapped_degrees(fix.longitude() - first_.longitude());
    ++points_;
  }
  last_ = fix;
}

}  // namespace entente
