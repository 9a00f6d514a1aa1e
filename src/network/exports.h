// A graph, or the part of it near somebody, as other programs read it, and as a drawing to print.
//
//   const GraphPart part = neighbourhood(graph, {x}, {.hops = 2});
//   std::string file = to_graphml(graph, part);
//
// What is written comes in again: tables of ties, GraphML, GEXF and FollowTheMoney are read back to
// the same nodes and ties (exports_test.cpp). Evidence goes along as text ("claims:12",
// "register.json:7").
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "network/graph.h"

namespace entente {

struct GraphPart {
  std::vector<uint32_t> nodes;  // ascending; the centre first in `centre`
  std::vector<uint32_t> ties;   // ascending; both ends are among the nodes
  std::vector<uint32_t> centre;
  std::vector<uint32_t> distance;  // of each node: hops from the centre
};

struct NeighbourhoodQuery {
  size_t hops = 1;
  TieFilter filter = {};
  size_t hub_min = Graph::kHubMin;  // hubs are part of it and lead no further
  size_t nodes_max = SIZE_MAX;      // nearest first; of one distance those with most ties
};
GraphPart neighbourhood(const Graph& graph, const std::vector<uint32_t>& centre,
                        const NeighbourhoodQuery& query);
GraphPart whole(const Graph& graph, const TieFilter& filter);

// The place a tie leads back to, for people: "register.json:7".
using TiePlace = std::function<std::string(uint32_t tie)>;

std::string to_ties_csv(const Graph& graph, const GraphPart& part, const TiePlace& place);
std::string to_graphml(const Graph& graph, const GraphPart& part, const TiePlace& place);
std::string to_gexf(const Graph& graph, const GraphPart& part, const TiePlace& place);
// A script for Neo4j and what speaks its language: MERGE of nodes and ties, to be run again safely.
std::string to_cypher(const Graph& graph, const GraphPart& part, const TiePlace& place);
std::string to_ftm(const Graph& graph, const GraphPart& part, const TiePlace& place);

// Columns from the centre outwards, readable on a printed page in black and white: kinds of nodes
// by shape, groups of ties by dash, nothing by colour alone. At most `rows_max` nodes a column,
// those with most ties; the rest is counted. One file, no script.
std::string to_svg(const Graph& graph, const GraphPart& part, size_t rows_max = 30);

}  // namespace entente
