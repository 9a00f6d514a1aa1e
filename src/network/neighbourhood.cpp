#include <algorithm>

#include "network/exports.h"

namespace entente {
namespace {

// Ties with both ends among the nodes that the filter takes, each once.
std::vector<uint32_t> ties_among(const Graph& graph, const std::vector<uint32_t>& nodes,
                                 const TieFilter& filter) {
  std::vector<uint32_t> out;
  for (const uint32_t node : nodes)
    for (const auto& step : graph.steps(node))
      if ((step.forward() || step.other == node) && filter.takes(graph.tie(step.tie())) &&
          std::ranges::binary_search(nodes, step.other))
        out.push_back(step.tie());
  std::ranges::sort(out);
  return out;
}

}  // namespace

GraphPart neighbourhood(const Graph& graph, const std::vector<uint32_t>& centre,
                        const NeighbourhoodQuery& query) {
  constexpr uint32_t kFar = UINT32_MAX;
  std::vector<uint32_t> distance(graph.node_count(), kFar), reached;
  for (const uint32_t node : centre) distance[node] = 0, reached.push_back(node);
  for (size_t begin = 0, hops = 1; hops <= query.hops && begin < reached.size(); ++hops) {
    const size_t end = reached.size();
    for (; begin < end; ++begin) {
      const uint32_t node = reached[begin];
      if (distance[node] > 0 && graph.is_hub(node, query.hub_min)) continue;
      for (const auto& step : graph.steps(node))
        if (distance[step.other] == kFar && query.filter.takes(graph.tie(step.tie()))) {
          distance[step.other] = static_cast<uint32_t>(hops);
          reached.push_back(step.other);
        }
    }
    std::stable_sort(reached.begin() + static_cast<std::ptrdiff_t>(end), reached.end(),
                     [&](uint32_t a, uint32_t b) { return graph.degree(a) > graph.degree(b); });
  }
  if (reached.size() > query.nodes_max) reached.resize(std::max(query.nodes_max, centre.size()));
  GraphPart out{std::move(reached), {}, centre, {}};
  std::ranges::sort(out.nodes);
  out.ties = ties_among(graph, out.nodes, query.filter);
  for (const uint32_t node : out.nodes) out.distance.push_back(distance[node]);
  return out;
}

GraphPart whole(const Graph& graph, const TieFilter& filter) {
  GraphPart out;
  for (uint32_t n = 0; n < graph.node_count(); ++n) out.nodes.push_back(n);
  for (uint32_t t = 0; t < graph.tie_count(); ++t)
    if (filter.takes(graph.tie(t))) out.ties.push_back(t);
  out.distance.assign(out.nodes.size(), 0);
  return out;
}

}  // namespace entente
