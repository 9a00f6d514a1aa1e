// See attribution.h. One climb per predicate, bounded by the depth of the tree; quotations are
// found once per document by walking its quotation marks paragraph by paragraph.
#include "reading/framing/attribution.h"

#include <algorithm>

#include "base/text.h"

namespace entente {
namespace {

constexpr int kStepsMax = 14;

bool opens_or_closes(std::string_view form) { return form == "\"" || form == "''" || form == "``" || form == "“" || form == "”"; }

// Everything the climb learns on its way.
struct Climb {
  std::vector<Source> sources;
  bool denied = false, possible = false, foreseen = false, planned = false, negative = false;
  bool will = false, would = false, hearsay = false, alleged = false, assessed = false, conditional = false;
};

class Climber {
 public:
  Climber(const Nominals& nominals, const Cues& cues, int sentence)
      : n_(nominals), t_(nominals.analysis().tree(sentence)), cues_(cues), s_(sentence) {}

  Climb climb(int predicate) {
    int at = predicate;
    look_at(at, true);
    for (int steps = 0; steps < kStepsMax; ++steps) {
      const int h = t_.head(at);
      if (h < 0 || parted(at, h)) break;
      detached_before_ = detached_;
      step(at, h);
      const bool same_group = t_.is(at, {Rel::conj});
      if (!same_group || (t_.is_verbal(at) && t_.is_verbal(h))) look_at(h, same_group && steps == only_conj_);
      if (same_group && steps == only_conj_) ++only_conj_;
      at = h;
    }
    according_anywhere(predicate);
    return std::move(out_);
  }

 private:
  // "…, according to X" reaches the whole sentence, but no further than a semicolon.
  void according_anywhere(int predicate) {
    for (int i = 0; i < t_.size(); ++i)
      if (t_.is_nominal(i) && t_.preposition(i).starts_with("according") && !parted(i, predicate)) according_to(i);
  }

  bool parted(int a, int b) const {
    for (int i = std::min(a, b); i < std::max(a, b); ++i)
      if (t_[i].form == ";") return true;
    return false;
  }

  // What the head `h` says of its dependent clause `at`.
  void step(int at, int h) {
    const Rel rel = t_[at].rel;
    const bool content = rel == Rel::nmod && t_.preposition(at) == "of" && cues_.noun(lower(t_[h].lemma));  // "reports of exports"
    if (rel == Rel::acl_relcl || rel == Rel::appos || rel == Rel::obl || (rel == Rel::nmod && !content) || (rel == Rel::advcl && !reported_by_clause(at) && !joined(at, h)))
      detached_ = true;
    if (rel == Rel::ccomp || rel == Rel::xcomp || rel == Rel::acl || rel == Rel::advcl || rel == Rel::obj || rel == Rel::obl ||
        rel == Rel::nmod || rel == Rel::nsubj || rel == Rel::csubj || rel == Rel::csubj_pass || rel == Rel::nsubj_pass)
      cue_of_head(at, h, rel);
    if ((rel == Rel::advcl || rel == Rel::ccomp) && conditional_mark(at)) out_.conditional = true;
  }

  bool conditional_mark(int at) const {
    for (int c : t_.children(at))
      if (t_.is(c, {Rel::mark}) && t_.lemma_is(c, {"if", "unless", "whether", "lest"})) return true;
    return false;
  }

  void cue_of_head(int at, int h, Rel rel) {
    const bool clause = rel == Rel::ccomp || rel == Rel::xcomp || rel == Rel::advcl || rel == Rel::acl || rel == Rel::csubj || rel == Rel::csubj_pass;
    if (t_[h].upos == Upos::noun) {
      const bool content = clause || t_.preposition(at) == "of";
      if (const auto cue = cues_.noun(lower(t_[h].lemma)); cue && content && rel != Rel::advcl && !detached_before_) noun_cue(h, *cue);
      return;
    }
    if (t_[h].upos == Upos::adj || t_[h].upos == Upos::adv) {
      if (const auto cue = cues_.adverb(lower(t_[h].lemma)); cue && clause) {
        word_cue(*cue, h);
        if (t_[h].lemma == "unlikely" && !detached_) out_.negative = true;
      }
      return;
    }
    if (!t_.is_verbal(h)) return;
    const auto cue = cues_.verb(lower(t_[h].lemma));
    if (!cue) return;
    if (rel == Rel::advcl && !(reported_by_clause(at) && *cue == Cue::allege) && !joined(at, h)) return;
    const bool argument = rel == Rel::obj || rel == Rel::nsubj_pass;
    if (argument && *cue != Cue::deny && *cue != Cue::negate && *cue != Cue::plan && *cue != Cue::foresee && *cue != Cue::confirm && *cue != Cue::allege) return;
    if ((rel == Rel::obl || rel == Rel::nmod) && *cue != Cue::allege && *cue != Cue::deny) return;
    if (rel == Rel::nsubj) return;
    verb_cue(h, *cue, rel);
  }

  // "has acknowledged selling drones": an -ing clause right behind its verb is its object.
  bool joined(int at, int h) const {
    if (t_[at].xpos != "VBG" || t_.has(at, {Rel::mark}) || at < h || at > h + 4) return false;
    for (int i = h; i < at; ++i)
      if (t_[i].upos == Upos::punct) return false;
    return true;
  }

  bool reported_by_clause(int at) const {
    const auto prep = t_.preposition(at);
    return prep == "of" || prep == "with" || prep == "for";
  }

  void verb_cue(int h, Cue cue, Rel rel) {
    if (detached_) {  // a relative or temporal clause is told by the speaker, not planned or denied with the rest
      if (cue == Cue::aspect || cue == Cue::negate || cue == Cue::plan || cue == Cue::enable || cue == Cue::foresee) return;
      return add_source(h, cue == Cue::deny || cue == Cue::confirm ? Cue::speech : cue);
    }
    switch (cue) {
      case Cue::aspect: return;
      case Cue::negate: out_.negative = true; return;
      case Cue::plan: out_.planned = true; return;
      case Cue::enable: out_.possible = true; return;
      default: break;
    }
    if (cue == Cue::foresee) out_.foreseen = true;
    if (cue == Cue::deny) out_.denied = true;
    if (negated(h) && cue != Cue::deny) out_.negative = out_.negative || rel == Rel::xcomp;
    add_source(h, cue);
  }

  void noun_cue(int h, Cue cue) {
    switch (cue) {
      case Cue::plan: out_.planned = true; break;
      case Cue::foresee: out_.foreseen = true; break;
      case Cue::deny: out_.denied = true; break;
      case Cue::allege: out_.alleged = true; break;
      case Cue::show: out_.hearsay = true; break;
      case Cue::assess: out_.assessed = true; break;
      default: break;
    }
    // "South Korea's estimate that …"
    if (cue != Cue::plan && cue != Cue::aspect)
      if (const int owner = t_.child(h, {Rel::nmod_poss}); owner >= 0) push(n_.at(s_, owner), h, h, cue);
  }

  void word_cue(Cue cue, int) {
    if (detached_) return;
    if (cue == Cue::likely) out_.foreseen = true;
    else if (cue == Cue::alleged) out_.alleged = true;
    else if (cue == Cue::assessed) out_.assessed = true;
    else if (cue == Cue::hearsay) out_.hearsay = true;
    else if (cue == Cue::maybe) out_.possible = true;
    else if (cue == Cue::plan) out_.planned = true;
  }

  // The subject of the reporting verb; of a passive ("is accused by"), its agent.
  void add_source(int h, Cue cue) {
    const Slots slots = verb_slots(t_, h);
    const int source = find_slot(slots, "subj");
    push(source >= 0 ? n_.at(s_, source) : -1, h, h, cue);
  }

  void push(int nominal, int first, int last, Cue cue) {
    for (const auto& s : out_.sources)
      if (s.cue_first == first) return;
    out_.sources.push_back({nominal, first, last, s_, cue});
  }

  bool negated(int v) const {
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::advmod}) && t_.lemma_is(c, {"not", "n't", "never", "no", "nor"})) return true;
    return false;
  }

  // What hangs on a clause head: auxiliaries, negation, adverbs, "according to", "officials said".
  // `own`: this is the predicate itself or the verb whose auxiliaries it shares.
  void look_at(int i, bool own) {
    for (int c : t_.children(i)) {
      const std::string lemma = lower(t_[c].lemma), form = lower(t_[c].form);
      if (own && t_.is(c, {Rel::aux})) auxiliary(lemma, form);
      if (own && t_.is(c, {Rel::advmod, Rel::det, Rel::cc_preconj}) && (lemma == "not" || lemma == "n't" || lemma == "never" || lemma == "neither" || lemma == "nor"))
        out_.negative = true;
      if (own && lemma == "longer" && c > 0 && t_.lemma_is(c - 1, {"no"})) out_.negative = true;
      if (t_.is(c, {Rel::advmod}))
        if (const auto cue = cues_.adverb(lemma)) adverb(*cue);
      if (t_.is(c, {Rel::obl, Rel::nmod, Rel::advcl, Rel::advmod, Rel::case_})) according_to(c);
      if (t_.is(c, {Rel::parataxis, Rel::ccomp, Rel::advcl, Rel::conj}) || (t_.is(c, {Rel::dep}))) parenthesis(i, c);
    }
    if (own && is_to_infinitive(i)) out_.planned = out_.planned || stands_alone(i);
  }

  bool is_to_infinitive(int i) const {
    for (int c : t_.children(i))
      if (t_.is(c, {Rel::mark}) && t_[c].lemma == "to") return true;
    return false;
  }

  // "A delegation is to visit", "The line is to start"
  bool stands_alone(int i) const {
    const int h = t_.head(i);
    return h < 0 || (t_.is(i, {Rel::xcomp, Rel::ccomp}) && t_[h].lemma == "be");
  }

  void auxiliary(const std::string& lemma, const std::string& form) {
    if (lemma == "could" || lemma == "may" || lemma == "might" || lemma == "can" || form == "could" || form == "might") out_.possible = true;
    else if (lemma == "will" || form == "will" || form == "'ll" || form == "shall" || form == "wo") {
      if (form == "would" || form == "'d") out_.would = true;
      else out_.will = true;
    } else if (lemma == "would" || form == "would") out_.would = true;
  }

  void adverb(Cue cue) {
    switch (cue) {
      case Cue::hearsay: out_.hearsay = true; break;
      case Cue::alleged: out_.alleged = true; break;
      case Cue::assessed: out_.assessed = true; break;
      case Cue::maybe: out_.possible = true; break;
      case Cue::likely: out_.foreseen = true; break;
      default: break;
    }
  }

  void according_to(int c) {
    const std::string prep = t_.preposition(c);
    int source = -1;
    if (prep == "according_to" || prep == "according") source = c;
    else if (t_[c].lemma == "accord" || lower(t_[c].form) == "according") {
      for (int k : t_.children(c))
        if (t_.is_nominal(k)) source = k;
    } else if (lower(t_[c].form) == "citing") {
      source = t_.child(c, {Rel::obj});
    }
    if (source >= 0 && t_.is_nominal(source)) {
      const bool citing = lower(t_[c].form) == "citing";
      push(n_.at(s_, source), first_cue(source), first_cue(source), citing ? Cue::show : Cue::speech);
      if (!citing) according_ = true;
    }
  }

  int first_cue(int source) const {
    for (int c : t_.children(source))
      if (t_.is(c, {Rel::case_}) && lower(t_[c].form) == "according") return c;
    return source;
  }

  // ", officials said", ", the institute estimates," inside or after the clause
  void parenthesis(int i, int c) {
    if (!t_.is(c, {Rel::parataxis, Rel::dep}) || t_[c].upos != Upos::verb) return;
    const auto cue = cues_.verb(lower(t_[c].lemma));
    if (!cue || *cue == Cue::aspect || *cue == Cue::plan || *cue == Cue::negate || *cue == Cue::enable) return;
    if (t_.has(c, {Rel::ccomp, Rel::xcomp}) || !t_.has(c, {Rel::nsubj})) return;
    if (const int o = t_.child(c, {Rel::obj}); o >= 0 && t_[o].upos != Upos::pron && *cue != Cue::speech) return;
    if (*cue == Cue::foresee) out_.foreseen = true;
    const int subject = t_.child(c, {Rel::nsubj});
    (void)i;
    push(n_.at(s_, subject), c, c, *cue);
  }

  const Nominals& n_;
  const Tree& t_;
  const Cues& cues_;
  int s_;
  int only_conj_ = 0;
  bool detached_ = false;         // the climb has left the clause of the predicate by a side door
  bool detached_before_ = false;  // … already before the present step
  Climb out_;

 public:
  bool according_ = false;
};

bool among(const std::vector<std::string>& parties, const std::string& state) {
  return !state.empty() && state != "xx" && std::find(parties.begin(), parties.end(), state) != parties.end();
}

Modality by_cue(Cue cue, bool party) {
  switch (cue) {
    case Cue::claim: return Modality::claimed;
    case Cue::allege: case Cue::alleged: return Modality::alleged;
    case Cue::assess: case Cue::assessed: return Modality::assessed;
    case Cue::confirm: return Modality::confirmed;
    case Cue::deny: return Modality::denied;
    case Cue::foresee: case Cue::likely: return Modality::foreseen;
    case Cue::show: case Cue::hearsay: return Modality::reported;
    default: return party ? Modality::claimed : Modality::reported;
  }
}

}  // namespace

Grader::Grader(const Nominals& nominals, const Cues& cues)
    : nominals_(&nominals), analysis_(&nominals.analysis()), cues_(&cues) {
  find_quotations();
}

// The subject of the first reporting verb of the sentence that speaks ("said", "added", "wrote").
int Grader::speaker_of_sentence(int s) const {
  const Tree& t = analysis_->tree(s);
  for (int i = 0; i < t.size(); ++i) {
    if (t[i].upos != Upos::verb) continue;
    const auto cue = cues_->verb(lower(t[i].lemma));
    if (!cue || (*cue != Cue::speech && *cue != Cue::claim && *cue != Cue::warn && *cue != Cue::confirm && *cue != Cue::show)) continue;
    const Slots slots = verb_slots(t, i);
    const int subject = find_slot(slots, "subj");
    if (subject < 0) continue;
    if (const int n = nominals_->at(s, subject); n >= 0) return n;
  }
  return -1;
}

void Grader::find_quotations() {
  bool open = false;
  Quoted q{};
  int paragraph_speaker = -1;
  const auto close = [&](int s, int token) {
    q.end_sentence = s;
    q.end_token = token;
    open = false;
    int speaker = -1;
    for (int k = q.begin_sentence; k <= s && speaker < 0; ++k) speaker = speaker_of_sentence(k);
    if (speaker < 0) speaker = paragraph_speaker;
    if (speaker < 0 && s + 1 < analysis_->size() && analysis_->same_block(s, s + 1)) speaker = speaker_of_sentence(s + 1);
    q.speaker = speaker;
    if (speaker >= 0) paragraph_speaker = speaker;
    quotations_.push_back(q);
  };
  for (int s = 0; s < analysis_->size(); ++s) {
    if (s > 0 && !analysis_->same_block(s, s - 1)) {
      if (open) close(s - 1, analysis_->tree(s - 1).size());
      paragraph_speaker = -1;
    }
    const Tree& t = analysis_->tree(s);
    for (int i = 0; i < t.size(); ++i) {
      const std::string_view form = t[i].form;
      if (!opens_or_closes(form)) continue;
      if (open && form != "“" && form != "``") close(s, i);
      else if (!open && form != "”" && form != "''") {
        open = true;
        q = {s, i, s, t.size(), -1};
      }
    }
  }
  if (open) close(analysis_->size() - 1, analysis_->tree(analysis_->size() - 1).size());
}

bool Grader::in_quotation(int s, int token, const Quoted& q) const {
  const auto after = std::pair(s, token) > std::pair(q.begin_sentence, q.begin_token);
  return after && std::pair(s, token) < std::pair(q.end_sentence, q.end_token);
}

int Grader::speaker_at(int s, int token) const {
  for (const auto& q : quotations_)
    if (in_quotation(s, token, q)) return q.speaker;
  return -1;
}

Grading Grader::grade(int s, int predicate, const std::vector<int>& subjects, const std::string& subject_state,
                      const std::vector<std::string>& parties) const {
  Climber climber(*nominals_, *cues_, s);
  Climb c = climber.climb(predicate);
  const Tree& t = analysis_->tree(s);
  Grading out;
  out.conditional = c.conditional || (t.size() > 0 && t[t.size() - 1].form == "?");
  out.polarity = c.negative ? Polarity::negative : Polarity::positive;

  if (c.sources.empty()) {
    if (const int speaker = speaker_at(s, predicate); speaker >= 0)
      c.sources.push_back({speaker, -1, -1, s, Cue::speech});
  }
  std::string source_state;
  if (!c.sources.empty() && c.sources[0].nominal >= 0) {
    const int r = root(*nominals_, c.sources[0].nominal);
    source_state = (*nominals_)[r].state.empty() ? (*nominals_)[c.sources[0].nominal].state : (*nominals_)[r].state;
  }
  const bool same_actor = !c.sources.empty() && c.sources[0].nominal >= 0 &&
                          std::find(subjects.begin(), subjects.end(), root(*nominals_, c.sources[0].nominal)) != subjects.end();
  const bool own_act = same_actor || (!source_state.empty() && source_state == subject_state);
  const bool party = among(parties, source_state) && !climber.according_;

  if (c.denied) out.modality = Modality::denied;
  else if (c.possible) out.modality = Modality::possible;
  else if (c.foreseen) out.modality = Modality::foreseen;
  else if (c.planned) out.modality = Modality::planned;
  else if (c.will) out.modality = own_act ? Modality::planned : Modality::foreseen;
  else if (c.would) out.modality = own_act ? Modality::planned : Modality::possible;
  else if (c.alleged) out.modality = Modality::alleged;
  else if (!c.sources.empty()) out.modality = climber.according_ && c.sources[0].cue == Cue::speech ? Modality::reported : by_cue(c.sources[0].cue, party);
  else if (c.assessed) out.modality = Modality::assessed;
  else if (c.hearsay) out.modality = Modality::reported;
  out.sources = std::move(c.sources);
  return out;
}

}  // namespace entente
