// Rings: whether a few ties close, and whether money could have gone round in time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "tracing/money/finding.h"
#include "tracing/money/tie_table.h"

namespace entente {

struct Ring {
  std::vector<uint32_t> ties;  // in the order of going round; empty: none
  bool in_time = false;        // payments exist that went round in the order of time
};
// The longest ring of three or more among so few ties; one in time before one that is not.
Ring find_ring(const Payments& payments, const TieTable& ties, std::span<const uint32_t> among);

// Payments that go round in the order of time, three to six of them: each account pays on after it
// was paid, the last one pays the first. Of rings of the same accounts the quickest stands. In a
// large table those stand that are quicker than chance has them: of L payments within d of a span T
// about k (k d / T)^(L-1) / (L-1)! come about, where k is how many payments an account that was
// paid makes (mean of in x out over all payments).
std::vector<MoneyFinding> find_rings(const Payments& payments, const TieTable& ties,
                                     const TypologySettings& settings);

}  // namespace entente
