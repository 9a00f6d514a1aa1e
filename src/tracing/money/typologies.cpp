#include "tracing/money/typologies.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "base/ordered_work.h"
#include "tracing/money/chance.h"
#include "tracing/money/fans.h"
#include "tracing/money/layering.h"
#include "tracing/money/rings.h"
#include "tracing/money/sums.h"
#include "tracing/money/tie_table.h"
#include "tracing/money/two_steps.h"

namespace entente {
namespace {

using Search = std::vector<MoneyFinding> (*)(const Payments&, const TieTable&,
                                             const TypologySettings&);
// The longest first, so that threads end together; of two findings of one cycle the first stands.
constexpr Search kSearches[] = {find_layering,
                                find_blocks,
                                find_rings,
                                find_scatter_gathers,
                                find_fans,
                                [](const Payments& p, const TieTable&, const TypologySettings& s) {
                                  return find_peel_chains(p, s);
                                },
                                [](const Payments& p, const TieTable&, const TypologySettings& s) {
                                  return find_pass_through(p, s);
                                },
                                [](const Payments& p, const TieTable&, const TypologySettings& s) {
                                  return find_structuring(p, s);
                                }};

void drop_same_cycles(std::vector<MoneyFinding>& findings) {
  std::set<std::vector<uint32_t>> seen;
  std::erase_if(findings, [&](const MoneyFinding& f) {
    if (f.typology != Typology::cycle) return false;
    std::vector<uint32_t> accounts = f.accounts;
    std::ranges::sort(accounts);
    return !seen.insert(std::move(accounts)).second;
  });
}

}  // namespace

Typologies find_typologies(const Payments& payments, const TypologySettings& settings) {
  Typologies out;
  if (payments.size() == 0) return out;
  const TieTable ties(payments);
  out.ties = ties.size();
  out.asked_for_chance = payments.size() >= kPaymentsForChance;
  // Searches side by side rather than each on all threads: they wait for memory, not for each
  // other.
  const size_t together = std::clamp<size_t>(settings.threads, 1, std::size(kSearches));
  TypologySettings each = settings;
  each.threads = std::max<size_t>(1, settings.threads / together);
  ordered_work(
      std::size(kSearches), together, [&](size_t i) { return kSearches[i](payments, ties, each); },
      [&](size_t, std::vector<MoneyFinding>&& found) {
        std::ranges::move(found, std::back_inserter(out.findings));
        return true;
      });
  drop_same_cycles(out.findings);
  std::ranges::stable_sort(out.findings, {}, &MoneyFinding::typology);
  return out;
}

}  // namespace entente
