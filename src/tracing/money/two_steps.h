// Patterns of two steps: what goes out to several and comes together again, and several who pay the
// same several.
//
//   scatter-gather   one pays three or more, each of whom pays the same one afterwards
//   bipartite        three or more pay the same three or more (two thirds of the pairs at least)
//   stack            a bipartite whose payees are the payers of another, afterwards
//
// Middles and shared payees are set against chance: between s and t the configuration model has
// out(s) in(t) sum(in out) / ties^2 two-step ways. Accounts with more than 200 ties a side are
// exchanges and banks, through which all are two steps apart; they are no middles.
#pragma once

#include <vector>

#include "tracing/money/finding.h"
#include "tracing/money/tie_table.h"

namespace entente {

std::vector<MoneyFinding> find_scatter_gathers(const Payments& payments, const TieTable& ties,
                                               const TypologySettings& settings);
// Bipartites and stacks.
std::vector<MoneyFinding> find_blocks(const Payments& payments, const TieTable& ties,
                                      const TypologySettings& settings);

}  // namespace entente
