// How much of what each account holds comes from given origins: taint, by four published methods.
//
//   TraceSettings settings{.method = TaintMethod::fifo, .origins = {*payments.accounts.find("L")}};
//   const Trace trace = trace_taint(payments, settings);
//   if (!trace.conserved()) …                       // never; checked all the same
//
// Definitions (Möser, Böhme, Breuker 2014; Anderson, Shumailov, Ahmed 2018 after Clayton's case,
// 1816). Every payment of an origin is tainted through and through; what comes from accounts that
// the table never saw being paid is clean.
//   poison   an account that ever receives something tainted is tainted for good, with all it holds
//            and pays from then on
//   haircut  a payment carries the share of taint that its account holds at that moment
//   fifo     what came first goes first
//   lifo     what came last goes first (the parts of one payment arrive in the order they left)
// An account that pays more than it was seen to receive pays all it has first, then clean money
// from outside. A purse is one account's money in one currency: nothing is converted, so taint does
// not cross currencies, except that of poison, which is the account's.
//
// Amounts are whole units: fifo, lifo and poison are exact. Under haircut the balances are, and
// taint is a 64-bit floating number of units. Conservation: what the origins paid out is what
// others hold tainted, what came back to origins or went outside, and what the limits let go.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "model/payments.h"

namespace entente {

enum class TaintMethod : uint8_t { poison, haircut, fifo, lifo };
std::string_view name(TaintMethod method);
std::optional<TaintMethod> find_taint_method(std::string_view name);

struct TraceSettings {
  TaintMethod method = TaintMethod::haircut;
  std::vector<uint32_t> origins = {};
  std::vector<uint32_t> outside = {};  // accounts whose payments are always clean: exchanges, banks
  Wide dust_max = 0;                   // payments of no more than this carry no taint
  uint32_t hops_max = 0;               // taint ends after so many payments; 0: never
  std::optional<int64_t> since = {},
                         until = {};  // times: origins taint from, and the last payment seen
  bool keep_moves = false;            // for Trace::moved
};

struct Purse {
  uint32_t account = 0;
  uint16_t currency = 0;
  Wide received = 0, balance = 0;
  Wide tainted_units = 0;  // exact; not of haircut
  double tainted = 0;      // held tainted, in units
  double tainted_received = 0;
};

struct Trace {
  TaintMethod method{};
  std::vector<Purse> purses;                // by account and currency in the order of the table
  std::vector<bool> poisoned;               // of each account, poison only
  std::vector<double> moved;                // taint of each payment, in units; with keep_moves
  std::vector<bool> is_origin, is_outside;  // of each account
  // Taint in units. Of exact methods the exact sums stand beside.
  struct Sums {
    double emitted = 0, held = 0, returned = 0, outside = 0, dust = 0, beyond = 0;
    double rest() const { return emitted - held - returned - outside - dust - beyond; }
  } sums;
  Wide exact_rest = 0;     // of exact methods: 0
  uint64_t payments = 0;   // traced
  uint64_t overdrawn = 0;  // paid more than was seen to be there, after having received
  bool applies_conservation() const { return method != TaintMethod::poison; }
  bool conserved() const;
};

Trace trace_taint(const Payments& payments, const TraceSettings& settings);

}  // namespace entente
