// Who is meant where a sentence leaves a party open ("the valves were paid for in May") or names
// one whose state it does not tell ("the police"). Every state that the surroundings speak of is
// weighed by its traits: what the rules of party_rules.h answer, which part it played in the claims
// before, whether it speaks here, how often it is named; and so is "nobody". The heaviest is taken.
// The weights (party_weights.h) were learned from labelled documents by training/train_parties.py:
// a log-linear ranking as for pronouns (pronouns.h), with weights of its own for each of Want.
// Cost: the nominals of three sentences and the drafts of four, each some twenty traits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "reading/framing/party_rules.h"

namespace entente {

class ImpliedParties {
 public:
  // What is open: a whole role, or the state of the nominals that fill it.
  enum class Want : uint8_t { subject, counterpart, subject_state, counterpart_state };
  static constexpr size_t kWants = 4;

  using Candidate = PartyCandidate;

  explicit ImpliedParties(const Nominals& nominals);

  // Nobody first, then by states; each weighed.
  std::vector<Candidate> candidates(const OpenDraft& open, Want want) const;
  // The heaviest; the first of those alike.
  static const Candidate& best(const std::vector<Candidate>& candidates);

  static std::string trait_name(size_t trait);

 private:
  std::string most_named_, second_named_;
  std::vector<std::string> in_title_, sections_;  // sections: by sentence
};

}  // namespace entente
