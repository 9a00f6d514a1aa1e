// How an exchange moved: what went each way by goods and by year, and what was given for what.
//
//   for (const YearFlow& y : flows_by_year(claims, propositions, exchange.forth)) …
//
// A claim stands in every year that its time touches, up to twelve; one without a time in the year
// it was published, and is marked so. Figures are told as their claims give them and never added
// up.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "network/exchange.h"

namespace entente {

struct YearFlow {
  int year = 0;              // 0: no year is known
  std::string family, what;  // as Flow
  size_t flow = 0;           // index into the flows given
  std::vector<ClaimIndex> claims;
  std::vector<FigureSaid> figures;
  size_t origins = 0;          // independent ones, of the propositions told of that year
  bool by_publication = true;  // no claim tells a time of its own
};

// By year, then in the order of the flows.
std::vector<YearFlow> flows_by_year(std::span<const Claim> claims,
                                    std::span<const Proposition> propositions,
                                    const std::vector<Flow>& flows);

// One said to be given for another, in one claim.
struct Return {
  ClaimIndex claim;
  std::string given, in_return;  // as the text names them
};
std::vector<Return> returns_of(std::span<const Claim> claims, const Exchange& exchange);

// How many independent origins tell of gifts each way in a year: how the balance moved.
struct YearBalance {
  int year = 0;
  size_t forth = 0, back = 0;                        // origins
  std::vector<std::string> goods_forth, goods_back;  // classes, each once
};
std::vector<YearBalance> balance_of(std::span<const YearFlow> forth,
                                    std::span<const YearFlow> back);

// A partner of one actor.
struct Partner {
  std::string key;
  size_t given = 0, taken = 0, other = 0;  // propositions: to the partner, from it, of other kinds
  size_t origins = 0;                      // independent ones of all these
  std::vector<size_t> propositions;        // indexes
  int last_year = 0;
};
// Most origins first, then most propositions. `actor` is a key as of propositions.
std::vector<Partner> partners_of(std::span<const Claim> claims,
                                 std::span<const Proposition> propositions,
                                 const std::string& actor);

}  // namespace entente
