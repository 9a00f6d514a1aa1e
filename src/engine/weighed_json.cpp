// The JSON of what is weighed. Claims stand under "claims" once for each proposition, with what a
// reader needs to look them up; everything else names them by id. nlohmann's header stays here.
#include <nlohmann/json.hpp>

#include "engine/weighed.h"
#include "weighing/actors.h"
#include "weighing/chains.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Json date(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

Json text_or_null(const std::string& s) { return s.empty() ? Json(nullptr) : Json(s); }

Json number(std::optional<double> value) {
  if (!value) return nullptr;
  const auto whole = static_cast<long long>(*value);
  return static_cast<double>(whole) == *value ? Json(whole) : Json(*value);
}

Json ids(const WeighedLedger& from, const std::vector<ClaimIndex>& claims) {
  Json out = Json::array();
  for (const ClaimIndex c : claims) out.push_back(from.claims[c].id);
  return out;
}

Json claim(const Claim& c) {
  Json chain = Json::array();
  for (const auto& link : links_of(c)) chain.push_back(link);
  return {{"id", c.id},
          {"document", c.document.id},
          {"publisher", text_or_null(c.document.publisher)},
          {"published", text_or_null(c.document.published)},
          {"modality", name(c.modality)},
          {"polarity", name(c.polarity)},
          {"chain", std::move(chain)},
          {"quote", c.quote.text}};
}

const Decision* last_grade(const WeighedLedger& from, DecisionAct act, const std::string& of) {
  const Decision* out = nullptr;
  for (const auto& d : from.options.decisions) {
    if (d.act != act) continue;
    if (act == DecisionAct::grade_claim ? d.a == of : fold_name(d.a) == fold_name(of)) out = &d;
  }
  return out;
}

Json grade(const Decision* d) {
  if (!d) return nullptr;  // not graded: never defaulted
  return {{"grade", std::string(1, d->grade)}, {"by", d->who}, {"on", d->day}, {"why", d->why}};
}

Json set_aside(const WeighedLedger& from, const std::vector<SetAside>& list) {
  Json out = Json::array();
  for (const auto& s : list) out.push_back({{"claim", from.claims[s.claim].id}, {"why", s.why}});
  return out;
}

Json origin(const WeighedLedger& from, const Origin& o) {
  Json chains = Json::array();
  for (const auto& c : o.chains)
    chains.push_back({{"picture", c.text()}, {"links", c.links}, {"claims", ids(from, c.claims)}});
  Json copies = Json::array();
  for (const auto& c : o.copies)
    copies.push_back({{"claim", from.claims[c.copy].id}, {"copies", from.claims[c.original].id}});
  return {{"key", o.key},
          {"name", o.name},
          {"state", text_or_null(o.state)},
          {"party", o.party},
          {"rival", text_or_null(o.rival_reason)},
          {"independent", !o.party && o.rival_reason.empty() && !o.closed},
          {"reliability", grade(last_grade(from, DecisionAct::grade_source, o.name))},
          {"claims", ids(from, o.claims)},
          {"chains", std::move(chains)},
          {"copies", std::move(copies)},
          {"circle", text_or_null(o.circle)},
          {"joined_because", o.joined}};
}

Json figures(const WeighedLedger& from, const Figures& f) {
  Json list = Json::array();
  for (const auto& x : f.figures) {
    const Claim& c = from.claims[x.claim];
    list.push_back({{"claim", c.id},
                    {"text", c.quantity[x.quantity].text},
                    {"low", number(x.low)},
                    {"high", number(x.high)},
                    {"as_of", date(x.as_of)},
                    {"converted", text_or_null(x.converted)},
                    {"since", date(c.when.interval.start)},
                    {"until", date(c.when.interval.end)},
                    {"by", links_of(c).back()},
                    {"publisher", text_or_null(c.document.publisher)},
                    {"published", text_or_null(c.document.published)}});
  }
  return {{"of", f.of},
          {"unit", f.unit},
          {"agreement", name(f.agreement)},
          {"low", number(f.low)},
          {"high", number(f.high)},
          {"reasons", f.reasons},
          {"figures", std::move(list)}};
}

Json key(const PropositionKey& k) {
  Json goods = Json::array();
  for (int g = 0; g < kGoodsCount; ++g)
    if (k.goods.has(static_cast<Goods>(g))) goods.push_back(name(static_cast<Goods>(g)));
  return {{"family", k.family},
          {"from", k.from},
          {"to", k.to},
          {"mutual", k.mutual},
          {"what", k.what},
          {"goods", std::move(goods)},
          {"tense", k.tense == Tense::plan ? "plan" : "act"},
          {"start", date(k.span.start)},
          {"end", date(k.span.end)}};
}

// What the standing would suggest to an analyst; a suggestion, never a grade.
std::string_view suggested_credibility(Standing s) {
  switch (s) {
    case Standing::confirmed:
      return "1";
    case Standing::corroborated:
      return "2";
    case Standing::reported:
      return "3";
    case Standing::disputed:
      return "4";
    case Standing::refuted:
      return "5";
    case Standing::unverified:
      return "6";
  }
  return {};
}

Json history(const WeighedLedger& from, const Proposition& p) {
  Json out = Json::array();
  for (const auto& h : p.history)
    out.push_back({{"since", date(h.published)},
                   {"standing", name(h.standing)},
                   {"rule", h.rule},
                   {"because", ids(from, h.because)}});
  return out;
}

Json head(const WeighedLedger& from, const Proposition& p) {
  return {{"id", p.id},
          {"proposition", title_of(p, from.options)},
          {"key", key(p.key)},
          {"objects", p.objects},
          {"standing", name(p.verdict.standing)},
          {"since", p.history.empty() ? Json(nullptr) : date(p.history.back().published)}};
}

Json claims_of(const WeighedLedger& from, const Proposition& p) {
  Json out = Json::array();
  for (const ClaimIndex c : p.claims) {
    Json one = claim(from.claims[c]);
    one["reliability"] =
        grade(last_grade(from, DecisionAct::grade_source, from.claims[c].document.publisher));
    one["credibility"] = grade(last_grade(from, DecisionAct::grade_claim, from.claims[c].id));
    out.push_back(std::move(one));
  }
  return out;
}

Json rate(const std::optional<double>& value) { return value ? Json(*value) : Json(nullptr); }

}  // namespace

std::string quoted_json(const std::string& text) { return dump(Json(text)); }

std::string json_of_standing(const WeighedLedger& from, const Proposition& p) {
  Json out = head(from, p);
  out["rule"] = p.verdict.rule;
  out["meaning"] = meaning(p.verdict.standing);
  out["suggested_credibility"] = {{"grade", suggested_credibility(p.verdict.standing)},
                                  {"suggestion", true},
                                  {"because", p.verdict.rule}};
  out["origins"] = Json::array();
  for (const auto& o : p.origins) out["origins"].push_back(origin(from, o));
  out["origins_count"] = p.origins.size();
  out["used"] = ids(from, p.verdict.used);
  out["asserts"] = ids(from, p.asserts);
  out["denies"] = ids(from, p.denies);
  out["set_aside"] = set_aside(from, p.verdict.set_aside);
  for (auto& rejected : set_aside(from, p.rejected)) out["set_aside"].push_back(rejected);
  out["history"] = history(from, p);
  out["figures"] = Json::array();
  for (const auto& f : p.figures) out["figures"].push_back(figures(from, f));
  out["claims"] = claims_of(from, p);
  return dump(out);
}

std::string json_of_figures(const WeighedLedger& from, const Proposition& p) {
  Json out = head(from, p);
  out["figures"] = Json::array();
  for (const auto& f : p.figures) out["figures"].push_back(figures(from, f));
  return dump(out);
}

std::string json_of_conflict(const WeighedLedger& from, const Conflict& c) {
  const Proposition& p = from.propositions[c.proposition];
  Json out = head(from, p);
  out["conflict"] = name(c.kind);
  out["what"] = c.what;
  out["one"] = {{"origins", c.origins_one}, {"claims", ids(from, c.one)}};
  out["other"] = {{"origins", c.origins_other}, {"claims", ids(from, c.other)}};
  if (c.figures) out["figures"] = figures(from, p.figures[*c.figures]);
  return dump(out);
}

std::string json_of_gaps(const WeighedLedger& from, const std::vector<Gap>& gaps) {
  Json out = head(from, from.propositions[gaps.front().proposition]);
  out["gaps"] = Json::array();
  for (const auto& g : gaps) out["gaps"].push_back({{"gap", name(g.kind)}, {"what", g.what}});
  return dump(out);
}

std::string json_of_forecast(const WeighedLedger& from, const Forecast& f) {
  const Claim& c = from.claims[f.claim];
  Json out = head(from, from.propositions[f.proposition]);
  out["claim"] = c.id;
  out["quote"] = c.quote.text;
  out["by"] = f.by;
  out["planned"] = f.planned;
  out["negative"] = f.negative;
  out["made"] = date(f.made);
  out["due"] = date(f.due);
  out["likelihood"] = f.likelihood ? Json{{"word", f.likelihood->word},
                                          {"scale", f.likelihood->scale},
                                          {"low", f.likelihood->low},
                                          {"high", f.likelihood->high}}
                                   : Json(nullptr);
  out["outcome"] = name(f.outcome);
  out["resolved"] = date(f.resolved);
  out["resolved_by"] = ids(from, f.resolved_by);
  out["why"] = f.why;
  return dump(out);
}

std::string record_json(const ForecastRecord& r) {
  return dump({{"source", r.name},
               {"key", r.key},
               {"count", r.count},
               {"open", r.open},
               {"overdue", r.overdue},
               {"fulfilled", r.fulfilled},
               {"contradicted", r.contradicted},
               {"hit_rate", rate(r.hit_rate())},
               {"with_likelihood", r.graded},
               {"brier", rate(r.brier())}});
}

std::string json_of_change(const WeighedLedger& before, const WeighedLedger& after,
                           const Change& change) {
  const Proposition& p = after.propositions[change.proposition];
  Json out = head(after, p);
  out["change"] = !change.before ? "new" : change.standing ? "standing" : "claims";
  if (change.before) {
    const Proposition& was = before.propositions[*change.before];
    out["was"] = {
        {"id", was.id}, {"standing", name(was.verdict.standing)}, {"rule", was.verdict.rule}};
  }
  out["rule"] = p.verdict.rule;
  out["new_claims"] = Json::array();
  for (const ClaimIndex c : change.claims) out["new_claims"].push_back(claim(after.claims[c]));
  out["lost_claims"] = ids(before, change.lost);
  out["new_origins"] = Json::array();
  for (const size_t o : change.origins) out["new_origins"].push_back(p.origins[o].name);
  out["new_figures"] = Json::array();
  for (const size_t f : change.figures) out["new_figures"].push_back(figures(after, p.figures[f]));
  return dump(out);
}

std::string json_of_gone(const WeighedLedger& before, size_t proposition) {
  Json out = head(before, before.propositions[proposition]);
  out["change"] = "gone";
  return dump(out);
}

std::string answer_json(const std::string& name, const WeighedLedger& from,
                        const std::vector<AnswerPart>& parts) {
  std::string out = "{\"schema\":" + quoted_json("entente." + name + ".v1");
  out += ",\"revision\":" + std::to_string(from.revision);
  out += ",\"as_of\":" + dump(date(from.options.as_of));
  for (const auto& part : parts) out += ",\n" + quoted_json(part.key) + ":" + part.json;
  return out + "}\n";
}

std::string list_json(const std::vector<WeighedItem>& items) {
  std::string out = "[";
  for (size_t i = 0; i < items.size(); ++i) out += (i == 0 ? "\n" : ",\n") + items[i].json;
  return out + "\n]";
}

}  // namespace entente
