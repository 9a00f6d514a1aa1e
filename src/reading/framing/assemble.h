// From frames to claims: the last stage of the reader.
#pragma once

#include <vector>

#include "model/claim.h"
#include "reading/framing/analysis.h"
#include "reading/framing/cues.h"
#include "reading/framing/predicates.h"

namespace entente {

// In text order; each passes check(). Without ids of entities.
std::vector<Claim> assemble(const Analysis& analysis, const Predicates& predicates,
                            const Cues& cues);

}  // namespace entente
