// A draft: one frame with its grading, dates and figures, before it becomes a claim. Drafts still
// speak of tokens and nominals, so that what the document tells later or elsewhere can be filled
// in.
#pragma once

#include <vector>

#include "reading/framing/attribution.h"
#include "reading/framing/dates.h"
#include "reading/framing/frames.h"
#include "reading/framing/quantities.h"

namespace entente {

// Who may be meant by a party that the sentence leaves open, as implied_parties.h weighs it.
struct PartyCandidate {
  std::vector<int> nominals;        // empty: nobody
  std::vector<std::string> states;  // in order; empty: nobody
  std::vector<uint8_t> traits;      // columns of party_weights.h
  int weight = 0;
};
struct OpenParty {
  Role role{};
  bool whole = false;  // nobody is named; else somebody without a state
  std::vector<PartyCandidate> candidates;
};

struct Draft {
  Frame frame;
  Grading grading;
  Kind kind{};
  int first = -1, last = -1;  // tokens of the quote, inclusive
  std::vector<Quantity> quantity;
  When when;
  std::vector<OpenParty> open;  // what was weighed; kept for a trace only
  bool copied = false;          // "Moscow denies it": the claim before, with this speaker

  std::vector<int>& role(Role r) { return frame.role(r); }
  const std::vector<int>& role(Role r) const { return frame.role(r); }
};

// Drafts of the whole document in text order. Headings, captions and page furniture give none.
std::vector<Draft> draft_claims(Nominals& nominals, const Predicates& predicates, const Cues& cues,
                                const std::optional<Date>& published);

// "Kang represents the Foreign Trade Bank": who acts for a state's body is that state's from then
// on.
void learn_states(const std::vector<Draft>& drafts, Nominals& nominals);

// Parties that the guide wants filled from the nearest sentences, and their states.
// `keep`: what was weighed stays in Draft::open.
void fill_roles(std::vector<Draft>& drafts, Nominals& nominals, bool keep);

// The states of a role's nominals, each once; unknown and "xx" left out.
std::vector<std::string> states_of(const Nominals& nominals, const std::vector<int>& role);

}  // namespace entente
