// The steps by which frames.cpp makes a frame, each in a file of its own: which row of the lexicon
// applies, what fills its roles, and whether the result says enough to be an assertion.
#pragma once

#include <string_view>
#include <vector>

#include "reading/framing/frames.h"

namespace entente {

// One sentence with all that the steps ask of it. Borrowed.
struct FrameContext {
  const Nominals& nominals;
  const Predicates& predicates;
  const Tree& tree;
  int sentence;

  int nominal(int token) const { return nominals.at(sentence, token); }  // or -1
  const Nominal& meant(int i) const { return nominals[root(nominals, i)]; }
  bool finite(int token) const;
  // Is the nominal, or what it refers to, somebody who can act?
  bool is_actor(int i) const;
  bool any_actor(const std::vector<int>& role) const;
  bool any_goods(const std::vector<int>& role) const;
  // Is anyone in the role known by name or state?
  bool any_known(const std::vector<int>& role) const;
};

bool is_actor(const Nominal& nominal);
// Classes of the lexicon: "any", "goods", "weapon", "actor", "state", …, or a class of goods.
bool in_class(const Nominal& nominal, std::string_view klass);
// Do goods pass from one to the other?
bool is_exchange(Kind kind);

// Do the conditions of a row hold? `verb` is the predicate's token; -1 for nouns and adjectives.
bool row_holds(const FrameContext& context, const Predicate& row, const Slots& slots, int verb);

// Fills the roles of a frame whose entry and predicate are set.
void fill_frame(const FrameContext& context, Frame& frame, const Slots& slots);

// The other halves of "sold drones to Ethiopia and missiles to Sudan", taken out of the frame.
std::vector<Frame> split_gaps(const FrameContext& context, Frame& frame);

// Is it an assertion? `found` are the frames of the sentence so far.
bool says_enough(const FrameContext& context, const Frame& frame, const std::vector<Frame>& found);

}  // namespace entente
