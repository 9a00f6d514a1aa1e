// Rules run in the order of mend(); each leaves a tree: one root, no cycle (tested by mend_test).
#include "reading/mend.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/asides.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 24> kSpeech{
    "say", "add", "tell", "report", "claim", "believe", "estimate", "think", "allege", "warn", "note", "write", "suggest",
    "insist", "announce", "state", "argue", "acknowledge", "promise", "explain", "reckon", "admit", "confirm", "tweet"};

constexpr std::array<std::string_view, 16> kGiving{"give", "send", "sell", "lend", "supply", "grant", "offer", "pay", "hand",
                                                   "promise", "provide", "deliver", "ship", "lease", "award", "teach"};

// Verbs that take a that-clause.
constexpr std::array<std::string_view, 50> kThat{
    "say", "add", "tell", "report", "claim", "believe", "estimate", "think", "allege", "warn", "note", "write", "suggest", "insist",
    "announce", "state", "argue", "acknowledge", "explain", "reckon", "admit", "confirm", "deny", "show", "indicate", "expect", "fear",
    "conclude", "doubt", "find", "reveal", "inform", "testify", "assess", "predict", "declare", "recall", "complain", "concede", "maintain",
    "contend", "assert", "disclose", "reply", "boast", "promise", "learn", "charge", "verify", "order"};

// Words before a number: "at least 3,000".
constexpr std::array<std::string_view, 12> kBefore{"at", "least", "more", "than", "up", "to", "about", "some", "nearly", "only", "around", "over"};

// Verbs that do take "of".
constexpr std::array<std::string_view, 22> kOfVerbs{
    "accuse", "consist", "think", "speak", "hear", "rid", "dispose", "convict", "approve", "suspect", "deprive",
    "strip", "inform", "warn", "remind", "rob", "complain", "die", "boast", "acquit", "cure", "relieve"};

template <size_t N>
bool among(const std::array<std::string_view, N>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

class Mender {
 public:
  Mender(Sentence& s, const Dictionaries& d) : s_(s), d_(d), matches_(d.find(s)) {
    name_end_.assign(s.tokens.size(), -1);
    for (const Match& m : matches_) {
      const bool state = m.type == EntryType::state && m.entry->kind != EntryKind::adjective && m.entry->kind != EntryKind::combining;
      if (state || (m.type == EntryType::place && !m.state.empty())) name_end_[m.first_token] = static_cast<int>(m.last_token);
    }
  }

  void run() {
    reporting_nouns();
    perfect_participles();
    of_phrases();
    pronoun_that();
    conjunction_that();
    that_clauses();
    opening_dates();
    coordinated_participles();
    verb_chains();
    relabel();
    described_names();
    below_auxiliaries();
    lists_of_states();
    indirect_objects();
    clauses_on_dates();
    trailing_reporter();
    verb_without_root();
    opening_condition();
  }

 private:
  int size() const { return static_cast<int>(s_.tokens.size()); }
  Token& at(int i) { return s_.tokens[static_cast<size_t>(i)]; }
  std::string_view form(int i) const { return i >= 0 && i < size() ? s_.tokens[static_cast<size_t>(i)].form : std::string_view(); }

  bool below(int i, int ancestor) {
    for (int steps = 0; i >= 0 && steps <= size(); i = at(i).head, ++steps)
      if (i == ancestor) return true;
    return false;
  }

  // Hangs `i` on `head` unless that would close a circle.
  bool hang(int i, int head, Rel rel) {
    if (i == head || below(head, i)) return false;
    at(i).head = head;
    at(i).rel = rel;
    return true;
  }

  static bool have(std::string_view lemma) { return lemma == "have"; }

  // The auxiliary "has/have/had" before `v`, with only adverbs between; -1 when there is none.
  int auxiliary_before(int v) {
    int i = v - 1;
    while (i >= 0 && at(i).upos == Upos::adv) --i;
    return i >= 0 && have(at(i).lemma) ? i : -1;
  }

  // "South Korean intelligence estimates that …": before "that" it is the verb, not the plural.
  void reporting_nouns() {
    for (int i = 1; i + 2 < size(); ++i) {
      if (at(i).upos != Upos::noun || at(i).xpos != "NNS" || !is_reporting_form(form(i)) || !equals_ignoring_case(form(i + 1), "that")) continue;
      const int noun = i - 1;
      if ((at(noun).upos != Upos::noun && at(noun).upos != Upos::propn) || at(noun).head != i) continue;
      for (int k = 0; k < noun; ++k)
        if (at(k).head == i) at(k).head = noun;
      at(noun).rel = Rel::nsubj;
      at(i).upos = Upos::verb;
      at(i).xpos = "VBZ";
      at(i).lemma = form(i).substr(0, form(i).size() - 1);
    }
  }

  // "It has rejected reports", "it had shot down drones": after "have" a participle is the verb.
  void perfect_participles() {
    for (int v = 1; v < size(); ++v) {
      if (at(v).xpos != "VBN" && at(v).xpos != "VBD") continue;
      const int have_at = auxiliary_before(v);
      if (have_at < 0) continue;
      if (at(v).rel == Rel::amod && at(v).head > v) take_over(v, at(v).head, Rel::obj);
      else if ((at(v).rel == Rel::xcomp || at(v).rel == Rel::ccomp) && at(v).head == have_at) take_over(v, have_at, Rel::aux);
      else continue;
      at(v).upos = Upos::verb;
      if (at(v).rel == Rel::obj && at(have_at).xpos == "VBG") at(v).rel = Rel::advcl;
      if (hang(have_at, v, Rel::aux)) at(have_at).upos = Upos::aux;
    }
  }

  // `v` takes the place of its head `old`, which hangs below it with `rel`; clause parts move along.
  void take_over(int v, int old, Rel rel) {
    at(v).head = at(old).head;
    at(v).rel = at(old).rel;
    at(old).head = v;
    at(old).rel = rel;
    for (int i = 0; i < size(); ++i) {
      if (i == v || at(i).head != old) continue;
      const Rel r = at(i).rel;
      const bool clause = r == Rel::nsubj || r == Rel::nsubj_pass || r == Rel::aux || r == Rel::mark || r == Rel::obl || r == Rel::advmod ||
                          r == Rel::advcl || r == Rel::parataxis || r == Rel::punct || r == Rel::ccomp || r == Rel::obj || r == Rel::cop ||
                          (r == Rel::conj && i > v);
      if (rel == Rel::aux || (clause && (i < v || r != Rel::punct))) at(i).head = v;
    }
  }

  // "imposed most of the bans": "of" after a noun belongs to the noun.
  void of_phrases() {
    for (int i = 2; i < size(); ++i) {
      if (at(i).rel != Rel::obl || at(i).head < 0 || at(at(i).head).upos != Upos::verb || among(kOfVerbs, at(at(i).head).lemma)) continue;
      int of = -1;
      for (int k = at(i).head + 1; k < i; ++k)
        if (at(k).head == i && at(k).rel == Rel::case_ && equals_ignoring_case(form(k), "of")) of = k;
      if (of < 1) continue;
      const Upos before = at(of - 1).upos;
      if (before == Upos::noun || before == Upos::propn || before == Upos::num || before == Upos::adj || before == Upos::det || before == Upos::pron)
        if (of - 1 != at(i).head) hang(i, of - 1, Rel::nmod);
    }
  }

  // "rejected that as groundless": here "that" is the object.
  void pronoun_that() {
    for (int i = 1; i + 1 < size(); ++i) {
      if (!equals_ignoring_case(form(i), "that") || at(i - 1).upos != Upos::verb || !equals_ignoring_case(form(i + 1), "as")) continue;
      if (!hang(i, i - 1, Rel::obj)) continue;
      at(i).upos = Upos::pron;
      at(i).xpos = "DT";
    }
  }

  // "said last month that Kim had …": "that" is an argument in relative clauses only.
  void conjunction_that() {
    for (int i = 1; i < size(); ++i) {
      if (!equals_ignoring_case(form(i), "that") || at(i).head <= i) continue;
      const int v = at(i).head;
      const Rel r = at(i).rel;
      if (r != Rel::nsubj && r != Rel::nsubj_pass && r != Rel::obj && r != Rel::obl && r != Rel::advmod && r != Rel::det) continue;
      if (at(v).upos != Upos::verb || at(v).rel == Rel::acl_relcl) continue;
      at(i).rel = Rel::mark;
      at(i).upos = Upos::sconj;
      at(i).xpos = "IN";
    }
  }

  // "estimated in March that the North had sent …": what follows "that" hangs on the verb before it.
  void that_clauses() {
    for (int i = 1; i + 2 < size(); ++i) {
      if (!equals_ignoring_case(form(i), "that")) continue;
      const int reporter = that_verb_before(i);
      if (reporter < 0 || (at(i + 1).upos == Upos::verb && reporter != i - 1) || at(i + 1).upos == Upos::aux) continue;
      const int clause = clause_after(i);
      if (clause < 0 || (at(clause).head == reporter && at(clause).rel == Rel::ccomp)) continue;
      attach_clause(reporter, i, clause);
    }
  }

  int that_verb_before(int that) {
    for (int i = that - 1; i >= 0 && i >= that - 9; --i) {
      if (at(i).upos == Upos::verb) return among(kThat, at(i).lemma) ? i : -1;
      if (form(i) == ";" || form(i) == "\"") return -1;
    }
    return -1;
  }

  // The head of the first finite clause behind `that`.
  int clause_after(int that) {
    for (int i = that + 1; i < size() && form(i) != ";"; ++i) {
      const auto x = at(i).xpos;
      if (x != "VBD" && x != "VBZ" && x != "VBP" && x != "MD") continue;
      int v = at(i).upos == Upos::aux || at(i).rel == Rel::cop ? at(i).head : i;
      if (v <= that) v = i;
      for (int steps = 0; at(v).head > that && steps < size(); ++steps) v = at(v).head;
      return v;
    }
    return -1;
  }

  void attach_clause(int reporter, int that, int clause) {
    if (below(reporter, clause)) {  // upside down: the reporting verb was hung in its own content
      at(reporter).head = at(clause).head;
      at(reporter).rel = at(clause).rel;
      for (int i = 0; i < that; ++i)
        if (at(i).head == clause && i != reporter) at(i).head = reporter;
      at(clause).head = reporter;
      at(clause).rel = Rel::ccomp;
    } else {
      hang(clause, reporter, Rel::ccomp);
    }
    if (at(that).head != clause) hang(that, clause, Rel::mark);
    at(that).rel = Rel::mark;
    at(that).upos = Upos::sconj;
  }

  // "The ship switched off its transponder and loaded oil": a "participle" with an object of its own
  // before "and" and a finite verb is the first of two verbs.
  void coordinated_participles() {
    for (int v = 1; v < size(); ++v) {
      if (at(v).rel != Rel::acl || (at(v).xpos != "VBN" && at(v).xpos != "VBD")) continue;
      const int noun = at(v).head;
      if (noun < 0 || noun > v || at(noun).rel != Rel::nsubj) continue;
      const int second = at(noun).head;
      if (second <= v || at(second).upos != Upos::verb || !has_child(v, Rel::obj, v, second) || !has_child(second, Rel::cc, v, second)) continue;
      at(v).head = at(second).head;
      at(v).rel = at(second).rel;
      at(v).xpos = "VBD";
      at(noun).head = v;
      at(second).head = v;
      at(second).rel = Rel::conj;
      for (int i = 0; i < noun; ++i)
        if (at(i).head == second) at(i).head = v;
    }
  }

  // "had handed over shells, had trained crews and still housed a regiment": an auxiliary right behind a
  // comma or "and" opens another verb of the same subject, not of the object before.
  void verb_chains() {
    for (int v = 2; v < size(); ++v) {
      if (at(v).upos != Upos::verb) continue;
      const int aux = first_auxiliary(v);
      if (aux < 2) continue;
      int joint = aux - 1;
      while (joint > 0 && at(joint).upos == Upos::adv) --joint;
      const auto f = form(joint);
      if (f != "," && f != "and" && f != "but") continue;
      const int before = verb_with_auxiliary(joint, at(aux).lemma);
      if (before < 0 && at(v).rel == Rel::conj) out_of_infinitive(v);
      if (before < 0 || below(before, v)) continue;
      if (at(v).rel == Rel::conj) {  // hung on the reporting verb instead: "said that X had … and had …"
        if (at(v).head != before && below(before, at(v).head) && !has_own_subject(v)) hang(v, before, Rel::conj);
        out_of_infinitive(v);
        continue;
      }
      bool stolen = false;
      for (int i = 0; i < joint; ++i)
        if (at(i).head == v && (at(i).rel == Rel::nsubj || at(i).rel == Rel::nsubj_pass || at(i).rel == Rel::obl) && i > before) {
          at(i).head = before;
          if (at(i).rel != Rel::obl) at(i).rel = Rel::obj;
          stolen = true;
        }
      if (stolen || at(v).rel == Rel::advcl || at(v).rel == Rel::parataxis || at(v).rel == Rel::ccomp) hang(v, before, Rel::conj);
    }
  }

  // Labels that their own function words contradict: a conjunct with "to" and no "and" is a complement;
  // a modifier with "and" and no preposition is a conjunct.
  void relabel() {
    for (int i = 1; i < size(); ++i) {
      const int h = at(i).head;
      if (h < 0 || h > i) continue;
      const bool joint = has_child(i, Rel::cc, h, i);
      if (at(i).rel == Rel::conj && at(i).upos == Upos::verb && !joint && infinitive(i) && !infinitive(h)) at(i).rel = Rel::xcomp;
      if ((at(i).rel == Rel::nmod || at(i).rel == Rel::appos) && joint && !has_child(i, Rel::case_, h, i)) at(i).rel = Rel::conj;
    }
  }

  // "the Cameroon-flagged tankers SEA CRANE and …": the noun before a name describes it.
  void described_names() {
    for (int i = 0; i + 1 < size(); ++i) {
      if (at(i).upos != Upos::noun || at(i + 1).upos != Upos::propn || !d_.noun(lower(at(i).lemma))) continue;
      int name = i + 1;
      while (at(name).rel == Rel::compound && at(name).head > name && at(name).head < i + 6) name = at(name).head;
      if (at(name).head != at(i).head || at(name).rel != at(i).rel || at(i).rel == Rel::conj) continue;
      at(i).head = name;
      at(i).rel = Rel::nmod_desc;
    }
  }

  bool infinitive(int v) {
    for (int i = v - 1; i >= 0 && i > v - 5; --i)
      if (at(i).head == v && at(i).rel == Rel::mark && equals_ignoring_case(form(i), "to")) return true;
    return false;
  }

  // "was helping X to improve Y and had given it Z": a finite verb is no second infinitive.
  void out_of_infinitive(int v) {
    int h = at(v).head;
    if (h < 0 || !infinitive(h) || has_own_subject(v)) return;
    while (h >= 0 && (at(h).upos != Upos::verb || infinitive(h))) h = at(h).head;
    if (h >= 0) hang(v, h, Rel::conj);
  }

  int first_auxiliary(int v) {
    for (int i = 0; i < v; ++i)
      if (at(i).head == v && (at(i).rel == Rel::aux || at(i).rel == Rel::aux_pass)) return i;
    return -1;
  }

  // The nearest verb before `end` with the auxiliary `lemma`, its own subject before it.
  int verb_with_auxiliary(int end, std::string_view lemma) {
    for (int v = end - 1; v > 0; --v) {
      if (at(v).upos != Upos::verb) continue;
      const int aux = first_auxiliary(v);
      if (aux >= 0 && at(aux).lemma == lemma) return v;
      if (at(v).xpos == "VBD" || at(v).xpos == "VBZ" || at(v).xpos == "VBP") return -1;
    }
    return -1;
  }

  bool has_child(int head, Rel rel, int from, int to) {
    for (int i = from + 1; i < to; ++i)
      if (at(i).head == head && at(i).rel == rel) return true;
    return false;
  }

  // "In January American prosecutors indicted …": the date belongs to the verb.
  void opening_dates() {
    for (int i = 1; i < size(); ++i) {
      if (at(i - 1).upos != Upos::adp || !is_date(i) || at(i).head <= i) continue;
      const Rel r = at(i).rel;
      if (r != Rel::compound && r != Rel::nmod && r != Rel::nmod_unmarked && r != Rel::amod && r != Rel::nmod_desc) continue;
      int verb = at(i).head;
      if (is_date(verb)) continue;
      for (int steps = 0; verb >= 0 && at(verb).upos != Upos::verb && steps < 6; ++steps) verb = at(verb).head;
      if (verb >= 0 && hang(i, verb, Rel::obl)) hang(i - 1, i, Rel::case_);
    }
  }

  // What hangs on an auxiliary belongs to its verb.
  void below_auxiliaries() {
    for (int i = 0; i < size(); ++i) {
      const int h = at(i).head;
      if (h < 0 || (at(h).rel != Rel::aux && at(h).rel != Rel::aux_pass) || at(h).head < 0 || at(h).head == i) continue;
      if (at(i).rel == Rel::nsubj || at(i).rel == Rel::nsubj_pass || at(i).rel == Rel::obl || at(i).rel == Rel::advmod || at(i).rel == Rel::mark) at(i).head = at(h).head;
    }
  }

  // The head token of the state name that starts at `i`, or -1.
  int state_at(int i) const {
    if (i >= size() || name_end_[static_cast<size_t>(i)] < 0) return -1;
    return name_end_[static_cast<size_t>(i)];
  }

  // "The United States, Japan and South Korea …": all hang on the first, which takes their place.
  void lists_of_states() {
    for (int i = 0; i < size(); ++i) {
      std::vector<int> heads;
      int k = i;
      int joint = -1;
      while (true) {
        if (equals_ignoring_case(form(k), "the")) ++k;
        const int h = state_at(k);
        if (h < 0) break;
        heads.push_back(h);
        k = h + 1;
        const bool comma = form(k) == ",", and_ = equals_ignoring_case(form(k + comma), "and") || equals_ignoring_case(form(k + comma), "or");
        if (and_) joint = static_cast<int>(heads.size());
        if (!comma && !and_) break;
        k += comma + and_;
      }
      if (heads.size() < 2 || joint != static_cast<int>(heads.size()) - 1) continue;
      join_list(heads);
      i = heads.back();
    }
  }

  void join_list(const std::vector<int>& heads) {
    const int first = heads.front();
    const auto inside = [&](int t) { return std::find(heads.begin(), heads.end(), t) != heads.end(); };
    if (already_listed(heads)) return;
    int outer = -1;
    for (const int h : heads)
      if (!inside(at(h).head) && (outer < 0 || at(h).rel == Rel::nsubj || at(h).rel == Rel::nsubj_pass)) outer = h;
    if (outer < 0) return;
    const Token taken = at(outer);
    if (taken.head >= 0 && (below(taken.head, first) && taken.head != first)) return;
    at(first).head = taken.head;
    at(first).rel = taken.rel == Rel::conj || taken.rel == Rel::appos ? at(first).rel : taken.rel;
    for (const int h : heads)
      if (h != first) {
        at(h).head = first;
        at(h).rel = Rel::conj;
      }
    break_circle(first);
  }

  bool already_listed(const std::vector<int>& heads) {
    for (size_t k = 1; k < heads.size(); ++k)
      if (at(heads[k]).rel != Rel::conj || !below(heads[k], heads[0])) return false;
    return true;
  }

  void break_circle(int i) {
    int steps = 0;
    for (int h = i; h >= 0; h = at(h).head)
      if (++steps > size()) {
        at(i).head = -1;
        at(i).rel = Rel::root;
        return;
      }
  }

  // "sold Moscow drones", "supplied Russia with missiles": a bare state after the verb gets them.
  void indirect_objects() {
    for (int v = 0; v + 1 < size(); ++v) {
      if (at(v).upos != Upos::verb) continue;
      int h = state_at(equals_ignoring_case(form(v + 1), "the") ? v + 2 : v + 1);
      if (h < 0 && v + 2 < size() && at(v + 1).upos == Upos::pron && among(kGiving, at(v).lemma) && relational(v + 2)) h = v + 2;
      if (h < 0) continue;
      const int o = at(h).head;
      if (o == v && at(h).rel == Rel::obj) second_object(v, h);
      if (o <= h || at(h).rel == Rel::nmod_poss || form(h + 1) == "'s" || form(h + 1) == "’s") continue;
      if (at(h).rel != Rel::compound && at(h).rel != Rel::nmod && at(h).rel != Rel::amod && at(h).rel != Rel::nmod_desc) continue;
      if (at(o).head != v) continue;
      const bool with = equals_ignoring_case(form(h + 1), "with");
      if (!hang(h, v, with ? Rel::obj : Rel::iobj)) continue;
      if (with) at(o).rel = Rel::obl;
    }
  }

  // "gave its partner air-defence missiles"
  bool relational(int i) {
    const Entry* e = d_.noun(lower(at(i).lemma));
    return e && e->has(Flag::relational);
  }

  // "lend Russia regular troops": both hang on the verb, the second is what is lent.
  void second_object(int v, int state) {
    if (!among(kGiving, at(v).lemma)) return modifies_object(v, state);
    int next = state + 1;
    while (next + 1 < size() && next < state + 4 && (among(kBefore, lower(form(next))))) ++next;
    if (next >= size()) return;
    const Upos u = at(next).upos;
    if (u != Upos::det && u != Upos::adj && u != Upos::num && u != Upos::noun && u != Upos::propn && u != Upos::adv && u != Upos::pron) return;
    for (int i = next; i < size() && i < next + 9; ++i) {
      if (at(i).upos == Upos::verb || form(i) == ",") return;
      const bool head = at(i).upos == Upos::noun && (at(i).head == v || at(i).head == state || below(at(i).head, v)) && (at(i).rel != Rel::compound);
      if (!head) continue;
      if (hang(i, v, Rel::obj)) at(state).rel = Rel::iobj;
      return;
    }
  }

  // "houses U.S. nuclear weapons": of two objects in a row the state is the modifier.
  void modifies_object(int v, int state) {
    for (int i = state + 1; i < size() && i < state + 6; ++i) {
      const Upos u = at(i).upos;
      if (u != Upos::adj && u != Upos::noun && u != Upos::propn && u != Upos::punct && u != Upos::num) return;
      if (form(i) == "," || form(i) == ";") return;
      if (at(i).head == v && at(i).rel == Rel::obj) {
        hang(state, i, Rel::compound);
        return;
      }
    }
  }

  // "told lawmakers on Friday that Pyongyang plans …": a date has no relative clause with its own subject.
  void clauses_on_dates() {
    for (int c = 0; c < size(); ++c) {
      if (at(c).rel != Rel::acl_relcl && at(c).rel != Rel::acl) continue;
      const int date = at(c).head;
      if (date < 0 || !is_date(date)) continue;
      int verb = at(date).head;
      for (int steps = 0; verb >= 0 && at(verb).upos != Upos::verb && steps < 4; ++steps) verb = at(verb).head;
      if (verb < 0 || !hang(c, verb, Rel::ccomp)) continue;
      for (int i = date; i < c; ++i)
        if (equals_ignoring_case(form(i), "that") && at(i).head == c) at(i).rel = Rel::mark, at(i).upos = Upos::sconj;
    }
  }

  bool is_date(int i) {
    static constexpr std::array<std::string_view, 19> kDates{
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};
    return among(kDates, lower(form(i))) || (form(i).size() == 4 && form(i)[0] == '2' && is_digit(form(i)[1]));
  }

  // "…, the spokesperson added.": the clause before the comma is the main one.
  void trailing_reporter() {
    int v = size() - 1;
    while (v > 0 && at(v).upos != Upos::verb) {
      if (at(v).upos == Upos::noun || at(v).upos == Upos::pron) return;
      --v;
    }
    if (v < 3 || !among(kSpeech, at(v).lemma) || at(v).xpos == "VBN" || at(v).xpos == "VBG") return;
    int comma = v - 1;
    while (comma > 0 && form(comma) != "," && v - comma < 10) {
      if (at(comma).upos == Upos::verb || at(comma).upos == Upos::aux) return;
      --comma;
    }
    if (form(comma) != "," || comma + 1 >= v) return;
    const int subject = nominal_before(v, comma);
    const int main = main_verb_before(comma);
    if (subject < 0 || main < 0) return;
    for (int i = 0; i < comma; ++i)
      if (at(i).head > comma && i != main) hang(i, main, at(i).rel == Rel::nsubj ? Rel::obl : at(i).rel);
    if (!below(main, v)) hang(v, main, Rel::parataxis);
    hang(subject, v, Rel::nsubj);
  }

  int nominal_before(int v, int comma) {
    for (int i = v - 1; i > comma; --i)
      if ((at(i).upos == Upos::noun || at(i).upos == Upos::propn || at(i).upos == Upos::pron) && (at(i).head == v || at(i).head <= comma || at(i).head < 0)) return i;
    return -1;
  }

  int main_verb_before(int comma) {
    int best = -1;
    for (int i = 0; i < comma; ++i) {
      if (at(i).upos != Upos::verb && at(i).upos != Upos::adj && at(i).upos != Upos::noun) continue;
      if (at(i).head < 0 || at(i).head > comma) {
        if (at(i).upos == Upos::verb) return i;
        if (best < 0 && at(i).head < 0) best = i;
      }
    }
    return best;
  }

  // "Delta Crest, of Istanbul, manages both vessels.": a name at the root, its verb hung below.
  void verb_without_root() {
    int root = -1;
    for (int i = 0; i < size(); ++i)
      if (at(i).head < 0) root = i;
    if (root < 0 || (at(root).upos != Upos::propn && at(root).upos != Upos::noun)) return;
    for (int i = 0; i < size(); ++i)
      if (at(i).head == root && (at(i).rel == Rel::cop || at(i).rel == Rel::nsubj)) return;
    for (int v = root + 1; v < size(); ++v) {
      const bool participle = at(v).xpos == "VBN" && v <= root + 3 && !finite_anywhere() && !has_child(v, Rel::obl_agent, v, size());
      if (at(v).head != root || at(v).upos != Upos::verb || (at(v).xpos != "VBZ" && at(v).xpos != "VBD" && at(v).xpos != "VBP" && !participle)) continue;
      if (at(v).rel != Rel::parataxis && at(v).rel != Rel::acl_relcl && at(v).rel != Rel::acl && at(v).rel != Rel::conj && at(v).rel != Rel::appos && at(v).rel != Rel::dep) continue;
      if (has_own_subject(v)) continue;
      at(v).head = -1;
      at(v).rel = Rel::root;
      at(root).head = v;
      at(root).rel = Rel::nsubj;
      return;
    }
  }

  bool finite_anywhere() {
    for (int i = 0; i < size(); ++i)
      if (at(i).xpos == "VBZ" || at(i).xpos == "VBD" || at(i).xpos == "VBP" || at(i).xpos == "MD") return true;
    return false;
  }

  // "If Iran sends missiles, Britain will …": the condition is never the root.
  void opening_condition() {
    if (!equals_ignoring_case(form(0), "if") && !equals_ignoring_case(form(0), "unless")) return;
    const int v = at(0).head;
    if (v <= 0 || at(v).head >= 0) return;
    for (int w = v + 1; w < size(); ++w) {
      if (at(w).head != v || (at(w).rel != Rel::conj && at(w).rel != Rel::parataxis && at(w).rel != Rel::ccomp && at(w).rel != Rel::xcomp)) continue;
      at(w).head = -1;
      at(w).rel = Rel::root;
      at(v).head = w;
      at(v).rel = Rel::advcl;
      at(0).rel = Rel::mark;
      for (int i = v + 1; i < size(); ++i)
        if (at(i).head == v && i > w) at(i).head = w;
      return;
    }
  }

  bool has_own_subject(int v) {
    for (int i = 0; i < size(); ++i)
      if (at(i).head == v && (at(i).rel == Rel::nsubj || at(i).rel == Rel::nsubj_pass)) return true;
    return false;
  }

  Sentence& s_;
  const Dictionaries& d_;
  std::vector<Match> matches_;
  std::vector<int> name_end_;  // at the first token of a state's name: its last
};

}  // namespace

void mend(Sentence& sentence, const Dictionaries& dictionaries) {
  if (!sentence.tokens.empty()) Mender(sentence, dictionaries).run();
}

}  // namespace entente
