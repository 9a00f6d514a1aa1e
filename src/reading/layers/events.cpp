// Events as event data has them: the claims by data/plover.tsv, and the acts of data/acts.tsv that
// are no claim. An act over a clause ("threatened to …", "demanded that …") is the event, not what
// the clause says; who the clause is about is its target. An event without a target takes the other
// actor of its clause. Codes of actors are event_actors.h's; what is told twice, or only to say
// what another act was for, is left out by event_repeats.h. Cost: linear in tokens.
#include <algorithm>

#include "base/text.h"
#include "reading/framing/climb.h"
#include "reading/framing/coreference.h"
#include "reading/framing/slots.h"
#include "reading/layers/event_actors.h"
#include "reading/layers/event_repeats.h"
#include "reading/layers/find.h"
#include "reading/words.h"

namespace entente {
namespace {

// Whom the event is done to: the counterpart, else whom it is against; of a mutual tie each other.
std::vector<Mention> target_of(const Claim& c) {
  if (!c.counterpart.empty()) return c.counterpart;
  if (!c.against.empty()) return c.against;
  if (info(c.kind).symmetric && c.subject.size() > 1) return c.subject;
  return {};
}

class Finder {
 public:
  Finder(const Analysis& analysis, const Cues& cues, const PloverTable& table, const Acts& acts)
      : a_(analysis),
        nominals_(analysis),
        cues_(cues),
        table_(table),
        acts_(acts),
        spans_(analysis) {
    resolve(nominals_);
  }

  std::vector<Event> find(std::vector<ReadClaim> claims) {
    for (int s = 0; s < a_.size(); ++s) find_acts(s);
    for (Made& m : acts_found_) give_way(m);
    for (ReadClaim& read : claims) from_claim(read);
    for (Made& m : acts_found_)
      if (!m.dropped) out_.push_back(std::move(m));
    for (Made& m : out_) finish(m);
    drop_repeats(out_, a_);
    std::vector<Event> events;
    for (Made& m : out_)
      if (!m.dropped) events.push_back(std::move(m.event));
    std::stable_sort(events.begin(), events.end(), [](const Event& a, const Event& b) {
      return a.claim.quote.start < b.claim.quote.start;
    });
    return events;
  }

 private:
  using Made = FoundEvent;

  // What PLOVER makes of acts that are not done: cooperation to come is an agreement, force to come
  // a threat, cooperation that does not come a refusal. Empty: no event.
  static std::string as_told(const std::string& type, const Climb& c) {
    static constexpr auto kFriendly = std::to_array<std::string_view>(
        {"CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "AGREE"});
    static constexpr auto kHostile = std::to_array<std::string_view>(
        {"SANCTION", "COERCE", "ASSAULT", "FIGHT", "MOBILIZE", "PROTEST", "REJECT"});
    const bool friendly = among(kFriendly, type), hostile = among(kHostile, type);
    if (c.conditional) return {};
    if (c.negative || c.denied) return friendly ? "REJECT" : hostile ? "" : type;
    if (!c.planned && !c.will && !c.would && !c.foreseen) return type;
    return friendly ? "AGREE" : hostile ? "THREATEN" : type;
  }
  static std::string root_of(const std::string& type, const std::string& fallback) {
    if (type == "REJECT") return "12";
    if (type == "AGREE") return "03";
    return type == "THREATEN" ? "13" : fallback;
  }

  // --- acts
  void find_acts(int s) {
    const Tree& t = a_.tree(s);
    const auto kind = a_.block(s).kind;
    if (kind == Block::Kind::meta) return;
    for (int i = 0; i < t.size(); ++i) {
      if (t[i].upos != Upos::verb || t.is(i, {Rel::amod, Rel::compound, Rel::case_, Rel::mark}))
        continue;
      const auto& acts = acts_.find(lower(t[i].lemma));
      const auto act = std::find_if(acts.begin(), acts.end(),
                                    [&](const Act& one) { return has_object(t, i, one); });
      if (act != acts.end()) make(s, i, *act);
      else if (const int asked = must_do(t, i); asked >= 0) demand(s, i, asked);
    }
  }

  // "said that Libya must hand over …", "issued a reminder that it must …": the verb of what must
  // be done; -1 where nothing must.
  int must_do(const Tree& t, int verb) const {
    const auto cue = cues_.verb(lower(t[verb].lemma));
    const bool says = (cue && (*cue == Cue::speech || *cue == Cue::claim || *cue == Cue::warn)) ||
                      t.lemma_is(verb, {"conclude", "decide", "rule"});
    const bool gives = t.lemma_is(verb, {"issue", "give", "send", "deliver", "make"});
    for (int c : t.children(verb)) {
      if (says && t.is(c, {Rel::ccomp}) && bound(t, c)) return c;
      if (!gives || !t.is(c, {Rel::obj})) continue;
      for (int k : t.children(c))
        if (t.is(k, {Rel::acl, Rel::ccomp}) && bound(t, k)) return k;
    }
    return -1;
  }

  // "must cooperate", not "must have known"
  static bool bound(const Tree& t, int verb) {
    bool must = false;
    for (int c : t.children(verb)) {
      if (!t.is(c, {Rel::aux})) continue;
      if (t.lemma_is(c, {"have"})) return false;
      must = must || t.lemma_is(c, {"must"});
    }
    return must && t[verb].upos == Upos::verb;
  }

  static bool mutual(const std::string& type) {
    return type == "AGREE" || type == "CONSULT" || type == "COOPERATE";
  }

  void demand(int s, int verb, int asked) {
    static const Act kDemand{{}, true, {"DEMAND", "", "10"}};
    make(s, verb, kDemand);
    if (acts_found_.empty() || acts_found_.back().predicate != verb ||
        acts_found_.back().sentence != s)
      return;
    const int whom = find_slot(verb_slots(a_.tree(s), asked), "subj");
    const int target = whom >= 0 ? nominals_.at(s, whom) : -1;
    if (target >= 0) acts_found_.back().event.target = actors(target);
  }

  static bool has_object(const Tree& t, int verb, const Act& act) {
    if (act.objects.empty()) return true;
    for (const Slot& slot : verb_slots(t, verb)) {
      if (slot.token < 0 || slot.name == "subj") continue;
      const std::string lemma = lower(t[slot.token].lemma);
      if (std::find(act.objects.begin(), act.objects.end(), lemma) != act.objects.end())
        return true;
    }
    return false;
  }

  void make(int s, int verb, const Act& act) {
    const Tree& t = a_.tree(s);
    const int subject = find_slot(verb_slots(t, verb), "subj");
    const int source = subject >= 0 ? nominals_.at(s, subject) : -1;
    Made made{{}, s, verb, act.over};
    Event& e = made.event;
    const std::string type = as_told(act.code.type, climb(nominals_, cues_, s, verb));
    if (type.empty()) return;
    e.type = type;
    e.mode = type == act.code.type ? act.code.mode : "";
    e.cameo = type == act.code.type ? act.code.cameo : root_of(type, act.code.cameo);
    if (source >= 0) e.source = actors(source);
    e.target = other_actor(s, verb, e.source);
    if (e.target.empty() && e.source.size() > 1 && mutual(type)) e.target = e.source;
    if (e.source.empty() || !(known(e.source) || known(e.target))) return;
    if (source >= 0) settle(e.source, s);
    set_quote(e.claim, s, verb);
    acts_found_.push_back(std::move(made));
  }

  void settle(std::vector<Mention>& actors, int s) const {
    for (Mention& m : actors) settle_actor(m, a_, s);
  }

  // An act in what another one says is not done: "threatened to ban", "refuses to recognise".
  void give_way(Made& inner) {
    const Tree& t = a_.tree(inner.sentence);
    for (Made& outer : acts_found_) {
      if (&outer == &inner || outer.sentence != inner.sentence || !outer.over) continue;
      if (!t.below(inner.predicate, outer.predicate) || !complement(t, inner.predicate, outer))
        continue;
      inner.dropped = true;
      if (outer.event.target.empty()) outer.event.target = inner.event.target;
    }
  }

  static bool known(const std::vector<Mention>& actors) {
    return std::any_of(actors.begin(), actors.end(), [](const Mention& m) {
      return !m.state.empty() || is_upper(m.text.empty() ? ' ' : m.text[0]);
    });
  }

  void set_quote(Claim& c, int s, int verb) const {
    const Tree& t = a_.tree(s);
    int last = t.last(verb);
    while (last > verb && t[last].upos == Upos::punct) --last;
    int first = t.first(verb);
    while (first < verb && t[first].upos == Upos::punct) ++first;
    c.quote = spans_.of(s, first, last);
  }

  // The nominal and those coordinated with it, pronouns led back.
  std::vector<Mention> actors(int i) const {
    std::vector<Mention> out;
    const Nominal& n = nominals_[i];
    for (const int token : a_.tree(n.sentence).conjuncts(n.head))
      if (const int k = nominals_.at(n.sentence, token); k >= 0) out.push_back(mention(k));
    return out;
  }

  Mention mention(int i) const {
    const Nominal& own = nominals_[i];
    const Nominal& meant = nominals_[root(nominals_, i)];
    const Nominal& shown = own.pronoun ? meant : own;
    Mention out;
    static_cast<Span&>(out) = spans_.of(shown.sentence, shown.first, shown.last);
    out.state = own.state.empty() ? meant.state : own.state;
    place_actor(out, a_, shown.sentence, spans_);
    return out;
  }

  // Whom a clause concerns beside its subject: the first named actor below the verb, of another
  // state if there is one.
  std::vector<Mention> other_actor(int s, int verb, const std::vector<Mention>& source) const {
    const Tree& t = a_.tree(s);
    int same = -1, unknown = -1;
    for (int i = 0; i < t.size(); ++i) {
      const int k = nominals_.at(s, i);
      if (k < 0 || !t.below(i, verb) || time_or_place(nominals_[k], t, i)) continue;
      const Mention m = mention(k);
      if (within(m, source)) continue;
      if (m.state.empty() && code_of_text(m.text, a_.dictionaries).empty()) {
        if (unknown < 0 && has_name(nominals_[k])) unknown = k;
        continue;
      }
      const bool own = std::any_of(source.begin(), source.end(), [&](const Mention& o) {
        return !o.state.empty() && o.state == m.state;
      });
      if (!own) return actors(k);
      if (same < 0) same = k;
    }
    if (same < 0) same = unknown;
    return same >= 0 ? actors(same) : std::vector<Mention>();
  }

  static bool within(const Mention& m, const std::vector<Mention>& others) {
    return std::any_of(others.begin(), others.end(),
                       [&](const Mention& o) { return m.start < o.end && o.start < m.end; });
  }

  bool has_name(const Nominal& n) const {
    const Tree& t = a_.tree(n.sentence);
    for (int i = n.first; i <= n.last; ++i)
      if (t[i].upos == Upos::propn) return true;
    return false;
  }

  // "on Monday"; "in Geneva" hanging on the verb tells where, not to whom
  static bool time_or_place(const Nominal& n, const Tree& t, int token) {
    if (n.sort == Nominal::Sort::time || n.sort == Nominal::Sort::number) return true;
    return n.sort == Nominal::Sort::place && t.is(token, {Rel::obl}) &&
           t.preposition(token) == "in";
  }

  // --- claims
  void from_claim(ReadClaim& read) {
    const Tree& t = a_.tree(read.sentence);
    const PloverCode& code = table_.find(read.claim, lower(t[read.predicate].lemma));
    for (Made& m : acts_found_) {
      if (m.sentence != read.sentence) continue;
      if (m.predicate == read.predicate) {
        if (m.over && read.claim.kind != Kind::agree) return take_over(m.event, read.claim);
        m.dropped = true;
      } else if (m.over && t.below(read.predicate, m.predicate) &&
                 complement(t, read.predicate, m)) {
        // "denied that it had sent": the claim tells the same and more
        if (code.type != m.event.type || others(m.event.source, read.claim.subject))
          return borrow(m.event, read.claim);
        m.dropped = true;
      } else if (same_act(m, read)) {
        m.dropped = true;
      }
    }
    Event e;
    e.type = code.type;
    e.mode = code.mode;
    e.cameo = code.cameo;
    e.source = read.claim.subject;
    e.target = target_of(read.claim);
    if (read.claim.kind == Kind::lose && !e.target.empty()) std::swap(e.source, e.target);
    for (auto* side : {&e.source, &e.target})
      for (Mention& m : *side) place_actor(m, a_, read.sentence, spans_);
    settle(e.source, read.sentence);
    if (!coded(e.target))
      if (auto other = without(other_actor(read.sentence, read.predicate, e.source), e.source);
          !other.empty() || e.target.empty())
        e.target = std::move(other);
    e.claim = std::move(read.claim);
    out_.push_back({std::move(e), read.sentence, read.predicate});
  }

  // Is the claim in what the act says, rather than beside it?
  static bool complement(const Tree& t, int token, const Made& m) {
    for (int at = token; at >= 0 && at != m.predicate; at = t.head(at))
      if (t.head(at) == m.predicate)
        return t.is(at, {Rel::ccomp, Rel::xcomp, Rel::obj, Rel::obl, Rel::advcl});
    return false;
  }

  bool same_act(const Made& m, const ReadClaim& read) const {
    return a_.tree(read.sentence).head(read.predicate) == m.predicate &&
           a_.tree(read.sentence).is(read.predicate, {Rel::obj});
  }

  // The claim of the same verb knows its roles better.
  void take_over(Event& e, const Claim& c) const {
    if (coded(c.subject)) e.source = c.subject;
    if (auto target = target_of(c); coded(target)) e.target = std::move(target);
    e.claim = c;
  }

  bool coded(const std::vector<Mention>& actors) const {
    return std::any_of(actors.begin(), actors.end(),
                       [&](const Mention& m) { return !code_of(m, a_.dictionaries).empty(); });
  }

  // Are both of known states, and none of them the same?
  static bool others(const std::vector<Mention>& some, const std::vector<Mention>& all) {
    const auto known = [](const Mention& m) { return !m.state.empty() && m.state != "xx"; };
    return std::any_of(some.begin(), some.end(), known) &&
           std::any_of(all.begin(), all.end(), known) &&
           std::none_of(some.begin(), some.end(), [&](const Mention& m) {
             return std::any_of(all.begin(), all.end(),
                                [&](const Mention& o) { return o.state == m.state; });
           });
  }

  static void borrow(Event& e, const Claim& c) {
    if (!e.target.empty()) return;
    e.target = without(c.subject, e.source);
    if (e.target.empty()) e.target = without(target_of(c), e.source);
  }

  static std::vector<Mention> without(std::vector<Mention> actors,
                                      const std::vector<Mention>& others) {
    std::erase_if(actors, [&](const Mention& m) {
      return std::any_of(others.begin(), others.end(), [&](const Mention& o) {
        return o.start == m.start || (!m.state.empty() && m.state != "xx" && o.state == m.state);
      });
    });
    return actors;
  }

  void finish(Made& made) const {
    Event& e = made.event;
    for (auto* side : {&e.source, &e.target})
      for (Mention& m : *side) place_actor(m, a_, made.sentence, spans_);
    for (const Mention& m : e.source) e.source_codes.push_back(code_of(m, a_.dictionaries));
    for (const Mention& m : e.target) e.target_codes.push_back(code_of(m, a_.dictionaries));
  }

  const Analysis& a_;
  Nominals nominals_;
  const Cues& cues_;
  const PloverTable& table_;
  const Acts& acts_;
  Spans spans_;
  std::vector<Made> acts_found_;
  std::vector<Made> out_;
};

}  // namespace

std::vector<Event> find_events(const Analysis& analysis, const Predicates& predicates,
                               const Cues& cues, const PloverTable& table, const Acts& acts) {
  return Finder(analysis, cues, table, acts).find(assemble_traced(analysis, predicates, cues));
}

}  // namespace entente
