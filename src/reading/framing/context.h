// Names that stand for several states, or for one only in context ("the junta", "the State
// Council"): which is meant, by what else the document names.
#pragma once

#include "reading/framing/analysis.h"

namespace entente {

// Of names that several states share, the state that the document names most often comes first;
// those that want a context and have none are taken out.
void settle_doubts(Analysis& analysis);

}  // namespace entente
