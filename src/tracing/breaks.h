// When the level of a series changed: a shift of the mean at a known time, and the best unknown
// one.
//
//   const MeanShift at = mean_shift(values, 12);          // values[12] is the first of the new
//   level if (const auto found = find_break(values)) use(found->first, found->p);
//
// mean_shift: F of two means against one, (SSR0 - SSR1) / (SSR1 / (n - 2)), Chow 1960. find_break:
// the largest F over all places with at least `side_min` values on either side (Quandt 1960,
// Andrews 1993); its p by simulation of n independent normal values with a fixed seed, which holds
// for short series where the asymptotic tables do not. Values that follow each other (rho of the
// residuals, when it is above 0) tell less than their number: F is then divided by (1 + rho) / (1 -
// rho). Assumptions: one level before, one after, the same spread; a trend looks like a break and
// has to be taken out before.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace entente {

struct MeanShift {
  size_t first = 0;  // index of the first value of the new level
  double before = 0, after = 0;
  double f = 0, p = 1;
  double rho = 0;  // of the residuals of neighbouring values; 0 when not above
  size_t first_low = 0,
         first_high = 0;  // find_break: places that fit nearly as well (F within 3.84)
};

// 1 <= first < values.size(), three values at least; F is infinite where nothing varies within.
MeanShift mean_shift(std::span<const double> values, size_t first);

std::optional<MeanShift> find_break(std::span<const double> values, size_t side_min = 2);

// All breaks with p below `p_max`, by halving at the best one again and again; by place.
std::vector<MeanShift> find_breaks(std::span<const double> values, double p_max, size_t side_min);

}  // namespace entente
