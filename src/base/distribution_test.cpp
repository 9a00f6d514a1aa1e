// Held against tables that textbooks print.
#include "base/distribution.h"

#include <gtest/gtest.h>

#include <cmath>

namespace entente {
namespace {

TEST(Distribution, StudentQuantilesOfTheTables) {
  EXPECT_NEAR(student_quantile(0.975, 1), 12.7062047362, 1e-8);
  EXPECT_NEAR(student_quantile(0.975, 2), 4.3026527297, 1e-9);
  EXPECT_NEAR(student_quantile(0.975, 8), 2.3060041352, 1e-9);
  EXPECT_NEAR(student_quantile(0.025, 8), -2.3060041352, 1e-9);
  EXPECT_NEAR(student_quantile(0.95, 30), 1.6972608866, 1e-9);
}

TEST(Distribution, TailOfFIsThatOfStudentSquared) {
  for (const double t : {0.3, 1.0, 2.5, 7.0})
    for (const double degrees : {1.0, 4.0, 11.0, 60.0})
      EXPECT_NEAR(f_tail(t * t, 1, degrees), student_tail(t, degrees), 1e-13);
  EXPECT_NEAR(f_tail(4.9646027437, 1, 10), 0.05, 1e-9);
  EXPECT_NEAR(f_tail(3.3258345304, 5, 10), 0.05, 1e-9);
}

TEST(Distribution, NormalBothWays) {
  EXPECT_NEAR(normal_quantile(0.975), 1.959963984540054, 1e-12);
  for (const double p : {0.001, 0.2, 0.5, 0.9999})
    EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 1e-14);
}

TEST(Distribution, BetaAtItsEnds) {
  EXPECT_EQ(incomplete_beta(2, 3, 0), 0);
  EXPECT_EQ(incomplete_beta(2, 3, 1), 1);
  EXPECT_NEAR(incomplete_beta(2, 3, 0.5), 0.6875, 1e-14);
}

}  // namespace
}  // namespace entente
