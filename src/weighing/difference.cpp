#include "weighing/difference.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>

#include "weighing/grouping.h"

namespace entente {
namespace {

constexpr ClaimIndex kNew = UINT32_MAX;

// Of each claim as it is, its index before, or kNew: claims are known by their ids.
std::vector<ClaimIndex> indexes_before(std::span<const Claim> before,
                                       std::span<const Claim> after) {
  std::vector<ClaimIndex> out(after.size(), kNew);
  if (before.data() == after.data() && before.size() <= after.size()) {  // the same, and more
    std::iota(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(before.size()), 0u);
    return out;
  }
  std::unordered_map<std::string_view, ClaimIndex> known;
  known.reserve(before.size());
  for (ClaimIndex i = 0; i < before.size(); ++i) known.emplace(before[i].id, i);
  for (ClaimIndex i = 0; i < after.size(); ++i)
    if (const auto at = known.find(after[i].id); at != known.end()) out[i] = at->second;
  return out;
}

// By the index of a claim before, the propositions that it stood in.
using Places = std::vector<std::vector<size_t>>;

// A claim of shells and of rifles stands in two propositions, which are not one.
bool of_one_thing(const Proposition& a, const Proposition& b) {
  return a.key.family == b.key.family && a.key.what == b.key.what;
}

std::optional<size_t> continued(const Weighed& before, const Proposition& p,
                                const std::vector<ClaimIndex>& were, const Places& places) {
  std::map<size_t, size_t> shared;
  for (const ClaimIndex c : p.claims) {
    if (were[c] == kNew) continue;
    const bool asserts = std::ranges::binary_search(p.asserts, c);
    for (const size_t i : places[were[c]]) {
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

bool tell_the_same(const Figures& a, const Figures& b) {
  const auto bounds = [](const FigureSaid& f) { return std::pair(f.low, f.high); };
  return std::tie(a.of, a.unit, a.agreement, a.low, a.high) ==
             std::tie(b.of, b.unit, b.agreement, b.low, b.high) &&
         std::ranges::equal(a.figures, b.figures, {}, bounds, bounds);
}

void compare(const Proposition& was, const Proposition& is, const std::vector<ClaimIndex>& were,
             Change& out) {
  std::vector<ClaimIndex> claims = was.claims, still;
  std::ranges::sort(claims);
  const auto is_fresh = [&](ClaimIndex c) { return !std::ranges::binary_search(claims, were[c]); };
  for (const ClaimIndex c : is.claims) {
    if (is_fresh(c)) out.claims.push_back(c);
    else still.push_back(were[c]);
  }
  std::ranges::sort(still);
  for (const ClaimIndex c : was.claims)
    if (!std::ranges::binary_search(still, c)) out.lost.push_back(c);
  out.standing = was.verdict.standing != is.verdict.standing;
  std::set<std::string_view> origins;
  for (const auto& o : was.origins) origins.insert(o.key);
  for (size_t i = 0; i < is.origins.size(); ++i) {
    const auto& o = is.origins[i];
    const bool fresh = std::ranges::all_of(o.claims, is_fresh);
    if (!origins.contains(o.key) && fresh) out.origins.push_back(i);
  }
  for (size_t i = 0; i < is.figures.size(); ++i)
    if (std::ranges::none_of(was.figures,
                             [&](const Figures& f) { return tell_the_same(f, is.figures[i]); }))
      out.figures.push_back(i);
}

}  // namespace

Changes find_changes(const Weighed& before, const Weighed& after) {
  const auto were = indexes_before(before.claims, after.claims);
  Places places(before.claims.size());
  for (size_t i = 0; i < before.propositions.size(); ++i)
    for (const ClaimIndex c : before.propositions[i].claims) places[c].push_back(i);
  Changes out;
  std::vector<bool> lives_on(before.propositions.size());
  for (size_t i = 0; i < after.propositions.size(); ++i) {
    const Proposition& p = after.propositions[i];
    Change change{i, continued(before, p, were, places), false, {}, {}, {}, {}};
    if (change.before) {
      lives_on[*change.before] = true;
      compare(before.propositions[*change.before], p, were, change);
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
