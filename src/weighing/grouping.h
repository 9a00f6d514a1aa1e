// Claims to propositions: which claims are about one and the same thing.
#pragma once

#include <vector>

#include "weighing/weighing.h"

namespace entente {

// One thing that a claim says went one way, or happened between its actors: a claim of an exchange
// has two, a claim with goods of several classes one for each.
struct Leg {
  ClaimIndex claim = 0;
  PropositionKey key;                // span is the claim's own time
  std::vector<std::string> objects;  // as the text names them
  std::vector<uint32_t> quantities;  // those that count this leg's object
  bool denies = false;               // a denial or a negative claim
  bool to_anyone = false;            // "had not given missiles to any side"
  bool at_no_time = false;           // "has never bought"
  std::string published;
};

std::vector<Leg> legs_of(ClaimIndex index, const Claim& claim, const WeighOptions& options);

struct ClaimGroup {
  PropositionKey key;
  std::vector<Leg> asserts, denies;
};

// Everything but the time that must be equal for two claims to be about one thing.
std::string identity(const PropositionKey& key);

// What a denial and what it covers must have in common, to look only there.
std::string deed_of(const PropositionKey& key);
// What PropositionKey::what may be of the things that a denial covers; empty: any.
std::vector<std::string> goods_covered(const PropositionKey& denied);
bool names_no_recipient(const Leg& denial);
// Whether a denial is about this proposition too: "no weapons to anybody" covers shells to one.
bool covers(const Leg& denial, const PropositionKey& key);

// Claims put into groups are weighed without being put into groups again, by the same options.
std::vector<Proposition> begun(const std::vector<ClaimGroup>& groups);
std::vector<Proposition> weigh(std::span<const Claim> claims, const WeighOptions& options,
                               const std::vector<ClaimGroup>& groups,
                               const std::function<bool(const Proposition&)>& wanted);

// In the order of each group's first claim. A denial joins every group that it covers, and stands
// in a group of its own only when it covers none.
std::vector<ClaimGroup> group_claims(std::span<const Claim> claims, const WeighOptions& options);

}  // namespace entente
