// Both sorts look back a few sentences for the claim that fits the one who speaks or acts: a denial
// for what is said of him, "did so" for the act before it. The first that fits is taken; where none
// does, nothing is read.
#include "reading/framing/echoes.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

constexpr int kSentencesBack = 4;
constexpr int kSentencesBackOfActs = 2;

constexpr auto kPronouns =
    std::to_array<std::string_view>({"it", "that", "this", "these", "them", "those"});
constexpr auto kWordsForClaims = std::to_array<std::string_view>(
    {"report",     "story",       "claim",       "allegation", "charge",   "accusation",
     "suggestion", "assertion",   "talk",        "rumour",     "rumor",    "finding",
     "conclusion", "account",     "speculation", "assessment", "figure",   "estimate",
     "version",    "insinuation", "suspicion",   "tale",       "narrative"});
// "denied responsibility", "denies any role": the act told before.
constexpr auto kParts =
    std::to_array<std::string_view>({"responsibility", "involvement", "role", "part", "wrongdoing",
                                     "guilt", "complicity", "liability"});
// What is called so is denied.
constexpr auto kFalse = std::to_array<std::string_view>(
    {"absurd",      "baseless",     "bogus",      "disinformation", "fable",     "fabricated",
     "fabrication", "fairy",        "fake",       "false",          "falsehood", "fantasy",
     "farce",       "fiction",      "forgery",    "groundless",     "hoax",      "insult",
     "invention",   "libel",        "lie",        "ludicrous",      "myth",      "nonsense",
     "novel",       "preposterous", "propaganda", "ridiculous",     "rubbish",   "slander",
     "smear",       "unfounded",    "untrue",     "wrong"});
constexpr auto kCalling = std::to_array<std::string_view>(
    {"call", "brand", "label", "describe", "dub", "term", "denounce", "portray"});
constexpr int kWordsToJudgement = 10;

bool negated(const Tree& t, int v) {
  for (int k = std::max(0, v - 4); k < v; ++k)
    if (t.lemma_is(k, {"not", "n't", "never", "neither", "nor"})) return true;
  return false;
}

// Praise, measures and treaties are not denied.
bool accuses(Kind k) {
  return k != Kind::sanction && k != Kind::oppose && k != Kind::agree && k != Kind::meet &&
         k != Kind::relate;
}

}  // namespace

std::vector<Echo> Echoes::find(int s) const {
  std::vector<Echo> out;
  const Tree& t = a_.tree(s);
  for (int i = 0; i < t.size(); ++i) {
    Echo echo{i, Echo::How::done_too, false};
    if (does_the_same(t, i) || speaks_of_claim(s, i, echo) || calls_false(s, i, echo) ||
        is_false(s, i, echo) || did_nothing_such(s, i, echo) || confirms_act(s, i, echo) ||
        denies_that_it_happened(s, i, echo))
      out.push_back(echo);
  }
  return out;
}

// A verb of denial or confirmation whose object stands for what was said.
bool Echoes::speaks_of_claim(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  if (t[i].upos != Upos::verb || t.has(i, {Rel::ccomp, Rel::aux_pass})) return false;
  const auto cue = cues_.verb(lower(t[i].lemma));
  if (!cue || (*cue != Cue::deny && *cue != Cue::confirm) || t[i].lemma == "dismiss") return false;
  const int object = t.child(i, {Rel::obj});
  if (object < 0 || negated(t, i)) return false;
  const std::string word = lower(t[object].lemma);
  // "…, which Tehran denies": what was told before the comma
  const bool which = word == "which" && object > 0 && t[object - 1].form == ",";
  out.by_pronoun = which || among(kPronouns, word);
  out.how = *cue == Cue::deny ? Echo::How::denied : Echo::How::confirmed;
  if (*cue == Cue::deny && among(kParts, word)) return bare_part(t, object);
  return out.by_pronoun || (among(kWordsForClaims, word) && !names_an_act(s, object));
}

// "denied any role", not "denied its role in the attack on Goma", which names the act.
bool Echoes::bare_part(const Tree& t, int noun) {
  return !t.has(noun, {Rel::nmod, Rel::acl, Rel::acl_relcl});
}

// "insists that it did no such thing", "says it had done nothing of the kind"
bool Echoes::did_nothing_such(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  if (t[i].upos != Upos::verb || t[i].lemma != "do" || !t.is(i, {Rel::ccomp})) return false;
  const int object = t.child(i, {Rel::obj});
  if (object < i) return false;
  const bool thing = t.lemma_is(object, {"thing"}) && object > 1 &&
                     t.lemma_is(object - 1, {"such"}) && t.lemma_is(object - 2, {"no"});
  const int kind = t.child(object, {Rel::nmod});
  if (!thing &&
      !(t.lemma_is(object, {"nothing"}) && kind > 0 && t.lemma_is(kind, {"kind", "sort"})))
    return false;
  out.speaker = find_slot(verb_slots(t, t.head(i)), "subj");
  out.how = Echo::How::denied;
  return out.speaker >= 0;
}

// "called the charge absurd", "describes this as a fabrication"
bool Echoes::calls_false(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  if (t[i].upos != Upos::verb || !among(kCalling, t[i].lemma) || t.has(i, {Rel::aux_pass}))
    return false;
  const int object = t.child(i, {Rel::obj});
  if (object < i || !stands_for_claim(s, object)) return false;
  // "did not send shells, an envoy insisted, calling the charge a fabrication": denied already
  if (t.is(i, {Rel::advcl})) return false;
  for (int k = object + 1; k < t.size() && k <= object + kWordsToJudgement; ++k) {
    if (t[k].upos == Upos::verb && k != i && !t.below(k, i)) return false;
    if (!among(kFalse, lower(t[k].lemma))) continue;
    out.how = Echo::How::denied;
    out.by_pronoun = among(kPronouns, lower(t[object].lemma));
    return true;
  }
  return false;
}

// "said that the report was false", "“That is a lie,” the envoy said": who says so denies it.
bool Echoes::is_false(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  if (!among(kFalse, lower(t[i].lemma)) || t.child(i, {Rel::cop}) < 0 || negated(t, i))
    return false;
  const int subject = t.child(i, {Rel::nsubj});
  if (subject < 0 || !stands_for_claim(s, subject)) return false;
  const int saying = t.is(i, {Rel::ccomp}) ? t.head(i) : t.child(i, {Rel::parataxis});
  if (saying < 0 || t[saying].upos != Upos::verb) return false;
  out.speaker = find_slot(verb_slots(t, saying), "subj");
  out.how = Echo::How::denied;
  return out.speaker >= 0;
}

// "Serbia acknowledged the sale", "confirmed their arrival": the act was told before.
bool Echoes::confirms_act(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  if (t[i].upos != Upos::verb || t.has(i, {Rel::ccomp, Rel::aux_pass})) return false;
  const auto cue = cues_.verb(lower(t[i].lemma));
  if (!cue || *cue != Cue::confirm || negated(t, i)) return false;
  const int object = t.child(i, {Rel::obj});
  if (object < i || t.has(object, {Rel::nmod, Rel::acl, Rel::acl_relcl, Rel::amod})) return false;
  out.how = Echo::How::confirmed;
  return known_act(t, object);
}

// "denied that any such sale had taken place"
bool Echoes::denies_that_it_happened(int s, int i, Echo& out) const {
  const Tree& t = a_.tree(s);
  const auto cue = t[i].upos == Upos::verb ? cues_.verb(lower(t[i].lemma)) : std::nullopt;
  if (!cue || *cue != Cue::deny || negated(t, i)) return false;
  const int clause = t.child(i, {Rel::ccomp});
  if (clause < 0 || !t.lemma_is(clause, {"take", "happen", "occur", "exist"})) return false;
  const int subject = t.child(clause, {Rel::nsubj});
  out.how = Echo::How::denied;
  return subject >= 0 && known_act(t, subject);
}

// "the sale", "their arrival", "any such delivery": a noun for an act, with nothing of its own.
bool Echoes::known_act(const Tree& t, int noun) const {
  if (t[noun].upos != Upos::noun) return false;
  const bool act = t.lemma_is(noun, {"arrival", "presence"}) ||
                   !p_.find(lower(t[noun].lemma), Predicate::Pos::noun).empty();
  if (!act || t.has(noun, {Rel::nmod})) return false;
  for (int c : t.children(noun)) {
    if (t.is(c, {Rel::det})) return t.lemma_is(c, {"the", "this", "that", "these", "any", "such"});
    if (t.is(c, {Rel::nmod_poss})) return t[c].upos == Upos::pron;
  }
  return false;
}

// A pronoun, or a word for what was said that does not say itself what.
bool Echoes::stands_for_claim(int s, int token) const {
  const std::string word = lower(a_.tree(s)[token].lemma);
  return among(kPronouns, word) || (among(kWordsForClaims, word) && !names_an_act(s, token));
}

// "did so", "do the same", "as did Mali", "followed suit", "Niger followed two days later".
bool Echoes::does_the_same(const Tree& t, int i) const {
  if (i + 1 >= t.size()) return false;
  if (t[i].lemma == "do" && i > 0 && t.lemma_is(i - 1, {"as", "so"}) &&
      t.child(i, {Rel::nsubj}) > i)
    return true;
  const std::string next = lower(t[i + 1].form);
  if (t[i].lemma == "do")
    return next == "so" || next == "likewise" ||
           (next == "the" && i + 2 < t.size() && lower(t[i + 2].form) == "same");
  if (t[i].lemma != "follow") return false;
  const int object = t.child(i, {Rel::obj});
  const int who = t.child(i, {Rel::nsubj});
  if (object < 0 && who >= 0 && t[who].upos == Upos::propn && t[i].xpos == "VBD" &&
      !t.has(i, {Rel::ccomp, Rel::xcomp, Rel::aux_pass}))
    return true;
  return next == "suit" || (object > i && t.lemma_is(object, {"suit", "example", "lead"}));
}

bool Echoes::denies_an_act(const Frame& f) const {
  const Tree& t = a_.tree(f.sentence);
  const auto cue = cues_.verb(lower(t[f.predicate].lemma));
  const int object = t.child(f.predicate, {Rel::obj});
  if (!cue || *cue != Cue::deny || object < 0) return false;
  return among(kWordsForClaims, lower(t[object].lemma)) && names_an_act(f.sentence, object);
}

// "reports of shell exports to Russia" says itself what is denied
bool Echoes::names_an_act(int s, int object) const {
  const Tree& t = a_.tree(s);
  for (int c : t.children(object)) {
    if (!t.is(c, {Rel::nmod, Rel::acl, Rel::ccomp})) continue;
    const bool verb = t[c].upos == Upos::verb;
    const auto pos = verb ? Predicate::Pos::verb : Predicate::Pos::noun;
    if (!p_.find(lower(t[c].lemma), pos).empty()) return true;
  }
  return false;
}

int Echoes::taken_up(const Echo& echo, int s, int speaker, const std::vector<Draft>& before) const {
  return echo.how == Echo::How::done_too ? repeated(s, echo.verb, speaker, before)
                                         : denied(echo, s, speaker, before);
}

// The nearest accusation before that concerns the speaker's state, else any claim that does, else
// the nearest accusation of the paragraph.
int Echoes::denied(const Echo&, int s, int speaker, const std::vector<Draft>& before) const {
  const std::string state = speaker >= 0 ? n_[root(n_, speaker)].state : "";
  int party = -1, nearest = -1;
  for (int k = static_cast<int>(before.size()) - 1; k >= 0; --k) {
    const Draft& d = before[static_cast<size_t>(k)];
    if (s - d.frame.sentence > kSentencesBack || d.copied) break;
    if (!accuses(d.kind)) continue;
    auto states = states_of(n_, d.role(Role::subject));
    for (auto& other : states_of(n_, d.role(Role::counterpart))) states.push_back(other);
    const bool told = d.grading.modality != Modality::stated;
    if (!state.empty() && among(states, state)) {
      if (told) return k;
      if (party < 0) party = k;
    }
    if (nearest < 0 && told && a_.same_block(s, d.frame.sentence)) nearest = k;
  }
  return party >= 0 ? party : nearest;
}

// The last act of the paragraph before the verb; of the sentence, where the verb has another before
// it ("promised to publish the list but has not done so").
int Echoes::repeated(int s, int verb, int actor, const std::vector<Draft>& before) const {
  if (actor < 0) return -1;
  for (int k = static_cast<int>(before.size()) - 1; k >= 0; --k) {
    const Draft& d = before[static_cast<size_t>(k)];
    if (s - d.frame.sentence > kSentencesBackOfActs || !a_.same_block(s, d.frame.sentence)) break;
    if (d.frame.sentence == s && d.frame.predicate >= verb) continue;
    if (d.frame.sentence != s && a_.tree(s).is(verb, {Rel::conj})) return -1;
    if (d.kind == Kind::own || d.kind == Kind::derive || d.kind == Kind::lose) continue;
    return k;
  }
  return -1;
}

}  // namespace entente
