// One walk over each account's payments with two ends of a window; counterparties in it are counted
// in an array over all accounts. Tested by fans_test.cpp against every window of a small table.
#include "tracing/money/fans.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/grouped.h"
#include "tracing/money/chance.h"

namespace entente {
namespace {

constexpr uint32_t kArmsMin = 3;

// The window with most counterparties, and how surprising it is.
struct Fan {
  uint32_t account = 0, arms = 0;
  uint32_t begin = 0, end = 0;  // of the account's payments
  uint32_t all = 0;             // counterparties over the whole table
  double expected = 0, chance = 1;
};

class Side {
 public:
  Side(const Payments& payments, const TieTable& ties, const TypologySettings& settings, bool in)
      : payments_(payments),
        ties_(ties),
        in_(in),
        of_(group_by(payments.accounts.size(), in ? payments.target : payments.source)),
        is_large_(payments.size() >= kPaymentsForChance),
        met_(payments.accounts.size()) {
    span_ = static_cast<double>(payments.time.back() - payments.time.front()) + 1;
    window_ = !payments.has_clock()
                  ? INT64_MAX
                  : static_cast<int64_t>(settings.window_days *
                                         static_cast<double>(units_per_day(payments)));
  }

  // Nothing for fewer than kArmsMin counterparties.
  bool look_at(uint32_t account, Fan& out) {
    out = {.account = account, .all = in_ ? ties_.in_degree(account) : ties_.out_degree(account)};
    if (out.all < kArmsMin) return false;
    const auto all = of_.of(account);
    uint32_t arms = 0, begin = 0;
    double most = -1;
    const auto weigh = [&](uint32_t end) {
      if (arms < kArmsMin || 2 * arms < out.all) return;
      const double expected = out.all * share_of(payments_.time[all[begin]]);
      // In a small table the busiest window stands: what is expected there says nothing.
      const double surprise =
          is_large_ ? arms * std::log(arms / expected) - (arms - expected) : arms;
      if ((is_large_ && arms <= expected) || surprise <= most) return;
      most = surprise;
      out.arms = arms, out.begin = begin, out.end = end, out.expected = expected;
    };
    for (uint32_t end = 0; end < all.size(); ++end) {
      if (payments_.time[all[end]] - payments_.time[all[begin]] >= window_) weigh(end);
      while (payments_.time[all[end]] - payments_.time[all[begin]] >= window_)
        arms -= --met_[other(all[begin++])] == 0;
      arms += met_[other(all[end])]++ == 0;
    }
    weigh(static_cast<uint32_t>(all.size()));
    for (; begin < all.size(); ++begin) met_[other(all[begin])] = 0;
    if (out.arms < kArmsMin) return false;
    const double windows = std::max(1.0, span_ / static_cast<double>(window_));
    out.chance = std::min(1.0, windows * poisson_tail(out.arms, out.expected));
    return true;
  }

  std::vector<Fan> chosen(std::vector<Fan> fans, size_t looked_at) const {
    std::ranges::stable_sort(fans, {}, &Fan::chance);
    if (!is_large_) return fans;
    std::vector<double> chances;
    for (const Fan& fan : fans) chances.push_back(fan.chance);
    fans.resize(false_discovery_cut(chances, looked_at, kFalseShare));
    return fans;
  }

  std::vector<Fan> all_fans(size_t& looked_at) {
    std::vector<Fan> out;
    looked_at = 0;
    Fan fan;
    for (uint32_t a = 0; a < payments_.accounts.size(); ++a) {
      if ((in_ ? ties_.in_degree(a) : ties_.out_degree(a)) >= kArmsMin) ++looked_at;
      if (look_at(a, fan) && (!is_large_ || fan.chance <= kFalseShare)) out.push_back(fan);
    }
    return out;
  }

  void put(const Fan& fan, MoneyFinding& out) const {
    const auto all = of_.of(fan.account);
    for (uint32_t i = fan.begin; i < fan.end; ++i) {
      out.payments.push_back(all[i]);
      const uint32_t o = other(all[i]);
      if (std::ranges::find(out.accounts, o) == out.accounts.end()) out.accounts.push_back(o);
    }
    std::ranges::sort(out.payments);
  }

  MoneyFinding told(const Fan& fan) const {
    MoneyFinding out;
    out.typology = in_ ? Typology::fan_in : Typology::fan_out;
    out.accounts = {fan.account};
    put(fan, out);
    out.figures = {{"counterparties_in_window", fan.arms},
                   {"counterparties_in_all", fan.all},
                   {"expected_by_chance", fan.expected}};
    out.why = fmt::format("{} {} within {}", fan.arms,
                          in_ ? "pay one account" : "are paid by one account", window_text());
    if (!is_large_) {
      out.why += "; the table is too small to say how many chance would make";
      return out;
    }
    out.chance = fan.chance;
    out.why += fmt::format("; of its {} over the whole time {:.2g} are expected in as long",
                           fan.all, fan.expected);
    return out;
  }

  std::string window_text() const {
    if (window_ == INT64_MAX) return "the table";
    return fmt::format(
        "{:g} days", static_cast<double>(window_) / static_cast<double>(units_per_day(payments_)));
  }
  int64_t time_of(const Fan& fan, bool at_end) const {
    const auto all = of_.of(fan.account);
    return payments_.time[all[at_end ? fan.end - 1 : fan.begin]];
  }
  int64_t window() const { return window_; }
  bool is_large() const { return is_large_; }

 private:
  // Of all payments of the table, those in the window that begins then.
  double share_of(int64_t begins) const {
    if (window_ == INT64_MAX) return 1;
    const auto first = std::ranges::lower_bound(payments_.time, begins);
    const auto last = std::lower_bound(first, payments_.time.end(), begins + window_);
    return static_cast<double>(last - first) / static_cast<double>(payments_.size());
  }
  uint32_t other(uint32_t payment) const {
    return in_ ? payments_.source[payment] : payments_.target[payment];
  }
  const Payments& payments_;
  const TieTable& ties_;
  bool in_;
  Grouped of_;
  bool is_large_;
  double span_ = 1;
  int64_t window_ = 0;
  std::vector<uint32_t> met_;  // payments with each account in the window
};

MoneyFinding told_both(const Side& in, const Side& out, const Fan& gathers, const Fan& scatters) {
  MoneyFinding finding;
  finding.typology = Typology::gather_scatter;
  finding.accounts = {gathers.account};
  in.put(gathers, finding);
  out.put(scatters, finding);
  finding.figures = {{"payers", gathers.arms},
                     {"payees", scatters.arms},
                     {"payers_expected_by_chance", gathers.expected},
                     {"payees_expected_by_chance", scatters.expected}};
  finding.why = fmt::format("{} pay one account within {}, which then pays {}", gathers.arms,
                            in.window_text(), scatters.arms);
  if (in.is_large()) {
    finding.chance = gathers.chance * scatters.chance;
    finding.why += fmt::format("; {:.2g} and {:.2g} are expected in as long", gathers.expected,
                               scatters.expected);
  } else {
    finding.why += "; the table is too small to say how many chance would make";
  }
  return finding;
}

// Accounts that first gather and then scatter, by the chance of both.
std::vector<MoneyFinding> gather_scatters(const Payments& payments, Side& in, Side& out) {
  struct Both {
    Fan gathers, scatters;
    double chance;
  };
  std::vector<Both> both;
  size_t looked_at = 0;
  Fan gathers, scatters;
  for (uint32_t a = 0; a < payments.accounts.size(); ++a) {
    if (!in.look_at(a, gathers) || !out.look_at(a, scatters)) continue;
    ++looked_at;
    const int64_t begun = in.time_of(gathers, false), done = in.time_of(gathers, true);
    const int64_t goes = out.time_of(scatters, false), gone = out.time_of(scatters, true);
    if (goes < begun || gone < done) continue;
    if (out.window() != INT64_MAX && goes - done > out.window()) continue;
    both.push_back({gathers, scatters, gathers.chance * scatters.chance});
  }
  std::ranges::stable_sort(both, {}, &Both::chance);
  if (in.is_large()) {
    std::vector<double> chances;
    for (const Both& b : both) chances.push_back(b.chance);
    both.resize(false_discovery_cut(chances, looked_at, kFalseShare));
  }
  std::vector<MoneyFinding> found;
  for (const Both& b : both) found.push_back(told_both(in, out, b.gathers, b.scatters));
  return found;
}

}  // namespace

std::vector<MoneyFinding> find_fans(const Payments& payments, const TieTable& ties,
                                    const TypologySettings& settings) {
  std::vector<MoneyFinding> out;
  if (payments.size() == 0) return out;
  Side in(payments, ties, settings, true), away(payments, ties, settings, false);
  for (Side* side : {&in, &away}) {
    if (!settings.wants(side == &in ? Typology::fan_in : Typology::fan_out)) continue;
    size_t looked_at = 0;
    auto fans = side->all_fans(looked_at);
    for (const Fan& fan : side->chosen(std::move(fans), looked_at)) out.push_back(side->told(fan));
  }
  if (settings.wants(Typology::gather_scatter))
    for (MoneyFinding& f : gather_scatters(payments, in, away)) out.push_back(std::move(f));
  return out;
}

}  // namespace entente
