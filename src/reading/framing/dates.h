// Time expressions of a sentence, as text and as an interval that relative dates get from the date
// published. Without one, relative dates keep their text only.
#pragma once

#include <optional>
#include <vector>

#include "model/claim.h"
#include "reading/framing/analysis.h"

namespace entente {

struct TimeExpression {
  When when;
  Interval point;             // what it names without its preposition: "by 2025" names 2025
  int first = -1, last = -1;  // tokens, inclusive
  int anchor = -1;            // the token that ties it to the tree
  bool floating = false;      // a weekday, or a month without a year: taken as past, see future()
};

// `published` is the document's date, where known. With `told`, what the document tells is taken in
// its order, and years that date a thing and no event count too ("(1821)", "the 1999 storm"): a
// month without a year, and "two years later", go by the date told last, which is kept there from
// sentence to sentence.
std::vector<TimeExpression> find_times(const Analysis& analysis, int sentence,
                                       const std::optional<Date>& published,
                                       std::optional<Date>* told = nullptr);

// The same expression when what it dates lies ahead ("is to visit on Friday").
When future(const TimeExpression& time, const std::optional<Date>& published);

}  // namespace entente
