#include "tracing/ships/positions.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kKmPerNm = kMetresPerNauticalMile / 1000;
constexpr int32_t kGridE7 = 100'000;  // a hundredth of a degree
constexpr double kMirrorDegrees = 0.1;

Finding position_finding(std::string_view kind, const Fix& from, int64_t end_ms) {
  Finding out;
  out.event = ShipEvent::position;
  out.ships.push_back({.mmsi = from.mmsi});
  out.start_ms = from.time_ms;
  out.end_ms = end_ms;
  out.lat = from.latitude();
  out.lon = from.longitude();
  out.measures.push_back({"kind", std::string(kind)});
  out.rows.push_back(from.row);
  return out;
}

// One of the coordinates mirrored, the other kept.
bool mirrored(const Fix& a, const Fix& b) {
  const bool lat = std::abs(a.latitude() + b.latitude()) < kMirrorDegrees &&
                   std::abs(a.latitude()) > 1 &&
                   std::abs(a.longitude() - b.longitude()) < kMirrorDegrees;
  const bool lon = std::abs(a.longitude() + b.longitude()) < kMirrorDegrees &&
                   std::abs(a.longitude()) > 1 &&
                   std::abs(a.latitude() - b.latitude()) < kMirrorDegrees;
  return lat || lon;
}

bool is_on_grid(const Fix& fix) { return fix.lat_e7 % kGridE7 == 0 && fix.lon_e7 % kGridE7 == 0; }

}  // namespace

bool PositionWatch::look_for_jump(const Fix& fix, uint32_t track,
                                  const PositionSettings& settings) {
  const double km = sphere_km(last_.latitude(), last_.longitude(), fix.latitude(), fix.longitude());
  if (km < settings.jump_nm_min * kKmPerNm) return false;
  // Two fixes of one moment in two places: as if a second lay between.
  const double hours =
      static_cast<double>(std::max<int64_t>(1000, fix.time_ms - last_.time_ms)) / 3'600'000;
  const double knots = km / kKmPerNm / hours;
  if (knots <= settings.jump_knots_min) return false;
  Jump& jump = jumps_[std::minmax(last_track_, track)];
  if (jump.count++ == 0) {
    jump.from = last_;
    jump.to = fix;
    jump.sign_flip = mirrored(last_, fix);
  }
  jump.last_ms = fix.time_ms;
  jump.knots_max = std::max(jump.knots_max, knots);
  jump.km_max = std::max(jump.km_max, km);
  return true;
}

void PositionWatch::end_circle(Circling& c, const PositionSettings& settings,
                               const Give& give) const {
  if (!c.on) return;
  c.on = false;
  if (c.turns < settings.circle_turns_min) return;
  Finding out = position_finding("circle", c.first, c.last.time_ms);
  out.lat = c.lat;
  out.lon = c.lon;
  out.measures.push_back({"turns", c.turns, 2});
  out.measures.push_back({"radius_nm", c.nm, 3});
  out.measures.push_back(
      {"duration_hours", static_cast<double>(c.last.time_ms - c.first.time_ms) / 3'600'000, 3});
  out.rows.push_back(c.last.row);
  give(std::move(out));
}

// Over the last fixes of the track: their middle, how far each lies from it, how far round they
// went.
void PositionWatch::look_for_circle(const Fix& fix, uint32_t track,
                                    const PositionSettings& settings, const Give& give) {
  Circling& c = circling_[track];
  c.ring[c.at] = fix;
  c.at = (c.at + 1) % Circling::kFixes;
  c.size = std::min(c.size + 1, Circling::kFixes);
  if (c.size < Circling::kFixes || (c.at % 4 != 0 && !c.on)) return;
  const auto nth = [&](size_t i) -> const Fix& { return c.ring[(c.at + i) % Circling::kFixes]; };
  const double lon0 = nth(0).longitude(), lat0 = nth(0).latitude();
  const double narrow = std::cos(kRadians * lat0);
  // The middle of the box, which does not lean to where fixes are many.
  double x_min = 0, x_max = 0, y_min = 0, y_max = 0;
  std::array<double, Circling::kFixes> x{}, y{};
  for (size_t i = 0; i < Circling::kFixes; ++i) {
    x[i] = 60 * narrow * wrapped_degrees(nth(i).longitude() - lon0);
    y[i] = 60 * (nth(i).latitude() - lat0);
    x_min = std::min(x_min, x[i]), x_max = std::max(x_max, x[i]);
    y_min = std::min(y_min, y[i]), y_max = std::max(y_max, y[i]);
  }
  const double x0 = (x_min + x_max) / 2, y0 = (y_min + y_max) / 2;
  double sum = 0, squares = 0;
  for (size_t i = 0; i < Circling::kFixes; ++i) {
    const double square = (x[i] - x0) * (x[i] - x0) + (y[i] - y0) * (y[i] - y0);
    sum += std::sqrt(square);
    squares += square;
  }
  const double count = Circling::kFixes;
  const double radius = sum / count;
  const double spread = std::sqrt(std::max(0.0, squares / count - radius * radius));
  // Angles cost a call each, and only what lies on a circle can have gone round one.
  if (radius < settings.circle_nm_min || spread > settings.circle_spread_max * radius)
    return end_circle(c, settings, give);
  double turned = 0, back = 0, before = std::atan2(y[0] - y0, x[0] - x0);
  for (size_t i = 1; i < Circling::kFixes; ++i) {
    const double now = std::atan2(y[i] - y0, x[i] - x0);
    const double angle = std::remainder(now - before, 2 * std::numbers::pi);
    turned += angle;
    back += std::abs(angle);
    before = now;
  }
  const double turns = std::abs(turned) / (2 * std::numbers::pi);
  if (turns < 1 || back > std::abs(turned) * 1.1) return end_circle(c, settings, give);
  if (!c.on) {
    c.on = true;
    c.first = nth(0);
    c.turns = turns;
    c.nm = radius;
    c.lat = lat0 + y0 / 60;
    c.lon = wrapped_degrees(lon0 + x0 / 60 / narrow);
  } else {
    c.turns += turns / (count - 1);
  }
  c.last = fix;
}

void PositionWatch::take(const Fix& fix, uint32_t track, const PositionSettings& settings,
                         const Give& give) {
  if (only_tracks_) {
    TrackSpan& span = tracks_[track];
    if (span.fixes++ == 0) span.first = fix;
    span.last = fix;
    return;
  }
  const bool jumped = started_ && look_for_jump(fix, track, settings);
  for (TrackSpan* span : {&tracks_[track], &whole_}) {
    if (span->fixes++ == 0) span->first = fix;
    if (span->fixes > 1 && (fix.lat_e7 != span->last.lat_e7 || fix.lon_e7 != span->last.lon_e7)) {
      ++span->moved;
      span->grid += is_on_grid(fix);
    }
    span->last = fix;
  }
  look_for_circle(fix, track, settings, give);
  if (settings.land.inland_nm) {
    if (jumped) land_[last_track_].left_by_jump();
    land_[track].take(fix, jumped, settings.land, give);
  }
  last_ = fix;
  last_track_ = track;
  started_ = true;
}

void PositionWatch::give_grids(const PositionSettings& settings, const Give& give) const {
  bool any = false;
  const auto give_if_grid = [&](const TrackSpan& span) {
    if (span.moved < settings.grid_fixes_min ||
        static_cast<double>(span.grid) < settings.grid_share_min * static_cast<double>(span.moved))
      return;
    any = true;
    Finding out = position_finding("grid", span.first, span.last.time_ms);
    out.measures.push_back({"fixes", span.fixes});
    give(std::move(out));
  };
  for (const auto& [track, span] : tracks_) give_if_grid(span);
  if (!any) give_if_grid(whole_);
}

void PositionWatch::finish(const PositionSettings& settings, const Give& give) {
  for (auto& [track, circling] : circling_) end_circle(circling, settings, give);
  for (auto& [track, land] : land_) land.finish(settings.land, give);
  for (const auto& [tracks, jump] : jumps_) {
    Finding out = position_finding(jump.sign_flip ? "sign_flip" : "jump", jump.from, jump.last_ms);
    out.measures.push_back({"jumps", jump.count});
    out.measures.push_back({"implied_speed_knots_max", jump.knots_max, 1});
    out.measures.push_back({"distance_km_max", jump.km_max, 3});
    out.measures.push_back({"to_lat", jump.to.latitude(), 7});
    out.measures.push_back({"to_lon", jump.to.longitude(), 7});
    out.rows.push_back(jump.to.row);
    give(std::move(out));
  }
  give_grids(settings, give);
  // Tracks that ran at the same time: one MMSI, two senders.
  for (auto a = tracks_.begin(); a != tracks_.end(); ++a)
    for (auto b = std::next(a); b != tracks_.end(); ++b) {
      const TrackSpan& first = a->second;
      const TrackSpan& second = b->second;
      if (second.first.time_ms >= first.last.time_ms ||
          first.first.time_ms >= second.last.time_ms ||
          std::min(first.fixes, second.fixes) < settings.two_tracks_fixes_min)
        continue;
      Finding out = position_finding("mmsi_on_two_tracks", second.first,
                                     std::min(first.last.time_ms, second.last.time_ms));
      out.event = ShipEvent::identity;
      out.measures.push_back({"fixes_first", first.fixes});
      out.measures.push_back({"fixes_second", second.fixes});
      out.measures.push_back({"distance_km",
                              sphere_km(first.last.latitude(), first.last.longitude(),
                                        second.last.latitude(), second.last.longitude()),
                              1});
      out.rows.push_back(second.last.row);
      give(std::move(out));
    }
}

}  // namespace entente
