// `entente exposure`: how near somebody is to listed parties, told for each kind of tie by itself.
// Distances through shares, through family and through one address are not added up: they mean
// different things, and a sum of them would mean none.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/network/telling.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

struct Component {
  std::string_view name, title;
  std::vector<TieGroup> groups;
  bool vessels = false;  // only what has to do with ships
};

const std::array<Component, 9>& components() {
  static const std::array<Component, 9> all{
      Component{"any", "through ties of any kind", {}},
      Component{"ownership", "through ownership", {TieGroup::ownership}},
      Component{"control", "through control and offices", {TieGroup::control, TieGroup::role}},
      Component{"family", "through family and associates", {TieGroup::family}},
      Component{"features", "through an address, telephone or account shared", {TieGroup::feature}},
      Component{"payments", "through payments", {TieGroup::payment}},
      Component{"claims", "through what reports tell", {TieGroup::flow, TieGroup::deed}},
      Component{"links", "through ties of no told kind", {TieGroup::link}},
      Component{"vessels", "through ships", {}, true}};
  return all;
}

// The kinds of ties that a component and the user's filter both take.
std::vector<bool> kinds_of(const Graph& g, const Component& c, const TieFilter& filter) {
  std::vector<bool> out(g.kind_count());
  for (uint16_t k = 0; k < out.size(); ++k)
    out[k] = (filter.kinds.empty() || filter.kinds[k]) &&
             (c.groups.empty() || std::ranges::find(c.groups, g.group(k)) != c.groups.end());
  return out;
}

// Listed parties among the nodes, those asked about left out.
std::vector<uint32_t> listed_nodes(const Graph& g, const std::vector<uint32_t>& without) {
  std::vector<bool> left_out(g.node_count());
  for (const uint32_t n : without) left_out[n] = true;
  std::vector<uint32_t> out;
  for (uint32_t n = 0; n < g.node_count(); ++n)
    if (g.node(n).listed && !left_out[n]) out.push_back(n);
  return out;
}

bool meets_vessel(const Graph& g, const Path& path) {
  return std::ranges::any_of(path.nodes,
                             [&](uint32_t n) { return g.node(n).kind == NodeKind::vessel; });
}

std::vector<Path> nearest(const ScopedGraph& scoped, const Component& c, const PathQuery& base) {
  PathQuery query = base;
  query.filter.kinds = kinds_of(scoped.graph, c, scoped.filter);
  if (c.vessels) query.count = base.count * 8;
  auto answer = best_paths(scoped.graph, query);
  if (c.vessels)
    std::erase_if(answer.paths, [&](const Path& p) { return !meets_vessel(scoped.graph, p); });
  if (answer.paths.size() > base.count) answer.paths.resize(base.count);
  return std::move(answer.paths);
}

}  // namespace

Exit find_exposure(const Settings& settings, const ExposureRequest& request, NetworkRecord& out) {
  Engine::Parts parts(settings);
  auto scoped = open_scope(parts, request.scope);
  if (!scoped) return parts.report(scoped.error());
  const Graph& g = scoped->graph;
  const auto who = nodes_named(parts, *scoped, request.who);
  if (!who) return parts.report(who.error());
  PathQuery query;
  query.from = who->nodes;
  query.to = listed_nodes(g, who->nodes);
  query.count = request.count;
  query.aim = PathAim::hops;
  query.filter = scoped->filter;
  if (request.scope.hub_min > 0) query.hub_min = request.scope.hub_min;
  const bool is_listed =
      std::ranges::any_of(who->nodes, [&](uint32_t n) { return g.node(n).listed; });
  Json json = answer_json(*scoped, "exposure");
  json["who"] = who->name;
  json["listed"] = is_listed;
  json["listed_parties"] = query.to.size();
  Json& parts_json = json["components"] = Json::array();
  out.text = fmt::format("{}{}; listed parties looked for: {}\n", who->name,
                         is_listed ? " is listed itself" : "", query.to.size());
  size_t found = 0;
  for (const Component& c : components()) {
    const auto paths = nearest(*scoped, c, query);
    Json one{{"component", c.name}};
    one["distance"] = paths.empty() ? Json(nullptr) : Json(paths[0].hops.size());
    Json& list = one["paths"] = Json::array();
    out.text +=
        fmt::format("\n{}: {}\n", c.title,
                    paths.empty() ? "nobody listed is reached"
                                  : fmt::format("{} {} away", paths[0].hops.size(),
                                                paths[0].hops.size() == 1 ? "tie" : "ties"));
    for (const Path& path : paths) {
      list.push_back(path_json(*scoped, path));
      out.text += path_text(*scoped, path);
    }
    found += paths.size();
    parts_json.push_back(std::move(one));
  }
  if (found == 0) out.text += "\n" + searched_text(*scoped);
  out.json = written(json);
  if (scoped->problems > 0) return Exit::some_failed;
  return found == 0 && !is_listed ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
