// Figures about one proposition, reconciled and never averaged. Internal to weighing/.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// (claim, index of its quantity) pairs of one proposition.
using FigurePlace = std::pair<ClaimIndex, uint32_t>;

std::vector<Figures> reconcile(std::span<const Claim> claims,
                               const std::vector<FigurePlace>& places,
                               const std::vector<Origin>& origins);

}  // namespace entente
