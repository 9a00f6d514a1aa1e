// One pass over the columns. What costs time is fetching two purses at random from memory for each
// payment; those of payments to come are asked for ahead, so that waiting overlaps.
//
// What purses hold is each method's own (haircut.h, parcels.h, poison.h); here is what they share:
// origins, outside, dust, limits and the sums. The slow twin is reference/slow_trace.h, which
// trace_test.cpp holds against this; bench/money_bench.cpp measures.
#include "tracing/money/trace.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "tracing/money/haircut.h"
#include "tracing/money/parcels.h"
#include "tracing/money/pass.h"
#include "tracing/money/poison.h"
#include "tracing/money/purses.h"

namespace entente {
namespace {

constexpr std::string_view kNames[] = {"poison", "haircut", "fifo", "lifo"};

template <class Units>
void run_method(const Payments& payments, const TraceSettings& settings, const Purses& purses,
                Trace& out) {
  switch (settings.method) {
    case TaintMethod::poison: {
      Poison<Units> holdings(purses, settings.hops_max);
      Pass(payments, settings, purses, holdings, out).run();
      for (uint32_t a = 0; a < payments.accounts.size(); ++a)
        out.poisoned[a] = holdings.poisoned(a);
      return;
    }
    case TaintMethod::haircut:
      if (settings.hops_max > 0) {
        HaircutByHop<Units> holdings(purses, settings.hops_max);
        return Pass(payments, settings, purses, holdings, out).run();
      } else {
        Haircut<Units> holdings(purses, 0);
        return Pass(payments, settings, purses, holdings, out).run();
      }
    case TaintMethod::fifo: {
      Parcels<Units, false> holdings(purses, settings.hops_max);
      return Pass(payments, settings, purses, holdings, out).run();
    }
    case TaintMethod::lifo: {
      Parcels<Units, true> holdings(purses, settings.hops_max);
      return Pass(payments, settings, purses, holdings, out).run();
    }
  }
}

}  // namespace

std::string_view name(TaintMethod method) { return kNames[static_cast<size_t>(method)]; }

std::optional<TaintMethod> find_taint_method(std::string_view word) {
  const auto at = std::ranges::find(kNames, word);
  if (at == std::end(kNames)) return std::nullopt;
  return static_cast<TaintMethod>(at - std::begin(kNames));
}

// Floating sums of n payments are off by no more than n rounding errors of the largest.
bool Trace::conserved() const {
  if (method == TaintMethod::poison) return true;
  if (method != TaintMethod::haircut) return exact_rest == 0;
  return std::abs(sums.rest()) <= 1e-9 * std::max(1.0, sums.emitted);
}

Trace trace_taint(const Payments& payments, const TraceSettings& settings) {
  Trace out;
  out.method = settings.method;
  out.is_origin.assign(payments.accounts.size(), false);
  out.is_outside.assign(payments.accounts.size(), false);
  if (settings.method == TaintMethod::poison) out.poisoned.assign(payments.accounts.size(), false);
  for (const uint32_t a : settings.outside) out.is_outside[a] = true;
  for (const uint32_t a : settings.origins) out.is_origin[a] = true, out.is_outside[a] = false;
  const Purses purses(payments);
  if (payments.narrow.empty()) run_method<Wide>(payments, settings, purses, out);
  else run_method<int64_t>(payments, settings, purses, out);
  return out;
}

}  // namespace entente
