// What a brief needs of the findings in a ledger: those of the ships and accounts that findings on
// the pair name, and a map of where they were.
#pragma once

#include <string>
#include <vector>

#include "brief/brief.h"
#include "engine/parts.h"
#include "ledger/view.h"

namespace entente {

// Adds to `out.claims` the findings that share a ship or an account with those that are there, and
// those on the money of either actor.
Status collect_findings(const View& view, ClaimFilter filter, const WeighOptions& options,
                        BriefInput& out);

// Empty when the coastlines are not there.
std::string map_of_places(const Engine::Parts& parts, const std::vector<BriefPlace>& places);

}  // namespace entente
