// Roll calls and who voted how: what readers of votes make and findings on votes are made of.
//
//   for (const Vote& v : table.votes) if (v.choice == Vote::Choice::yes) …
//
// An absence is an option, not a vote: it is kept as such where the table tells it and never counts
// as agreement or disagreement.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

struct Vote {
  enum class Choice : uint8_t { yes = 0, abstain = 1, no = 2, absent = 3 };
  uint32_t roll_call = 0;  // index in VoteTable::roll_calls
  uint16_t voter = 0;      // index in VoteTable::voters
  Choice choice = Choice::yes;
  uint32_t line = 0;  // in VoteTable::path, from 1
};

struct Voter {
  std::string key;   // as the table of votes names it: "1", "US", "United States"
  std::string name;  // as it is shown
  std::string code;  // ISO 3166-1 alpha-2; empty where it has none
  std::string iso3;  // the same in three letters; YMD, CSK, … of the past
};

struct RollCall {
  std::string key;      // "6203"
  std::string title;    // what was voted on; may be empty
  std::string date;     // ISO 8601; empty when the table does not tell
  uint32_t issues = 0;  // bits by VoteTable::issues
  uint16_t year = 0;
  bool is_amendment = false, is_paragraph = false;
  bool is_final() const { return !is_amendment && !is_paragraph; }
};

struct VoteTable {
  std::string path;  // of the table of votes
  std::vector<Voter> voters;
  std::vector<RollCall> roll_calls;  // by date, then key
  std::vector<std::string> issues;   // "me", "nu", …
  std::vector<Vote> votes;           // by roll call, then voter
};

}  // namespace entente
