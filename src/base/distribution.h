// Tails and quantiles of the distributions that tests of significance need.
//
//   student_quantile(0.975, 8)     2.306
//   f_tail(7.2, 1, 12)             the chance of an F that large or larger
//
// All by the regularised incomplete beta function, I_x(a, b), as its continued fraction (Lentz's
// method; Press et al., Numerical Recipes, 6.4): relative error below 1e-12.
#pragma once

namespace entente {

double incomplete_beta(double a, double b, double x);         // a, b > 0, 0 <= x <= 1
double student_quantile(double probability, double degrees);  // 0 < probability < 1, degrees > 0
double student_tail(double t, double degrees);                // two-sided: the chance of |T| >= |t|
double f_tail(double f, double degrees_1, double degrees_2);
double normal_cdf(double z);
double normal_quantile(double probability);

}  // namespace entente
