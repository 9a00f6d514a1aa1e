#include "tracing/money/rings.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/grouped.h"
#include "base/ordered_work.h"
#include "tracing/money/chance.h"

namespace entente {
namespace {

constexpr size_t kLengthMin = 3, kLengthMax = 6;
constexpr size_t kStepsMax = 200000;     // of the search for a ring among a pattern's ties
constexpr size_t kPaymentsTried = 32;    // of an account, after each payment to it
constexpr size_t kStepsOfStart = 20000;  // of the search from one payment

// Depth first among a handful of ties.
class RingSearch {
 public:
  RingSearch(const Payments& payments, const TieTable& ties, std::span<const uint32_t> among)
      : payments_(payments), ties_(ties), among_(among) {}

  Ring run() {
    for (const uint32_t first : among_) {
      way_ = {first};
      go_on(ties_.target(first), ties_.source(first));
    }
    return best_;
  }

 private:
  void go_on(uint32_t at, uint32_t home) {
    if (++steps_ > kStepsMax) return;
    for (const uint32_t t : among_) {
      if (ties_.source(t) != at) continue;
      const uint32_t next = ties_.target(t);
      const bool met = std::ranges::any_of(
          way_, [&](uint32_t w) { return ties_.target(w) == next && next != home; });
      if (met) continue;
      way_.push_back(t);
      if (next == home) note();
      else go_on(next, home);
      way_.pop_back();
    }
  }

  void note() {
    if (way_.size() < kLengthMin) return;
    const bool in_time = goes_round();
    if (in_time < best_.in_time || (in_time == best_.in_time && way_.size() <= best_.ties.size()))
      return;
    best_ = {way_, in_time};
  }

  // The first payment of each tie that is no earlier than the one before it.
  bool goes_round() const {
    int64_t now = INT64_MIN;
    for (const uint32_t t : way_) {
      const auto of = ties_.payments(t);
      const auto next =
          std::ranges::lower_bound(of, now, {}, [&](uint32_t p) { return payments_.time[p]; });
      if (next == of.end()) return false;
      now = payments_.time[*next];
    }
    return true;
  }

  const Payments& payments_;
  const TieTable& ties_;
  std::span<const uint32_t> among_;
  std::vector<uint32_t> way_;
  Ring best_;
  size_t steps_ = 0;
};

// All quick rings of a table.
class QuickRings {
 public:
  QuickRings(const Payments& payments, const TieTable& ties, const TypologySettings& settings)
      : payments_(payments),
        ties_(ties),
        settings_(settings),
        by_source_(group_by_source(payments)),
        is_large_(payments.size() >= kPaymentsForChance) {
    span_ = payments.size() > 0
                ? static_cast<double>(payments.time.back() - payments.time.front()) + 1
                : 1;
    double both = 0;
    for (uint32_t a = 0; a < ties.accounts(); ++a)
      both += static_cast<double>(in_of(a)) * static_cast<double>(by_source_.of(a).size());
    onward_ = payments.size() > 0 ? both / static_cast<double>(payments.size()) : 0;
    // Without a clock a week is that of a table of a year.
    const double days =
        payments.has_clock() ? static_cast<double>(units_per_day(payments)) : span_ / 365;
    window_ = is_large_ ? static_cast<int64_t>(settings.window_days * days) : INT64_MAX;
  }

  std::vector<MoneyFinding> run() {
    constexpr size_t kPiece = 1 << 16;
    const size_t pieces = (payments_.size() + kPiece - 1) / kPiece;
    ordered_work(
        pieces, settings_.threads,
        [&](size_t i) {
          std::vector<Found> out;
          const size_t end = std::min(payments_.size(), (i + 1) * kPiece);
          Way way;
          for (size_t p = i * kPiece; p < end; ++p) from(static_cast<uint32_t>(p), way, out);
          return out;
        },
        [&](size_t, std::vector<Found>&& found) {
          for (Found& f : found) keep(std::move(f));
          return true;
        });
    return chosen();
  }

 private:
  struct Found {
    std::vector<uint32_t> accounts, payments;  // accounts sorted
    int64_t duration = 0;
    double expected = 0;
  };
  struct Way {
    std::vector<uint32_t> payments;
    size_t steps = 0;
  };

  static Grouped group_by_source(const Payments& payments) {
    return group_by(payments.accounts.size(), payments.source);
  }
  size_t in_of(uint32_t account) const {
    size_t out = 0;
    for (const uint32_t t : ties_.incoming(account)) out += ties_.payments(t).size();
    return out;
  }

  double expected(size_t length, int64_t duration) const {
    const double each = onward_ * (static_cast<double>(duration) + 1) / span_;
    return onward_ * std::pow(each, static_cast<double>(length - 1)) /
           std::tgamma(static_cast<double>(length));
  }

  void from(uint32_t first, Way& way, std::vector<Found>& out) const {
    way.payments = {first};
    way.steps = 0;
    go_on(way, out);
  }

  void go_on(Way& way, std::vector<Found>& out) const {
    const uint32_t first = way.payments.front(), last = way.payments.back();
    const uint32_t home = payments_.source[first], at = payments_.target[last];
    const auto paid = by_source_.of(at);
    auto next = std::ranges::upper_bound(paid, last);
    for (size_t tried = 0; next != paid.end() && tried < kPaymentsTried; ++next, ++tried) {
      const uint32_t p = *next;
      if (payments_.time[p] - payments_.time[first] >= window_) break;
      if (++way.steps > kStepsOfStart) return;
      const uint32_t target = payments_.target[p];
      if (target == home) {
        if (way.payments.size() + 1 >= kLengthMin) note(way, p, out);
        continue;
      }
      if (way.payments.size() + 1 >= kLengthMax) continue;
      if (std::ranges::any_of(way.payments,
                              [&](uint32_t w) { return payments_.target[w] == target; }))
        continue;
      way.payments.push_back(p);
      go_on(way, out);
      way.payments.pop_back();
    }
  }

  void note(const Way& way, uint32_t last, std::vector<Found>& out) const {
    Found found;
    found.payments = way.payments;
    found.payments.push_back(last);
    found.duration = payments_.time[last] - payments_.time[way.payments.front()];
    found.expected = expected(found.payments.size(), found.duration);
    if (is_large_ && found.expected > 1) return;  // never stands
    for (const uint32_t p : found.payments) found.accounts.push_back(payments_.source[p]);
    std::ranges::sort(found.accounts);
    out.push_back(std::move(found));
  }

  void keep(Found&& found) {
    const auto [at, is_new] = best_.try_emplace(found.accounts, found);
    if (!is_new && found.duration < at->second.duration) at->second = std::move(found);
  }

  std::vector<MoneyFinding> chosen() {
    std::vector<const Found*> order;
    for (const auto& [accounts, found] : best_) order.push_back(&found);
    std::ranges::stable_sort(order, {}, [](const Found* f) { return f->expected; });
    size_t stand = order.size();
    if (is_large_) {
      stand = 0;
      constexpr double kLengths =
          kLengthMax - kLengthMin + 1;  // each length adds as many by chance
      for (size_t i = 0; i < order.size(); ++i)
        if (kLengths * order[i]->expected <= kFalseShare * static_cast<double>(i + 1))
          stand = i + 1;
    }
    std::vector<MoneyFinding> out;
    for (size_t i = 0; i < stand; ++i) out.push_back(told(*order[i]));
    return out;
  }

  MoneyFinding told(const Found& found) const {
    MoneyFinding out;
    out.typology = Typology::cycle;
    out.payments = found.payments;
    for (const uint32_t p : found.payments) out.accounts.push_back(payments_.source[p]);
    const double days =
        static_cast<double>(found.duration) / static_cast<double>(units_per_day(payments_));
    const bool clock = payments_.has_clock();
    out.figures = {{"ties", static_cast<double>(found.payments.size())},
                   {"ring_length", static_cast<double>(found.payments.size())},
                   {"in_order_of_time", 1}};
    if (clock) out.figures.emplace_back("days", days);
    out.why = fmt::format("{} payments go round in the order of time", found.payments.size());
    if (clock) out.why += fmt::format(" within {:.3g} days", days);
    if (is_large_) {
      out.figures.emplace_back("expected_by_chance", found.expected);
      out.why +=
          fmt::format("; by chance this table has {:.2g} such rings as quick", found.expected);
    } else {
      out.why += "; the table is too small to say how many chance would make";
    }
    return out;
  }

  const Payments& payments_;
  const TieTable& ties_;
  const TypologySettings& settings_;
  Grouped by_source_;
  bool is_large_;
  double span_ = 1, onward_ = 0;
  int64_t window_ = 0;
  std::map<std::vector<uint32_t>, Found> best_;
};

}  // namespace

Ring find_ring(const Payments& payments, const TieTable& ties, std::span<const uint32_t> among) {
  return RingSearch(payments, ties, among).run();
}

std::vector<MoneyFinding> find_rings(const Payments& payments, const TieTable& ties,
                                     const TypologySettings& settings) {
  if (!settings.wants(Typology::cycle) || payments.size() < kLengthMin) return {};
  return QuickRings(payments, ties, settings).run();
}

}  // namespace entente
