// Per sentence: frames, times and figures; each frame gets its grading, the figures and times that
// hang on it, and the span of its clause. Which clauses take up a claim made before is in
// echoes.cpp; what drafts take from each other in draft_roles.cpp.
#include "reading/framing/drafts.h"

#include <algorithm>
#include <array>

#include "reading/framing/echoes.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

bool content(const Block& b) {
  return b.kind == Block::Kind::paragraph || b.kind == Block::Kind::bullet ||
         b.kind == Block::Kind::table_row;
}

class Drafter {
 public:
  Drafter(Nominals& nominals, const Predicates& predicates, const Cues& cues,
          const std::optional<Date>& published)
      : n_(nominals),
        a_(nominals.analysis()),
        p_(predicates),
        published_(published),
        grader_(nominals, cues),
        echoes_(nominals, predicates, cues) {}

  std::vector<Draft> run() {
    bind_first_person();
    for (int s = 0; s < a_.size(); ++s)
      if (content(a_.block(s))) read_sentence(s);
    return std::move(out_);
  }

 private:
  // "we", "our", "I" inside a quotation are its speaker.
  void bind_first_person() {
    for (int i = 0; i < n_.size(); ++i) {
      Nominal& m = n_[i];
      const Tree& t = a_.tree(m.sentence);
      if (!m.pronoun || !t.lemma_is(m.head, {"we", "our", "us", "i", "my", "me", "ourselves"}))
        continue;
      const int speaker = grader_.speaker_at(m.sentence, m.head);
      if (speaker < 0 || root(n_, speaker) == i) continue;
      m.referent = speaker;
      m.state = n_[root(n_, speaker)].state;
      for (int k = i + 1; k < n_.size() && n_[k].sentence == m.sentence; ++k)
        if (n_[k].possessor == m.head && n_[k].state.empty()) n_[k].state = m.state;
    }
  }

  void read_sentence(int s) {
    const Tree& t = a_.tree(s);
    if (t.size() == 0 || t[t.size() - 1].form == "?") return;
    const auto frames = find_frames(n_, p_, s);
    const auto times = find_times(a_, s, published_);
    const auto figures = find_figures(a_, s);
    const auto echoes = echoes_.find(s);
    size_t next = 0;
    for (const Frame& f : frames) {
      while (next < echoes.size() && echoes[next].verb < f.predicate)
        take_up(s, echoes[next++], times);
      if (next < echoes.size() && echoes[next].verb == f.predicate &&
          take_up(s, echoes[next++], times))
        continue;
      if (!echoes_.denies_an_act(f) && !repeats(f, frames)) add(f, times, figures);
    }
    while (next < echoes.size()) take_up(s, echoes[next++], times);
  }

  // "killed or wounded": a second verb of the kind with nothing of its own.
  bool repeats(const Frame& f, const std::vector<Frame>& frames) const {
    const Tree& t = a_.tree(f.sentence);
    return t.is(f.predicate, {Rel::conj}) &&
           std::any_of(frames.begin(), frames.end(), [&](const Frame& g) {
             return g.predicate == t.head(f.predicate) && g.entry->kind == f.entry->kind &&
                    g.roles == f.roles;
           });
  }

  void add(const Frame& f, const std::vector<TimeExpression>& times,
           const std::vector<Figure>& figures) {
    Draft d;
    d.frame = f;
    d.kind = f.entry->kind;
    const auto subject = states_of(n_, f.role(Role::subject));
    auto parties = subject;
    for (const Role r : {Role::counterpart, Role::against})
      for (auto& state : states_of(n_, f.role(r))) parties.push_back(state);
    std::vector<int> roots;
    for (const int i : f.role(Role::subject)) roots.push_back(root(n_, i));
    d.grading =
        grader_.grade(f.sentence, f.predicate, roots, subject.empty() ? "" : subject[0], parties);
    if (d.grading.conditional) return;
    if (none_of_it(d)) d.grading.polarity = Polarity::negative;
    if (f.entry->negative) turn_round(d.grading.polarity);
    if (no_longer_so(d)) d.grading.polarity = Polarity::negative;
    if (f.entry->modality && tells_as_done(d.grading.modality))
      d.grading.modality = *f.entry->modality;
    drop_self_reports(d);
    if (!speaker_acts(d)) return;
    set_span(d);
    set_when(d, times);
    for (const Figure& figure : figures)
      if ((belongs(d.frame, figure.anchor) || counts_antecedent(d.frame, figure.anchor)) &&
          !names_parties(f.sentence, figure.anchor) && !counts_speakers(d, figure.anchor) &&
          !in_a_date(figure, times) && !in_a_while(f.sentence, figure.anchor))
        d.quantity.push_back(figure.quantity);
    out_.push_back(std::move(d));
  }

  // "the 1.5 million barrels that Iran shipped", "hid $20 million received from Tehran": the figure
  // counts what the clause is about.
  bool counts_antecedent(const Frame& f, int token) const {
    const Tree& t = a_.tree(f.sentence);
    const int noun = t.head(f.predicate);
    if (noun < 0 || !t.is(f.predicate, {Rel::acl, Rel::acl_relcl}) || !fills_role(f, noun))
      return false;
    for (int at = token, steps = 0; at >= 0 && steps < 4; at = t.head(at), ++steps) {
      if (at == noun) return true;
      if (!t.is(at, {Rel::nummod, Rel::compound, Rel::amod, Rel::advmod, Rel::nmod_desc}))
        return false;
    }
    return false;
  }

  bool fills_role(const Frame& f, int token) const {
    for (const Role r : {Role::subject, Role::counterpart, Role::object})
      for (const int i : f.role(r))
        if (n_[i].sentence == f.sentence && (n_[i].head == token || n_[root(n_, i)].head == token))
          return true;
    return false;
  }

  // "the two countries": who they are is known, so their number is no figure.
  bool names_parties(int s, int token) const {
    const int i = n_.at(s, token);
    return i >= 0 && !n_[i].members.empty();
  }

  // "between 2019 and 2021": years, no range
  static bool in_a_date(const Figure& figure, const std::vector<TimeExpression>& times) {
    return std::any_of(times.begin(), times.end(), [&](const TimeExpression& t) {
      return t.first <= figure.first && figure.last <= t.last;
    });
  }

  // "lost 90 outposts in six weeks": how long it took measures nothing that was lost
  bool in_a_while(int s, int token) const {
    const Tree& t = a_.tree(s);
    return t.lemma_is(token, {"hour", "day", "week", "month", "year", "minute"}) &&
           t.preposition(token) == "in";
  }

  // "according to two diplomats": no figure of what they say.
  bool counts_speakers(const Draft& d, int token) const {
    return std::any_of(d.grading.sources.begin(), d.grading.sources.end(), [&](const Source& s) {
      return s.nominal >= 0 && n_[s.nominal].sentence == d.frame.sentence &&
             n_[s.nominal].first <= token && token <= n_[s.nominal].last;
    });
  }

  static void turn_round(Polarity& polarity) {
    polarity = polarity == Polarity::negative ? Polarity::positive : Polarity::negative;
  }

  static bool tells_as_done(Modality m) {
    return m == Modality::stated || m == Modality::reported || m == Modality::claimed;
  }

  // "used to belong to": a state of things that has ended. What somebody used to do was done.
  bool no_longer_so(const Draft& d) const {
    if (d.kind != Kind::own && d.kind != Kind::relate) return false;
    const Tree& t = a_.tree(d.frame.sentence);
    const int above = t.head(d.frame.predicate);
    return above >= 0 && t.is(d.frame.predicate, {Rel::xcomp}) && t[above].xpos == "VBD" &&
           t.lemma_is(above, {"use"});
  }

  // "received no such goods", "nothing was sold"
  bool none_of_it(const Draft& d) const {
    const Tree& t = a_.tree(d.frame.sentence);
    const int object = t.child(d.frame.predicate, {Rel::obj});  // "had no trade with Nepal"
    if (object >= 0 && d.frame.entry->pos == Predicate::Pos::verb && denied(t, object)) return true;
    if (done_to_nobody(t, d.frame.predicate)) return true;
    for (const Role r : {Role::object, Role::counterpart, Role::subject})
      for (const int i : d.role(r)) {
        if (n_[i].sentence != d.frame.sentence) continue;
        if (denied(t, n_[i].head)) return true;
      }
    return false;
  }

  // "sold it to no one"
  static bool done_to_nobody(const Tree& t, int verb) {
    for (int c : t.children(verb))
      if (t.is(c, {Rel::obl, Rel::obj, Rel::iobj}) && t.lemma_is(c, {"one", "nobody", "none"}) &&
          denied(t, c))
        return true;
    return false;
  }

  // "nothing", "no shells", "neither side"
  static bool denied(const Tree& t, int noun) {
    if (t.lemma_is(noun, {"nothing", "none", "nobody"})) return true;
    for (int c : t.children(noun))
      if (t.is(c, {Rel::det, Rel::advmod, Rel::cc_preconj}) && t.lemma_is(c, {"no", "neither"}))
        return true;
    return false;
  }

  // A noun without an actor of its own is done by who speaks of it; false when nobody does.
  bool speaker_acts(Draft& d) const {
    if (d.frame.entry->pos != Predicate::Pos::noun || !d.role(Role::subject).empty()) return true;
    if (d.grading.sources.empty() || d.grading.sources[0].nominal < 0) return false;
    const bool denied = d.grading.modality == Modality::denied;
    if (d.kind == Kind::transfer && !denied) return false;
    const int speaker = d.grading.sources[0].nominal;
    const auto states = states_of(n_, {speaker});
    const auto other = states_of(n_, d.role(Role::counterpart));
    if (states.empty() || among(other, states[0])) return false;
    d.role(Role::subject).push_back(speaker);
    return true;
  }

  // "warned", "denounced", "claimed responsibility": the predicate is its own cue, not a source.
  static void drop_self_reports(Draft& d) {
    std::erase_if(d.grading.sources, [&](const Source& s) {
      return s.cue_sentence == d.frame.sentence && s.cue_first == d.frame.predicate;
    });
  }

  // --- what takes up a claim made before
  bool take_up(int s, const Echo& e, const std::vector<TimeExpression>& times) {
    const Tree& t = a_.tree(s);
    const int subject = e.speaker >= 0 ? e.speaker : find_slot(verb_slots(t, e.verb), "subj");
    const int speaker = subject >= 0 ? n_.at(s, subject) : -1;
    const int which = echoes_.taken_up(e, s, speaker, out_);
    if (which < 0) return false;
    Draft d = out_[static_cast<size_t>(which)];
    // "Iran rejected that finding, as did Asmara"
    const bool denies_too = d.copied && d.grading.modality == Modality::denied;
    d.copied = true;
    d.frame.sentence = s;
    d.frame.predicate = e.verb;
    if (e.how == Echo::How::done_too && !denies_too) {
      do_too(d, speaker, times);
      if (d.grading.conditional) return true;
    } else {
      grade_answer(d, denies_too ? Echo::How::denied : e.how, e.verb, speaker);
    }
    set_span(d);
    out_.push_back(std::move(d));
    return true;
  }

  void grade_answer(Draft& d, Echo::How how, int verb, int speaker) const {
    const bool deny = how == Echo::How::denied;
    d.grading = {};
    d.grading.modality = deny ? Modality::denied : Modality::confirmed;
    if (speaker >= 0)
      d.grading.sources.push_back(
          {speaker, verb, verb, d.frame.sentence, deny ? Cue::deny : Cue::confirm});
  }

  // The same act by another: its own time and grading, no figures.
  void do_too(Draft& d, int actor, const std::vector<TimeExpression>& times) const {
    d.role(Role::subject).clear();
    for (const int token : a_.tree(d.frame.sentence).conjuncts(n_[actor].head))
      if (const int i = n_.at(d.frame.sentence, token); i >= 0) d.role(Role::subject).push_back(i);
    const auto mine = states_of(n_, d.role(Role::subject));
    const auto other = states_of(n_, d.role(Role::counterpart));
    auto parties = mine;
    parties.insert(parties.end(), other.begin(), other.end());
    d.grading = grader_.grade(d.frame.sentence, d.frame.predicate, {root(n_, actor)},
                              mine.empty() ? "" : mine[0], parties);
    d.quantity.clear();
    d.when = {};
    set_when(d, times);
  }

  // --- the span of the clause
  void set_span(Draft& d) const {
    const Tree& t = a_.tree(d.frame.sentence);
    std::vector<bool> in(static_cast<size_t>(t.size()), false);
    mark(t, d.frame.predicate, d.frame.predicate, in);
    d.first = static_cast<int>(std::find(in.begin(), in.end(), true) - in.begin());
    d.last = t.size() - 1 - static_cast<int>(std::find(in.rbegin(), in.rend(), true) - in.rbegin());
    while (d.first < d.frame.predicate && leads(t, d.first)) ++d.first;
    if (const int that = opening_that(t, d.frame.predicate); that >= d.first) d.first = that + 1;
    while (d.last > d.frame.predicate && trails(t, d.last)) --d.last;
    if (d.grading.modality == Modality::denied) take_in_denial(d);
  }

  // "denied that it buys weapons": without the denial the quote would say the opposite.
  void take_in_denial(Draft& d) const {
    for (const Source& s : d.grading.sources) {
      if (s.cue != Cue::deny || s.cue_sentence != d.frame.sentence) continue;
      d.first = std::min(d.first, s.cue_first);
      d.last = std::max(d.last, s.cue_last);
      if (s.nominal >= 0 && n_[s.nominal].sentence == d.frame.sentence)
        d.first = std::min(d.first, n_[s.nominal].first);
    }
  }

  void mark(const Tree& t, int i, int predicate, std::vector<bool>& in) const {
    in[static_cast<size_t>(i)] = true;
    for (int c : t.children(i)) {
      const bool clause_of_predicate = i == predicate && t.is_verbal(c);
      if (clause_of_predicate && t.is(c, {Rel::conj, Rel::parataxis})) continue;
      if (i == predicate && t.is(c, {Rel::cc, Rel::mark}) && c < predicate) continue;
      if (t.is(c, {Rel::acl_relcl, Rel::advcl, Rel::parataxis}) && c > predicate) continue;
      if (clause_of_predicate && t.is(c, {Rel::ccomp})) continue;
      mark(t, c, predicate, in);
    }
  }

  static bool leads(const Tree& t, int i) {
    return t[i].upos == Upos::punct ? t[i].form != "\"" && t[i].form != "“"
                                    : t.is(i, {Rel::cc, Rel::mark});
  }
  static bool trails(const Tree& t, int i) {
    static constexpr auto kClosing = std::to_array<std::string_view>({"\"", "”", ")", "%"});
    return t[i].upos == Upos::punct && !among(kClosing, t[i].form);
  }

  // "said on Friday that X had sent": what stands before "that" belongs to the saying.
  static int opening_that(const Tree& t, int predicate) {
    int found = -1;
    for (int c : t.children(predicate))
      if (t.is(c, {Rel::mark}) && c < predicate && t.lemma_is(c, {"that"})) found = c;
    return found;
  }

  // --- what hangs on the frame
  // True when climbing from `token` meets the predicate before any other verb.
  bool belongs(const Frame& f, int token) const {
    const Tree& t = a_.tree(f.sentence);
    if (token < opening_that(t, f.predicate)) return false;
    for (int at = token, steps = 0; at >= 0 && steps < 12; at = t.head(at), ++steps) {
      if (at == f.predicate) return true;
      if (t[at].upos == Upos::verb && at != token && !t.is(at, {Rel::amod, Rel::case_}))
        return shares(t, at, f.predicate, token) || grows(t, at, f);
    }
    return false;
  }

  // "Exports of wheat to Iran rose to 2 million tonnes in 2024": what the verb measures is the
  // noun.
  static bool grows(const Tree& t, int verb, const Frame& f) {
    if (f.entry->pos != Predicate::Pos::noun || t.head(f.predicate) != verb) return false;
    return t.is(f.predicate, {Rel::nsubj, Rel::nsubj_pass}) &&
           t.lemma_is(verb, {"rise",    "grow",   "increase", "climb",  "jump",   "soar",   "surge",
                             "double",  "treble", "triple",   "swell",  "expand", "fall",   "drop",
                             "decline", "shrink", "plunge",   "halve",  "slump",  "sink",   "reach",
                             "hit",     "total",  "amount",   "exceed", "top",    "average"});
  }

  // The arguments that a second verb shares with the first stand before both.
  static bool shares(const Tree& t, int verb, int predicate, int token) {
    if (!t.is(predicate, {Rel::conj}) || t.first_conjunct(predicate) != verb) return false;
    return token < verb && !t.has(predicate, {Rel::nsubj, Rel::nsubj_pass}) &&
           t.is(token, {Rel::nsubj_pass});
  }

  void set_when(Draft& d, const std::vector<TimeExpression>& times) const {
    const TimeExpression* time = time_of(d.frame, times);
    if (!time) return;
    const Modality m = d.grading.modality;
    const bool ahead = m == Modality::planned || m == Modality::foreseen || m == Modality::possible;
    d.when = ahead ? future(*time, published_) : time->when;
  }

  // The first time that hangs on the frame; for a second verb, else the one that opens the clause
  // of the first.
  const TimeExpression* time_of(const Frame& f, const std::vector<TimeExpression>& times) const {
    const Tree& t = a_.tree(f.sentence);
    const bool second = t.is(f.predicate, {Rel::conj});
    const int group = t.first_conjunct(f.predicate);
    const TimeExpression* shared = nullptr;
    for (const auto& time : times) {
      if (belongs(f, time.anchor)) return &time;
      if (shared || !second || !t.below(time.anchor, group)) continue;
      if (time.first <= 1 || (time.last < group && opens_clause(t, time.first))) shared = &time;
    }
    return shared;
  }

  static bool opens_clause(const Tree& t, int first) {
    return first == 0 || t[first - 1].form == "," || t[first - 1].form == "and";
  }

  Nominals& n_;
  const Analysis& a_;
  const Predicates& p_;
  const std::optional<Date>& published_;
  Grader grader_;
  Echoes echoes_;
  std::vector<Draft> out_;
};

}  // namespace

std::vector<Draft> draft_claims(Nominals& nominals, const Predicates& predicates, const Cues& cues,
                                const std::optional<Date>& published) {
  return Drafter(nominals, predicates, cues, published).run();
}

}  // namespace entente
