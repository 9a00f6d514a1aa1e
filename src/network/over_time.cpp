#include "network/over_time.h"

#include <algorithm>
#include <map>
#include <set>

#include "network/from_claims.h"

namespace entente {
namespace {

constexpr int kYearsMax = 12;  // "since the 1980s" is no deed of every year since

struct Years {
  int first = 0, last = 0;
  bool told = false;  // by the claim, not by the day it was published
};

Years years_of(const Claim& claim) {
  const auto& when = claim.when.interval;
  if (when.start || when.end) {
    const int first = (when.start ? when.start : when.end)->year;
    const int last = (when.end ? when.end : when.start)->year;
    return {first, std::min(last, first + kYearsMax - 1), true};
  }
  const auto published = parse_date(claim.document.published);
  return published ? Years{published->year, published->year, false} : Years{};
}

// "region" and "companies" are nobody's partner.
bool is_named(std::span<const Claim> claims, const Proposition& p, const std::string& key) {
  if (key.size() == 2) return true;
  for (const ClaimIndex c : p.asserts)
    for (const auto* role : {&claims[c].subject, &claims[c].counterpart, &claims[c].against})
      for (const Mention& m : *role)
        if ((m.entity == key || fold_name(m.text) == key) && is_proper_name(m.text)) return true;
  return false;
}

std::string class_of(const YearFlow& y) { return y.what.empty() ? y.family : y.what; }

}  // namespace

std::vector<YearFlow> flows_by_year(std::span<const Claim> claims,
                                    std::span<const Proposition> propositions,
                                    const std::vector<Flow>& flows) {
  std::map<std::pair<int, size_t>, YearFlow> out;
  std::map<std::pair<int, size_t>, std::set<std::string>> origins;
  for (size_t f = 0; f < flows.size(); ++f) {
    if (flows[f].tense == Tense::plan) continue;
    for (const size_t index : flows[f].propositions) {
      const Proposition& p = propositions[index];
      for (const ClaimIndex c : p.asserts) {
        const Years years = years_of(claims[c]);
        for (int year = years.first; year <= years.last; ++year) {
          YearFlow& y = out[{year, f}];
          y.year = year, y.family = flows[f].family, y.what = flows[f].what, y.flow = f;
          if (std::ranges::find(y.claims, c) == y.claims.end()) y.claims.push_back(c);
          y.by_publication = y.by_publication && !years.told;
          for (const auto& o : p.origins)
            if (std::ranges::find(o.claims, c) != o.claims.end()) origins[{year, f}].insert(o.key);
        }
      }
      for (const auto& group : p.figures)
        for (const FigureSaid& figure : group.figures) {
          if (!figure.converted.empty()) continue;
          const Years years = years_of(claims[figure.claim]);
          if (const auto at = out.find({years.last, f}); at != out.end())
            at->second.figures.push_back(figure);
        }
    }
  }
  std::vector<YearFlow> list;
  for (auto& [key, y] : out) {
    y.origins = origins[key].size();
    list.push_back(std::move(y));
  }
  return list;
}

std::vector<Return> returns_of(std::span<const Claim> claims, const Exchange& exchange) {
  std::vector<Return> out;
  std::set<ClaimIndex> seen;
  for (const auto* flows : {&exchange.forth, &exchange.back})
    for (const Flow& flow : *flows)
      for (const ClaimIndex c : flow.claims) {
        const Claim& claim = claims[c];
        if (claim.in_return.empty() || claim.modality == Modality::denied ||
            claim.polarity == Polarity::negative || !seen.insert(c).second)
          continue;
        std::string given, back;
        for (const auto& m : claim.object) given += (given.empty() ? "" : ", ") + m.text;
        for (const auto& m : claim.in_return) back += (back.empty() ? "" : ", ") + m.text;
        out.push_back({c, given, back});
      }
  return out;
}

std::vector<YearBalance> balance_of(std::span<const YearFlow> forth,
                                    std::span<const YearFlow> back) {
  std::map<int, YearBalance> out;
  for (const bool is_forth : {true, false})
    for (const YearFlow& y : is_forth ? forth : back) {
      YearBalance& b = out[y.year];
      b.year = y.year;
      (is_forth ? b.forth : b.back) += y.origins;
      auto& goods = is_forth ? b.goods_forth : b.goods_back;
      if (std::ranges::find(goods, class_of(y)) == goods.end()) goods.push_back(class_of(y));
    }
  std::vector<YearBalance> list;
  for (auto& [year, b] : out) list.push_back(std::move(b));
  return list;
}

std::vector<Partner> partners_of(std::span<const Claim> claims,
                                 std::span<const Proposition> propositions,
                                 const std::string& actor) {
  std::map<std::string, Partner> all;
  std::map<std::string, std::set<std::string>> origins;
  for (size_t i = 0; i < propositions.size(); ++i) {
    const Proposition& p = propositions[i];
    if (p.asserts.empty()) continue;
    const bool doer = std::ranges::binary_search(p.key.from, actor);
    const bool taker = std::ranges::binary_search(p.key.to, actor);
    if (!doer && !taker) continue;
    const bool gift = p.key.family == "give" && !p.key.mutual;
    const auto meet = [&](const std::string& key) {
      if (key == actor || key.empty() || !is_named(claims, p, key)) return;
      Partner& partner =
          all.try_emplace(key, Partner{.key = key, .propositions = {}}).first->second;
      if (!partner.propositions.empty() && partner.propositions.back() == i) return;
      partner.propositions.push_back(i);
      ++(!gift ? partner.other : doer ? partner.given : partner.taken);
      for (const auto& o : p.origins) origins[key].insert(o.key);
      for (const ClaimIndex c : p.asserts)
        partner.last_year = std::max(partner.last_year, years_of(claims[c]).last);
    };
    for (const auto& key : doer && !p.key.mutual ? p.key.to : p.key.from) meet(key);
  }
  std::vector<Partner> out;
  for (auto& [key, partner] : all) {
    partner.origins = origins[key].size();
    out.push_back(std::move(partner));
  }
  std::ranges::stable_sort(out, [](const Partner& x, const Partner& y) {
    return x.origins != y.origins ? x.origins > y.origins
                                  : x.propositions.size() > y.propositions.size();
  });
  return out;
}

}  // namespace entente
