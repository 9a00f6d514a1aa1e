// The order of weighing: group, find origins, reconcile figures, judge. Each stage has a file.
#include "weighing/weighing.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <tuple>

#include "base/hash.h"
#include "base/ordered_work.h"
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

// What an analyst rejected, by the deed it would have been about.
using Rejections = std::map<std::string, std::vector<std::pair<Leg, std::string>>>;

Rejections rejections_of(std::span<const Claim> claims, const WeighOptions& options) {
  std::map<std::string_view, const Decision*> rejected;
  for (const auto& d : options.decisions)
    if (d.act == DecisionAct::reject) rejected[d.a] = &d;
  Rejections out;
  if (rejected.empty()) return out;
  for (ClaimIndex i = 0; i < claims.size(); ++i) {
    auto at = rejected.find(claims[i].id);
    if (at == rejected.end()) at = rejected.find(claims[i].document.id);
    if (at == rejected.end()) continue;
    for (const auto& leg : legs_of(i, claims[i], options))
      out[deed_of(leg.key)].emplace_back(leg, decision_text(*at->second));
  }
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

// Without those that say only that it may be so, and what was worked out from tables, unless there
// are no others.
std::vector<ClaimIndex> firm_ones(std::span<const Claim> claims,
                                  const std::vector<ClaimIndex>& asserts) {
  std::vector<ClaimIndex> out = asserts;
  std::erase_if(out, [&](ClaimIndex c) {
    return claims[c].modality == Modality::possible || is_worked_out(claims[c]);
  });
  return out.empty() ? asserts : out;
}

// The earliest claim names the proposition: the one published first, then that of the least id.
std::string id_of(std::span<const Claim> claims, const Proposition& p) {
  const auto& from = p.asserts.empty() ? p.denies : p.asserts;
  const auto age = [&](ClaimIndex c) {
    const auto day = parse_date(claims[c].document.published);
    return std::tuple(day ? first_day(*day) : Date{9999, 12, 31}, std::string_view(claims[c].id));
  };
  const ClaimIndex first = std::ranges::min(from, {}, age);
  return claims[first].id.substr(0, 12) + "-" + stable_id({identity(p.key)}, 4);
}

std::vector<SetAside> rejected_of(const Proposition& p, const Rejections& rejections) {
  std::vector<SetAside> out;
  const auto at = rejections.find(deed_of(p.key));
  if (at == rejections.end()) return out;
  for (const auto& [leg, why] : at->second) {
    const bool mine =
        leg.denies ? covers(leg, p.key)
                   : identity(leg.key) == identity(p.key) && may_overlap(leg.key.span, p.key.span);
    if (mine && std::ranges::find(out, leg.claim, &SetAside::claim) == out.end())
      out.push_back({leg.claim, why});
  }
  return out;
}

std::vector<FigurePlace> figures_of(const ClaimGroup& group) {
  std::vector<FigurePlace> out;
  for (const auto& leg : group.asserts)
    for (const uint32_t q : leg.quantities) out.emplace_back(leg.claim, q);
  return out;
}

}  // namespace

std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options) {
  return weigh(claims, options, [](const Proposition&) { return true; });
}

namespace {

Proposition begun(const ClaimGroup& group) {
  Proposition p;
  p.key = group.key;
  p.asserts = claims_of(group.asserts);
  p.denies = claims_of(group.denies);
  std::ranges::set_union(p.asserts, p.denies, std::back_inserter(p.claims));
  return p;
}

void finish(std::span<const Claim> claims, const ClaimGroup& group, const Rejections& rejections,
            const WeighOptions& options, Proposition& p) {
  p.origins = find_origins(claims, firm_ones(claims, p.asserts), p.key, options);
  p.id = id_of(claims, p);
  if (options.parts.words) {
    p.objects = objects_of(group.asserts);
    p.rejected = rejected_of(p, rejections);
  }
  if (options.parts.figures)
    p.figures = reconcile(claims, figures_of(group), p.origins, options.measures);
  judge(claims, options, p);
}

}  // namespace

std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options,
                               const std::function<bool(const Proposition&)>& wanted) {
  return weigh(claims, options, group_claims(claims, options), wanted);
}

std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options,
                               const std::vector<ClaimGroup>& groups,
                               const std::function<bool(const Proposition&)>& wanted) {
  constexpr size_t kAtOnce = 32;  // groups; fewer are not worth a thread
  const Rejections rejections = rejections_of(claims, options);
  const size_t parts = (groups.size() + kAtOnce - 1) / kAtOnce;
  std::vector<Proposition> out;
  ordered_work(
      parts, options.threads,
      [&](size_t part) {
        std::vector<Proposition> made;
        for (size_t g = part * kAtOnce; g < std::min(groups.size(), (part + 1) * kAtOnce); ++g) {
          Proposition p = begun(groups[g]);
          if (!wanted(p)) continue;
          finish(claims, groups[g], rejections, options, p);
          made.push_back(std::move(p));
        }
        return made;
      },
      [&](size_t, std::vector<Proposition>&& made) {
        std::ranges::move(made, std::back_inserter(out));
        return true;
      });
  return out;
}

std::vector<Proposition> begun(const std::vector<ClaimGroup>& groups) {
  std::vector<Proposition> out;
  out.reserve(groups.size());
  for (const auto& group : groups) out.push_back(begun(group));
  return out;
}

std::vector<Proposition> gather_propositions(std::span<const Claim> claims,
                                             const WeighOptions& options) {
  return begun(group_claims(claims, options));
}

}  // namespace entente
