// Per sentence: frames, times and figures; each frame gets its grading, the figures and times that
// hang on it, and the span of its clause. Then the two kinds of sentence that take up a claim made
// before: denials and confirmations of it. What drafts take from each other is in draft_roles.cpp.
#include "reading/framing/drafts.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr auto kWordsForClaims = std::to_array<std::string_view>(
    {"report", "story", "claim", "allegation", "charge", "accusation", "suggestion", "assertion",
     "it", "that", "this", "talk", "rumour", "rumor", "these", "them"});

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
        cues_(cues),
        published_(published),
        grader_(nominals, cues) {}

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
    std::vector<int> echoes = find_echoes(s);
    size_t next_echo = 0;
    for (const Frame& f : frames) {
      while (next_echo < echoes.size() && echoes[next_echo] < f.predicate)
        echo(s, echoes[next_echo++]);
      if (next_echo < echoes.size() && echoes[next_echo] == f.predicate &&
          echo(s, echoes[next_echo++]))
        continue;
      if (!denies_an_act(f) && !repeats(f, frames)) add(f, times, figures);
    }
    while (next_echo < echoes.size()) echo(s, echoes[next_echo++]);
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
    if (f.entry->modality && tells_as_done(d.grading.modality))
      d.grading.modality = *f.entry->modality;
    drop_self_reports(d);
    if (!speaker_acts(d)) return;
    set_span(d);
    set_when(d, times);
    for (const Figure& figure : figures)
      if (belongs(d.frame, figure.anchor) && !names_parties(f.sentence, figure.anchor))
        d.quantity.push_back(figure.quantity);
    out_.push_back(std::move(d));
  }

  // "the two countries": who they are is known, so their number is no figure.
  bool names_parties(int s, int token) const {
    const int i = n_.at(s, token);
    return i >= 0 && !n_[i].members.empty();
  }

  static void turn_round(Polarity& polarity) {
    polarity = polarity == Polarity::negative ? Polarity::positive : Polarity::negative;
  }

  static bool tells_as_done(Modality m) {
    return m == Modality::stated || m == Modality::reported || m == Modality::claimed;
  }

  // "received no such goods", "nothing was sold"
  bool none_of_it(const Draft& d) const {
    const Tree& t = a_.tree(d.frame.sentence);
    for (const Role r : {Role::object, Role::counterpart, Role::subject})
      for (const int i : d.role(r)) {
        if (n_[i].sentence != d.frame.sentence) continue;
        if (t.lemma_is(n_[i].head, {"nothing", "none", "nobody"})) return true;
        for (int c : t.children(n_[i].head))
          if (t.is(c, {Rel::det, Rel::advmod}) && t.lemma_is(c, {"no", "neither"})) return true;
      }
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

  // --- denials and confirmations of what was said before
  std::vector<int> find_echoes(int s) const {
    std::vector<int> out;
    const Tree& t = a_.tree(s);
    for (int i = 0; i < t.size(); ++i) {
      if (t[i].upos != Upos::verb || t.has(i, {Rel::ccomp})) continue;
      const auto cue = cues_.verb(lower(t[i].lemma));
      if (!cue || (*cue != Cue::deny && *cue != Cue::confirm) || t[i].lemma == "dismiss") continue;
      const int object = t.child(i, {Rel::obj});
      if (object < 0 || t.has(i, {Rel::aux_pass})) continue;
      if (!among(kWordsForClaims, lower(t[object].lemma))) continue;
      if (names_an_act(s, object) || negated(t, i)) continue;
      out.push_back(i);
    }
    return out;
  }

  static bool negated(const Tree& t, int v) {
    for (int k = std::max(0, v - 4); k < v; ++k)
      if (t.lemma_is(k, {"not", "n't", "never", "neither", "nor"})) return true;
    return false;
  }

  // "rejected reports of exports": the exports are what is denied; the rejecting is no claim beside
  // it.
  bool denies_an_act(const Frame& f) const {
    const Tree& t = a_.tree(f.sentence);
    const auto cue = cues_.verb(lower(t[f.predicate].lemma));
    const int object = t.child(f.predicate, {Rel::obj});
    if (!cue || *cue != Cue::deny || object < 0) return false;
    return among(kWordsForClaims, lower(t[object].lemma)) && names_an_act(f.sentence, object);
  }

  // "reports of shell exports to Russia" says itself what is denied
  bool names_an_act(int s, int object) const {
    const Tree& t = a_.tree(s);
    for (int c : t.children(object)) {
      if (!t.is(c, {Rel::nmod, Rel::acl, Rel::ccomp})) continue;
      const bool verb = t[c].upos == Upos::verb;
      const auto pos = verb ? Predicate::Pos::verb : Predicate::Pos::noun;
      if (!p_.find(lower(t[c].lemma), pos).empty()) return true;
    }
    return false;
  }

  bool echo(int s, int verb) {
    const Tree& t = a_.tree(s);
    const int subject = find_slot(verb_slots(t, verb), "subj");
    const int speaker = subject >= 0 ? n_.at(s, subject) : -1;
    const int which = echoed(s, speaker);
    if (which < 0) return false;
    Draft d = out_[static_cast<size_t>(which)];
    const bool deny = *cues_.verb(lower(t[verb].lemma)) == Cue::deny;
    d.copied = true;
    d.frame.sentence = s;
    d.frame.predicate = verb;
    d.grading = {};
    d.grading.modality = deny ? Modality::denied : Modality::confirmed;
    if (speaker >= 0)
      d.grading.sources.push_back({speaker, verb, verb, s, deny ? Cue::deny : Cue::confirm});
    set_span(d);
    out_.push_back(std::move(d));
    return true;
  }

  // What a denial takes up: the nearest accusation before that concerns the speaker's state, else
  // any claim that does, else the nearest accusation of the paragraph. Praise and treaties are not
  // denied.
  int echoed(int s, int speaker) const {
    const std::string state = speaker >= 0 ? n_[root(n_, speaker)].state : "";
    int party = -1, nearest = -1;
    for (int k = static_cast<int>(out_.size()) - 1; k >= 0; --k) {
      const Draft& d = out_[static_cast<size_t>(k)];
      if (s - d.frame.sentence > 4 || d.copied) break;
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

  static bool accuses(Kind k) {
    return k != Kind::sanction && k != Kind::oppose && k != Kind::agree && k != Kind::meet &&
           k != Kind::relate;
  }

  // --- the span of the clause
  void set_span(Draft& d) const {
    const Tree& t = a_.tree(d.frame.sentence);
    std::vector<bool> in(static_cast<size_t>(t.size()), false);
    mark(t, d.frame.predicate, d.frame.predicate, in);
    d.first = static_cast<int>(std::find(in.begin(), in.end(), true) - in.begin());
    d.last = t.size() - 1 - static_cast<int>(std::find(in.rbegin(), in.rend(), true) - in.rbegin());
    while (d.first < d.frame.predicate && leads(t, d.first)) ++d.first;
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

  // --- what hangs on the frame
  // True when climbing from `token` meets the predicate before any other verb.
  bool belongs(const Frame& f, int token) const {
    const Tree& t = a_.tree(f.sentence);
    for (int at = token, steps = 0; at >= 0 && steps < 12; at = t.head(at), ++steps) {
      if (at == f.predicate) return true;
      if (t[at].upos == Upos::verb && at != token && !t.is(at, {Rel::amod, Rel::case_}))
        return shares(t, at, f.predicate, token);
    }
    return false;
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
  const Cues& cues_;
  const std::optional<Date>& published_;
  Grader grader_;
  std::vector<Draft> out_;
};

}  // namespace

std::vector<Draft> draft_claims(Nominals& nominals, const Predicates& predicates, const Cues& cues,
                                const std::optional<Date>& published) {
  return Drafter(nominals, predicates, cues, published).run();
}

}  // namespace entente
