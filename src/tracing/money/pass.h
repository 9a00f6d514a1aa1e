// One pass over a table of payments with whatever purses hold by the method chosen: who pays
// tainted through and through, what is dust, what comes back, the sums. Used by trace.cpp and by
// what finds paths back.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <type_traits>
#include <vector>

#include "tracing/money/haircut.h"
#include "tracing/money/purses.h"
#include "tracing/money/trace.h"

namespace entente {

template <class Holdings>
class Pass {
 public:
  using Units = typename Holdings::Units;
  using Taint = typename Holdings::Taint;

  Pass(const Payments& payments, const TraceSettings& settings, const Purses& purses,
       Holdings& holdings, Trace& out)
      : payments_(payments),
        settings_(settings),
        purses_(purses),
        holdings_(holdings),
        out_(out),
        marks_(purses.size()) {
    for (uint32_t p = 0; p < purses.size(); ++p) {
      if (out.is_outside[purses.account(p)]) marks_[p] = kOutside;
      if (out.is_origin[purses.account(p)]) marks_[p] = kOrigin;
    }
    if (settings.keep_moves) out.moved.assign(payments.size(), 0);
    if constexpr (std::is_same_v<Units, int64_t>)
      dust_ = static_cast<int64_t>(std::min<Wide>(settings.dust_max, INT64_MAX));
    else dust_ = settings.dust_max;
  }

  void run() {
    const std::span<const uint32_t> source = purses_.source, target = purses_.target;
    const size_t end = payments_until();
    for (size_t i = 0; i < end; ++i) {
      if (i + kAhead < end) {
        holdings_.prefetch(source[i + kAhead]);
        holdings_.prefetch(target[i + kAhead]);
        holdings_.prefetch_parcels(source[i + kAhead / 2]);
        holdings_.prefetch_parcels(target[i + kAhead / 2]);
      }
      const Units amount = amount_of(i);
      const Taint moved =
          pay({static_cast<uint32_t>(i), source[i], target[i], amount, amount <= dust_});
      if (settings_.keep_moves) out_.moved[i] = static_cast<double>(moved);
    }
    out_.payments = end;
    finish();
  }

 private:
  static constexpr uint8_t kOrigin = 1, kOutside = 2;
  static constexpr size_t kAhead = 24;

  Units amount_of(size_t i) const {
    if constexpr (std::is_same_v<Units, int64_t>) return payments_.narrow[i];
    else return payments_.wide[i];
  }
  size_t payments_until() const {
    if (!settings_.until) return payments_.size();
    return static_cast<size_t>(std::ranges::upper_bound(payments_.time, *settings_.until) -
                               payments_.time.begin());
  }

  Taint pay(const Move<Units>& m) {
    const uint8_t from = marks_[m.from], to = marks_[m.to];
    if (from == 0 && to == 0) return holdings_.move(m, lost_);
    if (from == 0) {
      const Taint moved = holdings_.take(m, lost_);
      (to == kOrigin ? returned_ : outside_) += moved;
      return moved;
    }
    holdings_.pay_marked(m.from, m.amount);
    const bool taints =
        from == kOrigin && (!settings_.since || payments_.time[m.payment] >= *settings_.since);
    if (!taints || to != 0 || m.dust) holdings_.give_clean(m.to, m.amount);
    else holdings_.give_tainted(m);
    if (!taints) return Taint{};
    const auto taint = static_cast<Taint>(m.amount);
    emitted_ += taint;
    if (to == kOrigin) returned_ += taint;
    else if (to == kOutside) outside_ += taint;
    else if (m.dust) lost_.dust += taint;
    return m.dust ? Taint{} : taint;
  }

  void finish() {
    Taint held{};
    out_.purses.resize(purses_.size());
    for (uint32_t p = 0; p < purses_.size(); ++p) {
      Purse& purse = out_.purses[p];
      purse.account = purses_.account(p);
      purse.currency = purses_.currency(p);
      holdings_.tell(p, purse);
      if (marks_[p] != 0) continue;
      const Taint tainted = holdings_.tainted(p);
      purse.tainted = static_cast<double>(tainted);
      if constexpr (!std::is_floating_point_v<Taint>) purse.tainted_units = tainted;
      held += tainted;
    }
    out_.overdrawn = holdings_.overdrawn();
    out_.sums = {static_cast<double>(emitted_),   static_cast<double>(held),
                 static_cast<double>(returned_),  static_cast<double>(outside_),
                 static_cast<double>(lost_.dust), static_cast<double>(lost_.beyond)};
    if constexpr (!std::is_floating_point_v<Taint>)
      out_.exact_rest = Wide{emitted_} - held - returned_ - outside_ - lost_.dust - lost_.beyond;
  }

  const Payments& payments_;
  const TraceSettings& settings_;
  const Purses& purses_;
  Holdings& holdings_;
  Trace& out_;
  std::vector<uint8_t> marks_;
  Units dust_ = 0;
  LostTaint<Taint> lost_;
  Taint emitted_{}, returned_{}, outside_{};
};

}  // namespace entente
