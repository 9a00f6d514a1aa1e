// The arguments of a predicate by where they stand: subj, obj, iobj, poss, to, from, on_behalf_of…
// Passives are turned round, relative clauses and participles get their antecedent, the second verb
// of a coordination and a to-infinitive get the subject they share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reading/framing/tree.h"

namespace entente {

struct Slot {
  std::string name;
  int token = -1;      // head of the argument, in the predicate's sentence
  bool direct = true;  // hangs on the predicate itself, not on its object
};

using Slots = std::vector<Slot>;

// "fewer than before the war in Ukraine": does the token stand in a phrase that only tells when?
bool in_time_phrase(const Tree& tree, int token, int verb);
Slots verb_slots(const Tree& tree, int verb);
Slots noun_slots(const Tree& tree, int noun);

// First argument in a slot, direct ones first; -1 when there is none.
int find_slot(const Slots& slots, std::string_view name);

}  // namespace entente
