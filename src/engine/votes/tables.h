// What the commands on votes share: the table of votes, and voters by what a user calls them.
#pragma once

#include <optional>

#include "engine/parts.h"
#include "engine/trade/tables.h"
#include "entente/votes.h"
#include "intake/tables/place_names.h"
#include "model/vote.h"
#include "tracing/votes/ideal_points.h"

namespace entente {

struct VotesRead {
  intake::PlaceNames names;
  VoteTable table;
};

// Bad rows are notes and counted.
Result<VotesRead> load_votes(const Engine::Parts& parts, const VoteTables& tables,
                             VotesCounts& counts);

// By key, code, three letters or name. bad_argument with the nearest name.
Result<uint16_t> find_voter(const VotesRead& read, std::string_view word);
// "RU,KP", also with names that have commas. bad_argument.
Result<std::pair<uint16_t, uint16_t>> find_pair(const VotesRead& read, const std::string& words);
// Its bit. bad_argument with the issues that there are.
Result<uint32_t> find_issue(const VoteTable& table, const std::string& word);

// How a run ends whose counts are these.
Exit end_of_votes(const Engine::Parts& parts, const VotesCounts& counts);

Result<IdealPoints> fit_ideal_points(const Engine::Parts& parts, const VoteTable& table,
                                     const IdealPointsRequest& request);

}  // namespace entente
