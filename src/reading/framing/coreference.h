// Who is meant: pronouns, short names and descriptions are led back to the nominal that names the
// actor, within the document. Rule-based and deterministic: nearest compatible antecedent, subjects
// before others (after Hobbs 1978 and Lappin & Leass 1994, much reduced).
//
// After resolve(): referent leads to the naming nominal (follow it with root()), members lists the
// parties of "both countries", state is filled where the antecedent or the section tells it.
#pragma once

#include <string>
#include <vector>

#include "reading/framing/nominals.h"
#include "reading/framing/pronouns.h"

namespace entente {

void resolve(Nominals& nominals, const PronounWeights& weights = learned_pronoun_weights());

// The nominal at the end of the referent chain; `i` itself when it refers to nothing.
int root(const Nominals& nominals, int i);

// The state that a run-in heading sets for its paragraph ("BELARUS. A plant near …"), by sentence;
// empty where there is none.
std::vector<std::string> section_states(const Analysis& analysis);

}  // namespace entente
