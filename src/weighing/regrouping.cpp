#include "weighing/regrouping.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace entente {
namespace {

using Place = std::optional<size_t>;

bool holds(const std::vector<Leg>& legs, ClaimIndex claim) {
  return std::ranges::any_of(legs, [&](const Leg& leg) { return leg.claim == claim; });
}

std::vector<size_t> groups_with(const std::vector<ClaimGroup>& groups, ClaimIndex claim) {
  std::vector<size_t> out;
  for (size_t g = 0; g < groups.size(); ++g)
    if (holds(groups[g].asserts, claim) || holds(groups[g].denies, claim)) out.push_back(g);
  return out;
}

void widen_by(ClaimGroup& into, const ClaimGroup& from) {
  into.key.goods.add(from.key.goods);
  if (into.key.what.empty()) into.key.what = from.key.what;
  auto& span = into.key.span;
  const auto& by = from.key.span;
  if (span.empty()) span = by;
  else if (!by.empty()) {
    if (by.start && (!span.start || first_day(*by.start) < first_day(*span.start)))
      span.start = by.start;
    if (!by.end) span.end = std::nullopt;
    else if (span.end && last_day(*span.end) < last_day(*by.end)) span.end = by.end;
  }
}

void add_missing(std::vector<Leg>& to, std::vector<Leg>& from) {
  for (auto& leg : from)
    if (!holds(to, leg.claim)) to.push_back(std::move(leg));
  from.clear();
}

// Of the groups that hold either claim, the first two alike in family, else the first of each.
void join(std::vector<ClaimGroup>& groups, ClaimIndex a, ClaimIndex b) {
  const auto of_a = groups_with(groups, a), of_b = groups_with(groups, b);
  if (of_a.empty() || of_b.empty()) return;
  std::pair<size_t, size_t> both{of_a.front(), of_b.front()};
  for (const size_t x : of_a)
    for (const size_t y : of_b) {
      if (x == y) return;
      if (groups[x].key.family == groups[y].key.family &&
          groups[both.first].key.family != groups[both.second].key.family)
        both = {x, y};
    }
  auto& into = groups[std::min(both.first, both.second)];
  auto& from = groups[std::max(both.first, both.second)];
  widen_by(into, from);
  add_missing(into.asserts, from.asserts);
  add_missing(into.denies, from.denies);
}

void move_leg(std::vector<Leg>& from, std::vector<Leg>& to, ClaimIndex claim) {
  for (auto& leg : from)
    if (leg.claim == claim) to.push_back(leg);
  std::erase_if(from, [&](const Leg& leg) { return leg.claim == claim; });
}

// Claim `b` leaves every group that it shares with `a`.
void part(std::vector<ClaimGroup>& groups, ClaimIndex a, ClaimIndex b) {
  for (size_t g = 0; g < groups.size(); ++g) {
    const auto has = [&](ClaimIndex c) {
      return holds(groups[g].asserts, c) || holds(groups[g].denies, c);
    };
    if (!has(a) || !has(b)) continue;
    ClaimGroup apart;
    move_leg(groups[g].asserts, apart.asserts, b);
    move_leg(groups[g].denies, apart.denies, b);
    apart.key = (apart.asserts.empty() ? apart.denies : apart.asserts).front().key;
    groups.push_back(std::move(apart));
  }
}

}  // namespace

std::string decision_text(const Decision& d) {
  const auto words = [&]() -> std::string {
    switch (d.act) {
      case DecisionAct::reject:
        return "rejected";
      case DecisionAct::same:
        return "judged the same";
      case DecisionAct::different:
        return "judged different";
      case DecisionAct::grade_source:
      case DecisionAct::grade_claim:
        return fmt::format("graded {}", d.grade);
    }
    return {};
  }();
  return fmt::format("{}{}{}{}", words, d.who.empty() ? "" : " by " + d.who,
                     d.day.empty() ? "" : " on " + d.day, d.why.empty() ? "" : ": " + d.why);
}

void apply_decisions(std::span<const Claim> claims, const std::vector<Decision>& decisions,
                     std::vector<ClaimGroup>& groups) {
  std::map<std::string_view, ClaimIndex> place;
  for (const auto& d : decisions) {
    if (d.act != DecisionAct::same && d.act != DecisionAct::different) continue;
    if (place.empty())
      for (ClaimIndex i = 0; i < claims.size(); ++i) place.emplace(claims[i].id, i);
    const auto a = place.find(d.a), b = place.find(d.b);
    if (a == place.end() || b == place.end()) continue;
    if (d.act == DecisionAct::same) join(groups, a->second, b->second);
    else part(groups, a->second, b->second);
  }
  std::erase_if(groups, [](const ClaimGroup& g) { return g.asserts.empty() && g.denies.empty(); });
}

}  // namespace entente
