// The standing of a proposition by the rules of the grading table. Internal to weighing/.
#pragma once

#include <span>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// `p` has key, asserts, denies and origins set.
Verdict judge(std::span<const Claim> claims, const Proposition& p, const WeighOptions& options);
// The same on each day on which something about it was published; one row for each change.
std::vector<StandingSince> judge_over_time(std::span<const Claim> claims, const Proposition& p,
                                           const WeighOptions& options);

// Its slow twin, which judges every day on which anything was published.
std::vector<StandingSince> judge_every_day(std::span<const Claim> claims, const Proposition& p,
                                           const WeighOptions& options);

}  // namespace entente
