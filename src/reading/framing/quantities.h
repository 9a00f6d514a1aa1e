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
  int unit = -1;              // the token of the unit, where the numbers were turned into another
  double factor = 1;          // what they were multiplied with for it
};

// `compounds`: numbers joined to a word count too ("a 14-year-old", "two-state").
std::vector<Figure> find_figures(const Analysis& analysis, int sentence, bool compounds = false);

}  // namespace entente
