// How much of a ledger each publisher's documents are.
#pragma once

#include <string_view>
#include <vector>

#include "ledger/sqlite.h"
#include "ledger/view.h"

namespace entente {

// Of documents up to `revision` that were published by the day `as_of` (empty: of any day or none);
// those with most claims first.
Result<std::vector<SourceCount>> count_sources(const Database& db, int64_t revision,
                                               std::string_view as_of);

}  // namespace entente
