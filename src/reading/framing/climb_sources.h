// Who says it, as a climb (climb.h) comes past: each source with the words that name it, nearest
// first where one passes on what another says.
#pragma once

#include "reading/framing/climb.h"
#include "reading/framing/cues.h"
#include "reading/framing/nominals.h"
#include "reading/framing/tree.h"

namespace entente {

class ClimbSources {
 public:
  // All must outlive this; what is found is put into `out`.
  ClimbSources(const Nominals& nominals, const Tree& tree, const Cues& cues, int sentence,
               Climb& out)
      : n_(nominals), t_(tree), cues_(cues), s_(sentence), out_(out) {}

  void add_source(int verb, Cue cue);  // the subject of a reporting verb
  void push(int nominal, int first, int last, Cue cue);
  void according_to(int c);
  void viewed(int c);
  void as_reported(int c);
  void parenthesis(int c);

  // Cues that tell nothing of a speaker.
  static bool unreal(Cue cue) {
    return cue == Cue::aspect || cue == Cue::negate || cue == Cue::plan || cue == Cue::enable ||
           cue == Cue::forbid || cue == Cue::exclude || cue == Cue::weigh;
  }

 private:
  void passed_on(int source);
  void quoted_by(int verb);
  int source_of_according(int c) const;
  int first_cue(int source) const;

  const Nominals& n_;
  const Tree& t_;
  const Cues& cues_;
  int s_;
  Climb& out_;
};

}  // namespace entente
