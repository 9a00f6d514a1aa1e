// Numbers that count nothing: years, days of the month, references ("Table 3", "[27]", "Resolution
// 2397"), parts of names ("Su-30"), indices, exponents and coordinates.
#pragma once

#include "reading/framing/analysis.h"

namespace entente {

// Is the bare number in tokens [first, next) such a label? `compounds`: a number joined to a word
// by a hyphen ("a 14-year-old") counts after all.
bool is_label(const Analysis& analysis, int sentence, int first, int next, double value,
              bool compounds);

}  // namespace entente
