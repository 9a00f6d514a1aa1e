// Ties from what claims say.
//
//   add_claims(builder, claims, propositions, options, namer);
//
// A proposition becomes a tie from each of its doers to each of its counterparts as the asserting
// claims name them: companies and persons stay themselves and do not melt into their state. What
// goes by a route, bank or carrier is tied to that as well. Who is not named ("companies") is
// somebody else in every document. A tie bears the proposition's standing, its time (the day of
// publication as the latest, where none is told) and as evidence its index.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "network/graph.h"
#include "weighing/weighing.h"

namespace entente {

// Who a mention is in the graph.
struct NodeName {
  std::string id, title;
  NodeKind kind = NodeKind::actor;
  std::string state;  // two letters, of the state it is or acts for; may be empty
};
using NodeNamer = std::function<NodeName(const Mention&)>;

// The plain way: an entity by its id, what bears the name of its state is the state, anything else
// is its folded name and its state, so that two ministries of defence stay apart.
NodeName plain_node_name(const Mention& mention, const WeighOptions& options);

// Whether the text names somebody: "Green Pine", not "two companies".
bool is_proper_name(std::string_view text);

inline constexpr std::string_view kClaimsSource = "claims";

void add_claims(GraphBuilder& builder, std::span<const Claim> claims,
                std::span<const Proposition> propositions, const WeighOptions& options,
                const NodeNamer& namer);

// What a claim of this family ties: "give" is a flow, "own" ownership, "launder" a payment.
TieGroup group_of_family(std::string_view family);

}  // namespace entente
