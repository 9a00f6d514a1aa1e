#include "tracing/money/chance.h"

#include <algorithm>
#include <cmath>

namespace entente {

double poisson_tail(double count, double expected) {
  if (count <= 0) return 1;
  if (expected <= 0) return 0;
  // Terms from `count` on fall once they are past `expected`; before that the rest is taken from 1.
  if (count <= expected) {
    double below = 0;
    for (double i = 0; i < count; ++i)
      below += std::exp(i * std::log(expected) - expected - std::lgamma(i + 1));
    return std::clamp(1 - below, 0.0, 1.0);
  }
  double term = std::exp(count * std::log(expected) - expected - std::lgamma(count + 1));
  double sum = 0;
  for (double i = count; term > sum * 1e-16 && i < count + 10000; term *= expected / ++i)
    sum += term;
  return std::min(sum, 1.0);
}

size_t false_discovery_cut(std::span<const double> chances, size_t looked_at, double share) {
  size_t out = 0;
  for (size_t i = 0; i < chances.size(); ++i)
    if (chances[i] <= share * static_cast<double>(i + 1) / static_cast<double>(looked_at))
      out = i + 1;
  return out;
}

}  // namespace entente
