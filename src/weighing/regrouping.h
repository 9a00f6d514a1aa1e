// What an analyst's word changes in the grouping, and why the rules grouped as they did. Internal
// to weighing/.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "weighing/grouping.h"

namespace entente {

// Joins the groups of claims judged the same and parts those judged different; a later decision on
// the same two claims wins. Claims that are not there are passed over.
void apply_decisions(std::span<const Claim> claims, const std::vector<Decision>& decisions,
                     std::vector<ClaimGroup>& groups);

}  // namespace entente
