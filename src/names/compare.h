// How alike two entities are: the best pair of their names, then what dates, countries, gender,
// addresses and identifiers add or take away.
//
//   Comparison c = compare(a, b);              // no allocation, about a microsecond or two
//   if (c.score >= kMatchThreshold) …
//   for (const Reason& r : explain(left, right, tables).reasons) …
//
// Scores are graded: 1 only for names written the same, less for every difference, so that the
// better of two candidates ranks first. Symmetric: compare(a, b) and compare(b, a) score the same.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"
#include "names/prepared.h"
#include "names/weights.h"

namespace entente {

class KnownLikeness;

// One threshold for every schema and script.
inline constexpr float kMatchThreshold = 0.70F;
// Raised whenever a score may come out differently; part of every audit record.
inline constexpr std::string_view kMatcherVersion = "entente-3";

// What a comparison came to, small enough to keep a million of.
struct Comparison {
  float score = 0;       // 0..1
  float name_score = 0;  // of the best pair of names alone
  float features = 0;    // what the other features added or took, in points of score
  uint8_t left_name = 0, right_name = 0;  // indices into Prepared::names()
  // The score by the best pair of names in one script; 0 when there is none.
  float score_within_script = 0;
};

Comparison compare(const Prepared& left, const Prepared& right);
// The same of one that is compared with many: `known` was made for `left`.
Comparison compare(const Prepared& left, const Prepared& right, KnownLikeness& known);
// The names alone, for candidates that an index proposes.
Comparison compare_names(const Prepared& left, const Prepared& right);
Comparison compare_names(const Prepared& left, const Prepared& right, const NameWeights& weights);

// One thing that counted, with both values as they were written.
struct Reason {
  std::string what;  // "name", "token", "birth date", "IMO number", "warning", …
  std::string left, right;
  std::string verdict;  // "same", "differs", "missing", "contradicts", "flagged"
  std::string detail;   // in words; may be empty
  float weight = 0;     // points of score it added (+) or took (-); 0: said, not counted
};

struct Explanation {
  Comparison result;
  std::vector<Reason> reasons;  // the best pair of names, its tokens, the features, the warnings
};

// The same score, with reasons. Prepares both: for what is shown, not for the many.
Explanation explain(const Entity& left, const Entity& right, const NameTables& tables);

}  // namespace entente
