// The rows of claims that a filter's actors and id can only be among, from the derived tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "ledger/judgements.h"
#include "ledger/resolver.h"
#include "ledger/sqlite.h"
#include "ledger/view.h"

namespace entente {

// Ascending; nothing when neither actors nor an id narrow the filter.
Result<std::optional<std::vector<int64_t>>> candidate_rows(const Database& db,
                                                           const ClaimFilter& filter,
                                                           const Decided& decided,
                                                           Resolver& resolver);

// The least and the greatest id of `bytes` bytes that begin with these hex digits; nothing when
// they are none, or too many.
std::optional<std::pair<std::string, std::string>> id_range(const std::string& prefix,
                                                            size_t bytes);

// "%part%" for LIKE with ESCAPE '\'.
std::string like_pattern(std::string_view part);

}  // namespace entente
