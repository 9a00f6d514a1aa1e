// Corrections to a parsed sentence that knowledge of names, dates and reporting allows, where the
// parser is known to go wrong: lists of states, "sold Moscow drones", "told lawmakers on Friday
// that …", "…, officials said". Each rule names its pattern; none looks at a particular word.
#pragma once

#include <cstdint>

#include "reading/lexicon/dictionaries.h"
#include "reading/sentence.h"

namespace entente {

// Which parser made the tree: the accurate one makes fewer sorts of slips, and what mends those
// that it does not make would spoil trees of its own.
enum class Slips : uint8_t { of_linear_parser, of_encoder };

void mend(Sentence& sentence, const Dictionaries& dictionaries, Slips slips);

}  // namespace entente
