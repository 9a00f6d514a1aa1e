// From frames to claims: the last stage of the reader.
#pragma once

#include <vector>

#include "model/claim.h"
#include "reading/framing/analysis.h"
#include "reading/framing/cues.h"
#include "reading/framing/predicates.h"
#include "reading/trace.h"

namespace entente {

// A claim with the place it was read from: the token of its predicate and the row that fired.
struct ReadClaim {
  Claim claim;
  int sentence = -1, predicate = -1;
  const Predicate* entry = nullptr;
};

// In text order; each passes check(). Without ids of entities.
std::vector<ReadClaim> assemble_traced(const Analysis& analysis, const Predicates& predicates,
                                       const Cues& cues);
// The claims alone. `trace`, when given, is filled.
std::vector<Claim> assemble(const Analysis& analysis, const Predicates& predicates,
                            const Cues& cues, ReadingTrace* trace = nullptr);

}  // namespace entente
