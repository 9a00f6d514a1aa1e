// Distances at sea, three ways by what they are for.
#pragma once

namespace entente {

inline constexpr double kMetresPerNauticalMile = 1852.0;
inline constexpr double kKnotsPerMetreSecond = 3600.0 / kMetresPerNauticalMile;

// On the WGS84 ellipsoid (Karney 2013), in metres: what is reported of a gap.
double geodesic_metres(double lat1, double lon1, double lat2, double lon2);

// On a sphere of 6,371 km (haversine), in kilometres: what Global Fishing Watch measures
// encounters and anchorages with.
double sphere_km(double lat1, double lon1, double lat2, double lon2);

// -180 … 180.
double wrapped_degrees(double degrees);

}  // namespace entente
