// Words of likelihood that have a known band, as a text writes them.
//
//   likelihood_in("It is very likely that deliveries will resume")  // "very likely", 0.80 to 0.95
//
// Source of the bands: Intelligence Community Directive 203 (2015), Analytic Standards.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace entente {

struct Likelihood {
  std::string word;          // as the scale has it, in small letters
  std::string_view scale;    // "ICD 203"
  double low = 0, high = 0;  // probability
  double middle() const { return (low + high) / 2; }
};

// The first word of the scale in the text; nothing when there is none, or when a word before it
// makes it another one that has no band ("not likely", "more likely", "highly likely").
std::optional<Likelihood> likelihood_in(std::string_view text);

}  // namespace entente
