// The parties that the source reaches are walked component by component, owners before what they
// own, so that a chain costs its length. Only a circle needs equations: v = Bᵀv + c over its
// members, where c is what comes in from before. A circle has a share to tell when its matrix B
// keeps less than all (spectral radius below 1); as every member leads to every other and c is not
// zero, that is so exactly when the solution is positive (Perron-Frobenius), which is looked at.
// The slow twin (reference/integrated.h) inverts the whole matrix; a second one adds up walks.
#include "tracing/owners/integrated.h"

#include <algorithm>
#include <cmath>

#include "base/components.h"

namespace entente {
namespace {

constexpr size_t kDenseMax = 200;  // members of a circle that is solved by elimination
constexpr int kSweepsMax = 5000, kPatience = 30;
constexpr size_t kSweepSteps = 300'000'000;  // of one circle: a second or so
constexpr double kStill = 1e-13;
constexpr double kNothing = 1e-15;

double fraction(Share share) { return static_cast<double>(share) / static_cast<double>(kWhole); }

// Solves m·x = b with pivots by size; false when the matrix has no inverse.
bool eliminate(std::vector<double>& m, std::vector<double>& b) {
  const size_t n = b.size();
  for (size_t k = 0; k < n; ++k) {
    size_t pivot = k;
    for (size_t i = k + 1; i < n; ++i)
      if (std::abs(m[i * n + k]) > std::abs(m[pivot * n + k])) pivot = i;
    if (std::abs(m[pivot * n + k]) < 1e-12) return false;
    for (size_t j = 0; pivot != k && j < n; ++j) std::swap(m[k * n + j], m[pivot * n + j]);
    std::swap(b[k], b[pivot]);
    for (size_t i = k + 1; i < n; ++i) {
      const double factor = m[i * n + k] / m[k * n + k];
      if (factor == 0) continue;
      for (size_t j = k; j < n; ++j) m[i * n + j] -= factor * m[k * n + j];
      b[i] -= factor * b[k];
    }
  }
  for (size_t k = n; k-- > 0;) {
    for (size_t j = k + 1; j < n; ++j) b[k] -= m[k * n + j] * b[j];
    b[k] /= m[k * n + k];
  }
  return true;
}

struct Inner {  // a holding within a circle, by places of its members
  uint32_t from, to;
  double share;
};

// Gauss and Seidel: each member anew from those that hold it, in the order in which the source
// reached them, so that one sweep goes round a ring. False when the steps do not shrink.
bool sweep(size_t n, std::vector<Inner>& inner, std::vector<double>& x, size_t& steps) {
  std::ranges::stable_sort(inner, {}, &Inner::to);
  const std::vector<double> in = x;
  double moved = 0;
  int not_shrinking = 0;
  const int most =
      std::min<int>(kSweepsMax, static_cast<int>(kSweepSteps / (inner.size() + 1)) + 50);
  for (int round = 0; round < most && not_shrinking < kPatience; ++round) {
    const double before = moved;
    moved = 0;
    for (size_t i = 0, at = 0; i < n; ++i) {
      double value = in[i];
      for (; at < inner.size() && inner[at].to == i; ++at)
        value += inner[at].share * x[inner[at].from];
      moved = std::max(moved, std::abs(value - x[i]));
      x[i] = value;
    }
    steps += inner.size();
    if (moved <= kStill) return true;
    not_shrinking = round > 0 && moved >= before * (1 - 1e-9) ? not_shrinking + 1 : 0;
  }
  return false;
}

}  // namespace

Integrator::Integrator(const Holdings& holdings)
    : holdings_(holdings),
      value_(holdings.parties),
      most_(holdings.parties),
      slot_(holdings.parties),
      seen_(holdings.parties),
      unbounded_(holdings.parties) {
  std::vector<uint32_t> target;
  target.reserve(holdings.owned.all.size());
  for (const Holding& h : holdings.owned.all) target.push_back(h.entity);
  part_ = strong_components(holdings.owned.start, target);
}

// Adds to each member of a circle what goes round in it. `value_` holds what came in from before.
bool Integrator::solve_circle(std::span<const uint32_t> members, bool most, uint32_t source) {
  const size_t n = members.size();
  for (size_t i = 0; i < n; ++i) slot_[members[i]] = static_cast<uint32_t>(i) + 1;
  std::vector<Inner> inner;
  for (size_t i = 0; i < n; ++i)
    for (const Holding& h : holdings_.owned.of(members[i]))
      if (h.entity != source && slot_[h.entity] != 0)
        inner.push_back(
            {static_cast<uint32_t>(i), slot_[h.entity] - 1, fraction(most ? h.high : h.low)});
  steps_ += inner.size();
  std::vector<double> x(n);
  for (size_t i = 0; i < n; ++i) x[i] = value_[members[i]], slot_[members[i]] = 0;
  bool bounded = true;
  if (n <= kDenseMax) {
    std::vector<double> m(n * n);
    for (size_t i = 0; i < n; ++i) m[i * n + i] = 1;
    for (const Inner& e : inner) m[e.to * n + e.from] -= e.share;
    steps_ += n * n * n / 3;
    bounded = eliminate(m, x) && std::ranges::all_of(x, [](double v) {
                return v > -kNothing && std::isfinite(v) && v < 1e9;
              });
  } else {
    bounded = sweep(n, inner, x, steps_);
  }
  for (size_t i = 0; i < n; ++i) {
    value_[members[i]] = bounded ? x[i] : 0;
    if (!bounded) unbounded_[members[i]] = 1;
  }
  return bounded;
}

void Integrator::solve(uint32_t source, bool most) {
  for (size_t begin = 0; begin < reached_.size();) {
    size_t end = begin + 1;
    while (end < reached_.size() && part_[reached_[end]] == part_[reached_[begin]]) ++end;
    const std::span<const uint32_t> members(reached_.data() + begin, end - begin);
    const bool owns_itself =
        members.size() == 1 && members[0] != source &&
        std::ranges::any_of(holdings_.owned.of(members[0]),
                            [&](const Holding& h) { return h.entity == members[0]; });
    if (owns_itself) {
      solve_circle(members, most, source);
    } else if (members.size() > 1) {
      const bool has_source = std::ranges::find(members, source) != members.end();
      if (has_source) {  // nothing comes into the source, so its holdings are what goes in
        std::vector<uint32_t> others;
        for (const uint32_t p : members)
          if (p != source) others.push_back(p);
        for (const Holding& h : holdings_.owned.of(source))
          if (h.entity != source && part_[h.entity] == part_[source])
            value_[h.entity] += fraction(most ? h.high : h.low);
        solve_circle(others, most, source);
      } else {
        solve_circle(members, most, source);
      }
    }
    for (const uint32_t p : members)
      for (const Holding& h : holdings_.owned.of(p)) {
        ++steps_;
        if (h.entity == source || part_[h.entity] == part_[p]) continue;
        const double own = p == source ? 1 : value_[p];
        value_[h.entity] += own * fraction(most ? h.high : h.low);
        if (unbounded_[p] != 0) unbounded_[h.entity] = 1;
      }
    begin = end;
  }
}

std::vector<IntegratedShare> Integrator::of(uint32_t source) {
  steps_ = 0;
  reached_.assign(1, source);
  seen_[source] = 1;
  bool exact = true;
  for (size_t at = 0; at < reached_.size(); ++at)
    for (const Holding& h : holdings_.owned.of(reached_[at])) {
      exact = exact && h.low == h.high;
      if (seen_[h.entity] == 0) seen_[h.entity] = 1, reached_.push_back(h.entity);
    }
  std::ranges::stable_sort(reached_, std::ranges::greater{}, [&](uint32_t p) { return part_[p]; });
  solve(source, false);
  if (!exact) {
    for (const uint32_t p : reached_) most_[p] = value_[p], value_[p] = 0;
    solve(source, true);
    for (const uint32_t p : reached_) std::swap(most_[p], value_[p]);
  }
  std::vector<IntegratedShare> out;
  for (const uint32_t p : reached_) {
    const double most = exact ? value_[p] : most_[p];
    if (p != source && (most > kNothing || unbounded_[p] != 0))
      out.push_back({p, value_[p], most, unbounded_[p] == 0});
    value_[p] = most_[p] = 0;
    seen_[p] = unbounded_[p] = 0;
  }
  std::ranges::sort(out, {}, &IntegratedShare::entity);
  return out;
}

}  // namespace entente
