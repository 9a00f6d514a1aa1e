// What changed between two weighings of one ledger.
//
//   for (const Change& c : find_changes({before, earlier}, {after, later})) …
#pragma once

#include <span>
#include <string>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

struct Weighed {
  std::span<const Claim> claims;
  std::span<const Proposition> propositions;
};

struct Change {
  size_t proposition;              // place in the later weighing
  std::optional<size_t> before;    // place in the earlier one; nothing: it is new
  bool standing = false;           // the standing is another one
  std::vector<ClaimIndex> claims;  // new ones, of the later weighing
  std::vector<ClaimIndex> lost;    // no longer counted: rejected since; of the earlier weighing
  std::vector<size_t> origins;     // new ones: places in Proposition::origins
  std::vector<size_t> figures;     // new or moved: places in Proposition::figures
};

struct Changes {
  std::vector<Change> changed;  // new propositions first, then changed standings, then the rest
  std::vector<size_t> gone;     // places in the earlier weighing that nothing later continues
};

// A later proposition continues the earlier one with which it shares most claims. Of two that are
// both asserted a denial that covers both says nothing: it may cover many.
Changes find_changes(const Weighed& before, const Weighed& after);

}  // namespace entente
