#include "weighing/conflicts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 4> kConflictNames{"contradicted", "denied", "withdrawn",
                                                         "figures"};
constexpr std::array<std::string_view, 5> kGapNames{"one-origin", "only-interested", "no-date",
                                                    "no-figure", "stale"};
constexpr std::array<std::string_view, 5> kGapMeanings{
    "everything leads to one origin",
    "every origin is a party, a rival of one, or reports that only cite each other",
    "no claim says when", "something is given, and no claim says how much",
    "nothing was published about it for more than a year"};

struct Side {
  std::vector<ClaimIndex> claims;
  std::set<std::string> keys;
  std::vector<std::string> names;

  void add(ClaimIndex claim, const Speaker& speaker) {
    if (claims.empty() || claims.back() != claim) claims.push_back(claim);
    if (keys.insert(speaker.key).second) names.push_back(speaker.name);
  }
};

bool is_party(const Proposition& p, const std::string& state) {
  return !state.empty() && (std::ranges::find(p.key.from, state) != p.key.from.end() ||
                            std::ranges::find(p.key.to, state) != p.key.to.end());
}

std::string names_of(const std::vector<Origin>& origins) {
  std::vector<std::string> out;
  for (const auto& o : origins) out.push_back(o.name);
  return join(out, ", ");
}

void add_denials(std::span<const Claim> claims, const Proposition& p, size_t place,
                 const WeighOptions& options, std::vector<Conflict>& out) {
  std::set<std::string> asserting;
  for (const ClaimIndex c : p.asserts)
    for (const auto& s : speakers_of(claims[c], options)) asserting.insert(s.key);
  std::array<Side, 3> sides;  // by ConflictKind
  for (const ClaimIndex c : p.denies)
    for (const auto& s : speakers_of(claims[c], options)) {
      const auto kind = asserting.contains(s.key) ? ConflictKind::withdrawn
                        : is_party(p, s.state)    ? ConflictKind::denied
                                                  : ConflictKind::contradicted;
      sides[static_cast<size_t>(kind)].add(c, s);
    }
  for (size_t k = 0; k < sides.size(); ++k) {
    if (sides[k].claims.empty()) continue;
    Conflict c{place, static_cast<ConflictKind>(k), {}, p.asserts, sides[k].claims, {}, 0, 0, 0};
    c.origins_one = p.origins.size(), c.origins_other = sides[k].keys.size();
    c.what = fmt::format("{} by {}; asserted by {}", kConflictNames[k], join(sides[k].names, ", "),
                         names_of(p.origins));
    out.push_back(std::move(c));
  }
}

size_t count_origins(const Proposition& p, const std::vector<ClaimIndex>& of) {
  return static_cast<size_t>(std::ranges::count_if(p.origins, [&](const Origin& o) {
    return std::ranges::any_of(
        of, [&](ClaimIndex c) { return std::ranges::binary_search(o.claims, c); });
  }));
}

void add_figures(std::span<const Claim> claims, const Proposition& p, size_t place,
                 std::vector<Conflict>& out) {
  for (size_t i = 0; i < p.figures.size(); ++i) {
    const Figures& f = p.figures[i];
    if (!f.clash) continue;
    const FigureSaid *least = &f.figures[(*f.clash)[0]], *greatest = &f.figures[(*f.clash)[1]];
    Conflict c{place, ConflictKind::figures, {}, {least->claim}, {greatest->claim}, i, 0, 0, 0};
    c.origins_one = count_origins(p, c.one), c.origins_other = count_origins(p, c.other);
    c.apart = *least->high > 0 ? *greatest->low / *least->high : 0;
    c.what = fmt::format("“{}” against “{}”", claims[least->claim].quantity[least->quantity].text,
                         claims[greatest->claim].quantity[greatest->quantity].text);
    out.push_back(std::move(c));
  }
}

std::optional<Date> newest(std::span<const Claim> claims, const std::vector<ClaimIndex>& which) {
  std::optional<Date> out;
  for (const ClaimIndex c : which)
    if (const auto day = parse_date(claims[c].document.published))
      if (!out || *out < last_day(*day)) out = last_day(*day);
  return out;
}

std::optional<Date> today(std::span<const Claim> claims, const WeighOptions& options) {
  if (options.as_of) return last_day(*options.as_of);
  std::optional<Date> out;
  for (const auto& c : claims)
    if (const auto day = parse_date(c.document.published))
      if (!out || *out < last_day(*day)) out = last_day(*day);
  return out;
}

bool gives(const Proposition& p) {
  return p.key.family == "give" || p.key.family == "deploy" || p.key.family == "pay";
}

}  // namespace

std::string_view name(ConflictKind kind) { return kConflictNames[static_cast<size_t>(kind)]; }
std::string_view name(GapKind kind) { return kGapNames[static_cast<size_t>(kind)]; }
std::string_view meaning(GapKind kind) { return kGapMeanings[static_cast<size_t>(kind)]; }

std::vector<Conflict> find_conflicts(std::span<const Claim> claims,
                                     std::span<const Proposition> propositions,
                                     const WeighOptions& options) {
  std::vector<Conflict> out;
  for (size_t i = 0; i < propositions.size(); ++i) {
    const Proposition& p = propositions[i];
    if (!p.asserts.empty()) add_denials(claims, p, i, options, out);
    add_figures(claims, p, i, out);
  }
  const auto weight = [](const Conflict& c) {
    return std::tuple(c.kind != ConflictKind::withdrawn, std::min(c.origins_one, c.origins_other),
                      c.origins_one + c.origins_other, c.kind != ConflictKind::figures, c.apart);
  };
  std::ranges::stable_sort(out,
                           [&](const auto& a, const auto& b) { return weight(b) < weight(a); });
  return out;
}

std::vector<Gap> find_gaps(std::span<const Claim> claims, std::span<const Proposition> propositions,
                           const WeighOptions& options) {
  std::vector<Gap> out;
  const auto now = today(claims, options);
  for (size_t i = 0; i < propositions.size(); ++i) {
    const Proposition& p = propositions[i];
    if (p.asserts.empty()) continue;
    if (p.origins.size() == 1)
      out.push_back({i, GapKind::one_origin,
                     fmt::format("{} {} to one origin: {}", p.asserts.size(),
                                 p.asserts.size() == 1 ? "claim leads" : "claims lead",
                                 p.origins.front().name)});
    if (std::ranges::all_of(p.origins, [](const Origin& o) {
          return o.party || !o.rival_reason.empty() || o.closed;
        }))
      out.push_back(
          {i, GapKind::only_interested, "only interested ones say it: " + names_of(p.origins)});
    if (p.key.span.empty()) out.push_back({i, GapKind::no_date, "no claim says when"});
    if (gives(p) && p.figures.empty())
      out.push_back({i, GapKind::no_figure, "no claim says how much"});
    const auto last = newest(claims, p.claims);
    if (now && last && days_from_epoch(*now) - days_from_epoch(*last) > 365)
      out.push_back(
          {i, GapKind::stale,
           fmt::format("nothing newer than {}, as of {}", to_string(*last), to_string(*now))});
  }
  return out;
}

}  // namespace entente
