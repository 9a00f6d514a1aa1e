// What the tree above and around a predicate says of who asserts it and how firmly: one climb from
// the predicate to the root, with what hangs beside the way.
#pragma once

#include <vector>

#include "reading/framing/attribution.h"

namespace entente {

struct Climb {
  std::vector<Source> sources;  // nearest first
  bool denied = false, possible = false, foreseen = false, planned = false, negative = false;
  bool will = false, would = false;  // auxiliaries, whose sense depends on who speaks
  bool hearsay = false, alleged = false, assessed = false;  // told so by words without a source
  bool conditional = false;
  bool according = false;  // some source stands in an "according to"
};

Climb climb(const Nominals& nominals, const Cues& cues, int sentence, int predicate);

}  // namespace entente
