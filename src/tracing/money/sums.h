// Patterns that lie in the amounts.
//
//   structuring   three or more payments of one account, or to one, within the window, each in
//                 the last tenth below a sum from which payments are reported (10,000 unless told
//                 otherwise), against the share of all the table's payments that lie there
//   pass-through  an account that pays out 90 to 100 % of what it received, each sum within a day
//                 of its coming (first in, first out), in three receipts or more (in a small table
//                 three payments in all); told only where at most one in twenty accounts does so
//   peel-chain    a sum that goes through four payments or more (three in a small table), each
//                 passing on 70 % or more of it within the window and paying the rest, or part of
//                 it, to others (Meiklejohn et al. 2013), against how often a payment of this
//                 table is passed on so
#pragma once

#include <vector>

#include "tracing/money/finding.h"

namespace entente {

std::vector<MoneyFinding> find_structuring(const Payments& payments,
                                           const TypologySettings& settings);
std::vector<MoneyFinding> find_pass_through(const Payments& payments,
                                            const TypologySettings& settings);
std::vector<MoneyFinding> find_peel_chains(const Payments& payments,
                                           const TypologySettings& settings);

}  // namespace entente
