#include "tracing/breaks.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>

#include "base/distribution.h"

namespace entente {
namespace {

constexpr size_t kDraws = 1999;
constexpr double kNearby = 3.84;

// The same numbers on every machine: splitmix64 and Box & Muller.
class Normals {
 public:
  explicit Normals(uint64_t seed) : state_(seed) {}
  double next() {
    const double u = std::max(uniform(), 1e-300), v = uniform();
    return std::sqrt(-2 * std::log(u)) * std::cos(6.283185307179586 * v);
  }

 private:
  double uniform() {
    uint64_t z = (state_ += 0x9E3779B97F4A7C15ull);
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9ull;
    z = (z ^ z >> 27) * 0x94D049BB133111EBull;
    return static_cast<double>((z ^ z >> 31) >> 11) * 0x1.0p-53;
  }
  uint64_t state_;
};

struct Sums {
  explicit Sums(std::span<const double> values) {
    for (const double v : values) mean += v;
    mean /= static_cast<double>(values.size());
    for (const double v : values) all += (v - mean) * (v - mean);
  }
  double mean = 0, all = 0;
};

double f_of(double between, double within, size_t n) {
  if (within <= 1e-12 * (between + within) || within <= 0)
    return between > 0 ? std::numeric_limits<double>::infinity() : 0;
  return between / (within / static_cast<double>(n - 2));
}

// The largest F and its place, in one pass over running sums.
double largest_f(std::span<const double> values, size_t side_min, size_t& first) {
  const Sums sums(values);
  const auto n = static_cast<double>(values.size());
  double left = 0, best = -1;
  for (size_t i = 1; i < values.size(); ++i) {
    left += values[i - 1] - sums.mean;
    if (i < side_min || values.size() - i < side_min) continue;
    const auto k = static_cast<double>(i);
    const double between = left * left * n / (k * (n - k));
    const double f = f_of(between, std::max(0.0, sums.all - between), values.size());
    if (f > best) best = f, first = i;
  }
  return best;
}

// Largest F of kDraws series of noise, sorted; made once for each length.
const std::vector<double>& noise(size_t n, size_t side_min) {
  static std::mutex guard;
  static std::map<std::pair<size_t, size_t>, std::vector<double>> known;
  const std::scoped_lock lock(guard);
  auto& out = known[{n, side_min}];
  if (!out.empty()) return out;
  Normals normals(n * 1000 + side_min);
  std::vector<double> values(n);
  for (size_t draw = 0; draw < kDraws; ++draw) {
    for (double& v : values) v = normals.next();
    size_t first = 0;
    out.push_back(largest_f(values, side_min, first));
  }
  std::ranges::sort(out);
  return out;
}

// Of neighbouring residuals, those on either side of a break left out; 0 when not above.
double correlation(const std::vector<double>& residuals, const std::vector<size_t>& breaks) {
  double cross = 0, squares = 0;
  for (size_t i = 0; i < residuals.size(); ++i) {
    if (i > 0 && std::ranges::find(breaks, i) == breaks.end())
      cross += residuals[i] * residuals[i - 1];
    squares += residuals[i] * residuals[i];
  }
  return squares > 0 ? std::clamp(cross / squares, 0.0, 0.9) : 0;
}

std::vector<double> residuals_of(std::span<const double> values,
                                 const std::vector<size_t>& breaks) {
  std::vector<double> out(values.begin(), values.end());
  for (size_t k = 0; k <= breaks.size(); ++k) {
    const size_t from = k ? breaks[k - 1] : 0, to = k < breaks.size() ? breaks[k] : values.size();
    const double mean = Sums(values.subspan(from, to - from)).mean;
    for (size_t i = from; i < to; ++i) out[i] -= mean;
  }
  return out;
}

std::optional<MeanShift> best_break(std::span<const double> values, size_t side_min,
                                    std::optional<double> rho) {
  side_min = std::max<size_t>(side_min, 1);
  if (values.size() < 2 * side_min || values.size() < 4) return std::nullopt;
  size_t first = 0;
  if (!(largest_f(values, side_min, first) > 0)) return std::nullopt;
  MeanShift out = mean_shift(values, first);
  out.rho = rho ? *rho : correlation(residuals_of(values, {first}), {first});
  const double by = (1 - out.rho) / (1 + out.rho);
  out.f *= by;
  const auto& null = noise(values.size(), side_min);
  const auto above = static_cast<double>(null.end() - std::ranges::lower_bound(null, out.f));
  out.p = (above + 1) / static_cast<double>(kDraws + 1);
  for (size_t i = side_min; i + side_min <= values.size(); ++i)
    if (i == first || mean_shift(values, i).f * by > out.f - kNearby) {
      out.first_low = std::min(out.first_low, i);
      out.first_high = std::max(out.first_high, i);
    }
  return out;
}

std::vector<MeanShift> halve(std::span<const double> values, double p_max, size_t side_min,
                             double rho) {
  std::vector<MeanShift> out;
  auto found = best_break(values, side_min, rho);
  if (!found || !(found->p < p_max)) return out;
  const size_t at = found->first;
  out = halve(values.first(at), p_max, side_min, rho);
  const auto later = halve(values.subspan(at), p_max, side_min, rho);
  // The levels told are those up to the next break on either side.
  if (!out.empty()) found->before = out.back().after;
  if (!later.empty()) found->after = later.front().before;
  out.push_back(*found);
  for (MeanShift shift : later) {
    for (size_t* place : {&shift.first, &shift.first_low, &shift.first_high}) *place += at;
    out.push_back(shift);
  }
  return out;
}

}  // namespace

MeanShift mean_shift(std::span<const double> values, size_t first) {
  MeanShift out;
  out.first = out.first_low = out.first_high = first;
  const auto before = values.first(first), after = values.subspan(first);
  const Sums of_before(before), of_after(after), of_all(values);
  out.before = of_before.mean;
  out.after = of_after.mean;
  const double within = of_before.all + of_after.all;
  out.f = f_of(of_all.all - within, within, values.size());
  out.p = values.size() > 2 ? f_tail(out.f, 1, static_cast<double>(values.size() - 2)) : 1;
  return out;
}

std::optional<MeanShift> find_break(std::span<const double> values, size_t side_min) {
  return best_break(values, side_min, std::nullopt);
}

// Breaks not yet found would look like values that follow each other: rho is that of what all
// breaks leave which are there when it is taken as 0.
std::vector<MeanShift> find_breaks(std::span<const double> values, double p_max, size_t side_min) {
  std::vector<size_t> places;
  for (const MeanShift& shift : halve(values, p_max, side_min, 0)) places.push_back(shift.first);
  if (places.empty()) return {};
  return halve(values, p_max, side_min, correlation(residuals_of(values, places), places));
}

}  // namespace entente
