#include "tracing/ships/on_land.h"

#include <algorithm>
#include <cmath>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kStepNm = 5;  // on land, or near a port of it, looked at again after so much way

// Never less than the way between them: longitudes are not narrowed.
double way_nm_max(double lat1, double lon1, double lat2, double lon2) {
  return 60.1 * (std::abs(lat2 - lat1) + std::abs(wrapped_degrees(lon2 - lon1)));
}

}  // namespace

bool LandWatch::is_on_land(const Fix& fix, const LandSettings& settings) {
  const double lat = fix.latitude(), lon = fix.longitude();
  if (free_nm_ >= 0 && way_nm_max(seen_lat_, seen_lon_, lat, lon) < free_nm_) return seen_on_land_;
  const double inland = settings.inland_nm(lat, lon);
  seen_lat_ = lat, seen_lon_ = lon;
  free_nm_ = std::abs(settings.nm_min - inland);
  seen_on_land_ = inland >= settings.nm_min;
  if (!seen_on_land_) return false;
  free_nm_ = std::min(free_nm_, kStepNm);
  deepest_nm_ = std::max(deepest_nm_, inland);
  seen_on_land_ =
      !settings.anchorages || !settings.anchorages->nearest(lat, lon, settings.port_km_min);
  return seen_on_land_;
}

void LandWatch::take(const Fix& fix, bool jumped, const LandSettings& settings, const Give& give) {
  if (!settings.inland_nm) return;
  if (!is_on_land(fix, settings)) return finish(settings, give);
  if (fixes_++ == 0) {
    first_ = fix;
    by_jump_ = jumped;
  }
  last_ = fix;
}

void LandWatch::finish(const LandSettings& settings, const Give& give) {
  if (fixes_ >= settings.fixes_min) {
    Finding out;
    out.event = ShipEvent::position;
    out.ships.push_back({.mmsi = first_.mmsi});
    out.start_ms = first_.time_ms;
    out.end_ms = last_.time_ms;
    out.lat = first_.latitude();
    out.lon = first_.longitude();
    out.measures.push_back({"kind", std::string("on_land")});
    out.measures.push_back({"fixes", fixes_});
    out.measures.push_back({"inland_nm", deepest_nm_, 1});
    out.measures.push_back({"by_jump", by_jump_});
    out.measures.push_back({"end_lat", last_.latitude(), 7});
    out.measures.push_back({"end_lon", last_.longitude(), 7});
    out.rows = {first_.row, last_.row};
    give(std::move(out));
  }
  fixes_ = 0;
  deepest_nm_ = 0;
}

}  // namespace entente
