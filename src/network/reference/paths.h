// The slow, obvious twins of paths.h and middles.h: every path there is, one by one.
#pragma once

#include <algorithm>
#include <functional>
#include <vector>

#include "network/paths.h"

namespace entente::reference {

inline bool usable(const Graph& graph, const PathQuery& query, const Graph::Step& step) {
  const Tie& tie = graph.tie(step.tie());
  return query.filter.takes(tie) && (!query.directed || step.forward() || tie.mutual);
}

// Calls use(nodes) for every path from a start to the first end it meets, nobody met twice.
inline void each_path(const Graph& graph, const PathQuery& query,
                      const std::function<void(const std::vector<uint32_t>&)>& use) {
  const auto holds = [](const std::vector<uint32_t>& all, uint32_t one) {
    return std::ranges::find(all, one) != all.end();
  };
  std::vector<uint32_t> path;
  const std::function<void()> walk = [&] {
    const uint32_t at = path.back();
    if (holds(query.to, at)) return use(path);
    if (path.size() > 1 && graph.is_hub(at, query.hub_min)) return;
    uint32_t last = UINT32_MAX;
    for (const auto& step : graph.steps(at)) {
      if (step.other == last || !usable(graph, query, step)) continue;
      if (holds(path, step.other) || holds(query.from, step.other)) continue;
      last = step.other;
      path.push_back(step.other);
      walk();
      path.pop_back();
    }
  };
  for (const uint32_t start : query.from) {
    path = {start};
    walk();
  }
}

inline uint32_t cost_of(const Graph& graph, const PathQuery& query,
                        const std::vector<uint32_t>& path) {
  uint32_t sum = 0;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    uint32_t best = UINT32_MAX;
    for (const auto& step : graph.steps(path[i]))
      if (step.other == path[i + 1] && usable(graph, query, step))
        best = std::min(best, query.aim == PathAim::hops
                                  ? 1
                                  : evidence_cost(static_cast<Standing>(step.standing())));
    sum += best;
  }
  return sum;
}

// The first day at the end of the path, or nothing when it cannot be gone in time.
inline std::optional<int32_t> arrival(const Graph& graph, const PathQuery& query,
                                      const std::vector<uint32_t>& path) {
  int32_t at = HoldsFor::kAlways;
  for (size_t i = 0; i + 1 < path.size(); ++i) {
    int32_t best = HoldsFor::kForever;
    bool any = false;
    for (const auto& step : graph.steps(path[i])) {
      const Tie& tie = graph.tie(step.tie());
      if (step.other != path[i + 1] || !usable(graph, query, step)) continue;
      if (std::max(at, tie.begins) > tie.ends) continue;
      best = std::min(best, std::max(at, tie.begins));
      any = true;
    }
    if (!any) return std::nullopt;
    at = best;
  }
  return at;
}

}  // namespace entente::reference
