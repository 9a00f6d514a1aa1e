// Frames: a predicate of the lexicon found in a sentence, with the nominals that fill its roles.
#pragma once

#include <array>
#include <vector>

#include "reading/framing/coreference.h"
#include "reading/framing/predicates.h"
#include "reading/framing/slots.h"

namespace entente {

struct Frame {
  int sentence = -1;
  int predicate = -1;  // token
  const Predicate* entry = nullptr;
  std::array<std::vector<int>, kRoleCount> roles;  // nominals, coordination expanded, in text order

  std::vector<int>& role(Role r) { return roles[static_cast<size_t>(r)]; }
  const std::vector<int>& role(Role r) const { return roles[static_cast<size_t>(r)]; }
};

// All frames of a sentence, in the order of their predicates; one a token, but for halves
// that share a verb (gapping.cpp).
std::vector<Frame> find_frames(const Nominals& nominals, const Predicates& predicates,
                               int sentence);

}  // namespace entente
