// Names, dates and noun phrases: what the dictionaries know of states decides who gets what, and
// which names form one list.
#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/mend_rules.h"
#include "reading/words.h"

namespace entente {
namespace {

// Verbs with a receiver and a thing given, by position: "lend Russia regular troops".
constexpr auto kGiving = std::to_array<std::string_view>(
    {"give", "send", "sell", "lend", "supply", "grant", "offer", "pay", "hand", "promise",
     "provide", "deliver", "ship", "lease", "award", "teach"});

// Words before a number: "at least 3,000".
constexpr auto kBefore =
    std::to_array<std::string_view>({"at", "least", "more", "than", "up", "to", "about", "some",
                                     "nearly", "only", "around", "over", "almost"});

// Verbs that do take "of".
constexpr auto kOfVerbs = std::to_array<std::string_view>(
    {"accuse",   "consist", "think",   "speak",  "hear",   "rid",    "dispose", "convict",
     "approve",  "suspect", "deprive", "strip",  "inform", "warn",   "remind",  "rob",
     "complain", "die",     "boast",   "acquit", "cure",   "relieve"});

bool names_state(const Match& m) {
  if (m.type == EntryType::place) return !m.state.empty();
  return m.type == EntryType::state && m.entry->kind != EntryKind::adjective &&
         m.entry->kind != EntryKind::combining;
}

// Is the token a hyphen that joins the words on both sides of it?
bool joins_words(const TreeEditor& t, int i) {
  return t.form(i) == "-" && t.at(i).begin == t.at(i - 1).end && t.at(i + 1).begin == t.at(i).end;
}

bool possessive_mark(std::string_view form) { return form == "'s" || form == "’s"; }

}  // namespace

void adjectives_behind_nouns(TreeEditor& t) {
  for (int i = 1; i + 1 < t.size(); ++i) {
    const int noun = i - 1;
    if (t.at(i).upos != Upos::adj || !t.has_upos(i + 1, {Upos::adp}) || t.at(noun).head != i)
      continue;
    if (!t.has_upos(noun, {Upos::noun}) || !t.has_rel(i, {Rel::obj, Rel::obl, Rel::nmod})) continue;
    for (int c = 0; c < noun; ++c)
      if (t.at(c).head == i) t.set(c, noun, t.at(c).rel);
    t.set(noun, t.at(i).head, t.at(i).rel);
    t.set(i, noun, Rel::amod);
  }
}

void names_cut_in_two(TreeEditor& t) {
  for (int i = 0; i + 1 < t.size(); ++i) {
    if (t.at(i).rel != Rel::nsubj || t.at(i).upos != Upos::propn) continue;
    int last = i + 1;
    while (last < t.size() && t.at(last).upos == Upos::propn && t.at(last).head > last) {
      if (t.at(last).rel != Rel::compound && t.at(last).rel != Rel::flat) break;
      ++last;
    }
    const bool second = last < t.size() && t.at(last).upos == Upos::propn &&
                        t.at(last).rel == Rel::nsubj && t.at(last).head == t.at(i).head;
    if (!second) continue;
    for (int k = i + 1; k <= last; ++k) t.set(k, i, Rel::flat);
  }
}

void objects_with_participles(TreeEditor& t) {
  for (int noun = 1; noun + 1 < t.size(); ++noun) {
    const int participle = t.at(noun).head;
    if (t.at(noun).rel != Rel::obl_unmarked || participle <= noun || t.is_date(noun)) continue;
    const int verb = t.at(participle).head;
    if (t.at(participle).xpos != "VBN" || t.at(participle).rel != Rel::xcomp) continue;
    if (verb < 0 || verb > noun || t.has_child(verb, Rel::obj, verb, t.size())) continue;
    t.set(noun, verb, Rel::obj);
    t.set(participle, noun, Rel::acl);
  }
}

void of_phrases(TreeEditor& t) {
  for (int i = 2; i < t.size(); ++i) {
    const int v = t.at(i).head;
    if (t.at(i).rel != Rel::obl || v < 0 || t.at(v).upos != Upos::verb) continue;
    if (among(kOfVerbs, t.at(v).lemma)) continue;
    int of = -1;
    for (int k = v + 1; k < i; ++k)
      if (t.at(k).head == i && t.at(k).rel == Rel::case_ && t.is(k, "of")) of = k;
    if (of < 1 || of - 1 == v) continue;
    if (t.has_upos(of - 1, {Upos::noun, Upos::propn, Upos::num, Upos::adj, Upos::det, Upos::pron}))
      t.hang(i, of - 1, Rel::nmod);
  }
}

namespace {

bool participle(const Token& t) {
  static constexpr auto kIrregular =
      std::to_array<std::string_view>({"built", "made", "led", "run", "held", "bound"});
  return (t.form.size() > 4 && t.form.ends_with("ed")) || among(kIrregular, t.form);
}

bool in_noun_phrase(const TreeEditor& t, int i) {
  return i < t.size() && t.has_upos(i, {Upos::noun, Upos::propn, Upos::adj, Upos::num});
}

// The noun that the word at `first` belongs to: itself or what it modifies.
int head_of_phrase(const TreeEditor& t, int first) {
  int noun = first;
  for (int steps = 0; steps < 6; ++steps) {
    const bool modifies = t.has_rel(
        noun, {Rel::compound, Rel::amod, Rel::flat, Rel::nummod, Rel::nmod_desc, Rel::nmod_poss});
    const int above = t.at(noun).head;
    if (!modifies || above < first || !in_noun_phrase(t, above)) break;
    noun = above;
  }
  return noun;
}

}  // namespace

void hyphenated_participles(TreeEditor& t) {
  for (int i = 1; i + 2 < t.size(); ++i) {
    if (!joins_words(t, i) || !participle(t.at(i + 1)) || !in_noun_phrase(t, i + 2)) continue;
    const int v = i + 1, noun = head_of_phrase(t, i + 2);
    if (t.below(noun, v)) {  // the noun takes the participle's place, with all that hung on it
      const int above = t.at(v).head;
      const Rel rel = t.at(v).rel;
      for (int c = 0; c < t.size(); ++c)
        if (t.at(c).head == v && c != noun && (c < i - 1 || c > v)) t.set(c, noun, t.at(c).rel);
      const bool clause = rel == Rel::ccomp || rel == Rel::xcomp || rel == Rel::acl;
      t.set(noun, above, clause ? Rel::obj : rel);
    }
    t.hang(v, noun, Rel::amod);
    t.hang(i, v, Rel::punct);
    t.hang(i - 1, v, Rel::compound);
  }
}

void opening_dates(TreeEditor& t) {
  for (int i = 1; i < t.size(); ++i) {
    if (t.at(i - 1).upos != Upos::adp || !t.is_date(i) || t.at(i).head <= i) continue;
    if (!t.has_rel(i, {Rel::compound, Rel::nmod, Rel::nmod_unmarked, Rel::amod, Rel::nmod_desc}))
      continue;
    if (t.is_date(t.at(i).head)) continue;
    const int verb = t.verb_above(t.at(i).head, 6);
    if (verb >= 0 && t.hang(i, verb, Rel::obl)) t.hang(i - 1, i, Rel::case_);
  }
}

NameRules::NameRules(Sentence& sentence, const Dictionaries& dictionaries)
    : tree_(sentence), dictionaries_(dictionaries), name_end_(sentence.tokens.size(), -1) {
  for (const Match& m : dictionaries.find(sentence))
    if (names_state(m)) name_end_[m.first_token] = static_cast<int>(m.last_token);
}

void NameRules::described_names() {
  TreeEditor& t = tree_;
  for (int i = 0; i + 1 < t.size(); ++i) {
    if (t.at(i).upos != Upos::noun || t.at(i + 1).upos != Upos::propn) continue;
    if (!dictionaries_.noun(lower(t.at(i).lemma))) continue;
    int name = i + 1;
    while (t.at(name).rel == Rel::compound && t.at(name).head > name && t.at(name).head < i + 6)
      name = t.at(name).head;
    if (t.at(name).head != t.at(i).head || t.at(name).rel != t.at(i).rel) continue;
    if (t.at(i).rel == Rel::conj) continue;
    t.set(i, name, Rel::nmod_desc);
    for (int c = 0; c < i; ++c)  // "from the exchange DMM": from DMM
      if (t.at(c).head == i && t.at(c).rel == Rel::case_) t.set(c, name, Rel::case_);
  }
}

// The head token of the state name that starts at `i`, or -1.
int NameRules::state_at(int i) const {
  return i < tree_.size() ? name_end_[static_cast<size_t>(i)] : -1;
}

void NameRules::participles_behind_places() {
  TreeEditor& t = tree_;
  for (int i = 0; i < t.size(); ++i) {
    const int place = state_at(i);
    if (place < 0 || place + 1 >= t.size() || !t.has_rel(place, {Rel::obl})) continue;
    const int carries = place + 1, verb = t.at(place).head;
    if (t.at(carries).head != place || t.at(carries).rel != Rel::acl || verb < 0) continue;
    if (t.at(carries).xpos == "VBG" && t.at(verb).upos == Upos::verb && verb < place)
      t.set(carries, verb, Rel::advcl);
  }
}

void NameRules::lists_of_states() {
  for (int i = 0; i < tree_.size(); ++i) {
    const std::vector<int> heads = list_at(i);
    if (heads.empty()) continue;
    join_list(heads);
    i = heads.back();
  }
}

// The heads of the states in the list that starts at `i`; empty unless "and" or "or" ends it.
std::vector<int> NameRules::list_at(int i) const {
  std::vector<int> heads;
  size_t joint = 0;  // how many stand before the last "and"
  for (int k = i;;) {
    if (tree_.is(k, "the")) ++k;
    const int h = state_at(k);
    if (h < 0) break;
    heads.push_back(h);
    k = h + 1;
    const bool comma = tree_.form(k) == ",";
    const bool conjunction = tree_.is(k + comma, "and") || tree_.is(k + comma, "or");
    if (conjunction) joint = heads.size();
    if (!comma && !conjunction) break;
    k += comma + conjunction;
  }
  return joint > 0 && joint + 1 == heads.size() ? heads : std::vector<int>();
}

void NameRules::join_list(const std::vector<int>& heads) {
  const int first = heads.front();
  if (already_listed(heads)) return;
  const int outer = place_in_tree(heads);
  if (outer < 0) return;
  const Token taken = tree_.at(outer);
  for (const int h : heads)
    if (taken.head >= 0 && tree_.below(taken.head, h)) return;
  const bool listed = taken.rel == Rel::conj || taken.rel == Rel::appos;
  tree_.set(first, taken.head, listed ? tree_.at(first).rel : taken.rel);
  for (const int h : heads)
    if (h != first) tree_.set(h, first, Rel::conj);
}

// The state whose place in the tree the list takes: one hung outside it, a subject before others.
int NameRules::place_in_tree(const std::vector<int>& heads) const {
  int outer = -1;
  for (const int h : heads) {
    const bool inside = std::find(heads.begin(), heads.end(), tree_.at(h).head) != heads.end();
    if (!inside && (outer < 0 || tree_.has_rel(h, {Rel::nsubj, Rel::nsubj_pass}))) outer = h;
  }
  return outer;
}

bool NameRules::already_listed(const std::vector<int>& heads) const {
  return std::all_of(heads.begin() + 1, heads.end(), [&](int h) {
    return tree_.at(h).rel == Rel::conj && tree_.below(h, heads[0]);
  });
}

void names_for_determiners(TreeEditor& t) {
  static constexpr auto kDeterminers = std::to_array<std::string_view>(
      {"the",     "a",    "an",    "this", "that",  "these", "those",   "all",
       "both",    "each", "every", "some", "any",   "no",    "another", "either",
       "neither", "such", "which", "what", "whose", "half"});
  for (int i = 1; i < t.size(); ++i) {
    if (t.at(i).upos != Upos::det || !is_upper(t.form(i)[0])) continue;
    if (among(kDeterminers, lower(t.form(i)))) continue;
    t.at(i).upos = Upos::propn;
    t.at(i).xpos = "NNP";
    t.at(i).lemma = t.at(i).form;
  }
}

void numbers_of_names(TreeEditor& t) {
  for (int i = 2; i < t.size(); ++i) {
    if (!joins_words(t, i - 1) || !t.has_rel(i, {Rel::nummod}) || !t.has_upos(i - 2, {Upos::propn}))
      continue;
    t.at(i).rel = Rel::compound;
    const int thing = t.at(i).head, count = i - 3;
    if (count >= 0 && t.has_upos(count, {Upos::num}) && t.at(count).head == i)
      t.hang(count, thing, Rel::nummod);
  }
}

void receivers_of_money(TreeEditor& t) {
  for (int sign = 2; sign < t.size(); ++sign) {
    if (t.at(sign).upos != Upos::sym || t.at(sign).xpos != "$") continue;
    const int amount = t.has_rel(sign, {Rel::obj}) ? sign : t.at(sign).head, who = sign - 1;
    if (amount < sign || !t.has_rel(amount, {Rel::obj})) continue;
    const int verb = t.at(amount).head;
    if (verb < 0 || verb >= who || t.at(verb).upos != Upos::verb) continue;
    if (t.at(who).head != amount || !t.has_upos(who, {Upos::noun, Upos::propn})) continue;
    if (!t.hang(who, verb, Rel::iobj)) continue;
    for (int i = verb + 1; i < who; ++i)
      if (t.at(i).head == amount) t.hang(i, who, t.at(i).rel);
  }
}

namespace {

// Where a figure begins at `i`: "1,200", "$", "more than 1,200", "some 40".
bool opens_figure(const TreeEditor& t, int i) {
  for (int k = i; k < t.size() && k < i + 3; ++k) {
    if (t.has_upos(k, {Upos::num}) || (t.at(k).upos == Upos::sym && t.at(k).xpos == "$"))
      return true;
    if (!among(kBefore, lower(t.form(k)))) return false;
  }
  return false;
}

// The last word of the name or noun phrase right behind the verb; -1 when none stands there.
int phrase_behind(const TreeEditor& t, int v) {
  int i = v + 1;
  while (i < t.size() && t.has_upos(i, {Upos::det, Upos::adj})) ++i;
  int last = -1;
  for (; i < t.size() && t.has_upos(i, {Upos::noun, Upos::propn}); ++i) last = i;
  return last;
}

}  // namespace

void receivers_of_figures(TreeEditor& t) {
  for (int v = 0; v + 2 < t.size(); ++v) {
    if (t.at(v).upos != Upos::verb || !among(kGiving, t.at(v).lemma)) continue;
    const int who = phrase_behind(t, v);
    if (who < 0 || !opens_figure(t, who + 1)) continue;
    const int thing = t.at(who).head;
    if (thing == v && t.has_rel(who, {Rel::obj})) {  // "a company $88,000" as one phrase
      const int amount = t.form(who + 1) == "$" ? who + 2 : who + 1;
      if (amount < t.size() && t.at(amount).head == who && amount > who + 1 &&
          t.hang(amount, v, Rel::obj))
        t.set(who, v, Rel::iobj);
      continue;
    }
    if (thing <= who || t.at(thing).head != v || !t.has_rel(thing, {Rel::obj})) continue;
    if (!t.hang(who, v, Rel::iobj)) continue;
    for (int i = v + 1; i < who; ++i)
      if (t.at(i).head == thing) t.hang(i, who, t.at(i).rel);
    for (int i = who + 1; i < thing; ++i)
      if (t.at(i).head == who) t.hang(i, thing, t.at(i).rel);
  }
}

void receivers_of_nothing(TreeEditor& t) {
  static constexpr auto kAlso = std::to_array<std::string_view>(
      {"tell", "ask",   "show", "owe",    "cost",   "deny",  "allow",
       "wish", "bring", "buy",  "refuse", "charge", "fine",  "issue",
       "make", "build", "win",  "earn",   "spare",  "leave", "send"});
  for (int i = 1; i + 1 < t.size(); ++i) {
    const int v = t.at(i).head;
    if (t.at(i).rel != Rel::iobj || v < 0 || v > i || !t.has_upos(i, {Upos::propn})) continue;
    if (among(kGiving, t.at(v).lemma) || among(kAlso, t.at(v).lemma)) continue;
    int thing = i + 1;
    while (thing < t.size() && t.has_upos(thing, {Upos::propn, Upos::noun, Upos::adj}) &&
           !(t.at(thing).head == v && t.at(thing).rel == Rel::obj))
      ++thing;
    if (thing >= t.size() || t.at(thing).head != v || t.at(thing).rel != Rel::obj) continue;
    t.hang(i, thing, Rel::compound);
  }
}

// The last word of the name behind "to", which stands right behind the verb; -1 when there is none.
static int named_receiver(const TreeEditor& t, int v) {
  int i = v + (t.is(v + 2, "the") ? 3 : 2), last = -1;
  for (; i < t.size() && t.has_upos(i, {Upos::propn}); ++i) last = i;
  return last;
}

void receivers_before_things(TreeEditor& t) {
  static constexpr auto kAlso = std::to_array<std::string_view>({"transfer", "export", "donate"});
  for (int v = 0; v + 3 < t.size(); ++v) {
    if (t.at(v).upos != Upos::verb || !t.is(v + 1, "to")) continue;
    if (!among(kGiving, t.at(v).lemma) && !among(kAlso, t.at(v).lemma)) continue;
    const int who = named_receiver(t, v);
    if (who < 0 || who + 1 >= t.size()) continue;
    if (!t.has_upos(who + 1, {Upos::det, Upos::adj, Upos::num, Upos::noun})) continue;
    int thing = who + 1;  // the noun that the next words lead to
    while (thing < who + 8 && thing < t.size() && t.at(thing).head > thing)
      thing = t.at(thing).head;
    if (thing >= t.size() || t.at(thing).upos != Upos::noun || t.at(thing).head != v) continue;
    if (!t.has_rel(thing, {Rel::obl, Rel::obj}) || t.is_date(thing)) continue;
    if (t.at(thing).rel == Rel::obl && t.has_child(v, Rel::obj, v, t.size())) continue;
    if (t.at(who).head != v && t.at(who).head != thing) continue;
    if (t.has_child(thing, Rel::case_, who, thing)) continue;
    t.set(who, v, Rel::obl);
    for (int i = v + 1; i < who; ++i)
      if (t.at(i).head == thing) t.set(i, who, t.at(i).rel);
    t.at(thing).rel = Rel::obj;
  }
}

void NameRules::indirect_objects() {
  TreeEditor& t = tree_;
  for (int v = 0; v + 1 < t.size(); ++v) {
    if (t.at(v).upos != Upos::verb) continue;
    const int h = receiver_after(v);
    if (h < 0) continue;
    const int o = t.at(h).head;
    if (o == v && t.at(h).rel == Rel::obj) second_object(v, h);
    if (o <= h || possessive_mark(t.form(h + 1)) || t.at(o).head != v) continue;
    if (!t.has_rel(h, {Rel::compound, Rel::nmod, Rel::amod, Rel::nmod_desc})) continue;
    const bool with = t.is(h + 1, "with");
    if (!t.hang(h, v, with ? Rel::obj : Rel::iobj)) continue;
    if (with) t.at(o).rel = Rel::obl;
  }
}

// "the rebels", "the Houthis": a noun for people in the plural, or a name in the plural.
bool NameRules::people(int i) const {
  const Token& t = tree_.at(i);
  if (t.upos == Upos::propn)
    return tree_.is(i - 1, "the") && state_at(i) < 0 && t.form.size() > 4 && t.form.ends_with('s');
  if (t.upos != Upos::noun || t.xpos != "NNS") return false;
  const Entry* e = dictionaries_.noun(lower(t.lemma));
  return e && (e->kind == EntryKind::group || e->kind == EntryKind::person_role);
}

void NameRules::peoples_before_things() {
  TreeEditor& t = tree_;
  for (int v = 0; v + 3 < t.size(); ++v) {
    const int who = v + 2;
    if (t.at(v).upos != Upos::verb || !among(kGiving, t.at(v).lemma)) continue;
    if (!t.has_upos(v + 1, {Upos::det}) || !people(who)) continue;
    const int thing = t.at(who).head;
    if (thing <= who || t.at(who).rel != Rel::compound || t.at(thing).head != v) continue;
    if (!t.has_rel(thing, {Rel::obj}) || t.at(thing).upos != Upos::noun) continue;
    if (!t.hang(who, v, Rel::iobj)) continue;
    t.hang(v + 1, who, Rel::det);
  }
}

// Who stands right behind the verb: a state, or "its partner" behind a verb of giving; -1
// otherwise.
int NameRules::receiver_after(int v) const {
  const int state = state_at(tree_.is(v + 1, "the") ? v + 2 : v + 1);
  if (state >= 0 || v + 2 >= tree_.size() || tree_.at(v + 1).upos != Upos::pron) return state;
  return among(kGiving, tree_.at(v).lemma) && relational(v + 2) ? v + 2 : -1;
}

// "partner", "ally": a noun that is somebody's.
bool NameRules::relational(int i) const {
  const Entry* e = dictionaries_.noun(lower(tree_.at(i).lemma));
  return e && e->has(Flag::relational);
}

// "lend Russia regular troops": both hang on the verb, the second is what is lent.
void NameRules::second_object(int v, int state) {
  TreeEditor& t = tree_;
  if (!among(kGiving, t.at(v).lemma)) return modifies_object(v, state);
  int next = state + 1;
  while (next + 1 < t.size() && next < state + 4 && among(kBefore, lower(t.form(next)))) ++next;
  if (next >= t.size()) return;
  if (!t.has_upos(
          next, {Upos::det, Upos::adj, Upos::num, Upos::noun, Upos::propn, Upos::adv, Upos::pron}))
    return;
  for (int i = next; i < t.size() && i < next + 9; ++i) {
    if (t.at(i).upos == Upos::verb || t.form(i) == ",") return;
    if (t.at(i).upos != Upos::noun || t.at(i).rel == Rel::compound) continue;
    if (!t.below(t.at(i).head, v)) continue;
    if (t.hang(i, v, Rel::obj)) t.at(state).rel = Rel::iobj;
    return;
  }
}

// "houses U.S. nuclear weapons": of two objects in a row the state is the modifier.
void NameRules::modifies_object(int v, int state) {
  TreeEditor& t = tree_;
  for (int i = state + 1; i < t.size() && i < state + 6; ++i) {
    if (!t.has_upos(i, {Upos::adj, Upos::noun, Upos::propn, Upos::punct, Upos::num})) return;
    if (t.form(i) == "," || t.form(i) == ";") return;
    if (t.at(i).head == v && t.at(i).rel == Rel::obj) {
      t.hang(state, i, Rel::compound);
      return;
    }
  }
}

}  // namespace entente
