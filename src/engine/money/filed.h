// Findings about payments as what is filed: who holds what of the origins' money and by which
// payments it came, and patterns.
#pragma once

#include <vector>

#include "engine/filing/found.h"
#include "tracing/money/finding.h"
#include "tracing/money/trace.h"

namespace entente {

// One for each of the purses (indexes in Trace::purses), with the largest ways back as its rows.
std::vector<Found> traced_found(const Payments& payments, const TraceSettings& settings,
                                const Trace& trace, const std::vector<uint32_t>& purses);
std::vector<Found> typologies_found(const Payments& payments,
                                    const std::vector<MoneyFinding>& findings);

}  // namespace entente
