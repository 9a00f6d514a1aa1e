// Each search is one walk over the payments of each account, in the order of time. Tested by
// sums_test.cpp.
#include "tracing/money/sums.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/grouped.h"
#include "tracing/money/chance.h"

namespace entente {
namespace {

constexpr const char* kTooSmall = "; the table is too small to say how many chance would make";

int64_t window_of(const Payments& payments, double days) {
  if (!payments.has_clock()) return INT64_MAX;
  return static_cast<int64_t>(days * static_cast<double>(units_per_day(payments)));
}

bool is_large(const Payments& payments) { return payments.size() >= kPaymentsForChance; }

// Keeps of candidates sorted by chance what is no chance.
template <class Candidate>
void keep_standing(std::vector<Candidate>& all, size_t looked_at) {
  std::ranges::stable_sort(all, {}, &Candidate::chance);
  std::vector<double> chances;
  for (const Candidate& c : all) chances.push_back(c.chance);
  all.resize(false_discovery_cut(chances, std::max(looked_at, all.size()), kFalseShare));
}

struct Just {
  uint32_t account = 0;
  std::vector<uint32_t> payments = {};
  double expected = 0, chance = 1;
};

// All by one payer: told of him already.
bool is_of_one(const Payments& payments, const std::vector<uint32_t>& of) {
  return std::ranges::all_of(
      of, [&](uint32_t p) { return payments.source[p] == payments.source[of[0]]; });
}

// The most payments of these within a window.
std::vector<uint32_t> densest(const Payments& payments, const std::vector<uint32_t>& of,
                              int64_t window) {
  size_t begin = 0, best_begin = 0, best_end = 0;
  for (size_t end = 0; end < of.size(); ++end) {
    while (payments.time[of[end]] - payments.time[of[begin]] >= window) ++begin;
    if (end + 1 - begin > best_end - best_begin) best_begin = begin, best_end = end + 1;
  }
  return {of.begin() + static_cast<ptrdiff_t>(best_begin),
          of.begin() + static_cast<ptrdiff_t>(best_end)};
}

}  // namespace

std::vector<MoneyFinding> find_structuring(const Payments& payments,
                                           const TypologySettings& settings) {
  std::vector<MoneyFinding> out;
  if (!settings.wants(Typology::structuring) || !payments.has_amounts()) return out;
  const auto limit = static_cast<long double>(settings.structuring_limit) *
                     static_cast<long double>(payments.scale);
  const auto is_below = [&](uint32_t p) {
    const auto amount = static_cast<long double>(payments.amount(p));
    return amount < limit && amount >= limit * 0.9L;
  };
  size_t below = 0, above = 0;
  for (uint32_t p = 0; p < payments.size(); ++p) {
    const auto amount = static_cast<long double>(payments.amount(p));
    below += is_below(p);
    above += amount >= limit && amount < limit * 1.1L;
  }
  const double share = static_cast<double>(below) / static_cast<double>(payments.size());
  std::vector<Just> found;
  size_t looked_at = 0;
  const int64_t window = window_of(payments, settings.window_days);
  std::vector<uint32_t> just;
  for (const bool in : {false, true}) {
    const Grouped side = group_by(payments.accounts.size(), in ? payments.target : payments.source);
    for (uint32_t a = 0; a < payments.accounts.size(); ++a) {
      const auto of = side.of(a);
      if (of.size() < 3) continue;
      ++looked_at;
      just.clear();
      std::ranges::copy_if(of, std::back_inserter(just), is_below);
      if (just.size() < 3) continue;
      Just one{.account = a, .payments = densest(payments, just, window)};
      if (one.payments.size() < 3 || (in && is_of_one(payments, one.payments))) continue;
      one.expected = share * static_cast<double>(of.size());
      one.chance = poisson_tail(static_cast<double>(just.size()), one.expected);
      found.push_back(std::move(one));
    }
  }
  if (is_large(payments)) keep_standing(found, looked_at);
  for (const Just& one : found) {
    MoneyFinding f;
    f.typology = Typology::structuring;
    f.payments = one.payments;
    f.accounts = {one.account};
    for (const uint32_t p : one.payments)
      for (const uint32_t a : {payments.source[p], payments.target[p]})
        if (std::ranges::find(f.accounts, a) == f.accounts.end()) f.accounts.push_back(a);
    f.figures = {{"share_of_payments_just_below", share},
                 {"payments_just_below", static_cast<double>(below)},
                 {"payments_just_above", static_cast<double>(above)},
                 {"expected_by_chance", one.expected}};
    f.why = fmt::format(
        "{} payments in the last tenth below {:g}; of all payments {:.2g} % lie there "
        "({} just above it)",
        one.payments.size(), settings.structuring_limit, 100 * share, above);
    if (is_large(payments)) f.chance = one.chance;
    else f.why += kTooSmall;
    out.push_back(std::move(f));
  }
  return out;
}

namespace {

// What of the sums received is paid on within a day, first in first out.
struct Passing {
  long double received = 0, passed = 0, paid = 0;
};
Passing passing_of(const Payments& payments, std::span<const uint32_t> in,
                   std::span<const uint32_t> out, int64_t day) {
  Passing sum;
  size_t next = 0;
  long double left_of_payment = 0;
  for (const uint32_t p : out) sum.paid += static_cast<long double>(payments.amount(p));
  for (const uint32_t p : in) {
    auto left = static_cast<long double>(payments.amount(p));
    sum.received += left;
    while (left > 0) {
      if (left_of_payment <= 0) {
        // What was paid before this came in is not of it.
        while (next < out.size() && out[next] < p) ++next;
        if (next == out.size()) break;
        left_of_payment = static_cast<long double>(payments.amount(out[next]));
      }
      if (day != INT64_MAX && payments.time[out[next]] - payments.time[p] > day) break;
      const long double part = std::min(left, left_of_payment);
      sum.passed += part, left -= part, left_of_payment -= part;
      if (left_of_payment <= 0) ++next;
    }
  }
  return sum;
}

}  // namespace

std::vector<MoneyFinding> find_pass_through(const Payments& payments,
                                            const TypologySettings& settings) {
  std::vector<MoneyFinding> out;
  if (!settings.wants(Typology::pass_through) || !payments.has_amounts()) return out;
  const Grouped in = group_by(payments.accounts.size(), payments.target);
  const Grouped paid = group_by(payments.accounts.size(), payments.source);
  const int64_t day = window_of(payments, 1);
  size_t looked_at = 0;
  std::vector<std::pair<uint32_t, Passing>> found;
  for (uint32_t a = 0; a < payments.accounts.size(); ++a) {
    if (in.of(a).empty() || paid.of(a).empty()) continue;
    if (is_large(payments) ? in.of(a).size() < 3 : in.of(a).size() + paid.of(a).size() < 3)
      continue;
    ++looked_at;
    const Passing sum = passing_of(payments, in.of(a), paid.of(a), day);
    if (sum.passed >= 0.9L * sum.received && sum.paid <= 1.0001L * sum.received)
      found.emplace_back(a, sum);
  }
  const double share =
      static_cast<double>(found.size()) / static_cast<double>(std::max<size_t>(looked_at, 1));
  if (is_large(payments) && share > 0.05) return out;
  for (const auto& [account, sum] : found) {
    MoneyFinding f;
    f.typology = Typology::pass_through;
    f.accounts = {account};
    for (const auto* side : {&in, &paid})
      for (const uint32_t p : side->of(account)) f.payments.push_back(p);
    std::ranges::sort(f.payments);
    for (const uint32_t p : f.payments)
      for (const uint32_t a : {payments.source[p], payments.target[p]})
        if (std::ranges::find(f.accounts, a) == f.accounts.end()) f.accounts.push_back(a);
    const auto part = static_cast<double>(sum.passed / sum.received);
    f.figures = {{"passed_on_share", part},
                 {"accounts_looked_at", static_cast<double>(looked_at)},
                 {"share_of_those_that_pass_on_so", share}};
    f.why = fmt::format(
        "{:.3g} % of what came in went out within a day, in {} receipts; so do {} of "
        "{} accounts with three receipts or more",
        100 * part, in.of(account).size(), found.size(), looked_at);
    out.push_back(std::move(f));
  }
  return out;
}

namespace {

constexpr uint32_t kNone = UINT32_MAX;

struct Chain {
  std::vector<uint32_t> payments;  // the large ones, in order
  double expected = 0, chance = 0;
};

// For each payment the one by which its target passes most of it on, and peels something off.
std::vector<uint32_t> next_hands(const Payments& payments, const Grouped& paid, int64_t window) {
  std::vector<uint32_t> next(payments.size(), kNone), before(payments.size(), kNone);
  for (uint32_t p = 0; p < payments.size(); ++p) {
    const Wide amount = payments.amount(p);
    const auto of = paid.of(payments.target[p]);
    uint32_t large = kNone;
    Wide peeled = 0;
    size_t tried = 0;
    for (auto at = std::ranges::upper_bound(of, p); at != of.end() && tried < 32; ++at, ++tried) {
      if (window != INT64_MAX && payments.time[*at] - payments.time[p] > window) break;
      const Wide onward = payments.amount(*at);
      if (large == kNone && onward < amount && onward * 10 >= amount * 7) large = *at;
      else if (onward * 10 <= amount * 3) peeled += onward;
      if (large != kNone && peeled > 0) break;
    }
    if (large == kNone || peeled == 0 || peeled > amount - payments.amount(large)) continue;
    if (before[large] != kNone) next[before[large]] = kNone;  // the later one is the nearer
    next[p] = large;
    before[large] = p;
  }
  return next;
}

}  // namespace

std::vector<MoneyFinding> find_peel_chains(const Payments& payments,
                                           const TypologySettings& settings) {
  std::vector<MoneyFinding> out;
  if (!settings.wants(Typology::peel_chain) || !payments.has_amounts()) return out;
  const size_t hands_min = is_large(payments) ? 4 : 3;
  const Grouped paid = group_by(payments.accounts.size(), payments.source);
  const auto next = next_hands(payments, paid, window_of(payments, settings.window_days));
  std::vector<bool> inner(payments.size());
  size_t passed = 0;
  for (const uint32_t n : next)
    if (n != kNone) inner[n] = true, ++passed;
  const double share = static_cast<double>(passed) / static_cast<double>(payments.size());
  std::vector<Chain> chains;
  for (uint32_t p = 0; p < payments.size(); ++p) {
    if (inner[p] || next[p] == kNone) continue;
    Chain chain;
    for (uint32_t at = p; at != kNone; at = next[at]) chain.payments.push_back(at);
    if (chain.payments.size() < hands_min) continue;
    chain.chance = std::pow(share, static_cast<double>(chain.payments.size() - 1));
    chain.expected = chain.chance * static_cast<double>(payments.size());
    chains.push_back(std::move(chain));
  }
  if (is_large(payments)) keep_standing(chains, payments.size());
  for (const Chain& chain : chains) {
    MoneyFinding f;
    f.typology = Typology::peel_chain;
    f.payments = chain.payments;
    f.accounts = {payments.source[chain.payments[0]]};
    for (const uint32_t p : chain.payments) f.accounts.push_back(payments.target[p]);
    f.figures = {{"hands", static_cast<double>(chain.payments.size())},
                 {"share_of_payments_passed_on_so", share},
                 {"expected_by_chance", chain.expected}};
    f.why = fmt::format(
        "a sum of {} is down to {} after {} payments, something peeled off each time; "
        "of all payments {:.2g} % are passed on so",
        amount_text(payments, payments.amount(chain.payments.front())),
        amount_text(payments, payments.amount(chain.payments.back())), chain.payments.size(),
        100 * share);
    if (is_large(payments)) f.chance = chain.chance;
    else f.why += kTooSmall;
    out.push_back(std::move(f));
  }
  return out;
}

}  // namespace entente
