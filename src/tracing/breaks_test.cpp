// Shifts of a mean beside sums of squares by hand.
#include "tracing/breaks.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace entente {
namespace {

double squares(std::span<const double> values) {
  double mean = 0, out = 0;
  for (const double v : values) mean += v;
  mean /= static_cast<double>(values.size());
  for (const double v : values) out += (v - mean) * (v - mean);
  return out;
}

TEST(Breaks, FIsThatOfTheTextbook) {
  const std::vector<double> v{1, 2, 1.5, 1, 5, 6, 5.5};
  const std::span<const double> all(v);
  const double within = squares(all.first(4)) + squares(all.subspan(4));
  const MeanShift shift = mean_shift(v, 4);
  EXPECT_NEAR(shift.f, (squares(all) - within) / (within / 5), 1e-9);
  EXPECT_NEAR(shift.before, 1.375, 1e-12);
  EXPECT_NEAR(shift.after, 5.5, 1e-12);
  EXPECT_LT(shift.p, 0.001);
}

TEST(Breaks, TheBestPlaceIsThatOfTryingAll) {
  std::mt19937 random(5);
  for (int round = 0; round < 50; ++round) {
    std::vector<double> v(12);
    for (double& x : v) x = static_cast<double>(random() % 1000);
    double best = -1;
    size_t place = 0;
    for (size_t i = 3; i + 3 <= v.size(); ++i)
      if (const double f = mean_shift(v, i).f; f > best) best = f, place = i;
    const auto found = find_break(v, 3);
    ASSERT_TRUE(found);
    EXPECT_EQ(found->first, place);
    EXPECT_NEAR(found->f * (1 + found->rho) / (1 - found->rho), best, 1e-6 * best);
    EXPECT_LE(found->first_low, place);
    EXPECT_GE(found->first_high, place);
  }
}

TEST(Breaks, NoiseIsRarelyABreakAndTwoStepsAreTwo) {
  std::mt19937 random(9);
  std::normal_distribution<double> normal;
  int alarms = 0;
  for (int round = 0; round < 200; ++round) {
    std::vector<double> v(30);
    for (double& x : v) x = normal(random);
    alarms += find_break(v, 3)->p < 0.05;
  }
  EXPECT_LT(alarms, 20);
  std::vector<double> steps;
  for (int i = 0; i < 30; ++i)
    steps.push_back((i < 10 ? 0 : i < 20 ? 4 : -3) + 0.3 * normal(random));
  const auto found = find_breaks(steps, 0.01, 3);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].first, 10u);
  EXPECT_EQ(found[1].first, 20u);
  EXPECT_NEAR(found[0].after, 4, 0.3);
  EXPECT_NEAR(found[1].before, 4, 0.3);
}

TEST(Breaks, TooShortOrFlatIsNone) {
  EXPECT_FALSE(find_break(std::vector<double>{1, 2, 3}, 2));
  EXPECT_FALSE(find_break(std::vector<double>(10, 7.0), 2));
  const auto clean = find_break(std::vector<double>{0, 0, 0, 1, 1, 1}, 2);
  ASSERT_TRUE(clean);
  EXPECT_TRUE(std::isinf(clean->f));
}

}  // namespace
}  // namespace entente
