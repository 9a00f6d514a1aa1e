// Votes of the United Nations General Assembly as the public data sets have them.
//
//   auto read = read_votes({.votes = "votes.csv.gz"}, names);    // Result<VotesReport>
//
// Shapes: rcid,cid,vote with countries, roll_calls and issues beside it (found by these names in
// the same folder unless they are named); the unvotes package (rcid,country,country_code,vote in
// words); one wide table with a date or year in each row (Voeten's: rcid,ccode,session,vote,…;
// UNGA-DM). Votes are 1 yes, 2 abstain, 3 no, 8 absent, 9 not a member, or words. A row that cannot
// be used is counted, the first are kept with line and reason, and the rest goes on: an unknown
// choice, a roll call that the table of roll calls does not have, a second vote of one state in a
// roll call (the first counts), a vote by a state before it was a member or after it was no more, a
// vote of a group of states.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "intake/tables/place_names.h"
#include "model/vote.h"

namespace entente::intake {

struct VoteFiles {
  std::string votes;  // a file, or a folder that holds votes.csv[.gz]
  std::string countries = {}, roll_calls = {}, issues = {};
};

struct VoteProblem {
  std::string file;
  size_t line = 0;
  std::string why, piece;
};

// A voter that the table of members does not have, in any year: an observer, a territory, or a name
// that no state has. Its votes are kept, and in which years it may vote is not known.
struct Stranger {
  uint16_t voter = 0;  // VoteTable::voters
  size_t line = 0;     // of its first vote
  size_t votes = 0;
};

struct VotesReport {
  VoteTable table;
  size_t rows = 0, bad = 0;
  std::vector<VoteProblem> problems;  // the first 20
  std::vector<Stranger> strangers;    // by voter
};

// Membership of the United Nations by year, data/un_members.tsv: code, from, to.
class Memberships {
 public:
  static Memberships read(std::string_view tsv);
  bool may_vote(const std::string& code, int year) const;  // true where nothing is known
  bool knows(const std::string& code) const { return years_.contains(code); }

 private:
  std::unordered_map<std::string, std::pair<int, int>> years_;
};

// not_found, unreadable, empty_input, unknown_column, too_large, truncated.
Result<VotesReport> read_votes(const VoteFiles& files, const PlaceNames& names,
                               const Memberships& memberships);

}  // namespace entente::intake
