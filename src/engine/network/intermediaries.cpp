// `entente intermediaries`: who stands between two, ranked by a stated measure, with the claims on
// either side of each and what ties those in the middle together.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/network/telling.h"
#include "network/middles.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kMeasure =
    "share of all ways of two or three ties, in a possible order of time, that pass through it";

// What claims say that carries something from one to another. A condemnation carries nothing.
constexpr std::array<std::string_view, 14> kCarry{
    "give",  "deploy", "train",  "trade",     "move",    "mediate", "launder",
    "evade", "own",    "derive", "cooperate", "develop", "support", "exchange"};

// Unless the user chose: ties that carry, of standing reported and better.
TieFilter filter_of(const NetworkScope& scope, const ScopedGraph& scoped) {
  TieFilter out = scoped.filter;
  if (scope.standing.empty()) out.standings = standings_from(Standing::reported);
  if (!out.kinds.empty()) return out;
  const Graph& g = scoped.graph;
  for (uint16_t k = 0; k < g.kind_count(); ++k) {
    const bool told_by_claims = g.group(k) == TieGroup::deed || g.group(k) == TieGroup::flow;
    out.kinds.push_back(g.group(k) != TieGroup::family && g.group(k) != TieGroup::feature &&
                        (!told_by_claims || !find_kind(g.kind(k)) ||
                         std::ranges::find(kCarry, g.kind(k)) != kCarry.end()));
  }
  return out;
}

Json ids(const Graph& g, const std::vector<uint32_t>& nodes) {
  Json out = Json::array();
  for (const uint32_t n : nodes) out.push_back(node_json(g, n));
  return out;
}

Json middle_json(const ScopedGraph& scoped, const GraphMiddle& m, size_t legs_max) {
  Json out = node_json(scoped.graph, m.node);
  out["share"] = m.share;
  out["ways_forth"] = m.ways_forth;
  out["ways_back"] = m.ways_back;
  for (const auto& [key, legs] : {std::pair("legs_in", &m.legs_in), {"legs_out", &m.legs_out}}) {
    Json& list = out[key] = Json::array();
    for (const uint32_t t : *legs)
      if (legs_max == 0 || list.size() < legs_max) list.push_back(tie_json(scoped, t));
  }
  return out;
}

// How many ways pass through each third state.
std::map<std::string, size_t> by_state(const Graph& g, const MiddlesAnswer& answer) {
  std::map<std::string, size_t> out;
  for (const auto& m : answer.middles)
    if (g.node(m.node).state != 0)
      out[state_text(g.node(m.node).state)] += m.ways_forth + m.ways_back;
  return out;
}

std::string text_of(const ScopedGraph& scoped, const MiddlesAnswer& answer, const std::string& a,
                    const std::string& b, size_t limit) {
  const Graph& g = scoped.graph;
  std::string out = fmt::format("Between {} and {}: {} {} there, {} back\nranked by the {}\n", a, b,
                                answer.ways_forth, answer.ways_forth == 1 ? "way" : "ways",
                                answer.ways_back, kMeasure);
  for (size_t i = 0; i < std::min(limit, answer.middles.size()); ++i) {
    const auto& m = answer.middles[i];
    out += fmt::format("\n{}. {}: {:.0f} % of the ways ({} there, {} back)\n", i + 1,
                       node_text(g, m.node), m.share * 100, m.ways_forth, m.ways_back);
    for (const auto* legs : {&m.legs_in, &m.legs_out})
      for (size_t t = 0; t < std::min<size_t>(legs->size(), 2); ++t)
        out += tie_text(scoped, (*legs)[t], 3);
  }
  if (answer.middles.size() > limit)
    out += fmt::format("\nand {} more (--limit, --json)\n", answer.middles.size() - limit);
  if (!answer.shared.empty()) out += "\nWhat ties them together\n";
  for (size_t i = 0; i < std::min(limit, answer.shared.size()); ++i) {
    std::vector<std::string> names;
    for (const uint32_t n : answer.shared[i].members)
      if (names.size() < 8) names.push_back(node_text(g, n));
    out += fmt::format("   {} {}: {}{}\n", g.kind(answer.shared[i].kind),
                       g.title(answer.shared[i].feature), join(names, "; "),
                       answer.shared[i].members.size() > 8 ? "; …" : "");
  }
  for (const uint32_t hub : answer.hubs)
    out += fmt::format("   {} is a hub: {} share it, so it ties nobody\n", g.title(hub),
                       g.degree(hub));
  return out;
}

}  // namespace

Exit find_intermediaries(const Settings& settings, const IntermediariesRequest& request,
                         NetworkRecord& out) {
  Engine::Parts parts(settings);
  auto scoped = open_scope(parts, request.scope);
  if (!scoped) return parts.report(scoped.error());
  const auto a = nodes_named(parts, *scoped, request.a);
  if (!a) return parts.report(a.error());
  const auto b = nodes_named(parts, *scoped, request.b);
  if (!b) return parts.report(b.error());
  if (a->nodes == b->nodes)
    return parts.report(fail(Code::bad_argument, "both names mean the same", {}, request.b,
                             "name another as the second")
                            .error());
  MiddlesQuery query{.from = a->nodes, .to = b->nodes, .filter = filter_of(request.scope, *scoped)};
  query.ties_max = request.ties_max;
  if (request.most > 0) query.told_max = std::max(request.most, request.limit);
  if (request.scope.hub_min > 0) query.hub_min = request.scope.hub_min;
  std::erase_if(query.to,
                [&](uint32_t n) { return std::ranges::find(query.from, n) != query.from.end(); });
  const auto answer = find_middles(scoped->graph, query);
  std::vector<uint32_t> told;
  for (size_t i = 0; i < std::min(query.told_max, answer.middles.size()); ++i)
    for (const auto* legs : {&answer.middles[i].legs_in, &answer.middles[i].legs_out})
      told.insert(told.end(), legs->begin(), legs->end());
  scoped->read_claims(told);
  Json json = answer_json(*scoped, "intermediaries");
  json["a"] = a->name, json["b"] = b->name;
  json["measure"] = kMeasure;
  json["ways_forth"] = answer.ways_forth;
  json["ways_back"] = answer.ways_back;
  json["found"] = answer.middles.size();
  Json& middles = json["intermediaries"] = Json::array();
  for (const auto& m : answer.middles)
    if (request.most == 0 || middles.size() < request.most)
      middles.push_back(middle_json(*scoped, m, request.legs_max));
  json["by_state"] = by_state(scoped->graph, answer);
  Json& shared = json["shared"] = Json::array();
  for (const auto& s : answer.shared)
    shared.push_back({{"feature", node_json(scoped->graph, s.feature)},
                      {"by", scoped->graph.kind(s.kind)},
                      {"members", ids(scoped->graph, s.members)}});
  Json& hubs = json["hubs"] = Json::array();
  for (const uint32_t hub : answer.hubs)
    hubs.push_back(
        {{"node", node_json(scoped->graph, hub)}, {"share_it", scoped->graph.degree(hub)}});
  out.json = written(json);
  out.text = text_of(*scoped, answer, a->name, b->name, request.limit);
  if (answer.middles.empty())
    out.text = fmt::format("nobody is told to stand between {} and {}\n{}", a->name, b->name,
                           searched_text(*scoped));
  if (scoped->problems > 0) return Exit::some_failed;
  return answer.middles.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
