// Who gives what to whom between two actors, both ways, and through whom.
//
//   Exchange e = find_exchange(claims, propositions, "kp", "ru", options);
//   for (const Flow& f : e.forth) …   // kp -> ru
//
// The two converse forms are one flow: "A delivered X to B" and "B bought X from A". Derived with
// every call from the propositions; nothing is inferred that no claim says.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

// Goods that go one way, over all times.
struct Flow {
  std::string from, to;  // actor keys
  std::string family;    // "give", "deploy" or "train"
  std::string what;      // PropositionKey::what; "" for goods of no class, all together
  Tense tense = Tense::act;
  std::vector<size_t> propositions;  // indexes, in order
  std::vector<std::string> objects;  // the goods as the texts name them, each once
  std::vector<ClaimIndex> claims;    // asserting ones, then those that deny
  std::vector<std::string> origins;  // names of the independent origins that assert it
};

enum class MiddleRole : uint8_t {
  route,   // named as route, port, bank, carrier or means in a claim about the pair
  broker,  // a claim says that it serves as broker, front, transit, bank or cover
  relay,   // gets goods from one and gives goods of that class to the other, in separate claims
};
std::string_view name(MiddleRole role);

struct Middle {
  std::string key, name;      // actor key; name as the text has it
  std::string state, entity;  // where known
  MiddleRole role;
  std::vector<ClaimIndex> claims;  // of a relay: those of the first leg, then of the second
};

struct Exchange {
  std::vector<Flow> forth, back;  // a -> b, b -> a; acts, then plans; goods of a class first; most
                                  // origins first
  std::vector<Middle> middles;    // in order of role, then of most claims
};

Exchange find_exchange(std::span<const Claim> claims, std::span<const Proposition> propositions,
                       const std::string& a, const std::string& b, const WeighOptions& options);

}  // namespace entente
