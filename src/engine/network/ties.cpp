// `entente ties`: what flows each way by goods and by year, what is given for what, and how the
// balance moved; of one actor alone, its partners.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/measures.h"
#include "engine/parts.h"
#include "engine/weighed.h"
#include "engine/weighing.h"
#include "entente/network.h"
#include "network/exchange.h"
#include "network/over_time.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

class Teller {
 public:
  Teller(const WeighedLedger& weighed, const View& view) : w_(weighed), view_(view) {}

  std::string name_of(const std::string& key) const {
    if (const auto at = w_.options.names.find(key); at != w_.options.names.end()) return at->second;
    const auto entity = view_.entity(key);
    return entity && *entity ? (*entity)->entity.caption : key;
  }

  static std::string year_text(const YearFlow& y) {
    if (y.year == 0) return "no year";
    return std::to_string(y.year) + (y.by_publication ? " (published)" : "");
  }

  static std::string goods_text(const std::string& family, const std::string& what) {
    if (family == "give") return what.empty() ? "goods of no class" : what;
    return family + (what.empty() ? "" : " " + what);
  }

  std::string figure_text(const FigureSaid& f) const {
    const Claim& c = w_.claims[f.claim];
    const Quantity& q = c.quantity[f.quantity];
    std::string out = q.text + (q.of.empty() ? "" : " " + q.of);
    out += " (" + (c.document.publisher.empty() ? c.document.path : c.document.publisher);
    return out + (c.document.published.empty() ? ")" : ", " + c.document.published + ")");
  }

  Json claim_json(ClaimIndex c) const {
    const Claim& claim = w_.claims[c];
    return {{"id", claim.id},
            {"quote", claim.quote.text},
            {"publisher", claim.document.publisher},
            {"published", claim.document.published}};
  }

  Json claims_json(const std::vector<ClaimIndex>& claims) const {
    Json out = Json::array();
    for (const ClaimIndex c : claims) out.push_back(claim_json(c));
    return out;
  }

  Json years_json(const std::vector<YearFlow>& years) const {
    Json out = Json::array();
    for (const auto& y : years) {
      Json figures = Json::array();
      for (const auto& f : y.figures) {
        const Quantity& q = w_.claims[f.claim].quantity[f.quantity];
        Json one{{"text", q.text}};
        if (f.low) one["low"] = *f.low;
        if (f.high) one["high"] = *f.high;
        if (!q.unit.empty()) one["unit"] = q.unit;
        if (!q.of.empty()) one["of"] = q.of;
        one["claim"] = w_.claims[f.claim].id;
        figures.push_back(std::move(one));
      }
      Json one{{"year", y.year == 0 ? Json(nullptr) : Json(y.year)},
               {"family", y.family},
               {"goods", y.what},
               {"origins", y.origins},
               {"year_of", y.by_publication ? "publication" : "claim"}};
      one["figures"] = std::move(figures);
      one["claims"] = claims_json(y.claims);
      out.push_back(std::move(one));
    }
    return out;
  }

  void tell_years(const std::string& heading, const std::vector<YearFlow>& years,
                  std::string& out) const {
    out += "\n" + heading + "\n";
    if (years.empty()) out += "  no claim tells of anything\n";
    for (const auto& y : years) {
      out += fmt::format("  {:<17} {}, {} {}, {} {}\n", year_text(y), goods_text(y.family, y.what),
                         y.claims.size(), y.claims.size() == 1 ? "claim" : "claims", y.origins,
                         y.origins == 1 ? "origin" : "origins");
      for (size_t i = 0; i < std::min<size_t>(y.figures.size(), 4); ++i)
        out += fmt::format("  {:<17}   {}\n", "", figure_text(y.figures[i]));
      if (y.figures.size() > 4)
        out += fmt::format("  {:<17}   and {} more figures\n", "", y.figures.size() - 4);
    }
  }

 private:
  const WeighedLedger& w_;
  const View& view_;
};

void tell_pair(const WeighedLedger& w, const View& view, NetworkRecord& out) {
  const Teller teller(w, view);
  const auto& [a, b] = *w.options.pair;
  const Exchange e = find_exchange(w.claims, w.propositions, a, b, w.options);
  const auto forth = flows_by_year(w.claims, w.propositions, e.forth);
  const auto back = flows_by_year(w.claims, w.propositions, e.back);
  const std::string name_a = teller.name_of(a), name_b = teller.name_of(b);
  Json json{{"schema", "entente.ties.v1"}, {"revision", w.revision}, {"a", a}, {"b", b}};
  out.text = fmt::format("{} and {}\n", name_a, name_b);
  teller.tell_years(name_a + " → " + name_b, forth, out.text);
  teller.tell_years(name_b + " → " + name_a, back, out.text);
  json["forth"] = teller.years_json(forth);
  json["back"] = teller.years_json(back);
  Json& returns = json["returns"] = Json::array();
  const auto given_for = returns_of(w.claims, e);
  if (!given_for.empty()) out.text += "\nGiven in return\n";
  for (const auto& r : given_for) {
    const auto& d = w.claims[r.claim].document;
    out.text +=
        fmt::format("  {} for {} ({}) [{}]\n", r.given.empty() ? "help" : r.given, r.in_return,
                    d.publisher.empty() ? d.path : d.publisher, w.claims[r.claim].id.substr(0, 8));
    returns.push_back(
        {{"given", r.given}, {"in_return", r.in_return}, {"claim", teller.claim_json(r.claim)}});
  }
  Json& balance = json["balance"] = Json::array();
  const auto years = balance_of(forth, back);
  if (!years.empty())
    out.text +=
        fmt::format("\nHow the balance moved: origins that tell of gifts\n  {:<9} {:>12} {:>12}\n",
                    "year", "there", "back");
  for (const auto& y : years) {
    out.text += fmt::format("  {:<9} {:>12} {:>12}  {} | {}\n",
                            y.year == 0 ? "no year" : std::to_string(y.year), y.forth, y.back,
                            y.goods_forth.empty() ? "–" : join(y.goods_forth, ", "),
                            y.goods_back.empty() ? "–" : join(y.goods_back, ", "));
    balance.push_back({{"year", y.year == 0 ? Json(nullptr) : Json(y.year)},
                       {"forth", y.forth},
                       {"back", y.back},
                       {"goods_forth", y.goods_forth},
                       {"goods_back", y.goods_back}});
  }
  out.json = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

bool tell_one(const WeighedLedger& w, const View& view, const std::string& key, size_t limit,
              NetworkRecord& out) {
  const Teller teller(w, view);
  const auto partners = partners_of(w.claims, w.propositions, key);
  Json json{{"schema", "entente.ties.v1"}, {"revision", w.revision}, {"a", key}};
  Json& list = json["partners"] = Json::array();
  out.text = fmt::format(
      "{}: {} partners, most independent origins first\n\n  {:<34} {:>7} {:>7} {:>7} {:>7}  {}\n",
      teller.name_of(key), partners.size(), "partner", "origins", "given", "taken", "other",
      "last");
  for (size_t i = 0; i < partners.size(); ++i) {
    const Partner& p = partners[i];
    Json propositions = Json::array();
    for (const size_t index : p.propositions)
      propositions.push_back({{"id", w.propositions[index].id},
                              {"title", title_of(w.propositions[index], w.options)},
                              {"standing", name(w.propositions[index].verdict.standing)}});
    list.push_back({{"key", p.key},
                    {"name", teller.name_of(p.key)},
                    {"origins", p.origins},
                    {"given", p.given},
                    {"taken", p.taken},
                    {"other", p.other},
                    {"last_year", p.last_year == 0 ? Json(nullptr) : Json(p.last_year)},
                    {"propositions", std::move(propositions)}});
    if (i < limit)
      out.text += fmt::format("  {:<34} {:>7} {:>7} {:>7} {:>7}  {}\n",
                              shorten(teller.name_of(p.key), 34), p.origins, p.given, p.taken,
                              p.other, p.last_year == 0 ? "" : std::to_string(p.last_year));
  }
  if (partners.size() > limit)
    out.text += fmt::format("  and {} more (--limit, --json)\n", partners.size() - limit);
  out.json = json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  return !partners.empty();
}

}  // namespace

Exit find_ties(const Settings& settings, const TiesRequest& request, NetworkRecord& out) {
  Engine::Parts parts(settings);
  const auto view = parts.view(request.at);
  if (!view) return parts.report(view.error());
  const auto hold = view->hold();
  const auto dictionaries = parts.dictionaries();
  if (!dictionaries) return parts.report_missing(dictionaries.error());
  const auto measures = measures_of(parts);
  if (!measures) return parts.report_missing(measures.error());
  WeighQuery query;
  query.actors = {request.a};
  if (!request.b.empty()) query.actors.push_back(request.b);
  query.as_of = request.as_of;
  const auto kept = weigh_kept(parts, query, *view, **dictionaries, **measures);
  if (!kept) return parts.report(kept.error());
  const WeighedLedger& weighed = **kept;
  if (!request.b.empty()) {
    tell_pair(weighed, *view, out);
    return weighed.propositions.empty() ? Exit::nothing_found : Exit::done;
  }
  const auto actor = resolve_actor(request.a, *view, **dictionaries);
  if (!actor) return parts.report(actor.error());
  const std::string key = actor->key.empty() ? fold_name(actor->name) : actor->key;
  return tell_one(weighed, *view, key, request.limit, out) ? Exit::done : Exit::nothing_found;
}

}  // namespace entente
