// Names that stand for several states, or for one only in context ("the junta", "the State
// Council"): which is meant, by what else the document names.
#pragma once

#include "reading/framing/analysis.h"

namespace entente {

// Takes out of the sentences' matches those that the document gives no reason to believe, and of
// names that several states share all but the one that the document names most often.
void settle_doubts(Analysis& analysis);

}  // namespace entente
