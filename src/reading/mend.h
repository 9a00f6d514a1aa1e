// Corrections to a parsed sentence that knowledge of names, dates and reporting allows, where the
// parser is known to go wrong: lists of states, "sold Moscow drones", "told lawmakers on Friday
// that …", "…, officials said". Each rule names its pattern; none looks at a particular word.
#pragma once

#include "reading/lexicon/dictionaries.h"
#include "reading/sentence.h"

namespace entente {

void mend(Sentence& sentence, const Dictionaries& dictionaries);

}  // namespace entente
