// The way back of tainted money: from what an account holds to the origin, payment by payment.
//
//   const auto ways = paths_back(payments, settings, account, 5);
//   for (const TaintPath& way : ways) …          // way.payments runs from the origin to the
//   account
//
// fifo, lifo: each tainted parcel came one way, so the ways add up to all that is held tainted.
// haircut: taint mixes, so what a payment brought in is told by following its share through every
//   payment out since; ways are the largest at each step, and their amounts are exact shares.
// poison: the one way by which the account was first tainted; it has no amount of its own.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/money/trace.h"

namespace entente {

struct TaintPath {
  uint16_t currency = 0;
  double units = 0;                // of what the account holds, in units; 0 of poison
  std::vector<uint32_t> payments;  // indexes, the origin's first
};

// At most `count`, largest first.
std::vector<TaintPath> paths_back(const Payments& payments, const TraceSettings& settings,
                                  uint32_t account, size_t count);

}  // namespace entente
