// For each verb, noun and adjective of the lexicon: gather its slots, take the first row whose
// conditions hold, fill its roles, and keep the frame if it says enough to be an assertion. A noun
// needs an actor and something more; a noun that is the object of a verb already framed is part of
// that frame, not a second one.
#include "reading/framing/frames.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

bool is_actor(const Nominal& m) {
  switch (m.sort) {
    case Sort::state: case Sort::person: case Sort::organisation: case Sort::group: case Sort::vessel: return true;
    case Sort::facility: case Sort::place: return !m.state.empty();
    case Sort::goods: case Sort::time: case Sort::number: case Sort::measure: case Sort::document: return false;
    case Sort::other: return m.named || !m.state.empty();
  }
  return false;
}

bool weapon(GoodsSet g) {
  return g.has(Goods::arms) || g.has(Goods::ammunition) || g.has(Goods::missiles) || g.has(Goods::drones) || g.has(Goods::nuclear) ||
         g.has(Goods::chemical_biological);
}

bool any_goods_but_people(GoodsSet g) {
  GoodsSet people;
  people.add(Goods::personnel);
  people.add(Goods::workers);
  return (g.bits() & ~people.bits()) != 0;
}

bool in_class(const Nominal& m, std::string_view klass) {
  if (klass == "any") return true;
  if (klass == "goods") return any_goods_but_people(m.goods);
  if (klass == "weapon") return weapon(m.goods);
  if (klass == "actor") return is_actor(m);
  if (klass == "state") return m.sort == Sort::state || (m.sort == Sort::place && !m.state.empty());
  if (klass == "person") return m.sort == Sort::person || (m.sort == Sort::group && !m.goods.has(Goods::workers));
  if (klass == "vessel") return m.sort == Sort::vessel || m.goods.has(Goods::vessels);
  if (klass == "place") return m.sort == Sort::place || m.sort == Sort::facility;
  if (klass == "pronoun") return m.pronoun;
  const auto goods = find_goods(klass);
  return goods && m.goods.has(*goods);
}

class SentenceFrames {
 public:
  SentenceFrames(const Nominals& nominals, const Predicates& predicates, int sentence)
      : n_(nominals), p_(predicates), t_(nominals.analysis().tree(sentence)), s_(sentence) {}

  std::vector<Frame> find() {
    for (int i = 0; i < t_.size(); ++i)
      if (t_[i].upos == Upos::verb || (t_[i].upos == Upos::aux && t_.has(i, {Rel::obj}))) try_verb(i);
    for (int i = 0; i < t_.size(); ++i) {
      if (t_[i].upos == Upos::noun) try_noun(i);
      else if (t_[i].upos == Upos::adj && t_.has(i, {Rel::cop})) try_row(i, Predicate::Pos::adjective, verb_slots(t_, i));
    }
    std::sort(out_.begin(), out_.end(), [](const Frame& a, const Frame& b) { return a.predicate < b.predicate; });
    for (Frame& f : out_) punished_for(f);
    return std::move(out_);
  }

 private:
  // "sanctioned companies for shipping arms", "thanked them for helping": the deed is that of the
  // counterpart of the verb above.
  void punished_for(Frame& f) const {
    const int v = f.predicate;
    if (!t_.is(v, {Rel::advcl, Rel::acl}) || t_.preposition(v) != "for") return;
    for (const Frame& above : out_) {
      const Kind k = above.entry->kind;
      if (above.predicate != t_.head(v) || (k != Kind::sanction && k != Kind::support && k != Kind::oppose)) continue;
      if (!above.role(Role::counterpart).empty()) f.role(Role::subject) = above.role(Role::counterpart);
    }
  }

  void try_verb(int i) {
    if (t_.is(i, {Rel::amod, Rel::compound, Rel::aux, Rel::case_, Rel::fixed, Rel::mark})) return;
    try_row(i, Predicate::Pos::verb, verb_slots(t_, i));
  }

  void try_noun(int i) {
    if (t_.is(i, {Rel::compound, Rel::flat})) return;
    try_row(i, Predicate::Pos::noun, noun_slots(t_, i));
  }

  void try_row(int i, Predicate::Pos pos, const Slots& slots) {
    const auto rows = p_.find(lower(t_[i].lemma), pos);
    if (rows.empty()) return;
    const std::string particle = particle_of(i);
    predicate_ = pos == Predicate::Pos::verb ? i : -1;
    for (const Predicate& row : rows) {
      const bool preposed = !row.particle.empty() && stands_next(i, row.particle);
      if (!row.particle.empty() && row.particle != particle && !preposed && !object_word(slots, row.particle)) continue;
      const Slots own = preposed ? with_object(slots, row.particle) : slots;
      if (!holds(row, own)) continue;
      Frame f;
      f.sentence = s_;
      f.predicate = i;
      f.entry = &row;
      fill(f, own);
      if (enough(f, own)) out_.push_back(std::move(f));
      return;
    }
  }

  std::string particle_of(int i) const {
    for (int c : t_.children(i))
      if (t_.is(c, {Rel::compound_prt})) return lower(t_[c].form);
    for (int c : t_.children(i))  // "round" and "around" are often tagged as adverbs
      if (t_.is(c, {Rel::advmod}) && c == i + 1 && t_.lemma_is(c, {"around", "round", "over", "off", "out", "back", "away", "on"})) return lower(t_[c].form);
    if (i + 1 < t_.size() && t_.is(i + 1, {Rel::case_}) && t_.lemma_is(i + 1, {"around", "round"})) return lower(t_[i + 1].form);
    return {};
  }

  // "handed over missiles" with "over" read as a preposition: the particle stands right behind the verb.
  bool stands_next(int i, std::string_view particle) const { return i + 1 < t_.size() && lower(t_[i + 1].form) == particle; }

  static Slots with_object(Slots slots, std::string_view preposition) {
    for (auto& s : slots)
      if (s.name == preposition) s.name = "obj";
    return slots;
  }

  // "take part", "take delivery": the second word is the object
  bool object_word(const Slots& slots, std::string_view word) const {
    for (const auto& s : slots)
      if (s.token >= 0 && s.direct && (s.name == "obj" || s.name == "obj2") && lower(t_[s.token].lemma) == word) return true;
    return false;
  }

  // --- conditions
  bool holds(const Predicate& row, const Slots& slots) const {
    return std::all_of(row.conditions.begin(), row.conditions.end(), [&](const Condition& c) { return holds(c, slots); });
  }

  bool holds(const Condition& c, const Slots& slots) const {
    using Test = Condition::Test;
    const bool present = find_slot(slots, c.slot) >= 0 || stands_behind(c, slots);
    if (c.test == Test::present) return present;
    if (c.test == Test::absent) return !present;
    const bool match = std::any_of(slots.begin(), slots.end(), [&](const Slot& s) { return s.name == c.slot && s.token >= 0 && value_holds(c, s); });
    return c.test == Test::not_klass ? !match : match || stands_behind(c, slots);
  }

  // A preposition that the tree has hung elsewhere: "put X, the firm that made it, on its blacklist".
  bool stands_behind(const Condition& c, const Slots& slots) const {
    using Test = Condition::Test;
    if (slots.empty() || (c.test != Test::lemma && c.test != Test::present) || predicate_ < 0) return false;
    for (int i = predicate_ + 1; i < t_.size(); ++i) {
      if (c.test == Test::present && finite(i)) return false;
      if (n_.at(s_, i) < 0 || t_.preposition(i) != c.slot) continue;
      if (c.test == Test::present) return is_actor(n_[n_.at(s_, i)]);
      if (value_holds(c, {c.slot, i, false})) return true;
    }
    return false;
  }

  bool value_holds(const Condition& c, const Slot& slot) const {
    for (const int token : t_.conjuncts(slot.token)) {
      const std::string lemma = lower(t_[token].lemma);
      const int index = n_.at(s_, token);
      for (const auto& value : c.values) {
        const bool klass = value.starts_with(':') || c.test != Condition::Test::lemma;
        if (!klass && (value == lemma || value == measured_lemma(token))) return true;
        if (!klass && index >= 0 && n_[index].pronoun && n_[index].referent >= 0 && value == lower(n_.head_lemma(n_[root(n_, index)]))) return true;
        if (klass && class_holds(index, token, value.starts_with(':') ? std::string_view(value).substr(1) : std::string_view(value))) return true;
      }
    }
    return false;
  }

  // "most of the same bans": ban
  std::string measured_lemma(int token) const {
    const int index = n_.at(s_, token);
    if (index < 0 || (n_[index].sort != Sort::number && !n_[index].pronoun && t_[token].upos != Upos::adj && t_[token].upos != Upos::det)) return {};
    for (int c : t_.children(token))
      if (t_.is(c, {Rel::nmod}) && t_.preposition(c) == "of") return lower(t_[c].lemma);
    return {};
  }

  bool class_holds(int index, int token, std::string_view klass) const {
    if (index < 0) return klass == "any" || (klass == "evade" && !p_.find(lower(t_[token].lemma), Predicate::Pos::verb).empty());
    if (in_class(n_[index], klass)) return true;
    const int r = root(n_, index);
    if (r != index && in_class(n_[r], klass)) return true;
    // "at least 28,000 containers of munitions", "some of the shells": what is measured counts
    for (int c : t_.children(token))
      if (t_.is(c, {Rel::nmod}) && t_.preposition(c) == "of" && n_.at(s_, c) >= 0 && partitive(n_[index]) && in_class(n_[n_.at(s_, c)], klass)) return true;
    return false;
  }

  bool partitive(const Nominal& m) const {
    const Tree& t = t_;
    return m.sort == Sort::number || m.sort == Sort::other || m.sort == Sort::measure || t[m.head].upos == Upos::num ||
           t[m.head].upos == Upos::pron || t[m.head].upos == Upos::det || m.goods.empty();
  }

  // --- roles
  void fill(Frame& f, const Slots& slots) {
    deriving_ = f.entry->kind == Kind::derive;
    for (size_t r = 0; r < kRoleCount; ++r)
      for (const auto& slot : f.entry->roles[r]) {
        for (const auto& s : slots)
          if (s.name == slot && s.token >= 0) take(f, static_cast<Role>(r), s);
        if (!f.roles[r].empty()) break;
      }
    if (f.entry->pos == Predicate::Pos::verb) fill_by_position(f);
    if (f.entry->pos == Predicate::Pos::verb && f.role(Role::subject).empty()) subject_by_position(f);
    if (const int o = find_slot(slots, "orderer"); o >= 0 && !known(f.role(Role::subject)) && n_.at(s_, o) >= 0)
      f.role(Role::subject) = {n_.at(s_, o)};  // "ordered them to raise output": who ordered it
    if (f.role(Role::via).empty() && f.entry->pos == Predicate::Pos::verb) default_via(f, slots);
    if (f.role(Role::where).empty()) default_where(f, slots);
    if (f.role(Role::subject).empty()) possessor_of_counterpart(f);
    remove_repeats(f);
    f.agentless = f.role(Role::subject).empty();
  }

  // Where the tree has hung it wrongly: an actor behind one of the row's prepositions, after the verb
  // and before the next finite verb, is taken when it is the only one.
  void fill_by_position(Frame& f) const {
    auto& counterpart = f.role(Role::counterpart);
    if (!counterpart.empty() || !reaches_out(f.entry->kind)) return;
    for (const auto& slot : f.entry->roles[static_cast<size_t>(Role::counterpart)]) {
      int found = -1;
      for (int i = f.predicate + 1; i < t_.size() && !finite(i); ++i) {
        const int index = n_.at(s_, i);
        if (index < 0 || t_.preposition(i) != slot || n_[index].sort == Sort::time || taken(f, index)) continue;
        if (!is_actor(n_[index]) && !is_actor(n_[root(n_, index)])) continue;
        if (found < 0) found = index;
      }
      if (found >= 0) {
        counterpart.push_back(found);
        return;
      }
    }
  }

  // "shipments to its northern neighbour": whose neighbour it is, sends them.
  void possessor_of_counterpart(Frame& f) const {
    if (f.entry->pos != Predicate::Pos::noun || !exchange(f.entry->kind)) return;
    for (const int c : f.role(Role::counterpart)) {
      const int owner = n_[c].possessor >= 0 ? n_.at(s_, n_[c].possessor) : -1;
      if (owner >= 0 && !n_[root(n_, owner)].state.empty() && n_[root(n_, owner)].state != n_[c].state) f.role(Role::subject).push_back(owner);
    }
  }

  // "X, in Istanbul, placed the orders": the first free actor of the clause, back to its beginning.
  void subject_by_position(Frame& f) const {
    if (!finite(f.predicate) && !has_finite_auxiliary(f.predicate)) return;
    if (t_.is_passive(f.predicate)) return;
    int found = -1;
    for (int i = f.predicate - 1; i >= 0; --i) {
      const auto form = t_[i].form;
      if (form == ";" || form == ":" || form == "\"" || form == "“" || t_.lemma_is(i, {"and", "but", "that", "who", "which"}) || (finite(i) && t_.head(i) != f.predicate)) break;
      const int index = n_.at(s_, i);
      if (index < 0 || !t_.preposition(i).empty() || n_[index].modifier || taken(f, index)) continue;
      if (is_actor(n_[index]) || is_actor(n_[root(n_, index)])) found = index;
    }
    if (found >= 0) f.role(Role::subject).push_back(found);
  }

  bool has_finite_auxiliary(int v) const {
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::aux, Rel::aux_pass}) && finite(c)) return true;
    return false;
  }

  static bool reaches_out(Kind k) {
    return k == Kind::transfer || k == Kind::acquire || k == Kind::sanction || k == Kind::deploy || k == Kind::fight || k == Kind::agree ||
           k == Kind::relate || k == Kind::cooperate || k == Kind::mediate || k == Kind::train || k == Kind::exchange;
  }

  bool finite(int i) const {
    const auto x = t_[i].xpos;
    return (t_[i].upos == Upos::verb || t_[i].upos == Upos::aux) && (x == "VBD" || x == "VBZ" || x == "VBP" || x == "MD");
  }

  bool taken(const Frame& f, int index) const {
    return std::any_of(f.roles.begin(), f.roles.end(), [&](const auto& role) { return std::find(role.begin(), role.end(), index) != role.end(); });
  }

  void take(Frame& f, Role role, const Slot& slot) {
    if (slot.name == "xcomp" || slot.name == "ccomp") return take_from_clause(f, role, slot.token);
    for (const int token : t_.conjuncts(slot.token)) {
      if (token == f.predicate) continue;
      int index = n_.at(s_, token);
      if (index < 0) index = adjective_actor(role, token);
      if (index < 0) continue;
      if (!suits(role, n_[index], slot) || (role == Role::counterpart && nobody(index))) continue;
      if (role == Role::subject) add_hidden_conjuncts(f, index);
      f.role(thing_instead(f, role, index, slot) ? Role::object : role).push_back(index);
    }
  }

  // A noun the dictionaries lack: "railwayman", "forger".
  static bool looks_human(const std::string& lemma) {
    for (const char* ending : {"man", "woman", "er", "or", "ist", "ian", "ee"})
      if (lemma.size() > 5 && lemma.ends_with(ending)) return true;
    return false;
  }

  // A pronoun that was led back to nothing: "called this a lie".
  bool nobody(int index) const {
    const Nominal& m = n_[index];
    return m.pronoun && m.referent < 0 && m.members.empty() && m.state.empty();
  }

  // "A company from Chengdu and a Belarusian concern are building": a plural verb tells that the
  // second noun, hung on the first one's complement, is a subject too.
  void add_hidden_conjuncts(Frame& f, int index) {
    const Nominal& m = n_[index];
    if (m.plural || m.head > f.predicate || !plural_verb(f.predicate)) return;
    for (int i = m.head + 1; i < f.predicate; ++i)
      if (t_.is(i, {Rel::conj}) && t_.below(i, m.head) && n_.at(s_, i) >= 0 && t_.head(i) != m.head && is_actor(n_[n_.at(s_, i)]))
        f.role(Role::subject).push_back(n_.at(s_, i));
  }

  bool plural_verb(int v) const {
    if (t_[v].xpos == "VBP") return true;
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::aux, Rel::aux_pass, Rel::cop})) return t_[c].form == "are" || t_[c].form == "were" || t_[c].form == "have";
    return false;
  }

  // "seized two consignments", "threatened retaliation": what is no actor is the object.
  bool thing_instead(const Frame& f, Role role, int index, const Slot& slot) const {
    if (role != Role::counterpart || (slot.name != "obj" && slot.name != "subj")) return false;
    const Kind k = f.entry->kind;
    if (k != Kind::sanction && k != Kind::track && k != Kind::attack && k != Kind::support && k != Kind::oppose) return false;
    const auto actor_like = [&](const Nominal& m) {
      if (m.sort == Sort::other && m.goods.empty() && looks_human(lower(n_.head_lemma(m)))) return true;
      if (!m.members.empty() || m.pronoun) return true;
      return is_actor(m) && !(m.sort == Sort::other && !m.named) && m.sort != Sort::place;
    };
    const Nominal& r = n_[root(n_, index)];
    if (k == Kind::attack && !n_[index].state.empty() && n_[index].state != "xx" && n_[index].goods.empty()) return false;
    if (n_[index].pronoun) return root(n_, index) != index && !actor_like(r);
    return !actor_like(n_[index]) && !actor_like(r);
  }

  void take_from_clause(Frame& f, Role role, int clause) {
    if (const int o = t_.child(clause, {Rel::obj}); o >= 0 && n_.at(s_, o) >= 0) f.role(role).push_back(n_.at(s_, o));
  }

  // "Russian deliveries", "Iranian crude": the adjective names no nominal of its own
  int adjective_actor(Role, int) const { return -1; }

  bool suits(Role role, const Nominal& m, const Slot& slot) const {
    if (m.sort == Sort::time) return false;
    const Nominal& r = n_[root(n_, n_.at(s_, m.head))];
    switch (role) {
      case Role::subject: return m.sort != Sort::number || t_[m.head].upos == Upos::num;
      case Role::counterpart: case Role::against:
        if (slot.name == "obj" || slot.name == "subj" || slot.name == "iobj") return m.sort != Sort::number || slot.name == "obj";
        if (slot.name == "to" && slot.direct && m.sort == Sort::other) return !m.goods.empty() ? false : m.plural || m.definite;
        if (deriving_) return !m.state.empty() || m.sort == Sort::goods;  // "modelled on the Soviet Scud"
        return is_actor(m) || is_actor(r) || !m.members.empty() || (m.sort == Sort::facility);
      case Role::where: return m.sort == Sort::place || m.sort == Sort::facility || (m.sort == Sort::state && m.named) || m.sort == Sort::vessel;
      case Role::via: return m.sort != Sort::number;
      case Role::in_return: return !m.goods.empty() || !r.goods.empty();
      case Role::object: return true;
    }
    return true;
  }

  void default_via(Frame& f, const Slots& slots) {
    for (const auto& s : slots) {
      if (s.token < 0 || !s.direct) continue;
      if (s.name != "via" && s.name != "through" && s.name != "aboard" && s.name != "across" && s.name != "on_board" && s.name != "by") continue;
      const int index = n_.at(s_, s.token);
      if (index >= 0 && n_[index].sort != Sort::time && n_[index].sort != Sort::number) f.role(Role::via).push_back(index);
    }
  }

  void default_where(Frame& f, const Slots& slots) {
    for (const auto& s : slots) {
      if (s.token < 0 || (s.name != "in" && s.name != "at" && s.name != "near" && s.name != "off" && s.name != "on")) continue;
      const int index = n_.at(s_, s.token);
      if (index >= 0 && n_[index].sort == Sort::place) f.role(Role::where).push_back(index);
    }
  }

  // One nominal plays one part, but for where; a subject that is its own counterpart is none.
  void remove_repeats(Frame& f) const {
    std::set<int> seen(f.role(Role::subject).begin(), f.role(Role::subject).end());
    for (const Role r : {Role::counterpart, Role::against, Role::in_return, Role::via}) {
      auto& list = f.role(r);
      std::erase_if(list, [&](int i) { return !seen.insert(i).second; });
    }
    std::set<int> meant;  // "Russia … had given it the technology": the subject is not "it"
    for (const int i : f.role(Role::subject)) meant.insert(root(n_, i));
    std::erase_if(f.role(Role::counterpart), [&](int i) { return n_[i].pronoun && meant.contains(root(n_, i)); });
    if (f.entry->kind != Kind::lose && f.entry->kind != Kind::deploy && f.entry->kind != Kind::derive)
      std::erase_if(f.role(Role::object), [&](int i) { return seen.contains(i); });
    for (auto& list : f.roles) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
  }

  // --- is it an assertion?
  bool enough(const Frame& f, const Slots& slots) const {
    const bool verb = f.entry->pos == Predicate::Pos::verb;
    if (verb) return enough_verb(f, slots);
    return enough_noun(f);
  }

  bool known(const std::vector<int>& role) const {
    return std::any_of(role.begin(), role.end(), [&](int i) {
      const Nominal& m = n_[root(n_, i)];
      return (!m.state.empty() && m.state != "xx") || m.named || !n_[i].state.empty() || !n_[i].members.empty();
    });
  }

  bool actor(const std::vector<int>& role) const {
    return std::any_of(role.begin(), role.end(), [&](int i) { return is_actor(n_[i]) || is_actor(n_[root(n_, i)]) || !n_[i].members.empty(); });
  }

  bool has_goods(const Frame& f) const {
    return std::any_of(f.role(Role::object).begin(), f.role(Role::object).end(), [&](int i) { return !n_[i].goods.empty() || !n_[root(n_, i)].goods.empty(); });
  }

  bool enough_verb(const Frame& f, const Slots&) const {
    const auto& subject = f.role(Role::subject);
    for (int i : subject)
      if (n_[i].pronoun && t_.lemma_is(n_[i].head, {"you", "one", "what", "nobody", "nothing", "everyone", "there"}) && n_[i].sentence == s_) return false;
    const bool who = known(subject) || known(f.role(Role::counterpart));
    if (!who && !bare_actor_will_do(f) && !(actor(subject) && (has_goods(f) || actor(f.role(Role::counterpart)))) && !(subject.empty() && has_goods(f))) return false;
    if (!subject.empty() && !actor(subject) && !known(subject)) {
      // a thing as subject: only where the kind is about things
      const Kind k = f.entry->kind;
      const bool thing = k == Kind::derive || k == Kind::move || k == Kind::develop || k == Kind::attack || k == Kind::lose || k == Kind::relate ||
                         k == Kind::sanction || k == Kind::oppose || k == Kind::evade;
      if (!thing) return false;
    }
    for (const auto& role : f.roles)
      for (int i : role)
        if (n_[i].sentence == s_ && t_.lemma_is(n_[i].head, {"what", "whatever", "whether"})) return false;
    if (purpose(f.predicate) && f.entry->kind != Kind::evade) return false;
    return has_content(f);
  }

  // "The tanker switched off its transponder": acts that are told of actors without a name too.
  bool bare_actor_will_do(const Frame& f) const {
    const Kind k = f.entry->kind;
    const bool told = k == Kind::evade || k == Kind::move || k == Kind::launder || k == Kind::steal || k == Kind::own;
    return told && actor(f.role(Role::subject));
  }

  // A transfer of nothing to nobody, a meeting with nobody, says nothing.
  bool has_content(const Frame& f) const {
    const bool other = !f.role(Role::counterpart).empty() || !f.role(Role::object).empty() || !f.role(Role::against).empty();
    switch (f.entry->kind) {
      case Kind::lose: case Kind::fight: case Kind::move: return !f.role(Role::subject).empty();
      case Kind::relate: case Kind::meet: case Kind::trade: case Kind::agree: case Kind::cooperate:
        return other || f.role(Role::subject).size() > 1 || plural_subject(f);
      default: return other;
    }
  }

  bool plural_subject(const Frame& f) const {
    return std::any_of(f.role(Role::subject).begin(), f.role(Role::subject).end(), [&](int i) { return n_[i].plural || !n_[i].members.empty(); });
  }

  // "to drive the army out": a purpose, not an act
  bool purpose(int v) const {
    if (!t_.is(v, {Rel::advcl}) && !t_.is(v, {Rel::acl})) return false;
    if (t_.lemma_is(t_.head(v), {"plan", "attempt", "decision", "agreement", "effort", "offer", "promise", "pledge", "threat", "order", "intention",
                                 "proposal", "deal", "bid", "contract", "refusal", "failure", "request", "permission", "scheme"}))
      return false;  // "Niger's plan to sell uranium": what is planned
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::mark}) && t_[c].lemma == "to") return t_.is(v, {Rel::advcl}) || t_[v].rel == Rel::acl;
    return false;
  }

  bool enough_noun(const Frame& f) const {
    if (part_of_verb_frame(f.predicate) || time_anchor(f.predicate)) return false;
    const bool own = f.entry->kind == Kind::own || f.entry->kind == Kind::mediate || (f.entry->kind == Kind::relate);
    if (own) return known(f.role(Role::subject)) && known(f.role(Role::counterpart));
    const Kind k = f.entry->kind;
    const auto& subject = f.role(Role::subject);
    if (subject.empty() && known(f.role(Role::counterpart))) return speaker_may_act(f);
    if (!known(subject)) return false;
    if (known(f.role(Role::counterpart)) || has_goods(f) || k == Kind::lose) return true;
    if ((k == Kind::sanction || k == Kind::oppose) && !f.role(Role::object).empty()) return true;
    if (info(k).symmetric) return subject.size() > 1 || plural_subject(f);
    return exchange(k) && t_.is(f.predicate, {Rel::nsubj, Rel::nsubj_pass});  // "deliveries from China slowed"
  }

  static bool exchange(Kind k) { return k == Kind::transfer || k == Kind::acquire || k == Kind::trade; }

  // "said that military cooperation with X will go on", "rejected reports of exports to Russia":
  // the speaker is a party; drafts drop the frame when nobody speaks.
  bool speaker_may_act(const Frame& f) const {
    const Kind k = f.entry->kind;
    return k == Kind::cooperate || k == Kind::relate || (k == Kind::transfer && has_goods(f));
  }

  bool part_of_verb_frame(int noun) const {
    return std::any_of(out_.begin(), out_.end(), [&](const Frame& f) {
      if (f.entry->pos != Predicate::Pos::verb) return false;
      const auto same = p_.find(lower(t_[noun].lemma), Predicate::Pos::noun);
      if (std::none_of(same.begin(), same.end(), [&](const Predicate& row) { return row.kind == f.entry->kind || (exchange(row.kind) && exchange(f.entry->kind)); })) return false;
      if (t_.head(noun) == f.predicate && t_.is(noun, {Rel::obj, Rel::nsubj_pass})) return true;
      const auto& o = f.role(Role::object);
      return std::any_of(o.begin(), o.end(), [&](int i) { return n_[i].head == noun && n_[i].sentence == s_; });
    });
  }

  // "since the invasion of Ukraine", "before the delivery"
  bool time_anchor(int noun) const {
    if (!t_.is(noun, {Rel::obl, Rel::nmod})) return false;
    const auto prep = t_.preposition(noun);
    return prep == "since" || prep == "after" || prep == "before" || prep == "until" || prep == "during" || prep == "following";
  }

  const Nominals& n_;
  const Predicates& p_;
  const Tree& t_;
  int s_;
  bool deriving_ = false;
  int predicate_ = -1;  // the verb being tried
  std::vector<Frame> out_;
};

}  // namespace

std::vector<Frame> find_frames(const Nominals& nominals, const Predicates& predicates, int sentence) {
  return SentenceFrames(nominals, predicates, sentence).find();
}

}  // namespace entente
