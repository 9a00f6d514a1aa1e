// What every command does with its findings when it was asked to file them.
#pragma once

#include <vector>

#include "engine/filing/found.h"
#include "engine/parts.h"
#include "entente/filing.h"

namespace entente {

// Reads the rows again, makes a sheet of each finding and adds them to the ledger; `so_far` is what
// the run came to, and what is returned unless filing fails. Files that findings stand on are kept
// as they are up to 16 MiB. Nothing is done when `request` does not want it.
Exit file_findings(const Engine::Parts& parts, const FilingRequest& request,
                   std::vector<Found>&& found, FiledCounts& counts, Exit so_far);

}  // namespace entente
