// Events that say nothing beside another of their sentence: one told twice ("reached a consensus to
// exchange"), one that is only what another was for ("marched to demand reform"), one done to or by
// nobody who has a name or a code ("… , killing one person").
#pragma once

#include <vector>

#include "reading/framing/analysis.h"
#include "reading/layers/layers.h"

namespace entente {

struct FoundEvent {
  Event event;  // with codes
  int sentence = -1, predicate = -1;
  bool over = false, dropped = false;
};

// Marks them dropped; a target that only the dropped one knew is handed over.
void drop_repeats(std::vector<FoundEvent>& events, const Analysis& analysis);

}  // namespace entente
