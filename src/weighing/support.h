// How much stands behind a proposition, as one number for ranking and simulation only. It is shown
// to nobody as a probability: what is shown is the standing with its reasons.
#pragma once

#include <span>

#include "weighing/weighing.h"

namespace entente {

// Greater is better supported; 0 when nothing is said. Each independent origin counts once.
double support(std::span<const Claim> claims, const Proposition& p, const WeighOptions& options);

}  // namespace entente
