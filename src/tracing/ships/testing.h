// What the tests of findings about ships share.
#pragma once

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json_fwd.hpp>
#include <random>
#include <set>

#include "tracing/ships/finding.h"
#include "tracing/ships/fleet.h"
#include "tracing/ships/identity.h"
#include "tracing/ships/sea_distance.h"

namespace entente::ships_testing {

namespace fs = std::filesystem;
using nlohmann::json;

inline fs::path shared_data() {
  if (const char* named = std::getenv("ENTENTE_SHARED_DATA")) return named;
  return fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared" / "data";
}

inline Fix fix_at(uint32_t mmsi, double seconds, double lat, double lon, double knots = 0,
                  double course = 0) {
  Fix out;
  out.mmsi = mmsi;
  out.time_ms = std::llround(seconds * 1000);
  out.lat_e7 = static_cast<int32_t>(std::llround(lat * 1e7));
  out.lon_e7 = static_cast<int32_t>(std::llround(lon * 1e7));
  out.speed_dkn = static_cast<int16_t>(std::lround(knots * 10));
  out.course_ddeg = static_cast<int16_t>(std::lround(course * 10) % 3600);
  out.row = static_cast<uint64_t>(seconds);
  return out;
}

inline const FindingMeasure* measure(const Finding& finding, std::string_view name) {
  for (const FindingMeasure& m : finding.measures)
    if (m.name == name) return &m;
  return nullptr;
}
inline double number(const Finding& finding, std::string_view name) {
  const FindingMeasure* found = measure(finding, name);
  return found ? std::get<double>(found->value) : std::nan("");
}
inline std::string text(const Finding& finding, std::string_view name) {
  const FindingMeasure* found = measure(finding, name);
  return found ? std::get<std::string>(found->value) : "";
}

}  // namespace entente::ships_testing
