// The claims that a brief on two states can need, of a ledger in which each may be named in a
// million: those that name both, their kin, and those that may tell of somebody in the middle.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "brief/brief.h"
#include "ledger/view.h"
#include "weighing/weighing.h"

namespace entente {

// The words around quotes, by the id of the claim.
using KnownContexts = std::unordered_map<std::string, QuoteContext>;

struct PairClaims {
  std::vector<StoredClaim> claims;
  std::shared_ptr<const void> left;  // what is left of reading them: takes long to give back
};

// Empty when no claim names both. What stands around the quotes goes into `contexts`: their
// documents are at hand. `options` are those of the brief, with both as its pair; the
// filter's actors are not looked at. make_brief() makes the same of these claims as of all.
Result<PairClaims> claims_of_pair(const View& view, const ClaimFilter& filter, const std::string& a,
                                  const std::string& b, const WeighOptions& options,
                                  KnownContexts& contexts);

}  // namespace entente
