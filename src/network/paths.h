// Ways from one to another, with every tie of every hop.
//
//   PathQuery query{.from = {x}, .to = {y}, .count = 5};
//   const PathAnswer answer = best_paths(graph, query);
//   for (const Path& path : answer.paths) …              // best first
//
// What is best is stated, not scored: a hop costs by the best standing of its ties (confirmed 1,
// corroborated 2, reported 4, unverified 8, disputed 16), and a path costs the sum, so that one hop
// more is worth it where it halves doubt. Shortest counts hops alone. Direction does not matter
// unless it is asked for. Nobody is met twice on a path. Hubs (Graph::is_hub) are never passed
// through.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "network/graph.h"

namespace entente {

struct Hop {
  std::vector<uint32_t> ties;  // all that join the two and pass the filter, best standing first
};

struct Path {
  std::vector<uint32_t> nodes;
  std::vector<Hop> hops;                // one fewer than nodes
  uint32_t cost = 0;                    // of the query's costs; of a path in time: hops
  int32_t arrives = HoldsFor::kAlways;  // of a path in time: the first day at its end
};

enum class PathAim : uint8_t { evidence, hops };

struct PathQuery {
  std::vector<uint32_t> from, to;  // any of these; none in both
  size_t count = 1;
  PathAim aim = PathAim::evidence;
  bool directed = false;  // only along ties
  TieFilter filter = {};
  size_t hub_min = Graph::kHubMin;
};

struct PathAnswer {
  std::vector<Path> paths;
  size_t searched = 0;         // nodes looked at, from both ends
  std::vector<uint32_t> hubs;  // met and not passed through; the first 20
  bool exhausted = false;      // everything that can be reached was looked at
};

// What a hop of this standing costs.
uint32_t evidence_cost(Standing standing);

// The `count` cheapest, cheapest first; of one cost those with fewer hops first. Alternatives that
// cost more than three times the best are not sought.
PathAnswer best_paths(const Graph& graph, const PathQuery& query);

// Paths along which what passes may have passed: no tie ends before the one before it begins.
// Fewest hops first; alternatives share nobody between the ends with an earlier one.
PathAnswer paths_in_time(const Graph& graph, const PathQuery& query);

}  // namespace entente
