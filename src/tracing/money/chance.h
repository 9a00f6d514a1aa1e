// How often a pattern comes about by chance, and which of many patterns are more than that.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace entente {

// The chance of `count` or more where `expected` are expected (Poisson).
double poisson_tail(double count, double expected);

// How many of the smallest chances stand when so many were looked at, so that no more than `share`
// of those that stand are expected to be chance (Benjamini, Hochberg 1995). `chances` ascending.
size_t false_discovery_cut(std::span<const double> chances, size_t looked_at, double share);

// The share of false discoveries that is allowed everywhere.
inline constexpr double kFalseShare = 0.05;
// What fewer payments show by chance cannot be told: tables below are not asked for it.
inline constexpr size_t kPaymentsForChance = 1000;

}  // namespace entente
