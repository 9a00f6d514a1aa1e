#include "tracing/ships/gaps.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/hash.h"
#include "tracing/ships/sea_distance.h"

namespace entente {

std::optional<double> Gap::metres() const {
  if (!off_position.has_position() || !on_position.has_position()) return std::nullopt;
  return geodesic_metres(off_position.latitude(), off_position.longitude(), on_position.latitude(),
                         on_position.longitude());
}

// As pipe-gaps makes it, so that its users can join the two: numbers as Python writes them.
std::string Gap::id() const {
  const auto python = [](double number) {
    std::string out = fmt::format("{}", number);
    return out.find_first_of(".e") == std::string::npos ? out + ".0" : out;
  };
  const bool placed = off.has_position();
  return md5_hex(
      fmt::format("{}|{}|{}|{}", off.mmsi, python(static_cast<double>(off.time_ms) / 1000),
                  python(placed ? off.latitude() : 0), python(placed ? off.longitude() : 0)));
}

Gap GapFinder::gap_to(const Fix& fix) const {
  Gap out{last_, fix, last_position_, fix, 0, 0, 0, 0};
  for (const Heard& heard : heard_) {
    ++out.before;
    out.before_terrestrial += heard.receiver == Fix::Receiver::terrestrial;
    out.before_satellite += heard.receiver == Fix::Receiver::satellite;
    out.before_dynamic += heard.receiver == Fix::Receiver::dynamic;
  }
  return out;
}

std::optional<Gap> GapFinder::take(const Fix& fix, const GapSettings& settings) {
  std::optional<Gap> out;
  const auto least = static_cast<int64_t>(settings.hours_min * 3'600'000);
  if (started_ && fix.time_ms - last_.time_ms > least) out = gap_to(fix);
  const auto before = static_cast<int64_t>(settings.before_hours * 3'600'000);
  while (!heard_.empty() &&
         (fix.time_ms - heard_.front().time_ms >= before || heard_.size() >= kBeforeMax))
    heard_.pop_front();
  heard_.push_back({fix.time_ms, fix.receiver});
  last_ = fix;
  if (fix.has_position()) last_position_ = fix;
  started_ = true;
  return out;
}

Finding finding_of(const Gap& gap, const GapPlace& place, const GapSettings& settings) {
  Finding out;
  out.event = ShipEvent::gap;
  out.ships.push_back({.mmsi = gap.off.mmsi});
  out.start_ms = gap.off.time_ms;
  out.end_ms = gap.on.time_ms;
  out.rows = {gap.off.row, gap.on.row};
  if (gap.off_position.has_position()) {
    out.lat = gap.off_position.latitude();
    out.lon = gap.off_position.longitude();
  }
  auto& m = out.measures;
  m.push_back({"gap_id", gap.id()});
  m.push_back({"duration_hours", gap.hours(), 6});
  if (const auto metres = gap.metres()) {
    m.push_back({"distance_m", *metres, 1});
    m.push_back({"implied_speed_knots", *metres / gap.hours() / kMetresPerNauticalMile, 3});
  }
  if (gap.on_position.has_position()) {
    m.push_back({"end_lat", gap.on_position.latitude(), 7});
    m.push_back({"end_lon", gap.on_position.longitude(), 7});
  }
  m.push_back({"positions_12h_before", int64_t{gap.before}});
  m.push_back({"positions_12h_before_terrestrial", int64_t{gap.before_terrestrial}});
  m.push_back({"positions_12h_before_satellite", int64_t{gap.before_satellite}});
  m.push_back({"positions_12h_before_dynamic", int64_t{gap.before_dynamic}});
  if (place.shore_nm) m.push_back({"shore_nm", *place.shore_nm, 1});
  if (place.positions_a_day) m.push_back({"reception_positions_a_day", *place.positions_a_day, 1});
  const bool suspected = gap.hours() >= settings.disabling_hours_min && place.shore_nm &&
                         *place.shore_nm >= settings.disabling_shore_nm_min &&
                         place.positions_a_day &&
                         *place.positions_a_day > settings.disabling_positions_a_day_min &&
                         static_cast<int>(gap.before) >= settings.disabling_positions_before_min;
  m.push_back({"suspected_disabling", suspected});
  return out;
}

}  // namespace entente
