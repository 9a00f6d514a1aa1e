// The tables that findings about ships are looked up in: coastlines, ports, maritime identification
// digits.
#pragma once

#include "engine/parts.h"
#include "engine/ships/request.h"
#include "tracing/ships/coast.h"
#include "tracing/ships/identity.h"

namespace entente {

struct ShipTables {
  Coast coast;
  AnchorageIndex anchorages;  // those named in the request, else the ports of data/
  MidTable mids;
};
// Only what the findings wanted need. A file of data/ that is missing is noted, and what needs it
// is not found; the anchorages that the request names must be there.
Result<ShipTables> ship_tables(const Engine::Parts& parts, const ShipsRequest& request,
                               const ShipSettings& settings);

}  // namespace entente
