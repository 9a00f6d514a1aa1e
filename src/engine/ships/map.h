// A map of where ships went, as one self-contained SVG: coastlines, tracks, numbered findings.
//
//   std::string svg = ships_map(coast, tracks, marks, "PAPER CRANE (IMO 9074729)");
//
// Made to be printed: a page wide, dark on light, no script. The same input gives the same bytes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "tracing/ships/coast.h"

namespace entente {

struct MapPoint {
  double lat = 0, lon = 0;
};
struct MapTrack {
  std::string name;
  // Pieces between which nothing was heard for hours; they are joined by dashes.
  std::vector<std::vector<MapPoint>> pieces;
};
struct MapMark {
  MapPoint at;
  std::string text;  // a line of the legend
};

std::string ships_map(const Coast& coast, std::span<const MapTrack> tracks,
                      std::span<const MapMark> marks, const std::string& title);

}  // namespace entente
