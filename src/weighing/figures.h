// Figures about one proposition, reconciled and never averaged. Internal to weighing/.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// (claim, index of its quantity) pairs of one proposition.
using FigurePlace = std::pair<ClaimIndex, uint32_t>;

// Where `measures` tells how one way of counting becomes another in which figures of the same
// proposition are given, the figure stands there as well, converted.
std::vector<Figures> reconcile(std::span<const Claim> claims,
                               const std::vector<FigurePlace>& places,
                               const std::vector<Origin>& origins,
                               const Measures* measures = nullptr);

}  // namespace entente
