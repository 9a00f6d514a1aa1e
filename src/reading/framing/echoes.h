// Clauses that assert no act of their own but take up one told before: "Moscow denies it",
// "Tehran has confirmed the reports", "Niger did so two days later", "the EU did not follow suit".
#pragma once

#include <vector>

#include "reading/framing/drafts.h"

namespace entente {

struct Echo {
  enum class How { denied, confirmed, done_too };
  int verb = -1;  // token
  How how{};
  bool by_pronoun = false;  // "denies that", not "denies the charge"
  int speaker = -1;         // token, where it is not the subject of the verb
};

class Echoes {
 public:
  Echoes(const Nominals& nominals, const Predicates& predicates, const Cues& cues)
      : n_(nominals), a_(nominals.analysis()), p_(predicates), cues_(cues) {}

  // Those of a sentence, in the order of their verbs.
  std::vector<Echo> find(int sentence) const;
  // The one of `before` that is taken up by `speaker` (a nominal, or -1); -1 when none is.
  int taken_up(const Echo& echo, int sentence, int speaker, const std::vector<Draft>& before) const;

  // "rejected reports of exports": the exports are what is denied, the rejecting is no claim.
  bool denies_an_act(const Frame& frame) const;

 private:
  bool speaks_of_claim(int sentence, int verb, Echo& out) const;
  bool calls_false(int sentence, int verb, Echo& out) const;
  bool is_false(int sentence, int predicate, Echo& out) const;
  static bool bare_part(const Tree& tree, int noun);
  bool did_nothing_such(int sentence, int verb, Echo& out) const;
  bool confirms_act(int sentence, int verb, Echo& out) const;
  bool denies_that_it_happened(int sentence, int verb, Echo& out) const;
  bool known_act(const Tree& tree, int noun) const;
  bool stands_for_claim(int sentence, int token) const;
  bool does_the_same(const Tree& tree, int verb) const;
  bool names_an_act(int sentence, int object) const;
  int denied(const Echo& echo, int sentence, int speaker, const std::vector<Draft>& before) const;
  int repeated(int sentence, int verb, int actor, const std::vector<Draft>& before) const;

  const Nominals& n_;
  const Analysis& a_;
  const Predicates& p_;
  const Cues& cues_;
};

}  // namespace entente
