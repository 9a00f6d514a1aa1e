// When two states began to vote together, or ceased to: breaks in the level of their yearly
// agreement.
//
//   for (const AlignmentChange& c : find_changes(bits, us, cu, ChangeSettings{})) use(c.year,
//   c.before, c.after);
//
// The yearly series of one measure (agreement.h), years with fewer than `votes_min` common votes
// left out, is searched for shifts of its mean (breaks.h): F against noise of the same length,
// years that follow each other discounted. Of each break the years that fit nearly as well are
// told, and what the two levels are by every measure, pooled over the votes of the years on either
// side, for a change of the agenda moves raw agreement and leaves the chance-corrected ones.
#pragma once

#include <string_view>
#include <vector>

#include "tracing/breaks.h"
#include "tracing/votes/agreement.h"

namespace entente {

enum class AlignmentMeasure { agree, s, kappa, pi };

struct ChangeSettings {
  AlignmentMeasure measure = AlignmentMeasure::kappa;  // with squared distances, as pi
  uint32_t votes_min = 10;                             // in a year
  size_t years_min = 4;                                // on either side of a break
  double p_max = 0.01;
};

struct AlignmentChange {
  int year = 0, low = 0, high = 0;  // the first of the new level, and between which it may lie
  int from = 0, to = 0;             // the years of both levels
  double before = 0, after = 0, f = 0, p = 1;  // of the measure, mean of the years
  Agreement pooled_before, pooled_after;
};

// By year.
std::vector<AlignmentChange> find_changes(const VoteBits& bits, uint16_t a, uint16_t b,
                                          const ChangeSettings& settings);

}  // namespace entente
