// From a ledger and files to one graph, and from what a user names to nodes of it.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/network/ledger_ties.h"
#include "engine/parts.h"
#include "entente/network.h"
#include "network/graph.h"

namespace entente {

// A graph, and what its ties of claims rest on; the claims themselves stay in the ledger.
struct Network {
  Graph graph;
  Backings backings;
  int64_t revision = 0;               // of the ledger; 0: none was read
  std::vector<std::string> searched;  // what was looked at, in words
  size_t problems = 0;                // rows of files that made no sense
};

// A network, perhaps that of an earlier question, and what this one lets through.
struct ScopedGraph {
  ScopedGraph(std::shared_ptr<const Network> made, LedgerTime when)
      : network(std::move(made)), at(std::move(when)) {}
  // What the tie rests on; nothing where no claims tell of it.
  std::optional<Backings::Backing> backing(const Tie& tie) const;
  // The first of its claims, read from the ledger and kept; none when they cannot be read.
  const std::vector<Claim>& claims_of(uint32_t tie) const;
  // Reads those of many ties at once.
  void read_claims(std::span<const uint32_t> ties) const;

  std::shared_ptr<const Network> network;
  std::shared_ptr<const View> ledger = {};  // that the network is of; may be none
  const Graph& graph = network->graph;
  const std::vector<std::string>& searched = network->searched;
  int64_t revision = network->revision;
  size_t problems = network->problems;
  TieFilter filter = {};
  LedgerTime at = {};
  std::shared_ptr<std::map<uint32_t, std::vector<Claim>>> known =
      std::make_shared<std::map<uint32_t, std::vector<Claim>>>();  // by evidence
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
