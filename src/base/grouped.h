// Edges of a graph by the node they leave: two flat arrays, no pointer chased.
//
//   const Grouped out = group_by(node_count, from);      // from[e]: the node that edge e leaves
//   for (const uint32_t e : out.of(node)) use(to[e]);    // ascending
//
// One counting sort; 4 bytes a node and 4 an edge.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace entente {

struct Grouped {
  std::vector<uint32_t> start;  // of each node, and one more: where its items begin
  std::vector<uint32_t> item;   // indexes of edges
  std::span<const uint32_t> of(uint32_t node) const {
    return {item.data() + start[node], item.data() + start[node + 1]};
  }
};

// Every key is below `nodes`; fewer than 2^32 keys.
inline Grouped group_by(size_t nodes, std::span<const uint32_t> keys) {
  Grouped out{std::vector<uint32_t>(nodes + 1), std::vector<uint32_t>(keys.size())};
  for (const uint32_t key : keys) ++out.start[key + 1];
  for (size_t n = 0; n < nodes; ++n) out.start[n + 1] += out.start[n];
  for (uint32_t e = 0; e < keys.size(); ++e) out.item[out.start[keys[e]]++] = e;
  for (size_t n = nodes; n > 0; --n) out.start[n] = out.start[n - 1];
  out.start[0] = 0;
  return out;
}

}  // namespace entente
