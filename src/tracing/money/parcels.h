// What purses hold under FIFO and LIFO: parcels of one taint each, in the order in which they came.
//
// Parcels are nodes of one pool, linked first to last (FIFO) or last to first (LIFO) and used again
// when freed; neighbours of one tag melt into one. A tag is 0 for clean money, else the number of
// payments since the origin (1 throughout when that does not matter), or with a log of ways the
// place in it.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/money/haircut.h"

namespace entente {

// Where each tainted parcel came from: the payment that brought it, and its tag before that.
struct TaintStep {
  uint32_t payment = 0;
  uint32_t before = 0;  // 0: straight from an origin
  uint32_t hops = 1;
};
using TaintSteps = std::vector<TaintStep>;  // a tag is an index + 1

template <class UnitsType, bool kLastFirst>
class Parcels {
 public:
  using Units = UnitsType;
  using Taint = UnitsType;
  // `steps`, when it is not null, is filled; memory grows with each tainted parcel that moves.
  Parcels(const Purses& purses, uint32_t hops_max, TaintSteps* steps = nullptr)
      : purses_(purses.size()), hops_max_(hops_max), steps_(steps) {
    nodes_.reserve(purses.size() + purses.size() / 2);
  }

  void prefetch(uint32_t p) const { __builtin_prefetch(&purses_[p], 1); }
  void prefetch_parcels(uint32_t p) const {
    const State& s = purses_[p];
    if (s.first != kNone) __builtin_prefetch(&nodes_[s.first], 1);
    if (!kLastFirst && s.last != kNone) __builtin_prefetch(&nodes_[s.last], 1);
  }

  // The holdings of origins and outside accounts are never asked for.
  void pay_marked(uint32_t p, Units amount) {
    Units left = amount;
    while (left > 0 && purses_[p].first != kNone) cut(purses_[p], left);
  }
  void give_clean(uint32_t p, Units amount) {
    purses_[p].received += amount;
    put(purses_[p], amount, 0);
  }
  void give_tainted(const Move<Units>& m) {
    purses_[m.to].received += m.amount;
    purses_[m.to].tainted_received += m.amount;
    put(purses_[m.to], m.amount, step(m.payment, 0));
  }
  Taint move(const Move<Units>& m, LostTaint<Taint>& lost) { return carry(m, lost, true); }
  Taint take(const Move<Units>& m, LostTaint<Taint>& lost) { return carry(m, lost, false); }

  Taint tainted(uint32_t p) const {
    Units out = 0;
    each(p, [&](Units amount, uint32_t tag) { out += tag != 0 ? amount : 0; });
    return out;
  }
  void tell(uint32_t p, Purse& out) const {
    out.received = purses_[p].received;
    out.tainted_received = static_cast<double>(purses_[p].tainted_received);
    each(p, [&](Units amount, uint32_t) { out.balance += amount; });
  }
  uint64_t overdrawn() const { return overdrawn_; }
  // use(amount, tag) from the parcel that would leave first.
  template <class Use>
  void each(uint32_t p, Use use) const {
    for (uint32_t n = purses_[p].first; n != kNone; n = nodes_[n].next)
      use(nodes_[n].amount, nodes_[n].tag);
  }

 private:
  static constexpr uint32_t kNone = UINT32_MAX;
  struct Node {
    Units amount;
    uint32_t next, tag;
  };
  struct State {
    Units received = 0, tainted_received = 0;
    uint32_t first = kNone, last = kNone;  // first: leaves next; last: of FIFO only
  };

  uint32_t hops_of(uint32_t tag) const {
    if (tag == 0) return 0;
    return steps_ ? (*steps_)[tag - 1].hops : tag;
  }
  // The tag of a parcel with `tag` once `payment` has brought it; hops stop counting where they do
  // not matter.
  uint32_t step(uint32_t payment, uint32_t tag) {
    if (steps_) {
      steps_->push_back({payment, tag, hops_of(tag) + 1});
      return static_cast<uint32_t>(steps_->size());
    }
    return hops_max_ == 0 ? 1 : tag + 1;
  }

  uint32_t make(Units amount, uint32_t next, uint32_t tag) {
    if (free_ == kNone) {
      nodes_.push_back({amount, next, tag});
      return static_cast<uint32_t>(nodes_.size() - 1);
    }
    const uint32_t n = free_;
    free_ = nodes_[n].next;
    nodes_[n] = {amount, next, tag};
    return n;
  }

  void put(State& s, Units amount, uint32_t tag) {
    const uint32_t neighbour = kLastFirst ? s.first : s.last;
    if (s.first != kNone && nodes_[neighbour].tag == tag) {
      nodes_[neighbour].amount += amount;
      return;
    }
    const uint32_t made = make(amount, kLastFirst ? s.first : kNone, tag);
    if (kLastFirst || s.first == kNone) s.first = made;
    else nodes_[s.last].next = made;
    if (!kLastFirst) s.last = made;
  }

  // Takes what leaves next, up to `left`, and lowers `left` by it.
  Node cut(State& s, Units& left) {
    const uint32_t n = s.first;
    Node out = nodes_[n];
    if (out.amount > left) {
      nodes_[n].amount -= left;
      out.amount = left;
    } else {
      s.first = out.next;
      nodes_[n].next = free_;
      free_ = n;
    }
    left -= out.amount;
    return out;
  }

  Taint carry(const Move<Units>& m, LostTaint<Taint>& lost, bool keeps) {
    State& from = purses_[m.from];
    State& to = purses_[m.to];
    Units left = m.amount, tainted = 0;
    to.received += m.amount;
    while (left > 0 && from.first != kNone) {
      const Node part = cut(from, left);
      uint32_t tag = part.tag;
      if (tag != 0) {
        const bool beyond = hops_max_ != 0 && hops_of(tag) >= hops_max_;
        if (m.dust) lost.dust += part.amount;
        else if (beyond) lost.beyond += part.amount;
        else tainted += part.amount;
        tag = m.dust || beyond || !keeps ? 0 : step(m.payment, tag);
      }
      put(to, part.amount, tag);
    }
    if (left > 0) {
      overdrawn_ += from.received > 0;
      put(to, left, 0);
    }
    if (keeps) to.tainted_received += tainted;
    return tainted;
  }

  std::vector<State> purses_;
  std::vector<Node> nodes_;
  uint32_t free_ = kNone;
  uint32_t hops_max_;
  TaintSteps* steps_;
  uint64_t overdrawn_ = 0;
};

}  // namespace entente
