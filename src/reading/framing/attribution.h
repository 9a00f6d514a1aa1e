// Who says so, and how firmly: the reporting structure above and around a predicate.
//
// Climbs from the predicate through that-clauses, infinitives and relative clauses; looks for
// "according to", "officials said" and "reportedly" on the way; knows whose words a quotation
// holds. The strongest restriction wins (claims guide, "Modality"): denied, possible, foreseen,
// planned, then what the nearest cue says.
#pragma once

#include <string>
#include <vector>

#include "model/vocabulary.h"
#include "reading/framing/coreference.h"
#include "reading/framing/cues.h"
#include "reading/framing/slots.h"

namespace entente {

struct Source {
  int nominal = -1;                   // in Nominals; -1 when only the cue is known
  int cue_first = -1, cue_last = -1;  // tokens of the cue, in cue_sentence
  int cue_sentence = -1;
  Cue cue{};
};

struct Grading {
  std::vector<Source> sources;  // nearest first
  Modality modality = Modality::stated;
  Polarity polarity = Polarity::positive;
  bool conditional = false;  // stands in an if-clause or a question: carries no claim
};

class Grader {
 public:
  Grader(const Nominals& nominals, const Cues& cues);

  // `subject_state` is the state of the claim's subject and `parties` those of all its actors: a
  // speaker among them is an interested party.
  // `subjects` are their nominals, led back to the naming one.
  Grading grade(int sentence, int predicate, const std::vector<int>& subjects,
                const std::string& subject_state, const std::vector<std::string>& parties) const;

  // Whose words a token stands in, when it stands between quotation marks; -1 otherwise.
  int speaker_at(int sentence, int token) const;
  // Do the two sentences have words of one quotation?
  bool one_quotation(int sentence, int other) const;

 private:
  struct Quoted {
    int begin_sentence, begin_token, end_sentence, end_token, speaker;
  };
  void find_quotations();
  bool runs_into(int sentence) const;
  int speaker_of(const Quoted& quotation, int paragraph_speaker) const;
  int speaker_of_sentence(int sentence, const Quoted& quotation) const;
  int before_colon(const Quoted& quotation) const;
  const Quoted* quotation_at(int sentence, int token) const;  // null outside of all

  const Nominals* nominals_;
  const Analysis* analysis_;
  const Cues* cues_;
  std::vector<Quoted> quotations_;  // in the order of the text, disjoint
};

}  // namespace entente
