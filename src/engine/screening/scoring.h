// The score of a candidate: what comparing says, and how it was found where two scripts meet.
#pragma once

#include "names/prepared.h"

namespace entente::screening {

// The comparison's own score, by names of one script or of two, whichever says more; `share` is
// index::Candidate::share.
float score_of(const Prepared& left, const Prepared& right, float share);

}  // namespace entente::screening
