// Where the claims of a proposition do not go together, and what they leave untold.
//
//   for (const Conflict& c : find_conflicts(claims, propositions, options)) …   // worst first
//   for (const Gap& g : find_gaps(claims, propositions, options)) …
#pragma once

#include <span>
#include <string>
#include <vector>

#include "weighing/weighing.h"

namespace entente {

enum class ConflictKind : uint8_t {
  contradicted,  // someone who is no party says the contrary
  denied,        // a party says the contrary
  withdrawn,     // who asserted it says the contrary now
  figures,       // figures that cannot all be right
};
std::string_view name(ConflictKind kind);

struct Conflict {
  size_t proposition;  // place in the span given
  ConflictKind kind;
  std::string what;                           // "denied by Moscow; asserted by Seoul, Kyiv"
  std::vector<ClaimIndex> one, other;         // the sides; of figures the least and the greatest
  std::optional<size_t> figures;              // place in Proposition::figures
  size_t origins_one = 0, origins_other = 0;  // independent ones on each side
  double apart = 0;  // of figures: how many times the greatest exceeds the least
};

// Worst first: those in which the weaker side has most origins, then those with most origins in
// all, then figures furthest apart. What one origin says against itself stands last.
std::vector<Conflict> find_conflicts(std::span<const Claim> claims,
                                     std::span<const Proposition> propositions,
                                     const WeighOptions& options);

enum class GapKind : uint8_t {
  one_origin,       // everything leads to one origin
  only_interested,  // every origin is a party, a rival of one, or a circle of reports
  no_date,          // no claim says when
  no_figure,        // something is given, and no claim says how much
  stale,            // nothing was published about it for more than a year
};
std::string_view name(GapKind kind);
std::string_view meaning(GapKind kind);

struct Gap {
  size_t proposition;
  GapKind kind;
  std::string what;
};

// In the order of propositions. "A year" is counted back from options.as_of, else from the newest
// document that `claims` come from. Propositions that only a denial tells of have no gaps.
std::vector<Gap> find_gaps(std::span<const Claim> claims, std::span<const Proposition> propositions,
                           const WeighOptions& options);

}  // namespace entente
