// Tarjan's algorithm (SIAM J. Comput. 1, 1972) with a stack of its own, because a chain of a
// hundred thousand companies must not be a hundred thousand calls deep.
// Memory: 12 bytes a node and 12 a step of the deepest path.
// Cost: each edge is looked at once. Test: components_test.cpp, against reachability by definition.
#include "base/components.h"

#include <algorithm>

namespace entente {

std::vector<uint32_t> strong_components(std::span<const uint32_t> start,
                                        std::span<const uint32_t> target) {
  const auto nodes = static_cast<uint32_t>(start.empty() ? 0 : start.size() - 1);
  constexpr uint32_t kNone = UINT32_MAX;
  struct Frame {
    uint32_t node, edge, lowest;
  };
  std::vector<uint32_t> part(nodes, kNone), seen(nodes, 0);  // seen: order of arrival, 0 never
  std::vector<uint32_t> waiting;
  std::vector<Frame> path;
  uint32_t arrivals = 0, parts = 0;
  for (uint32_t root = 0; root < nodes; ++root) {
    if (seen[root] != 0) continue;
    seen[root] = ++arrivals;
    waiting.push_back(root);
    path.push_back({root, start[root], seen[root]});
    while (!path.empty()) {
      Frame& at = path.back();
      const uint32_t end = start[at.node + 1];
      uint32_t next = kNone;
      while (at.edge < end) {
        const uint32_t other = target[at.edge++];
        if (seen[other] == 0) {
          next = other;
          break;
        }
        if (part[other] == kNone) at.lowest = std::min(at.lowest, seen[other]);
      }
      if (next != kNone) {
        seen[next] = ++arrivals;
        waiting.push_back(next);
        path.push_back({next, start[next], seen[next]});
        continue;
      }
      const Frame done = at;
      path.pop_back();
      if (done.lowest == seen[done.node]) {
        for (uint32_t member = kNone; member != done.node;) {
          member = waiting.back();
          waiting.pop_back();
          part[member] = parts;
        }
        ++parts;
      }
      if (!path.empty()) path.back().lowest = std::min(path.back().lowest, done.lowest);
    }
  }
  return part;
}

}  // namespace entente
