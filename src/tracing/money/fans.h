// Fans in time: an account that many pay, or that pays many, within a few days.
//
// A fan is at least three counterparties and at least half of all that the account ever has on that
// side: a shop that is always busy has busy weeks and is no fan. Its number is set against its own
// pace: of n counterparties, n p are expected in a window in which the table has the share p of its
// payments, and as many windows stand side by side. Gather-scatter is a fan in and then a fan out
// of the same account. Definitions: Suzumura, Kanezashi 2021 (AMLSim), Altman et al. 2023.
#pragma once

#include <vector>

#include "tracing/money/finding.h"
#include "tracing/money/tie_table.h"

namespace entente {

std::vector<MoneyFinding> find_fans(const Payments& payments, const TieTable& ties,
                                    const TypologySettings& settings);

}  // namespace entente
