// Findings about ships as text, CSV, JSON Lines, GeoJSON and KML.
#pragma once

#include <string>

#include "entente/ships.h"
#include "terminal.h"

namespace cli {

enum class ShipsForm { text, jsonl, csv, geojson, kml };

class ShipsPrinter {
 public:
  ShipsPrinter(Output& out, ShipsForm form);
  bool put(const entente::ShipFinding& finding);  // false: the reader has gone away
  void end();

 private:
  Output& out_;
  ShipsForm form_;
  bool first_ = true;
};

}  // namespace cli
