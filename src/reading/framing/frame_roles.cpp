// Which nominals fill the roles of a frame: the slots that its row names, in order; where they are
// empty, position in the clause. Position is a last resort for phrases that the tree has hung
// wrongly.
#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "reading/framing/frame_parts.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr auto kBuying = std::to_array<std::string_view>(
    {"buy", "purchase", "procure", "obtain", "source", "acquire", "order"});

class RoleFiller {
 public:
  RoleFiller(const FrameContext& context, Frame& frame)
      : context_(context), n_(context.nominals), t_(context.tree), frame_(frame) {}

  void fill(const Slots& slots) {
    auto& subject = frame_.role(Role::subject);
    for (size_t r = 0; r < kRoleCount; ++r)
      for (const auto& slot : frame_.entry->roles[r]) {
        for (const auto& s : slots)
          if (s.name == slot && s.token >= 0) take(static_cast<Role>(r), s);
        if (!frame_.roles[r].empty()) break;
      }
    const bool verb = frame_.entry->pos == Predicate::Pos::verb;
    if (verb) counterpart_by_position();
    if (verb) bought_where(slots);
    if (verb) bought_of_possessor();
    if (verb && subject.empty()) subject_by_position();
    const int orderer = find_slot(slots, "orderer");  // "ordered them to raise output"
    if (orderer >= 0 && context_.nominal(orderer) >= 0 && !context_.any_known(subject))
      subject = {context_.nominal(orderer)};
    if (frame_.role(Role::via).empty() && verb) default_via(slots);
    if (frame_.role(Role::where).empty()) default_where(slots);
    if (subject.empty()) possessor_of_counterpart();
    party_instead_of_object();
    remove_repeats();
  }

 private:
  // Where the tree has hung it wrongly: an actor behind one of the row's prepositions, after the
  // verb and before the next finite verb; the first is taken.
  void counterpart_by_position() {
    auto& counterpart = frame_.role(Role::counterpart);
    if (!counterpart.empty() || !reaches_out(frame_.entry->kind)) return;
    for (const auto& slot : frame_.entry->roles[static_cast<size_t>(Role::counterpart)]) {
      int found = -1;
      for (int i = frame_.predicate + 1; i < t_.size() && !context_.finite(i); ++i) {
        const int index = context_.nominal(i);
        if (index < 0 || t_.preposition(i) != slot || n_[index].sort == Sort::time || taken(index))
          continue;
        if (in_time_phrase(t_, i, frame_.predicate)) continue;
        if (found < 0 && context_.is_actor(index)) found = index;
      }
      if (found >= 0) {
        counterpart.push_back(found);
        return;
      }
    }
  }

  // "bought spare parts in Bulgaria": from there, unless the buyer is at home.
  void bought_where(const Slots& slots) {
    if (!frame_.role(Role::counterpart).empty() || frame_.entry->kind != Kind::acquire) return;
    if (!among(kBuying, t_[frame_.predicate].lemma)) return;
    const auto in = std::find_if(slots.begin(), slots.end(), [](const Slot& s) {
      return s.name == "in" && s.direct && s.token >= 0;  // not "for use in Ukraine"
    });
    const int seller = in != slots.end() ? context_.nominal(in->token) : -1;
    if (seller < 0 || n_[seller].state.empty() || n_[seller].sort == Sort::time) return;
    for (const int buyer : frame_.role(Role::subject))
      if (context_.meant(buyer).state == n_[seller].state) return;
    frame_.role(Role::counterpart).push_back(seller);
  }

  // "bought Wagner's gold": of whom, unless it is the buyer's own.
  void bought_of_possessor() {
    if (!frame_.role(Role::counterpart).empty() || frame_.entry->kind != Kind::acquire) return;
    if (!among(kBuying, t_[frame_.predicate].lemma)) return;
    for (const int bought : frame_.role(Role::object)) {
      const int owner = n_[bought].possessor >= 0 ? context_.nominal(n_[bought].possessor) : -1;
      if (owner < 0 || n_[owner].pronoun || !n_[owner].named || !context_.is_actor(owner)) continue;
      for (const int buyer : frame_.role(Role::subject))
        if (context_.meant(buyer).head == context_.meant(owner).head) return;
      return frame_.role(Role::counterpart).push_back(owner);
    }
  }

  // "shipments to its northern neighbour": whose neighbour it is, sends them.
  void possessor_of_counterpart() {
    if (frame_.entry->pos != Predicate::Pos::noun || !is_exchange(frame_.entry->kind)) return;
    for (const int c : frame_.role(Role::counterpart)) {
      const int owner = n_[c].possessor >= 0 ? context_.nominal(n_[c].possessor) : -1;
      if (owner < 0) continue;
      const std::string& state = context_.meant(owner).state;
      if (!state.empty() && state != n_[c].state) frame_.role(Role::subject).push_back(owner);
    }
  }

  // "X, in Istanbul, placed the orders": the first free actor of the clause, back to its beginning.
  void subject_by_position() {
    if (!context_.finite(frame_.predicate) && !has_finite_auxiliary(frame_.predicate)) return;
    if (t_.is_passive(frame_.predicate)) return;
    int found = -1;
    for (int i = frame_.predicate - 1; i >= 0; --i) {
      if (bounds_clause(i)) break;
      const int index = context_.nominal(i);
      if (index < 0 || !t_.preposition(i).empty() || n_[index].modifier || taken(index)) continue;
      if (context_.is_actor(index)) found = index;
    }
    if (found >= 0) frame_.role(Role::subject).push_back(found);
  }

  // Does the token part the predicate from what stands before it?
  bool bounds_clause(int i) const {
    static constexpr auto kMarks = std::to_array<std::string_view>({";", ":", "\"", "“"});
    if (among(kMarks, t_[i].form)) return true;
    if (t_.lemma_is(i, {"and", "but", "that", "who", "which"})) return true;
    return context_.finite(i) && t_.head(i) != frame_.predicate;
  }

  bool has_finite_auxiliary(int v) const {
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::aux, Rel::aux_pass}) && context_.finite(c)) return true;
    return false;
  }

  // Kinds that have a counterpart as a rule.
  static bool reaches_out(Kind k) {
    static constexpr std::array kKinds{
        Kind::transfer, Kind::acquire,   Kind::sanction, Kind::deploy, Kind::fight,   Kind::agree,
        Kind::relate,   Kind::cooperate, Kind::mediate,  Kind::train,  Kind::exchange};
    return std::find(kKinds.begin(), kKinds.end(), k) != kKinds.end();
  }

  bool taken(int index) const {
    return std::any_of(frame_.roles.begin(), frame_.roles.end(), [&](const auto& role) {
      return std::find(role.begin(), role.end(), index) != role.end();
    });
  }

  void take(Role role, const Slot& slot) {
    if (slot.name == "xcomp" || slot.name == "ccomp") return take_from_clause(role, slot.token);
    for (const int token : t_.conjuncts(slot.token)) {
      if (token == frame_.predicate || excluded(token)) continue;
      const int index = context_.nominal(token);
      if (index >= 0 && role == Role::counterpart && !suits(role, n_[index], slot))
        take_whose(index);
      if (index < 0 || !suits(role, n_[index], slot)) continue;
      if (role == Role::counterpart && nobody(index)) continue;
      if (role == Role::subject) add_hidden_conjuncts(index);
      frame_.role(thing_instead(role, index, slot) ? Role::object : role).push_back(index);
    }
  }

  // "sanctions on Belarusian potash", "its embargo on Georgian wine": those whose it is
  void take_whose(int index) {
    if (frame_.entry->kind != Kind::sanction) return;
    for (int c : t_.children(n_[index].head)) {
      const int whose =
          t_.is(c, {Rel::amod, Rel::nmod_poss, Rel::compound}) ? context_.nominal(c) : -1;
      if (whose >= 0 && n_[whose].sort == Sort::state && !n_[whose].state.empty())
        frame_.role(Role::counterpart).push_back(whose);
    }
  }

  // "not Iran but North Korea": named only to be ruled out.
  bool excluded(int token) const {
    bool negated = false, other = false;
    for (int c : t_.children(token)) {
      const bool no = t_.lemma_is(c, {"not"}) && !not_only(c);
      if (no && t_.is(token, {Rel::conj}) && c < token)
        return true;  // "programmers, not outsiders"
      negated = negated || (no && t_.is(c, {Rel::advmod, Rel::cc_preconj}));
      other = other || (t_.is(c, {Rel::conj}) && c > token);
    }
    return negated && other;
  }

  // "not only Iran but also Turkey": both
  bool not_only(int c) const {
    return c + 1 < t_.size() && t_.lemma_is(c + 1, {"only", "just", "merely", "solely"});
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
  void add_hidden_conjuncts(int index) {
    const Nominal& m = n_[index];
    if (m.plural || m.head > frame_.predicate || !plural_verb(frame_.predicate)) return;
    for (int i = m.head + 1; i < frame_.predicate; ++i) {
      const int other = context_.nominal(i);
      if (other < 0 || !is_actor(n_[other]) || !t_.is(i, {Rel::conj})) continue;
      if (t_.below(i, m.head) && t_.head(i) != m.head) frame_.role(Role::subject).push_back(other);
    }
  }

  bool plural_verb(int v) const {
    if (t_[v].xpos == "VBP") return true;
    for (int c : t_.children(v))
      if (t_.is(c, {Rel::aux, Rel::aux_pass, Rel::cop}))
        return t_[c].form == "are" || t_[c].form == "were" || t_[c].form == "have";
    return false;
  }

  // "seized two consignments", "threatened retaliation": what is no actor is the object, where the
  // row has an object at all (what one blacklists is whom one sanctions, whatever it is called).
  bool thing_instead(Role role, int index, const Slot& slot) const {
    if (role != Role::counterpart || (slot.name != "obj" && slot.name != "subj")) return false;
    const Kind k = frame_.entry->kind;
    if (k != Kind::sanction && k != Kind::track && k != Kind::support && k != Kind::oppose)
      return false;
    const bool no_object = frame_.entry->roles[static_cast<size_t>(Role::object)].empty();
    if (k == Kind::sanction && no_object) return false;
    const Nominal &m = n_[index], &meant = context_.meant(index);
    if (m.pronoun) return root(n_, index) != index && !actor_like(meant);
    return !actor_like(m) && !actor_like(meant);
  }

  // "dismissed the group", "praised the general": who is no thing is the other party.
  void party_instead_of_object() {
    const Kind k = frame_.entry->kind;
    if (k != Kind::oppose && k != Kind::support) return;
    auto &counterpart = frame_.role(Role::counterpart), &object = frame_.role(Role::object);
    if (!counterpart.empty() || frame_.entry->pos != Predicate::Pos::verb) return;
    for (const int i : object) {
      const Nominal& m = n_[i];
      const bool body = m.sort == Sort::person || m.sort == Sort::organisation ||
                        m.sort == Sort::group || (m.sort == Sort::state && !m.modifier);
      if (body && m.goods.empty() && !m.pronoun) counterpart.push_back(i);
    }
    for (const int i : counterpart) std::erase(object, i);
  }

  bool actor_like(const Nominal& m) const {
    if (!m.members.empty() || m.pronoun) return true;
    if (m.sort == Sort::other && m.goods.empty() && looks_human(lower(n_.head_lemma(m))))
      return true;
    return is_actor(m) && (m.sort != Sort::other || m.named) && m.sort != Sort::place;
  }

  void take_from_clause(Role role, int clause) {
    const int object = t_.child(clause, {Rel::obj});
    if (object >= 0 && context_.nominal(object) >= 0)
      frame_.role(role).push_back(context_.nominal(object));
  }

  bool suits(Role role, const Nominal& m, const Slot& slot) const {
    if (m.sort == Sort::time) return false;
    const Nominal& meant = n_[root(n_, context_.nominal(m.head))];
    switch (role) {
      case Role::subject:
        return m.sort != Sort::number || t_[m.head].upos == Upos::num;
      case Role::counterpart:
      case Role::against:
        return suits_party(m, meant, slot);
      case Role::where:
        return m.sort == Sort::place || m.sort == Sort::facility || m.sort == Sort::vessel ||
               (m.sort == Sort::state && m.named);
      case Role::via:
        return m.sort != Sort::number;
      case Role::in_return:
        return !m.goods.empty() || !meant.goods.empty();
      case Role::object:  // "are trained in the Far East": where, not in what
        return frame_.entry->kind != Kind::train || m.sort != Sort::place || slot.name == "obj";
    }
    return true;
  }

  bool suits_party(const Nominal& m, const Nominal& meant, const Slot& slot) const {
    if (slot.name == "for" && is_exchange(frame_.entry->kind) && m.sort == Sort::other &&
        t_.lemma_is(m.head, {"war", "invasion", "use", "offensive", "campaign", "fight", "effort",
                             "aggression", "attack", "conflict", "operation"}))
      return false;  // "for its war in Ukraine" tells what for
    if (slot.name == "obj") return true;
    if (slot.name == "subj" || slot.name == "iobj") return m.sort != Sort::number;
    if (slot.name == "to" && slot.direct && m.possessor >= 0 &&
        (n_.head_lemma(m) == "program" || n_.head_lemma(m) == "programme"))
      return true;
    if (slot.name == "to" && slot.direct && m.sort == Sort::other)
      return m.goods.empty() && (m.plural || m.definite);
    if (frame_.entry->kind == Kind::derive)  // "modelled on the Soviet Scud"
      return !m.state.empty() || m.sort == Sort::goods;
    if (slot.name == "from" && slot.direct && !m.state.empty())  // "from a Lazarus wallet"
      return true;
    if (frame_.entry->kind == Kind::own && slot.name == "of")  // "60 % of a chain of bakeries"
      return m.sort != Sort::number;
    return is_actor(m) || is_actor(meant) || !m.members.empty() || m.sort == Sort::facility;
  }

  void default_via(const Slots& slots) {
    static constexpr auto kSlots =
        std::to_array<std::string_view>({"via", "through", "aboard", "across", "on_board", "by"});
    for (const auto& s : slots) {
      if (s.token < 0 || !s.direct || !among(kSlots, s.name)) continue;
      const int index = context_.nominal(s.token);
      if (index < 0 || n_[index].sort == Sort::time || n_[index].sort == Sort::number) continue;
      frame_.role(Role::via).push_back(index);
    }
  }

  void default_where(const Slots& slots) {
    static constexpr auto kSlots =
        std::to_array<std::string_view>({"in", "at", "near", "off", "on"});
    for (const auto& s : slots) {
      if (s.token < 0 || !among(kSlots, s.name)) continue;
      const int index = context_.nominal(s.token);
      if (index >= 0 && n_[index].sort == Sort::place) frame_.role(Role::where).push_back(index);
    }
  }

  // One nominal plays one part, but for where; a subject that is its own counterpart is none.
  void remove_repeats() {
    std::set<int> seen(frame_.role(Role::subject).begin(), frame_.role(Role::subject).end());
    for (const Role r : {Role::counterpart, Role::against, Role::in_return, Role::via}) {
      auto& list = frame_.role(r);
      std::erase_if(list, [&](int i) { return !seen.insert(i).second; });
    }
    std::set<int> meant;  // "Russia … had given it the technology": the subject is not "it"
    for (const int i : frame_.role(Role::subject)) meant.insert(root(n_, i));
    std::erase_if(frame_.role(Role::counterpart),
                  [&](int i) { return meant.contains(root(n_, i)); });
    drop_own_side();
    if (frame_.entry->kind != Kind::lose && frame_.entry->kind != Kind::deploy &&
        frame_.entry->kind != Kind::derive)
      std::erase_if(frame_.role(Role::object), [&](int i) { return seen.contains(i); });
    for (auto& list : frame_.roles) {
      std::sort(list.begin(), list.end());
      list.erase(std::unique(list.begin(), list.end()), list.end());
    }
  }

  // "a treaty with Russia that Putin signed": nobody has a treaty with his own state.
  void drop_own_side() {
    const Kind k = frame_.entry->kind;
    if (k != Kind::agree && k != Kind::relate && k != Kind::trade) return;
    const auto& subject = frame_.role(Role::subject);
    if (subject.size() != 1 || !n_[subject[0]].members.empty()) return;
    const std::string& mine = context_.meant(subject[0]).state;
    if (mine.empty() || mine == "xx") return;
    std::erase_if(frame_.role(Role::counterpart), [&](int i) {
      return n_[i].sort != Sort::organisation && context_.meant(i).state == mine;
    });
  }

  const FrameContext& context_;
  const Nominals& n_;
  const Tree& t_;
  Frame& frame_;
};

}  // namespace

void fill_frame(const FrameContext& context, Frame& frame, const Slots& slots) {
  RoleFiller(context, frame).fill(slots);
}

}  // namespace entente
