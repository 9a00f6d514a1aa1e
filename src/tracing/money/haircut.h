// What purses hold under haircut: a balance in whole units and the taint in it. A payment takes the
// share amount/balance of the taint; one that empties the purse takes all of it, to the last bit.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/money/purses.h"
#include "tracing/money/trace.h"

namespace entente {

// Taint that a limit let go.
template <class Taint>
struct LostTaint {
  Taint dust{}, beyond{};
};

// A payment as the holdings need it.
template <class Units>
struct Move {
  uint32_t payment, from, to;
  Units amount;
  bool dust;  // carries no taint
};

template <class UnitsType>
class Haircut {
 public:
  using Units = UnitsType;
  using Taint = double;
  Haircut(const Purses& purses, uint32_t) : purses_(purses.size()) {}

  void prefetch(uint32_t p) const { __builtin_prefetch(&purses_[p], 1); }
  void prefetch_parcels(uint32_t) const {}

  void pay_marked(uint32_t p, Units amount) { lower(purses_[p], amount); }
  void give_clean(uint32_t p, Units amount) { raise(purses_[p], amount); }
  void give_tainted(const Move<Units>& m) {
    State& to = purses_[m.to];
    raise(to, m.amount);
    receive(to, static_cast<double>(m.amount));
  }
  // From one ordinary purse to another; the taint that arrives.
  Taint move(const Move<Units>& m, LostTaint<Taint>& lost) {
    const Taint moved = take(m, lost);
    receive(purses_[m.to], moved);
    return moved;
  }
  // The same into a purse whose taint is not kept: the taint that reaches it.
  Taint take(const Move<Units>& m, LostTaint<Taint>& lost) {
    State& from = purses_[m.from];
    double moved = 0;
    if (from.tainted > 0) {
      moved =
          m.amount >= from.balance
              ? from.tainted
              : from.tainted * (static_cast<double>(m.amount) / static_cast<double>(from.balance));
      from.tainted -= moved;
    }
    overdrawn_ += m.amount > from.balance && from.received > 0;
    lower(from, m.amount);
    raise(purses_[m.to], m.amount);
    if (!m.dust) return moved;
    lost.dust += moved;
    return 0;
  }

  Taint tainted(uint32_t p) const { return purses_[p].tainted; }
  void tell(uint32_t p, Purse& out) const {
    out.received = purses_[p].received;
    out.balance = purses_[p].balance;
    out.tainted_received = purses_[p].tainted_received;
  }
  uint64_t overdrawn() const { return overdrawn_; }

 private:
  struct alignas(32) State {
    Units balance = 0, received = 0;
    double tainted = 0, tainted_received = 0;
  };
  static void raise(State& s, Units amount) { s.balance += amount, s.received += amount; }
  static void lower(State& s, Units amount) {
    s.balance = amount < s.balance ? s.balance - amount : 0;
  }
  static void receive(State& s, double taint) { s.tainted += taint, s.tainted_received += taint; }

  std::vector<State> purses_;
  uint64_t overdrawn_ = 0;
};

// The same with the taint of each number of payments apart: level[h] came by h + 1 payments.
template <class UnitsType>
class HaircutByHop {
 public:
  using Units = UnitsType;
  using Taint = double;
  HaircutByHop(const Purses& purses, uint32_t hops_max)
      : plain_(purses.size()), levels_(hops_max), level_(purses.size() * hops_max) {}

  void prefetch(uint32_t p) const { __builtin_prefetch(&plain_[p], 1); }
  void prefetch_parcels(uint32_t p) const { __builtin_prefetch(level(p), 1); }

  void pay_marked(uint32_t p, Units amount) { lower(plain_[p], amount); }
  void give_clean(uint32_t p, Units amount) { raise(plain_[p], amount); }
  void give_tainted(const Move<Units>& m) {
    raise(plain_[m.to], m.amount);
    level(m.to)[0] += static_cast<double>(m.amount);
    plain_[m.to].tainted_received += static_cast<double>(m.amount);
  }
  Taint move(const Move<Units>& m, LostTaint<Taint>& lost) { return carry(m, lost, level(m.to)); }
  Taint take(const Move<Units>& m, LostTaint<Taint>& lost) { return carry(m, lost, nullptr); }

  Taint tainted(uint32_t p) const {
    double out = 0;
    for (uint32_t h = 0; h < levels_; ++h) out += level(p)[h];
    return out;
  }
  void tell(uint32_t p, Purse& out) const {
    out.received = plain_[p].received;
    out.balance = plain_[p].balance;
    out.tainted_received = plain_[p].tainted_received;
  }
  uint64_t overdrawn() const { return overdrawn_; }

 private:
  struct State {
    Units balance = 0, received = 0;
    double tainted_received = 0;
  };
  static void raise(State& s, Units amount) { s.balance += amount, s.received += amount; }
  static void lower(State& s, Units amount) {
    s.balance = amount < s.balance ? s.balance - amount : 0;
  }
  double* level(uint32_t p) { return level_.data() + size_t{p} * levels_; }
  const double* level(uint32_t p) const { return level_.data() + size_t{p} * levels_; }

  // Each level of the source goes to the next of the target.
  Taint carry(const Move<Units>& m, LostTaint<Taint>& lost, double* into) {
    State& from = plain_[m.from];
    const bool all = m.amount >= from.balance;
    const double share =
        all ? 1 : static_cast<double>(m.amount) / static_cast<double>(from.balance);
    double moved = 0;
    for (uint32_t h = levels_; h-- > 0;) {
      const double part = all ? level(m.from)[h] : level(m.from)[h] * share;
      level(m.from)[h] -= part;
      if (m.dust) lost.dust += part;
      else if (h + 1 == levels_) lost.beyond += part;
      else {
        if (into) into[h + 1] += part;
        moved += part;
      }
    }
    overdrawn_ += m.amount > from.balance && from.received > 0;
    lower(from, m.amount);
    raise(plain_[m.to], m.amount);
    if (into) plain_[m.to].tainted_received += moved;
    return moved;
  }

  std::vector<State> plain_;
  size_t levels_;
  std::vector<double> level_;
  uint64_t overdrawn_ = 0;
};

}  // namespace entente
