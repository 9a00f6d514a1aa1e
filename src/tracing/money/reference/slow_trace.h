// The plain twin of trace.h: exact fractions, a list of parcels for each account, every definition
// as it is written down, nothing quick. One currency; no dust, hops or times.
#pragma once

#include <deque>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "tracing/money/trace.h"

namespace entente::reference {

// A fraction of 128-bit parts in lowest terms: for small tests, where nothing runs over.
struct Fraction {
  Wide over = 0, under = 1;
  Fraction(Wide a = 0, Wide b = 1) {
    const Wide common = greatest_common_divisor(a, b);
    over = common ? a / common : 0;
    under = common ? b / common : 1;
  }
  friend Fraction operator+(const Fraction& a, const Fraction& b) {
    return {a.over * b.under + b.over * a.under, a.under * b.under};
  }
  friend Fraction operator-(const Fraction& a, const Fraction& b) {
    return {a.over * b.under - b.over * a.under, a.under * b.under};
  }
  friend Fraction operator*(const Fraction& a, const Fraction& b) {
    return {a.over * b.over, a.under * b.under};
  }
  double value() const { return static_cast<double>(over) / static_cast<double>(under); }
};

struct SlowAccount {
  Wide balance = 0;
  Fraction tainted;
};

inline std::map<uint32_t, SlowAccount> slow_trace(const Payments& payments, TaintMethod method,
                                                  const std::set<uint32_t>& origins) {
  struct Parcel {
    Wide amount;
    bool tainted;
  };
  std::map<uint32_t, std::deque<Parcel>> holds;
  std::map<uint32_t, SlowAccount> out;
  std::set<uint32_t> poisoned = origins;
  for (size_t i = 0; i < payments.size(); ++i) {
    const uint32_t from = payments.source[i], to = payments.target[i];
    const Wide amount = payments.amount(i);
    SlowAccount& payer = out[from];
    SlowAccount& payee = out[to];
    // Haircut.
    Fraction taint;
    if (origins.contains(from)) taint = {amount, 1};
    else if (amount >= payer.balance) taint = payer.tainted;
    else taint = payer.tainted * Fraction(amount, payer.balance);
    if (!origins.contains(from)) payer.tainted = payer.tainted - taint;
    if (!origins.contains(to)) payee.tainted = payee.tainted + taint;
    payer.balance = std::max<Wide>(payer.balance - amount, 0);
    payee.balance += amount;
    // Poison.
    if (poisoned.contains(from)) poisoned.insert(to);
    // Parcels.
    Wide left = amount;
    auto& purse = holds[from];
    std::vector<Parcel> sent;
    while (left > 0 && !purse.empty()) {
      Parcel& next = method == TaintMethod::fifo ? purse.front() : purse.back();
      const Wide part = std::min(left, next.amount);
      sent.push_back({part, next.tainted || origins.contains(from)});
      next.amount -= part;
      left -= part;
      if (next.amount > 0) continue;
      if (method == TaintMethod::fifo) purse.pop_front();
      else purse.pop_back();
    }
    if (left > 0) sent.push_back({left, origins.contains(from)});
    for (const Parcel& parcel : sent) holds[to].push_back(parcel);
  }
  for (auto& [account, state] : out) {
    if (method == TaintMethod::poison)
      state.tainted = poisoned.contains(account) ? Fraction(state.balance) : Fraction();
    if (method == TaintMethod::haircut || method == TaintMethod::poison) continue;
    state.tainted = {};
    for (const Parcel& parcel : holds[account])
      if (parcel.tainted) state.tainted = state.tainted + Fraction(parcel.amount);
  }
  return out;
}

}  // namespace entente::reference
