#include "base/distribution.h"

#include <cmath>
#include <initializer_list>

namespace entente {
namespace {

double beta_fraction(double a, double b, double x) {
  constexpr double kTiny = 1e-300;
  double c = 1, d = 1 - (a + b) * x / (a + 1);
  if (std::abs(d) < kTiny) d = kTiny;
  d = 1 / d;
  double out = d;
  for (int m = 1; m <= 500; ++m) {
    const double n = m;
    for (const double step : {n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n)),
                              -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1))}) {
      d = 1 + step * d;
      if (std::abs(d) < kTiny) d = kTiny;
      c = 1 + step / c;
      if (std::abs(c) < kTiny) c = kTiny;
      d = 1 / d;
      out *= d * c;
    }
    if (std::abs(d * c - 1) < 1e-15) break;
  }
  return out;
}

// The root of a rising function between two bounds, by halving.
template <class F>
double root(F f, double low, double high) {
  for (int i = 0; i < 200; ++i) {
    const double middle = (low + high) / 2;
    if (middle == low || middle == high) break;
    (f(middle) < 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

}  // namespace

double incomplete_beta(double a, double b, double x) {
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  const double front = std::exp(std::lgamma(a + b) - std::lgamma(a) - std::lgamma(b) +
                                a * std::log(x) + b * std::log1p(-x));
  if (x < (a + 1) / (a + b + 2)) return front * beta_fraction(a, b, x) / a;
  return 1 - front * beta_fraction(b, a, 1 - x) / b;
}

double student_tail(double t, double degrees) {
  return incomplete_beta(degrees / 2, 0.5, degrees / (degrees + t * t));
}

double student_quantile(double probability, double degrees) {
  const auto below = [&](double t) {
    const double tail = student_tail(t, degrees) / 2;
    return (t < 0 ? tail : 1 - tail) - probability;
  };
  return root(below, -1e6, 1e6);
}

double f_tail(double f, double degrees_1, double degrees_2) {
  if (!(f > 0)) return 1;
  return incomplete_beta(degrees_2 / 2, degrees_1 / 2, degrees_2 / (degrees_2 + degrees_1 * f));
}

double normal_cdf(double z) { return 0.5 * std::erfc(-z / std::sqrt(2.0)); }

double normal_quantile(double probability) {
  return root([&](double z) { return normal_cdf(z) - probability; }, -40, 40);
}

}  // namespace entente
