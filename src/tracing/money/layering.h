// Cycles and fan-ins by what is not ordinary about their ties, without amounts.
//
// Two signs, either of which an ordinary payer lacks:
//   rare ties      payments of one pair that come again within a day more often than in 99 of 100
//                  pairs of the same table
//   closed groups  payees of one account who pay one another far more than chance (closed_groups.h)
// Ties with a sign that hang together are a pattern, with the ordinary ties between them and others
// whom the same account pays. Its shape says what it is: most ties into one account are a fan-in,
// most out of one a fan-out, anything longer is a chain of a ring: a cycle, which the figures say
// to be closed or not, and in the order of time or not. A single rare tie is a burst.
// Tested by layering_test.cpp; measured by quality/sets/money.py on AMLSim with amounts hidden.
#pragma once

#include <vector>

#include "tracing/money/finding.h"
#include "tracing/money/tie_table.h"

namespace entente {

std::vector<MoneyFinding> find_layering(const Payments& payments, const TieTable& ties,
                                        const TypologySettings& settings);

// The most payments of each tie within a day, and from how many on a tie is one of the rarest in a
// hundred (0: no such number, or no times).
struct RareTies {
  std::vector<uint16_t> most_in_a_day;
  uint16_t from = 0;
  double share = 0;  // of ties that are rare
  bool is_rare(uint32_t tie) const { return from > 0 && most_in_a_day[tie] >= from; }
};
RareTies rare_ties(const Payments& payments, const TieTable& ties);

}  // namespace entente
