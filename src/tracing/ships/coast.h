// The coastlines of the world: how far a position is from shore, and lines to draw.
//
//   auto coast = Coast::parse(text);          // data/coastline.tsv; malformed
//   coast->shore_nm(34.5, 128.2)              // 0 on land; at most kFarNm
//
// Natural Earth 1:50m, thinned: right to a mile or two, and without the smallest islands.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

struct CoastPoint {
  int16_t lon = 0, lat = 0;  // hundredths of a degree
};

class Coast {
 public:
  static constexpr double kFarNm = 240;

  static Result<Coast> parse(std::string_view text);
  double shore_nm(double lat, double lon) const;
  bool on_land(double lat, double lon) const;
  // How far inside land; negative at sea: how far from shore. At most kFarNm either way.
  double inland_nm(double lat, double lon) const;
  std::span<const std::vector<CoastPoint>> rings() const { return rings_; }

 private:
  struct Segment {
    CoastPoint a, b;
  };
  void index();
  double coast_nm(double lat, double lon) const;  // to the nearest coast, from land or sea

  std::vector<std::vector<CoastPoint>> rings_;
  std::vector<std::vector<Segment>> meridians_;  // all that a meridian of this degree may cross
  std::vector<std::vector<Segment>> cells_;      // of a degree, rows of 360 from the south
};

}  // namespace entente
