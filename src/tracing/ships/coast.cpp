// Segments lie in cells of a degree; a search looks at growing squares of cells until what it found
// is nearer than the square is wide. Distances are on a plane around the position, which at these
// sizes errs by less than the coastline does. Whether on land: how many segments of all rings a
// meridian crosses north of it. Tests: coast_test.cpp.
#include "tracing/ships/coast.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <numbers>

#include "base/text.h"
#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

constexpr double kRadians = std::numbers::pi / 180;

int column_of(double lon) {
  const int column = static_cast<int>(std::floor(lon + 180)) % 360;
  return column < 0 ? column + 360 : column;
}
int row_of(double lat) { return std::clamp(static_cast<int>(std::floor(lat + 90)), 0, 179); }

// Of hundredths of a degree; the last is that of 180 itself.
size_t meridian_of(double x) {
  return static_cast<size_t>(std::clamp(std::floor(x / 100), -180.0, 180.0) + 180);
}

// Degrees of latitude from the origin to the segment; x is already narrowed.
double distance_to(double ax, double ay, double bx, double by) {
  const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0;
  return std::hypot(ax + t * dx, ay + t * dy);
}

bool parse_pair(std::string_view word, int& x, int& y) {
  const size_t comma = word.find(',');
  if (comma == std::string_view::npos) return false;
  const char* const end = word.data() + word.size();
  const auto first = std::from_chars(word.data(), word.data() + comma, x);
  const auto second = std::from_chars(word.data() + comma + 1, end, y);
  return first.ec == std::errc() && first.ptr == word.data() + comma && second.ec == std::errc() &&
         second.ptr == end;
}

}  // namespace

Result<Coast> Coast::parse(std::string_view text) {
  Coast out;
  size_t number = 0;
  for (const std::string_view line : split(text, '\n')) {
    ++number;
    if (line.empty() || line[0] == '#' || line == "ring") continue;
    std::vector<CoastPoint> ring;
    int x = 0, y = 0;
    for (const std::string_view word : split(line, ' ')) {
      int dx = 0, dy = 0;
      const bool read = parse_pair(word, dx, dy);
      x += dx, y += dy;
      if (!read || std::abs(x) > 18000 || std::abs(y) > 9000)
        return fail(Code::malformed, "a corner that is none", "line " + std::to_string(number),
                    std::string(word));
      ring.push_back({static_cast<int16_t>(x), static_cast<int16_t>(y)});
    }
    out.rings_.push_back(std::move(ring));
  }
  out.index();
  return out;
}

void Coast::index() {
  meridians_.resize(361);
  for (const auto& ring : rings_)
    for (size_t i = 0; i < ring.size(); ++i) {
      const CoastPoint a = ring[i], b = ring[(i + 1) % ring.size()];
      const auto [west, east] = std::minmax(a.lon, b.lon);
      if (west == east) continue;  // no meridian crosses it
      for (size_t at = meridian_of(west); at <= meridian_of(east); ++at)
        meridians_[at].push_back({a, b});
    }
  cells_.resize(180 * 360);
  for (const auto& ring : rings_)
    for (size_t i = 0; i + 1 < ring.size(); ++i) {
      const CoastPoint a = ring[i], b = ring[i + 1];
      if (std::abs(a.lon - b.lon) > 18000) continue;  // the edge of the map, no coast
      const auto [west, east] = std::minmax(a.lon, b.lon);
      const auto [south, north] = std::minmax(a.lat, b.lat);
      for (int row = row_of(south / 100.0); row <= row_of(north / 100.0); ++row)
        for (int lon = west;; lon += 100) {
          const int at = std::min<int>(lon, east);
          cells_[static_cast<size_t>(row * 360 + column_of(at / 100.0))].push_back({a, b});
          if (lon >= east) break;
        }
    }
}

bool Coast::on_land(double lat, double lon) const {
  bool inside = false;
  const double x = lon * 100, y = lat * 100;
  for (const Segment& s : meridians_[meridian_of(x)]) {
    if ((s.a.lon > x) == (s.b.lon > x)) continue;
    const double at = s.a.lat + (x - s.a.lon) / (s.b.lon - s.a.lon) * (s.b.lat - s.a.lat);
    if (at > y) inside = !inside;
  }
  return inside;
}

double Coast::shore_nm(double lat, double lon) const {
  return on_land(lat, lon) ? 0 : coast_nm(lat, lon);
}

double Coast::inland_nm(double lat, double lon) const {
  return on_land(lat, lon) ? coast_nm(lat, lon) : -coast_nm(lat, lon);
}

double Coast::coast_nm(double lat, double lon) const {
  const double narrow = std::max(0.01, std::cos(kRadians * lat));
  double best = std::numeric_limits<double>::infinity();
  for (int size = 1; size <= 4; ++size) {
    const int wide = std::min(180, static_cast<int>(std::ceil(size / narrow)));
    best = std::numeric_limits<double>::infinity();
    for (int row = row_of(lat - size); row <= row_of(lat + size); ++row)
      for (int step = -wide; step <= wide; ++step)
        for (const Segment& s : cells_[static_cast<size_t>(row * 360 + column_of(lon + step))]) {
          const double ax = wrapped_degrees(s.a.lon / 100.0 - lon) * narrow;
          const double bx = ax + (s.b.lon - s.a.lon) / 100.0 * narrow;
          best = std::min(best, distance_to(ax, s.a.lat / 100.0 - lat, bx, s.b.lat / 100.0 - lat));
        }
    if (best <= size) break;
  }
  return std::min(kFarNm, best * 60);
}

}  // namespace entente
