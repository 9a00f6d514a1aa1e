// The standing of a proposition by the rules of the grading table. Internal to weighing/.
#pragma once

#include <span>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// Sets the verdict and, unless WeighOptions::parts leaves it out, the history: the same on each day
// on which something about it was published, one row for each change. `p` has key, asserts, denies
// and origins set.
void judge(std::span<const Claim> claims, const WeighOptions& options, Proposition& p);

// The slow twin of the history, which judges every day on which anything was published.
std::vector<StandingSince> judge_every_day(std::span<const Claim> claims, const Proposition& p,
                                           const WeighOptions& options);

}  // namespace entente
