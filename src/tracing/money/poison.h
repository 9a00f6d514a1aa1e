// What purses hold under poison: balances; whether it is tainted is the account's, for good.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/money/haircut.h"
#include "tracing/money/purses.h"

namespace entente {

template <class UnitsType>
class Poison {
 public:
  using Units = UnitsType;
  using Taint = Wide;
  Poison(const Purses& purses, uint32_t hops_max)
      : purses_(purses), states_(purses.size()), hops_max_(hops_max) {
    uint32_t accounts = 0;
    for (uint32_t p = 0; p < purses.size(); ++p)
      accounts = std::max(accounts, purses.account(p) + 1);
    hops_.assign(accounts, kClean);
  }

  void prefetch(uint32_t p) const { __builtin_prefetch(&states_[p], 1); }
  void prefetch_parcels(uint32_t p) const { __builtin_prefetch(&hops_[purses_.account(p)]); }

  void pay_marked(uint32_t p, Units amount) { lower(states_[p], amount); }
  void give_clean(uint32_t p, Units amount) { raise(states_[p], amount); }
  void give_tainted(const Move<Units>& m) {
    raise(states_[m.to], m.amount);
    states_[m.to].tainted_received += m.amount;
    poison(m.to, 1);
  }
  Taint move(const Move<Units>& m, LostTaint<Taint>& lost) {
    const Taint moved = take(m, lost);
    if (moved > 0) {
      states_[m.to].tainted_received += m.amount;
      poison(m.to, hops_[purses_.account(m.from)] + 1);
    }
    return moved;
  }
  Taint take(const Move<Units>& m, LostTaint<Taint>& lost) {
    State& from = states_[m.from];
    overdrawn_ += m.amount > from.balance && from.received > 0;
    lower(from, m.amount);
    raise(states_[m.to], m.amount);
    const uint32_t hops = hops_[purses_.account(m.from)];
    if (hops == kClean) return 0;
    const bool beyond = hops_max_ != 0 && hops >= hops_max_;
    if (m.dust) lost.dust += m.amount;
    else if (beyond) lost.beyond += m.amount;
    return m.dust || beyond ? 0 : m.amount;
  }

  bool poisoned(uint32_t account) const {
    return account < hops_.size() && hops_[account] != kClean;
  }
  Taint tainted(uint32_t p) const {
    return poisoned(purses_.account(p)) ? static_cast<Wide>(states_[p].balance) : 0;
  }
  void tell(uint32_t p, Purse& out) const {
    out.received = states_[p].received;
    out.balance = states_[p].balance;
    out.tainted_received = static_cast<double>(states_[p].tainted_received);
  }
  uint64_t overdrawn() const { return overdrawn_; }

 private:
  static constexpr uint32_t kClean = UINT32_MAX;
  struct State {
    Units balance = 0, received = 0, tainted_received = 0;
  };
  static void raise(State& s, Units amount) { s.balance += amount, s.received += amount; }
  static void lower(State& s, Units amount) {
    s.balance = amount < s.balance ? s.balance - amount : 0;
  }
  void poison(uint32_t p, uint32_t hops) {
    uint32_t& now = hops_[purses_.account(p)];
    now = std::min(now, hops);
  }

  const Purses& purses_;
  std::vector<State> states_;
  std::vector<uint32_t> hops_;  // of accounts: the fewest payments since an origin
  uint32_t hops_max_;
  uint64_t overdrawn_ = 0;
};

}  // namespace entente
