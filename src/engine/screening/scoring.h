// The score of a candidate: what comparing says, and how it was found where two scripts meet.
#pragma once

#include "index/search.h"
#include "names/known_likeness.h"
#include "names/prepared.h"

namespace entente::screening {

// The comparison's own score, by names of one script or of two, whichever says more; `share` is
// index::Candidate::share; `known` was made for `left`.
float score_of(const Prepared& left, const Prepared& right, float share, KnownLikeness& known);

// The same of an entity of a segment, -1 when its block is damaged. Of one with more names than a
// block holds, those nearest to what is asked are compared.
float score_of(const Entity& asked, const Prepared& left, const index::Segment& segment,
               const index::Candidate& candidate, const NameTables& tables, KnownLikeness& known);

}  // namespace entente::screening
