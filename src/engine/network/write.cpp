// `entente graph`: the graph, or the part near somebody, as other programs read it.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "engine/network/graph_formats.h"
#include "engine/network/telling.h"
#include "network/exports.h"

namespace entente {
namespace {

constexpr size_t kDrawnMax = 120;  // nodes of a drawing, nearest first

std::string place_of(const ScopedGraph& scoped, uint32_t index) {
  const Tie& tie = scoped.graph.tie(index);
  if (const auto backing = scoped.backing(tie)) return std::string(backing->id);
  std::string out = scoped.graph.source(tie.source);
  if (tie.evidence != 0) out += ":" + std::to_string(tie.evidence);
  return out;
}

using Write = std::string (*)(const Graph&, const GraphPart&, const TiePlace&);
struct Format {
  GraphFormat info;
  Write write;
};
constexpr std::array kFormats{
    Format{{"graphml", "GraphML, for yEd, Gephi and igraph"}, &to_graphml},
    Format{{"gexf", "GEXF 1.3, for Gephi"}, &to_gexf},
    Format{{"csv", "a table of ties"}, &to_ties_csv},
    Format{{"cypher", "a script for Neo4j"}, &to_cypher},
    Format{{"ftm", "FollowTheMoney, JSON Lines"}, &to_ftm},
    Format{{"svg", "a drawing to print; needs --around"}, nullptr},
};
constexpr auto kInfos = [] {
  std::array<GraphFormat, kFormats.size()> out{};
  for (size_t i = 0; i < out.size(); ++i) out[i] = kFormats[i].info;
  return out;
}();

}  // namespace

std::span<const GraphFormat> graph_formats() { return kInfos; }

Exit write_graph(const Settings& settings, const GraphRequest& request, NetworkRecord& out) {
  Engine::Parts parts(settings);
  const auto format = std::ranges::find_if(
      kFormats, [&](const Format& f) { return f.info.name == lower(request.format); });
  if (format == kFormats.end()) {
    std::vector<std::string> names;
    for (const auto& f : kFormats) names.emplace_back(f.info.name);
    return parts.report(fail(Code::bad_argument, "no form of a graph", "--format", request.format,
                             "one of: " + join(names, ", "))
                            .error());
  }
  if (!format->write && request.around.empty())
    return parts.report(fail(Code::bad_argument, "a drawing needs to know around whom", "--around",
                             {}, "entente graph --format svg --around X")
                            .error());
  auto scoped = open_scope(parts, request.scope);
  if (!scoped) return parts.report(scoped.error());
  GraphPart part;
  if (request.around.empty()) {
    part = whole(scoped->graph, scoped->filter);
  } else {
    const auto centre = nodes_named(parts, *scoped, request.around);
    if (!centre) return parts.report(centre.error());
    NeighbourhoodQuery query{.hops = request.hops, .filter = scoped->filter};
    if (request.scope.hub_min > 0) query.hub_min = request.scope.hub_min;
    if (!format->write) query.nodes_max = kDrawnMax;
    auto nodes = centre->nodes;
    const auto state = std::ranges::find_if(
        nodes, [&](uint32_t n) { return scoped->graph.node(n).kind == NodeKind::state; });
    // Of a state and all that act for it the state is drawn in the middle.
    if (!format->write && nodes.size() > 1 && state != nodes.end()) nodes = {*state};
    part = neighbourhood(scoped->graph, nodes, query);
  }
  const TiePlace place = [&](uint32_t tie) { return place_of(*scoped, tie); };
  out.text =
      format->write ? format->write(scoped->graph, part, place) : to_svg(scoped->graph, part);
  if (scoped->problems > 0) return Exit::some_failed;
  return part.ties.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
