// Ships: AIS logs decoded, and what positions show: gaps, meetings, loitering, port calls, voyages,
// identities that do not hold.
//
//   entente::ShipsRequest request{.paths = {"ais.csv"}};
//   entente::find_ships(settings, request, [](const entente::ShipFinding& f) { … return true; });
//
// The rules of engine.h hold: problems go to Settings, `take` returns false to stop, the same input
// gives the same bytes whatever the number of threads. No ledger is needed.
#pragma once

#include "entente/engine.h"

namespace entente {

struct AisCounts {
  uint64_t lines = 0, messages = 0;
  uint64_t damaged = 0;     // lines that start as AIS and break the format or the checksum
  uint64_t incomplete = 0;  // pieces of messages whose other pieces never came
  uint64_t unknown = 0;     // messages of no known type and size
};
// Each message of NMEA logs as a line of JSON by gpsd's names; `unscaled`: values as sent.
Exit decode_ais(const Settings& settings, const std::vector<std::string>& paths, bool unscaled,
                AisCounts& counts, const std::function<bool(std::string_view)>& take);

}  // namespace entente
