// From drafts to what a ReadingTrace says of them. Asks the stages again what they answered; so it
// is slow, and what it says is what was done.
#pragma once

#include "reading/framing/cues.h"
#include "reading/framing/drafts.h"
#include "reading/trace.h"

namespace entente {

ClaimTrace explain_draft(const Draft& draft, const std::string& claim, const Nominals& nominals,
                         const Cues& cues);

// The sentences of paragraphs, bullets and rows without a draft among `claimed`.
std::vector<Miss> find_misses(const std::vector<Draft>& claimed, const Nominals& nominals,
                              const Predicates& predicates);

}  // namespace entente
