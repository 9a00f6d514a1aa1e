#include "tracing/ships/sea_distance.h"

#include <GeographicLib/Geodesic.hpp>
#include <algorithm>
#include <cmath>
#include <numbers>

namespace entente {
namespace {

constexpr double kRadians = std::numbers::pi / 180;
constexpr double kEarthRadiusKm = 6371;

}  // namespace

double geodesic_metres(double lat1, double lon1, double lat2, double lon2) {
  double metres = 0;
  GeographicLib::Geodesic::WGS84().Inverse(lat1, lon1, lat2, lon2, metres);
  return metres;
}

double sphere_km(double lat1, double lon1, double lat2, double lon2) {
  const double half_lat = std::sin(0.5 * kRadians * (lat2 - lat1));
  const double half_lon = std::sin(0.5 * kRadians * (lon2 - lon1));
  const double h = half_lat * half_lat +
                   std::cos(kRadians * lat1) * std::cos(kRadians * lat2) * half_lon * half_lon;
  return 2 * kEarthRadiusKm * std::asin(std::sqrt(std::min(h, 1.0)));
}

double wrapped_degrees(double degrees) {
  if (degrees >= -180 && degrees <= 180) return degrees;
  return degrees - 360 * std::floor((degrees + 180) / 360);
}

}  // namespace entente
