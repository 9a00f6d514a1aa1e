#include "engine/screening/scoring.h"

#include <algorithm>

#include "names/compare.h"
#include "names/near_names.h"

namespace entente::screening {
namespace {

bool across_scripts(const Prepared& left, const Prepared& right, const Comparison& c) {
  if (left.names().empty() || right.names().empty()) return false;
  const auto a = left.tokens(left.names()[c.left_name]),
             b = right.tokens(right.names()[c.right_name]);
  return !a.empty() && !b.empty() && a[0].script != b[0].script;
}

// Where two scripts meet, the likeness by sound that found the candidate says which is nearer:
// alone it never makes a match, and a match that hardly sounds alike is none.
float across_score(float score, float share) {
  constexpr float kSoundAlone = 0.69F, kShareMin = 0.25F, kUnlikeLoss = 0.2F;
  share = std::min(share, 1.0F);
  if (score < kMatchThreshold || share < kShareMin)
    return kSoundAlone * (0.85F * share + 0.15F * score);
  return score - kUnlikeLoss * (1 - share);
}

}  // namespace

float score_of(const Prepared& left, const Prepared& right, float share, KnownLikeness& known) {
  const Comparison c = compare(left, right, known);
  if (!across_scripts(left, right, c)) return c.score;
  return std::max(c.score_within_script, across_score(c.score, share));
}

float score_of(const Entity& asked, const Prepared& left, const index::Segment& segment,
               const index::Candidate& candidate, const NameTables& tables, KnownLikeness& known) {
  const auto right = segment.prepared(candidate.entity);
  if (!right) return -1;
  if (right->head().flags & kHeadCut)
    if (auto whole = segment.entity(candidate.entity)) {
      const std::string block = prepare(near_names_first(asked, *std::move(whole)), tables);
      return score_of(left, Prepared(block), candidate.share, known);
    }
  return score_of(left, *right, candidate.share, known);
}

}  // namespace entente::screening
