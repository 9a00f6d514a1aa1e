// How one way of counting becomes another: containers to rounds, rounds to tons, a currency to
// dollars of its year. Rows come from data/measures.tsv, each with its source; a factor is an
// interval, because nobody knows what is in a container.
#pragma once

#include <string>
#include <vector>

namespace entente {

struct Measure {
  std::string from;          // unit or head word of what is counted: "container", "EUR"
  std::string to;            // "152-mm round", "USD"
  double low = 0, high = 0;  // one `from` is low to high of `to`
  int year = 0;              // of the figure's time; 0: any
  std::string source;        // shown where it was used
};
using Measures = std::vector<Measure>;

}  // namespace entente
