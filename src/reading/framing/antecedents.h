// The search back through a document for what a description or a count means (pronouns have a
// search of their own, pronouns.h). Changes nothing;
// coreference.cpp decides which search a nominal calls for.
#pragma once

#include <string>
#include <vector>

#include "reading/framing/nominals.h"

namespace entente {

class Antecedents {
 public:
  explicit Antecedents(const Nominals& nominals) : n_(nominals), a_(nominals.analysis()) {}

  // Each gives the nominal meant by `i`, or -1.
  int of_count(int i) const;  // "delivered six": goods or people in the plural
  int of_there(int i) const;  // the last place or state, one that something is in before others
  int of_two(int i, bool last) const;  // "the latter", "the former": of the last two actors
  int last_body(int i) const;          // "the bloc": the last international body
  int last_state(int i) const;         // "the country"
  // "the soldiers" after "North Korean soldiers"; "the company" after the last firm named.
  int of_description(int i, const std::string& lemma) const;

  std::vector<int> last_two_states(int i) const;  // two, or none
  // "The two sides": the last two actors of different states, whatever they are; empty without two.
  std::vector<int> last_two_parties(int i) const;
  std::vector<int> last_named(int i, size_t count) const;  // "both vessels": `count`, or none

  int verb_above(int i) const;  // the token of the verb that `i` hangs below; -1 without one

 private:
  const Tree& tree(int i) const { return a_.tree(n_[i].sentence); }
  const Token& head(int i) const { return tree(i)[n_[i].head]; }
  bool within(int i, int c, int sentences) const;
  bool contains(int c, int i) const;
  bool described_as(int c, const std::string& lemma) const;
  bool is_firm(int c) const;

  const Nominals& n_;
  const Analysis& a_;
};

}  // namespace entente
