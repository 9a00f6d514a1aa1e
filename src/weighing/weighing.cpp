// The order of weighing: group, find origins, reconcile figures, judge. Each stage has a file.
#include "weighing/weighing.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "weighing/figures.h"
#include "weighing/grouping.h"
#include "weighing/origins.h"
#include "weighing/standing.h"

namespace entente {
namespace {

std::vector<ClaimIndex> claims_of(const std::vector<Leg>& legs) {
  std::vector<ClaimIndex> out;
  for (const auto& leg : legs) out.push_back(leg.claim);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

// Each once, by its folded form.
std::vector<std::string> objects_of(const std::vector<Leg>& legs) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  for (const auto& leg : legs)
    for (const auto& object : leg.objects)
      if (seen.insert(fold_name(object)).second) out.push_back(object);
  return out;
}

// Without those that say only that it may be so, unless there are no others.
std::vector<ClaimIndex> firm_ones(std::span<const Claim> claims,
                                  const std::vector<ClaimIndex>& asserts) {
  std::vector<ClaimIndex> out = asserts;
  std::erase_if(out, [&](ClaimIndex c) { return claims[c].modality == Modality::possible; });
  return out.empty() ? asserts : out;
}

std::vector<FigurePlace> figures_of(const ClaimGroup& group) {
  std::vector<FigurePlace> out;
  for (const auto& leg : group.asserts)
    for (const uint32_t q : leg.quantities) out.emplace_back(leg.claim, q);
  return out;
}

}  // namespace

std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options) {
  std::vector<Proposition> out;
  for (const auto& group : group_claims(claims, options)) {
    Proposition p;
    p.key = group.key;
    p.asserts = claims_of(group.asserts);
    p.objects = objects_of(group.asserts);
    p.denies = claims_of(group.denies);
    std::ranges::set_union(p.asserts, p.denies, std::back_inserter(p.claims));
    p.origins = find_origins(claims, firm_ones(claims, p.asserts), p.key, options);
    p.figures = reconcile(claims, figures_of(group), p.origins);
    p.verdict = judge(claims, p, options);
    p.history = judge_over_time(claims, p, options);
    out.push_back(std::move(p));
  }
  return out;
}

}  // namespace entente
