// All patterns that a table of payments shows, by kind in the order of finding.h.
//
//   const Typologies found = find_typologies(payments, {.threads = 2});
//   for (const MoneyFinding& f : found.findings) …
//
// Amounts are looked at where a definition names them (peel chains, structuring, pass-through) and
// nowhere else; without amounts those are not searched for.
#pragma once

#include <vector>

#include "tracing/money/finding.h"

namespace entente {

struct Typologies {
  std::vector<MoneyFinding> findings;
  size_t ties = 0;
  bool asked_for_chance = false;  // the table is large enough
};

Typologies find_typologies(const Payments& payments, const TypologySettings& settings);

}  // namespace entente
