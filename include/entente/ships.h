// Ships: AIS logs decoded, and what positions show: gaps, meetings, loitering, port calls, voyages,
// identities that do not hold.
//
//   entente::ShipsRequest request{.paths = {"ais.csv"}};
//   entente::find_ships(settings, request, [](const entente::ShipFinding& f) { … return true; });
//
// The rules of engine.h hold: problems go to Settings, `take` returns false to stop, the same input
// gives the same bytes whatever the number of threads. No ledger is needed unless findings are to
// be filed.
#pragma once

#include <utility>

#include "entente/engine.h"
#include "entente/filing.h"

namespace entente {

struct AisCounts {
  uint64_t lines = 0, messages = 0;
  uint64_t damaged = 0;     // lines that start as AIS and break the format or the checksum
  uint64_t incomplete = 0;  // pieces of messages whose other pieces never came
  uint64_t unknown = 0;     // messages of no known type and size
  uint64_t other = 0;       // lines in which nothing looks like AIS: comments, other sentences
};
// Each message of NMEA logs as a line of JSON by gpsd's names; `unscaled`: values as sent.
Exit decode_ais(const Settings& settings, const std::vector<std::string>& paths, bool unscaled,
                AisCounts& counts, const std::function<bool(std::string_view)>& take);

struct ShipsRequest {
  std::vector<std::string> paths = {};   // logs: NMEA, CSV, JSON; packed or not; "-"
  std::vector<std::string> events = {};  // words_of_ship_events(); empty: all that can be found
  std::string anchorages =
      {};                 // CSV or JSON of places; empty: the ports that come with the program
  std::string area = {};  // "south,west,north,east": only what touches it
  std::vector<std::string> vessels = {};  // MMSI or IMO numbers, or files of them, a line each
  // Parameters by the names that words_of_ship_parameters() gives, as the command line has them.
  std::vector<std::pair<std::string, double>> parameters = {};
  FilingRequest filing = {};  // into Settings::ledger
};

struct ShipsCounts {
  uint64_t lines = 0, fixes = 0, bad = 0, not_ships = 0, no_time = 0, late = 0;
  size_t vessels = 0, findings = 0;
  FiledCounts filed = {};
};

struct ShipFinding {
  std::string event;  // "gap", "encounter", "loitering", "port", "voyage", "identity", "position"
  struct Vessel {
    uint32_t mmsi = 0, imo = 0;
    std::string name;
    // With a ledger, a sentence each: on which list it stands, who owns it, which report names it.
    std::vector<std::string> ties = {};
  };
  std::vector<Vessel> vessels;
  std::string start, end;  // ISO 8601, UTC
  bool placed = false;
  double lat = 0, lon = 0;
  std::vector<std::pair<std::string, std::string>> measures;  // as text
  std::vector<std::string> evidence;                          // "ais.csv:17"
  std::string json;
};

// By start. `counts` is filled when the call returns.
Exit find_ships(const Settings& settings, const ShipsRequest& request, ShipsCounts& counts,
                const std::function<bool(const ShipFinding&)>& take);

// All that logs show of the ship with this IMO number or MMSI: of every MMSI that said the number.
// `svg`, when it is not null, becomes a map. nothing_found when the logs do not know it; standard
// input cannot be read for this.
Exit voyage_of(const Settings& settings, uint32_t number, ShipsRequest request, std::string* svg,
               ShipsCounts& counts, const std::function<bool(const ShipFinding&)>& take);

std::vector<WordRecord> words_of_ship_events();
struct ShipParameter {
  std::string name;  // "gap-hours"
  double usual = 0;
  std::string meaning;
};
std::vector<ShipParameter> words_of_ship_parameters();

}  // namespace entente
