// How many independent voices stand behind a set of claims. Internal to weighing/.
#pragma once

#include <span>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// In the order of their first claim; a claim told jointly by two speakers stands in two origins.
std::vector<Origin> find_origins(std::span<const Claim> claims,
                                 const std::vector<ClaimIndex>& which, const PropositionKey& key,
                                 const WeighOptions& options);

}  // namespace entente
