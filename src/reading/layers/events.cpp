// Events as event data has them: the claims by data/plover.tsv, and the acts of data/acts.tsv that
// are no claim. An act over a clause ("threatened to …", "demanded that …") is the event, not what
// the clause says; who the clause is about is its target. An event without a target takes the other
// actor of its clause. Actors get the codes that event data sets use: ISO 3166-1 alpha-3 for
// states; IGO, NGO, BUS, MED, REB, CRM for others. Cost: linear in tokens.
#include <unicode/locid.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "reading/framing/climb.h"
#include "reading/framing/coreference.h"
#include "reading/framing/slots.h"
#include "reading/layers/find.h"
#include "reading/words.h"

namespace entente {
namespace {

constexpr size_t kNameWordsMax = 6;

std::string_view code_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::international_body:
    case EntryKind::sanctions_body:
    case EntryKind::bloc:
      return "IGO";
    case EntryKind::ngo:
    case EntryKind::think_tank:
      return "NGO";
    case EntryKind::company:
    case EntryKind::shipping:
    case EntryKind::bank:
      return "BUS";
    case EntryKind::press:
      return "MED";
    case EntryKind::militia:
      return "REB";
    case EntryKind::criminal_group:
    case EntryKind::hacker_group:
      return "CRM";
    default:
      return {};
  }
}

std::string alpha3(const std::string& state) {
  return icu::Locale("", state.c_str()).getISO3Country();
}

// The first body among the names within a mention.
std::string code_of_text(std::string_view text, const Dictionaries& dictionaries) {
  const auto words = split(text, ' ');
  for (size_t i = 0; i < words.size(); ++i)
    for (size_t n = std::min(kNameWordsMax, words.size() - i); n > 0; --n) {
      const char* begin = words[i].data();
      const char* end = words[i + n - 1].data() + words[i + n - 1].size();
      std::string_view name(begin, static_cast<size_t>(end - begin));
      if (name.empty() || !is_upper(name[0])) continue;
      if (name.ends_with("'s")) name.remove_suffix(2);
      for (const Entry* e : dictionaries.entries_named(name))
        if (e->type == EntryType::organisation && !code_of(e->kind).empty())
          return std::string(code_of(e->kind));
    }
  return {};
}

std::string code_of(const Mention& m, const Dictionaries& dictionaries) {
  if (!m.state.empty() && m.state != "xx") return alpha3(m.state);
  return code_of_text(m.text, dictionaries);
}

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
      if (!m.dropped) out_.push_back(std::move(m.event));
    for (Event& e : out_) finish(e);
    std::stable_sort(out_.begin(), out_.end(), [](const Event& a, const Event& b) {
      return a.claim.quote.start < b.claim.quote.start;
    });
    return std::move(out_);
  }

 private:
  struct Made {
    Event event;
    int sentence, predicate;
    bool over, dropped = false;
  };

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
    for (int i = 0; i < t.size(); ++i)
      if (t[i].upos == Upos::verb && !t.is(i, {Rel::amod, Rel::compound, Rel::case_, Rel::mark}))
        for (const Act& act : acts_.find(lower(t[i].lemma)))
          if (has_object(t, i, act)) {
            make(s, i, act);
            break;
          }
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
    if (e.source.empty() || !(known(e.source) || known(e.target))) return;
    if (source >= 0) settle(e.source, s);
    set_quote(e.claim, s, verb);
    acts_found_.push_back(std::move(made));
  }

  // An office-holder or body without a state, in a sentence that names one state only, is of that
  // one.
  void settle(std::vector<Mention>& actors, int s) const {
    std::set<std::string_view> states;
    for (const Match& m : a_.sentences[static_cast<size_t>(s)].matches)
      if (m.type == EntryType::state || m.type == EntryType::place)
        if (!m.state.empty() && m.state != "xx") states.insert(m.state);
    if (states.size() != 1) return;
    for (Mention& m : actors)
      if ((m.state.empty() || m.state == "xx") && code_of_text(m.text, a_.dictionaries).empty())
        m.state = *states.begin();
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
        if (code.type != m.event.type) return borrow(m.event, read.claim);
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
    settle(e.source, read.sentence);
    if (!coded(e.target))
      if (auto other = without(other_actor(read.sentence, read.predicate, e.source), e.source);
          !other.empty() || e.target.empty())
        e.target = std::move(other);
    e.claim = std::move(read.claim);
    out_.push_back(std::move(e));
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

  void finish(Event& e) const {
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
  std::vector<Event> out_;
};

}  // namespace

std::vector<Event> find_events(const Analysis& analysis, const Predicates& predicates,
                               const Cues& cues, const PloverTable& table, const Acts& acts) {
  return Finder(analysis, cues, table, acts).find(assemble_traced(analysis, predicates, cues));
}

}  // namespace entente
