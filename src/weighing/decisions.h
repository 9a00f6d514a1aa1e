// What an analyst decided, as weighing needs it: plain values, applied on top of the rules. Who
// keeps judgements and undoes them does not matter here; only those that hold are given.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

enum class DecisionAct : uint8_t {
  reject,        // the claim `a`, or the document `a` with all its claims, counts for nothing
  same,          // claims `a` and `b` are about one thing, whatever the rules say
  different,     // claim `b` is about another thing than claim `a`
  grade_source,  // the source named `a` has Admiralty reliability `grade`, A to F
  grade_claim,   // claim `a` has Admiralty credibility `grade`, 1 to 6
};

struct Decision {
  DecisionAct act;
  std::string a, b = {};  // full ids of claims; or the name of a source
  char grade = 0;
  std::string who = {}, day = {}, why = {};  // day in ISO 8601; shown beside what it did
};

// "rejected by A. Lee on 2025-03-01: the figure is a misprint"
std::string decision_text(const Decision& decision);

}  // namespace entente
