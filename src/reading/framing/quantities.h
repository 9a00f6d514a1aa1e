// Figures in a sentence: numbers with their bounds, approximation, unit and what they count.
#pragma once

#include <vector>

#include "model/claim.h"
#include "reading/framing/analysis.h"

namespace entente {

struct Figure {
  Quantity quantity;
  int first = -1, last = -1;  // tokens, inclusive
  int anchor = -1;            // the token that ties it to the tree: the noun counted, or the number
};

std::vector<Figure> find_figures(const Analysis& analysis, int sentence);

}  // namespace entente
