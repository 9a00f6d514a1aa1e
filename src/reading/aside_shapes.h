// The trees of asides: what opens or ends them tells their shape better than a parser does that was
// trained on whole sentences.
#pragma once

#include "reading/sentence.h"

namespace entente {

// Each takes the tokens of one aside, parsed by themselves, and leaves one root. shape_date() needs
// tags only.
void shape_reporter(Sentence& aside);  // "NOUN PHRASE reports" or "says NOUN PHRASE"
void shape_date(Sentence& aside);      // "In January 2024"
void shape_clause(Sentence& aside);    // "Should the war drag on": its first word marks it

}  // namespace entente
