// Coefficients that flows were made with are found again; a reporter who is wrong about everybody
// is told apart.
#include "tracing/trade/gravity.h"

#include <gtest/gtest.h>

#include <cmath>

namespace entente {
namespace {

std::optional<Remoteness> distance(uint16_t a, uint16_t b) {
  const double km = 300.0 + 977.0 * std::abs(a - b) + 61.0 * ((a * 7 + b * 3) % 11);
  return Remoteness{km, std::abs(a - b) == 1};
}

std::vector<PairFlow> made(double beta, double gamma, double constant) {
  std::vector<PairFlow> out;
  for (const int year : {2020, 2021})
    for (uint16_t a = 0; a < 9; ++a)
      for (uint16_t b = 0; b < 9; ++b) {
        if (a == b) continue;
        const auto apart = distance(a, b);
        const double x = 2e6 * (1 + a + b);
        out.push_back({a, b, year, x,
                       x * std::exp(constant + beta * std::log(apart->kilometres) +
                                    gamma * apart->contiguous)});
      }
  return out;
}

TEST(Gravity, FindsTheCoefficientsAgain) {
  const auto found = estimate_gravity(made(0.01, 0, 0.001), distance);
  ASSERT_TRUE(found) << to_string(found.error());
  // Winsorising cuts a tenth at either end, so that the slope comes out a little flatter.
  EXPECT_NEAR(found->beta, 0.01, 0.003);
  EXPECT_NEAR(found->cif_fob(0, 5), 1 + 0.001 + 0.01 * std::log(distance(0, 5)->kilometres), 0.01);
  EXPECT_GE(found->cif_fob(3, 200), 1) << "no distance: the mean";
}

TEST(Gravity, CostsStayBetweenNothingAndAFifth) {
  const auto found = estimate_gravity(made(0.4, 0, -2), distance);
  ASSERT_TRUE(found);
  for (uint16_t a = 0; a < 9; ++a)
    for (uint16_t b = 0; b < 9; ++b) {
      EXPECT_GE(found->cif_fob(a, b), 1);
      EXPECT_LE(found->cif_fob(a, b), 1.2 + 1e-12);
    }
}

TEST(Gravity, WhoDisagreesWithEverybodyIsToldApart) {
  auto flows = made(0.01, 0, 0.001);
  for (PairFlow& f : flows)
    if (f.importer == 4) f.imports_cif *= 0.4;
  const auto found = estimate_gravity(flows, distance);
  ASSERT_TRUE(found);
  for (uint16_t id = 0; id < 9; ++id) {
    EXPECT_GT(*found->of_exporter(id), 0.85);
    if (id != 4) {
      EXPECT_GT(*found->of_importer(id), *found->of_importer(4) + 0.2);
    }
  }
  EXPECT_FALSE(found->of_importer(77));
}

TEST(Gravity, TooFewFlowsAreRefused) {
  EXPECT_FALSE(estimate_gravity({}, distance));
  EXPECT_FALSE(estimate_gravity({{0, 1, 2020, 1e7, 1e7}}, distance));
}

}  // namespace
}  // namespace entente
