// From a ledger and files to one graph, and from what a user names to nodes of it.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/parts.h"
#include "entente/network.h"
#include "network/graph.h"
#include "weighing/weighing.h"

namespace entente {

// Everything that a graph was made of, so that a tie leads back to its claims or its line.
struct Network {
  Graph graph;
  std::vector<Claim> claims;
  WeighOptions options;
  std::vector<Proposition> propositions;
  int64_t revision = 0;               // of the ledger; 0: none was read
  std::vector<std::string> searched;  // what was looked at, in words
  size_t problems = 0;                // rows of files that made no sense
};

// A network, perhaps that of an earlier question, and what this one lets through.
struct ScopedGraph {
  ScopedGraph(std::shared_ptr<const Network> made, LedgerTime when)
      : network(std::move(made)), at(std::move(when)) {}
  bool of_claims(const Tie& tie) const;

  std::shared_ptr<const Network> network;
  const Graph& graph = network->graph;
  const std::vector<Claim>& claims = network->claims;
  const WeighOptions& options = network->options;
  const std::vector<Proposition>& propositions = network->propositions;
  const std::vector<std::string>& searched = network->searched;
  int64_t revision = network->revision;
  size_t problems = network->problems;
  TieFilter filter = {};
  LedgerTime at = {};
};

// bad_argument for a word that is none; the errors of ledger and files.
Result<ScopedGraph> open_scope(Engine::Parts& parts, const NetworkScope& scope);

struct NamedNodes {
  std::string name;  // to show
  std::vector<uint32_t> nodes;
};
// An id, a state (with all that act for it), or a name. not_found with the nearest name,
// bad_argument when several parties bear the name.
Result<NamedNodes> nodes_named(Engine::Parts& parts, const ScopedGraph& scoped,
                               const std::string& named);

}  // namespace entente
