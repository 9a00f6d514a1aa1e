// "schema": "entente.brief.v1". Claims stand once, under "notes", numbered as footnotes; everything
// else refers to them by that number. nlohmann's header stays in this file.
#include <nlohmann/json.hpp>

#include "brief/brief.h"
#include "model/claim_json.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

Json notes(const std::vector<ClaimIndex>& claims) {
  Json out = Json::array();
  for (const ClaimIndex c : claims) out.push_back(c + 1);
  return out;
}

Json number(std::optional<double> value) {
  if (!value) return nullptr;
  const auto whole = static_cast<long long>(*value);
  return static_cast<double>(whole) == *value ? Json(whole) : Json(*value);
}

Json date(const std::optional<Date>& d) { return d ? Json(to_string(*d)) : Json(nullptr); }

Json sentence(const Brief& b, const BriefSentence& s) {
  Json ids = Json::array();
  for (const ClaimIndex c : s.claims()) ids.push_back(b.claims[c].id);
  return {{"text", s.text()}, {"notes", notes(s.claims())}, {"claims", std::move(ids)}};
}

Json finding(const Brief& b, const BriefFinding& f) {
  Json out = sentence(b, f.line);
  if (!f.standing.empty()) out["standing"] = f.standing;
  if (!f.propositions.empty()) out["propositions"] = f.propositions;
  if (!f.words.empty()) {
    out["words"] = Json::array();
    for (const auto& s : f.words) out["words"].push_back(sentence(b, s));
  }
  return out;
}

Json section(const Brief& b, const BriefSection& s) {
  Json groups = Json::array();
  for (const auto& g : s.groups) {
    Json findings = Json::array();
    for (const auto& f : g.findings) findings.push_back(finding(b, f));
    groups.push_back({{"heading", g.heading}, {"findings", std::move(findings)}});
  }
  return {{"id", name(s.id)}, {"title", title(s.id)}, {"groups", std::move(groups)}};
}

Json origin(const Origin& o) {
  Json out{{"key", o.key},
           {"name", o.name},
           {"state", o.state.empty() ? Json(nullptr) : Json(o.state)},
           {"party", o.party}};
  out["rival"] = o.rival_reason.empty() ? Json(nullptr) : Json(o.rival_reason);
  out["notes"] = notes(o.claims);
  out["joined_because"] = o.joined;
  return out;
}

Json figures(const Brief& b, const Figures& f) {
  Json list = Json::array();
  for (const auto& x : f.figures)
    list.push_back({{"note", x.claim + 1},
                    {"text", b.claims[x.claim].quantity[x.quantity].text},
                    {"low", number(x.low)},
                    {"high", number(x.high)},
                    {"as_of", date(x.as_of)}});
  return {{"of", f.of},
          {"unit", f.unit},
          {"agreement", name(f.agreement)},
          {"low", number(f.low)},
          {"high", number(f.high)},
          {"reasons", f.reasons},
          {"figures", std::move(list)}};
}

Json proposition(const Brief& b, const Proposition& p) {
  Json set_aside = Json::array(), history = Json::array(), origins = Json::array(),
       counts = Json::array();
  for (const auto& s : p.verdict.set_aside)
    set_aside.push_back({{"note", s.claim + 1}, {"why", s.why}});
  for (const auto& h : p.history)
    history.push_back({{"since", date(h.published)}, {"standing", name(h.standing)}});
  for (const auto& o : p.origins) origins.push_back(origin(o));
  for (const auto& f : p.figures) counts.push_back(figures(b, f));
  Json out{{"key", p.key.text()}, {"family", p.key.family}, {"from", p.key.from},
           {"to", p.key.to},      {"mutual", p.key.mutual}, {"what", p.key.what},
           {"objects", p.objects}};
  out["tense"] = p.key.tense == Tense::plan ? "plan" : "act";
  out["start"] = date(p.key.span.start);
  out["end"] = date(p.key.span.end);
  out["standing"] = name(p.verdict.standing);
  out["rule"] = p.verdict.rule;
  out["asserted_by"] = notes(p.asserts);
  out["denied_by"] = notes(p.denies);
  out["used"] = notes(p.verdict.used);
  out["set_aside"] = std::move(set_aside);
  out["history"] = std::move(history);
  out["origins"] = std::move(origins);
  out["figures"] = std::move(counts);
  return out;
}

Json flow(const Flow& f) {
  return {{"from", f.from},
          {"to", f.to},
          {"family", f.family},
          {"what", f.what},
          {"tense", f.tense == Tense::plan ? "plan" : "act"},
          {"objects", f.objects},
          {"propositions", f.propositions},
          {"notes", notes(f.claims)},
          {"origins", f.origins}};
}

Json exchange(const Brief& b) {
  Json flows = Json::array(), middles = Json::array();
  for (const auto* list : {&b.exchange.forth, &b.exchange.back})
    for (const auto& f : *list) flows.push_back(flow(f));
  for (const auto& m : b.exchange.middles)
    middles.push_back({{"role", name(m.role)},
                       {"key", m.key},
                       {"name", m.name},
                       {"state", m.state},
                       {"entity", m.entity},
                       {"notes", notes(m.claims)}});
  return {{"flows", std::move(flows)}, {"intermediaries", std::move(middles)}};
}

Json actor(const BriefActor& a) { return {{"key", a.key}, {"name", a.name}}; }

}  // namespace

std::string to_json(const Brief& b) {
  Json out{{"schema", "entente.brief.v1"},
           {"actors", {actor(b.a), actor(b.b)}},
           {"as_of", date(b.as_of)},
           {"ledger_revision", b.ledger_revision},
           {"sections", Json::array()}};
  for (const auto& s : b.sections) out["sections"].push_back(section(b, s));
  out["exchange"] = exchange(b);
  out["propositions"] = Json::array();
  for (const auto& p : b.propositions) out["propositions"].push_back(proposition(b, p));
  out["notes"] = Json::array();
  for (ClaimIndex c = 0; c < b.claims.size(); ++c)
    out["notes"].push_back(
        {{"number", c + 1}, {"who", b.who[c]}, {"claim", Json::parse(to_json(b.claims[c]))}});
  return out.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace entente
