#include "tracing/money/typologies.h"

#include <algorithm>
#include <iterator>

#include "tracing/money/chance.h"
#include "tracing/money/fans.h"
#include "tracing/money/layering.h"
#include "tracing/money/rings.h"
#include "tracing/money/sums.h"
#include "tracing/money/tie_table.h"
#include "tracing/money/two_steps.h"

namespace entente {
namespace {

void append(std::vector<MoneyFinding>& out, std::vector<MoneyFinding>&& more) {
  std::ranges::move(more, std::back_inserter(out));
}

}  // namespace

Typologies find_typologies(const Payments& payments, const TypologySettings& settings) {
  Typologies out;
  if (payments.size() == 0) return out;
  const TieTable ties(payments);
  out.ties = ties.size();
  out.asked_for_chance = payments.size() >= kPaymentsForChance;
  append(out.findings, find_layering(payments, ties, settings));
  append(out.findings, find_rings(payments, ties, settings));
  append(out.findings, find_fans(payments, ties, settings));
  append(out.findings, find_scatter_gathers(payments, ties, settings));
  append(out.findings, find_blocks(payments, ties, settings));
  append(out.findings, find_structuring(payments, settings));
  append(out.findings, find_pass_through(payments, settings));
  append(out.findings, find_peel_chains(payments, settings));
  std::ranges::stable_sort(out.findings, {}, &MoneyFinding::typology);
  return out;
}

}  // namespace entente
