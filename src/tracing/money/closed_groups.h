// Closed groups: accounts that one account pays and that pay one another far more than chance would
// have it.
//
// Payers have customers, and those have little to do with each other: of d accounts that somebody
// pays, each pair is tied by chance with the product of how much either deals with anybody (the
// configuration model: expected ties = sum of payees' out-ties x sum of their in-ties / all ties).
// Money that is passed around is passed among a few who are all within reach of one hand. Groups
// stand by their Poisson chance, with no more than 5 % of them expected to be chance.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/money/tie_table.h"

namespace entente {

struct ClosedGroup {
  uint32_t payer = 0;
  std::vector<uint32_t> ties;  // between those it pays
  double expected = 0, chance = 0;
};

struct ClosedGroups {
  std::vector<ClosedGroup> found;  // least chance first
  size_t looked_at = 0;            // payers of two and more
};

ClosedGroups closed_groups(const TieTable& ties, size_t threads);

}  // namespace entente
