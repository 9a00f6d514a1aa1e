// The table is passed once more with a log: of parcels under fifo and lifo (each tainted parcel
// that moves adds a step), of the taint of each payment under haircut and poison. Tested by
// path_back_test.cpp.
#include "tracing/money/path_back.h"

#include <algorithm>
#include <map>

#include "base/grouped.h"
#include "tracing/money/parcels.h"
#include "tracing/money/pass.h"

namespace entente {
namespace {

constexpr size_t kPaymentsMax = 10000;  // of one way

Trace empty_trace(const Payments& payments, const TraceSettings& settings) {
  Trace out;
  out.method = settings.method;
  out.is_origin.assign(payments.accounts.size(), false);
  out.is_outside.assign(payments.accounts.size(), false);
  for (const uint32_t a : settings.outside) out.is_outside[a] = true;
  for (const uint32_t a : settings.origins) out.is_origin[a] = true, out.is_outside[a] = false;
  return out;
}

template <class Units, bool kLastFirst>
std::vector<TaintPath> parcels_back(const Payments& payments, const TraceSettings& settings,
                                    uint32_t account) {
  const Purses purses(payments);
  TaintSteps steps;
  Parcels<Units, kLastFirst> holdings(purses, settings.hops_max, &steps);
  Trace trace = empty_trace(payments, settings);
  Pass(payments, settings, purses, holdings, trace).run();
  std::map<std::vector<uint32_t>, TaintPath> ways;
  for (uint32_t p = 0; p < purses.size(); ++p) {
    if (purses.account(p) != account) continue;
    holdings.each(p, [&](Units amount, uint32_t tag) {
      if (tag == 0) return;
      std::vector<uint32_t> way;
      for (; tag != 0 && way.size() < kPaymentsMax; tag = steps[tag - 1].before)
        way.push_back(steps[tag - 1].payment);
      std::ranges::reverse(way);
      TaintPath& path = ways[way];
      path.currency = purses.currency(p);
      path.units += static_cast<double>(amount);
      path.payments = way;
    });
  }
  std::vector<TaintPath> out;
  for (auto& [way, path] : ways) out.push_back(std::move(path));
  return out;
}

// What each payment into a purse still makes of the taint in it, as of before payment `until`.
class Shares {
 public:
  Shares(const Payments& payments, const TraceSettings& settings, const Purses& purses,
         const Trace& trace)
      : payments_(payments),
        trace_(trace),
        in_(group_by(purses.size(), purses.target)),
        out_(group_by(purses.size(), purses.source)) {
    end_ = settings.until
               ? static_cast<uint32_t>(std::ranges::upper_bound(payments.time, *settings.until) -
                                       payments.time.begin())
               : static_cast<uint32_t>(payments.size());
  }

  struct Share {
    uint32_t payment;
    double units;
  };
  // Replays the purse's own payments, in order.
  std::vector<Share> of(uint32_t purse, uint32_t until) const {
    std::vector<Share> out;
    auto in = in_.of(purse), paid = out_.of(purse);
    long double left = 1;  // of the taint of everything that came, how much has stayed so far
    std::vector<long double> left_then;
    Wide balance = 0;
    size_t i = 0, o = 0;
    while (i < in.size() || o < paid.size()) {
      const bool is_in = o == paid.size() || (i < in.size() && in[i] < paid[o]);
      const uint32_t k = is_in ? in[i++] : paid[o++];
      if (k >= std::min(until, end_)) break;
      const Wide amount = payments_.amount(k);
      if (is_in) {
        balance += amount;
        if (trace_.moved[k] > 0) out.push_back({k, trace_.moved[k]}), left_then.push_back(left);
      } else if (amount >= balance) {
        out.clear(), left_then.clear();
        left = 1, balance = 0;
      } else {
        left *= 1 - static_cast<long double>(amount) / static_cast<long double>(balance);
        balance -= amount;
      }
    }
    for (size_t s = 0; s < out.size(); ++s)
      out[s].units *= static_cast<double>(left / left_then[s]);
    return out;
  }
  uint32_t end() const { return end_; }

 private:
  const Payments& payments_;
  const Trace& trace_;
  Grouped in_, out_;
  uint32_t end_ = 0;
};

std::vector<TaintPath> shares_back(const Payments& payments, const TraceSettings& asked,
                                   uint32_t account, size_t count) {
  TraceSettings settings = asked;
  settings.keep_moves = true;
  const Trace trace = trace_taint(payments, settings);
  const Purses purses(payments);
  const Shares shares(payments, settings, purses, trace);
  std::vector<TaintPath> out;
  for (uint32_t p = 0; p < purses.size(); ++p) {
    if (purses.account(p) != account) continue;
    auto last = shares.of(p, shares.end());
    std::ranges::stable_sort(last, std::ranges::greater{}, &Shares::Share::units);
    for (size_t s = 0; s < std::min(count, last.size()); ++s) {
      TaintPath path{purses.currency(p), last[s].units, {last[s].payment}};
      while (path.payments.size() < kPaymentsMax) {
        const uint32_t payment = path.payments.back(), from = purses.source[payment];
        if (trace.is_origin[payments.source[payment]]) break;
        const auto before = shares.of(from, payment);
        double all = 0;
        for (const auto& share : before) all += share.units;
        const auto largest = std::ranges::max_element(before, {}, &Shares::Share::units);
        if (largest == before.end() || all <= 0) break;
        path.units *= largest->units / all;
        path.payments.push_back(largest->payment);
      }
      std::ranges::reverse(path.payments);
      out.push_back(std::move(path));
    }
  }
  return out;
}

// By the payment that first tainted each account on the way.
std::vector<TaintPath> first_taint(const Payments& payments, const TraceSettings& asked,
                                   uint32_t account) {
  TraceSettings settings = asked;
  settings.keep_moves = true;
  const Trace trace = trace_taint(payments, settings);
  constexpr uint32_t kNone = UINT32_MAX;
  std::vector<uint32_t> by(payments.accounts.size(), kNone);
  for (uint32_t i = 0; i < payments.size(); ++i)
    if (trace.moved[i] > 0 && !trace.is_origin[payments.target[i]] &&
        by[payments.target[i]] == kNone)
      by[payments.target[i]] = i;
  TaintPath path;
  for (uint32_t at = by[account]; at != kNone && path.payments.size() < kPaymentsMax;
       at = by[payments.source[at]]) {
    path.payments.push_back(at);
    if (trace.is_origin[payments.source[at]]) break;
  }
  if (path.payments.empty()) return {};
  std::ranges::reverse(path.payments);
  return {path};
}

}  // namespace

std::vector<TaintPath> paths_back(const Payments& payments, const TraceSettings& settings,
                                  uint32_t account, size_t count) {
  std::vector<TaintPath> out;
  const bool narrow = !payments.narrow.empty();
  if (settings.method == TaintMethod::poison) out = first_taint(payments, settings, account);
  else if (settings.method == TaintMethod::haircut)
    out = shares_back(payments, settings, account, count);
  else if (settings.method == TaintMethod::fifo)
    out = narrow ? parcels_back<int64_t, false>(payments, settings, account)
                 : parcels_back<Wide, false>(payments, settings, account);
  else
    out = narrow ? parcels_back<int64_t, true>(payments, settings, account)
                 : parcels_back<Wide, true>(payments, settings, account);
  std::ranges::stable_sort(out, std::ranges::greater{}, &TaintPath::units);
  if (out.size() > count) out.resize(count);
  return out;
}

}  // namespace entente
