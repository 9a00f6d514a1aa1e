// What the reader did with a document, for people: `entente read --explain` and `--misses`. Nothing
// is recorded unless a trace is given to Reader::read, so the reader pays nothing without one.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace entente {

// A party that the sentence leaves open, and who was weighed for it, the heaviest first.
struct PartyChoice {
  std::string who;                   // "Moscow"; "nobody"
  std::vector<std::string> states;   // in order
  std::vector<uint8_t> traits;       // columns of reading/framing/party_weights.h
  std::vector<std::string> because;  // what each trait says
  int weight = 0;
};
struct PartyTrace {
  std::string role;    // "subject", "counterpart"
  bool whole = false;  // nobody is named in the role; else somebody whose state is not told
  std::vector<PartyChoice> choices;
};

struct ClaimTrace {
  std::string claim;     // its id
  std::string sentence;  // as it stands in the text
  std::string tree;      // a line for each token: number, form, lemma, tag, relation, head
  std::string row;       // "data/predicates.tsv:120: ship v transfer"
  std::vector<std::string> modality;     // each thing that the way up the tree met
  std::vector<std::string> attribution;  // each source and its cue, nearest first
  std::vector<PartyTrace> parties;       // that were left open
};

// A sentence that names two actors and a predicate of the lexicon, and gave no claim.
struct Miss {
  std::string sentence;
  std::vector<std::string> actors;      // "Pyongyang [kp]"
  std::vector<std::string> predicates;  // "ship (transfer, data/predicates.tsv:120)"
};

struct ReadingTrace {
  std::vector<ClaimTrace> claims;  // in the order of the claims
  std::vector<Miss> misses;        // in text order
};

}  // namespace entente
