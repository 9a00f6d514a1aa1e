// The best pair of names, then features. Unique identifiers decide almost by themselves; the rest
// supports (a share of what is missing to 1) or contradicts (points off). Weights: names/weights.h.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/compare.h"

#include <algorithm>
#include <array>

#include "names/features.h"
#include "names/known_likeness.h"
#include "names/match.h"

namespace entente {
namespace {

// Persons are no ships, and seldom firms. What only its words show to be a firm is held for one
// against a person, and for nothing certain against the rest.
float sort_factor(const PreparedHead& left, const PreparedHead& right) {
  const Sort a = left.sort, b = right.sort;
  if ((a == Sort::person && right.flags & kHeadFirm) ||
      (b == Sort::person && left.flags & kHeadFirm))
    return 0.7F;
  if (a == b || a == Sort::other || b == Sort::other) return 1.0F;
  return a == Sort::person || b == Sort::person ? 0.7F : 0.85F;
}

Script script_of(const Prepared& side, const NameRow& name) {
  return name.tokens ? side.tokens(name)[0].script : Script::other;
}

constexpr float kWeakAlias = 0.96F;  // a weak alias alone proves less

// `match`: of a name of the left and one of the right.
template <class Match>
Comparison best_pair(const Prepared& left, const Prepared& right, const Match& match) {
  Comparison out;
  const float factor = sort_factor(left.head(), right.head());
  const auto a = left.names(), b = right.names();
  for (size_t i = 0; i < a.size(); ++i)
    for (size_t j = 0; j < b.size(); ++j) {
      float score = match(a[i], b[j]).score * factor;
      if ((a[i].flags | b[j].flags) & kNameWeak) score *= kWeakAlias;
      if (score > out.score_within_script && script_of(left, a[i]) == script_of(right, b[j]))
        out.score_within_script = score;
      if (score > out.name_score) {
        out.name_score = score;
        out.left_name = static_cast<uint8_t>(i);
        out.right_name = static_cast<uint8_t>(j);
      }
    }
  out.score = out.name_score;
  return out;
}

void add_features(const Prepared& left, const Prepared& right, Comparison& out) {
  const FeatureMatch features = match_features(left, right);
  out.score = features.applied_to(out.name_score);
  out.features = out.score - out.name_score;
  if (out.score_within_script > 0)
    out.score_within_script = features.applied_to(out.score_within_script);
}

}  // namespace

Comparison compare_names(const Prepared& left, const Prepared& right, const NameWeights& weights) {
  return best_pair(left, right, [&](const NameRow& a, const NameRow& b) {
    return match_names(left, a, right, b, weights);
  });
}

Comparison compare_names(const Prepared& left, const Prepared& right) {
  return compare_names(left, right, kNameWeights);
}

Comparison compare(const Prepared& left, const Prepared& right) {
  Comparison out = compare_names(left, right);
  add_features(left, right, out);
  return out;
}

Comparison compare(const Prepared& left, const Prepared& right, KnownLikeness& known) {
  known.meet(right);
  Comparison out = best_pair(left, right, [&](const NameRow& a, const NameRow& b) {
    return match_names(left, a, right, b, known);
  });
  add_features(left, right, out);
  return out;
}

}  // namespace entente
