// Who stands between two parties, and what ties those in the middle to one another.
//
//   const MiddlesAnswer answer = find_middles(graph, {.from = {a}, .to = {b}});
//   for (const GraphMiddle& m : answer.middles) …        // most ways first
//
// The measure is time-respecting flow betweenness, in its plainest form: of all ways from one to
// the other over two or three ties that go the right way and in an order of time that is possible,
// the share that passes through somebody. A way is told by whom it passes, however many ties join
// two of them. Both directions count, each for itself. Direct ties have nobody between and count
// nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "network/graph.h"

namespace entente {

struct MiddlesQuery {
  std::vector<uint32_t> from, to;  // any of these; none in both
  TieFilter filter = {};
  size_t ties_max = 3;  // of a way: 2 or 3
  size_t hub_min = Graph::kHubMin;
  size_t legs_max = 12;        // ties told of each leg
  size_t told_max = SIZE_MAX;  // of so many, the first ones, legs are told
};

struct GraphMiddle {
  uint32_t node;
  size_t ways_forth = 0, ways_back = 0;  // that pass through it
  double share = 0;                      // of all ways, both directions together
  uint32_t weakest = 0;  // evidence cost of the weakest tie on the best evidenced way
  std::vector<uint32_t> legs_in, legs_out;  // ties towards it and away from it on those ways
};

// What two or more share, at least one of them in the middle: an address, a telephone, a bank, the
// day of registration, or somebody who owns, controls or directs them.
struct SharedFeature {
  uint32_t feature;
  uint16_t kind;  // of the tie by which they share it
  std::vector<uint32_t> members;
};

struct MiddlesAnswer {
  std::vector<GraphMiddle> middles;  // by share, then by evidence, then by number
  size_t ways_forth = 0, ways_back = 0;
  std::vector<SharedFeature> shared;  // most members of the middle first
  std::vector<uint32_t> hubs;         // of such what too many share to mean anything
};

MiddlesAnswer find_middles(const Graph& graph, const MiddlesQuery& query);

}  // namespace entente
