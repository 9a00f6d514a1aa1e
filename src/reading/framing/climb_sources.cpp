// The sources that stand beside the way of a climb: the subject of a reporting verb, "according
// to", "citing", "by Seoul's estimate", "as Bloomberg reported", ", officials said,".
#include "reading/framing/climb_sources.h"

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/framing/slots.h"

namespace entente {

// The subject of the reporting verb; of a passive ("is accused by"), its agent.
void ClimbSources::add_source(int h, Cue cue) {
  const Slots slots = verb_slots(t_, h);
  int source = find_slot(slots, "subj");
  // "Reuters quoted two officials as saying that": they say it, Reuters passes it on
  const int quoting = t_.preposition(h) == "as" ? t_.head(h) : -1;
  if (quoting >= 0 && t_.lemma_is(quoting, {"quote", "cite"})) {
    if (source >= 0) push(n_.at(s_, source), quoting, quoting, Cue::show);
    source = t_.child(quoting, {Rel::obj});
  }
  push(source >= 0 ? n_.at(s_, source) : -1, h, h, cue);
  if (source >= 0) passed_on(source);
  quoted_by(h);
}

// "…, lawmakers quoted the agency as saying": the agency says it.
void ClimbSources::quoted_by(int h) {
  const int quoted = t_.lemma_is(h, {"quote", "cite"}) ? t_.child(h, {Rel::obj}) : -1;
  if (quoted >= 0 && t_.is_nominal(quoted)) push(n_.at(s_, quoted), quoted, quoted, Cue::speech);
}

void ClimbSources::push(int nominal, int first, int last, Cue cue) {
  for (const auto& s : out_.sources)
    if (s.cue_first == first) return;
  out_.sources.push_back({nominal, first, last, s_, cue});
}

// "two officials cited by Reuters": Reuters passes on what they say, and is nearer than they.
// "the Journal, quoting officials": they are further off.
void ClimbSources::passed_on(int source) {
  for (int c : t_.children(source)) {
    if (!t_.is(c, {Rel::acl}) || !t_.lemma_is(c, {"cite", "quote", "interview"})) continue;
    const bool quotes = t_[c].xpos == "VBG";
    const int other = quotes ? t_.child(c, {Rel::obj}) : find_slot(verb_slots(t_, c), "subj");
    if (other < 0 || !t_.is_nominal(other)) continue;
    const size_t before = out_.sources.size();
    push(n_.at(s_, other), c, c, Cue::show);
    if (!quotes && out_.sources.size() > before && before > 0)
      std::swap(out_.sources[before], out_.sources[before - 1]);
  }
}

void ClimbSources::according_to(int c) {
  const std::string word = lower(t_[c].form);
  const bool citing = word == "citing" || word == "quoting";
  int source = source_of_according(c);
  if (source < 0 && citing) source = t_.child(c, {Rel::obj});
  if (source < 0 || !t_.is_nominal(source)) return;
  const int cue = citing ? c : first_cue(source);
  push(n_.at(s_, source), cue, cue, citing ? Cue::show : Cue::speech);
  passed_on(source);
  if (!citing) out_.according = true;
}

// The nominal behind "according to", whichever of them heads the phrase; -1 otherwise.
int ClimbSources::source_of_according(int c) const {
  const std::string prep = t_.preposition(c);
  if (prep == "according_to" || prep == "according") return c;
  if (t_[c].lemma != "accord" && lower(t_[c].form) != "according") return -1;
  int source = -1;
  for (int k : t_.children(c))
    if (t_.is_nominal(k)) source = k;
  return source;
}

int ClimbSources::first_cue(int source) const {
  for (int c : t_.children(source))
    if (t_.is(c, {Rel::case_}) && lower(t_[c].form) == "according") return c;
  return source;
}

// "by Seoul's estimate", "in the view of analysts", "as Bloomberg reported"
void ClimbSources::viewed(int c) {
  const std::string prep = t_.preposition(c);
  if ((prep != "by" && prep != "in" && prep != "on") || !t_.is_nominal(c)) return;
  const auto cue = cues_.noun(lower(t_[c].lemma));
  if (cue != Cue::assess && cue != Cue::speech) return;
  int whose = t_.child(c, {Rel::nmod_poss});
  for (int k : t_.children(c))
    if (whose < 0 && t_.is(k, {Rel::nmod}) && t_.preposition(k) == "of") whose = k;
  if (whose >= 0 && n_.at(s_, whose) >= 0) push(n_.at(s_, whose), c, c, *cue);
}

// "as Bloomberg first reported"
void ClimbSources::as_reported(int c) {
  if (!t_.is(c, {Rel::advcl}) || t_.preposition(c) != "as" || t_.has(c, {Rel::obj, Rel::ccomp}))
    return;
  const auto cue = cues_.verb(lower(t_[c].lemma));
  const int who = t_.child(c, {Rel::nsubj});
  if (cue && who >= 0 && !unreal(*cue) && *cue != Cue::foresee && n_.at(s_, who) >= 0)
    push(n_.at(s_, who), c, c, *cue);
}

// ", officials said", ", the institute estimates," inside or after the clause
void ClimbSources::parenthesis(int c) {
  if (t_[c].upos != Upos::verb) return;
  const auto cue = cues_.verb(lower(t_[c].lemma));
  if (!cue || unreal(*cue)) return;
  int subject = t_.child(c, {Rel::nsubj});
  int object = t_.child(c, {Rel::obj});
  // "…, said a defector from the army": the order is turned, and nobody else says it
  if (subject < 0 && object > c && *cue == Cue::speech && t_[c].xpos == "VBD" &&
      t_[c - 1].form == ",")
    std::swap(subject, object);
  if (subject < 0 || t_.has(c, {Rel::ccomp, Rel::xcomp})) return;
  if (object >= 0 && t_[object].upos != Upos::pron && *cue != Cue::speech) return;
  if (*cue == Cue::foresee) out_.foreseen = true;
  push(n_.at(s_, subject), c, c, *cue);
  quoted_by(c);
}

}  // namespace entente
