#include "weighing/difference.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "weighing/grouping.h"

namespace entente {
namespace {

// By the id of a claim, the propositions that it stands in.
using Places = std::unordered_map<std::string_view, std::vector<size_t>>;

// A claim of shells and of rifles stands in two propositions, which are not one.
bool of_one_thing(const Proposition& a, const Proposition& b) {
  return a.key.family == b.key.family && a.key.what == b.key.what;
}

std::optional<size_t> continued(const Weighed& before, const Weighed& after, const Proposition& p,
                                const Places& places) {
  std::map<size_t, size_t> shared;
  for (const ClaimIndex c : p.claims) {
    const auto at = places.find(after.claims[c].id);
    if (at == places.end()) continue;
    const bool asserts = std::ranges::binary_search(p.asserts, c);
    for (const size_t i : at->second) {
      const Proposition& was = before.propositions[i];
      const bool counts = asserts || p.asserts.empty() || was.asserts.empty();
      if (counts && of_one_thing(was, p)) ++shared[i];
    }
  }
  std::optional<size_t> out;
  for (const auto& [place, count] : shared)
    if (!out || count > shared.at(*out)) out = place;
  return out;
}

std::string text_of(const Figures& f) {
  const auto bound = [](const std::optional<double>& v) { return v ? std::to_string(*v) : ""; };
  std::string out = f.of + "|" + f.unit + "|" + std::string(name(f.agreement)) + bound(f.low) +
                    ".." + bound(f.high);
  for (const auto& x : f.figures) out += "|" + bound(x.low) + ".." + bound(x.high);
  return out;
}

void compare(const Weighed& before, const Proposition& was, const Weighed& after,
             const Proposition& is, Change& out) {
  std::set<std::string_view> claims;
  for (const ClaimIndex c : was.claims) claims.insert(before.claims[c].id);
  for (const ClaimIndex c : is.claims)
    if (!claims.contains(after.claims[c].id)) out.claims.push_back(c);
  std::set<std::string_view> still;
  for (const ClaimIndex c : is.claims) still.insert(after.claims[c].id);
  for (const ClaimIndex c : was.claims)
    if (!still.contains(before.claims[c].id)) out.lost.push_back(c);
  out.standing = was.verdict.standing != is.verdict.standing;
  std::set<std::string_view> origins;
  for (const auto& o : was.origins) origins.insert(o.key);
  for (size_t i = 0; i < is.origins.size(); ++i) {
    const auto& o = is.origins[i];
    const bool fresh = std::ranges::all_of(
        o.claims, [&](ClaimIndex c) { return !claims.contains(after.claims[c].id); });
    if (!origins.contains(o.key) && fresh) out.origins.push_back(i);
  }
  std::set<std::string> figures;
  for (const auto& f : was.figures) figures.insert(text_of(f));
  for (size_t i = 0; i < is.figures.size(); ++i)
    if (!figures.contains(text_of(is.figures[i]))) out.figures.push_back(i);
}

}  // namespace

Changes find_changes(const Weighed& before, const Weighed& after) {
  Places places;
  for (size_t i = 0; i < before.propositions.size(); ++i)
    for (const ClaimIndex c : before.propositions[i].claims)
      places[before.claims[c].id].push_back(i);
  Changes out;
  std::vector<bool> lives_on(before.propositions.size());
  for (size_t i = 0; i < after.propositions.size(); ++i) {
    const Proposition& p = after.propositions[i];
    Change change{i, continued(before, after, p, places), false, {}, {}, {}, {}};
    if (change.before) {
      lives_on[*change.before] = true;
      compare(before, before.propositions[*change.before], after, p, change);
      if (!change.standing && change.claims.empty() && change.lost.empty() &&
          change.figures.empty())
        continue;
    } else {
      change.claims = p.claims;
    }
    out.changed.push_back(std::move(change));
  }
  std::ranges::stable_sort(out.changed, {}, [](const Change& c) {
    return std::tuple(c.before.has_value(), !c.standing);
  });
  for (size_t i = 0; i < lives_on.size(); ++i)
    if (!lives_on[i]) out.gone.push_back(i);
  return out;
}

}  // namespace entente
