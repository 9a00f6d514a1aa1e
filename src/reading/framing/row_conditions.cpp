// The conditions of a row: what must stand in a slot, by lemma or class, or must not. Asked of the
// slots first; where the tree has hung a phrase elsewhere, of its position behind the verb.
#include <algorithm>

#include "base/text.h"
#include "reading/framing/frame_parts.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

class RowConditions {
 public:
  RowConditions(const FrameContext& context, int verb)
      : context_(context), n_(context.nominals), t_(context.tree), verb_(verb) {}

  bool holds(const Predicate& row, const Slots& slots) const {
    return std::all_of(row.conditions.begin(), row.conditions.end(),
                       [&](const Condition& c) { return holds(c, slots); });
  }

 private:
  bool holds(const Condition& c, const Slots& slots) const {
    using Test = Condition::Test;
    const bool present = find_slot(slots, c.slot) >= 0 || stands_behind(c, slots);
    if (c.test == Test::present) return present;
    if (c.test == Test::absent) return !present;
    const bool match = std::any_of(slots.begin(), slots.end(), [&](const Slot& s) {
      return s.name == c.slot && s.token >= 0 && value_holds(c, s.token);
    });
    if (c.test == Test::not_klass || c.test == Test::not_lemma) return !match;
    return match || stands_behind(c, slots);
  }

  // A preposition that the tree has hung elsewhere: "put X, the firm that made it, on its
  // blacklist".
  bool stands_behind(const Condition& c, const Slots& slots) const {
    using Test = Condition::Test;
    const bool present = c.test == Test::present;
    if (slots.empty() || (c.test != Test::lemma && !present) || verb_ < 0) return false;
    for (int i = verb_ + 1; i < t_.size(); ++i) {
      if (present && context_.finite(i)) return false;
      const int index = context_.nominal(i);
      if (index < 0 || t_.preposition(i) != c.slot || in_time_phrase(t_, i, verb_)) continue;
      if (present) return is_actor(n_[index]);
      if (value_holds(c, i)) return true;
    }
    return false;
  }

  bool value_holds(const Condition& c, int argument) const {
    for (const int token : t_.conjuncts(argument))
      for (const std::string_view value : c.values) {
        const bool marked = value.starts_with(':');
        const bool klass =
            marked || (c.test != Condition::Test::lemma && c.test != Condition::Test::not_lemma);
        if (klass ? class_holds(token, marked ? value.substr(1) : value) : lemma_is(token, value))
          return true;
      }
    return false;
  }

  // Of the word itself, of what it measures, or of what the pronoun stands for.
  bool lemma_is(int token, std::string_view value) const {
    if (value == lower(t_[token].lemma) || value == measured_lemma(token)) return true;
    if (value == weapon_named(token)) return true;
    if (value.contains('-') && value == t_.hyphenated(token)) return true;
    const int index = context_.nominal(token);
    if (index < 0 || !n_[index].pronoun || n_[index].referent < 0) return false;
    return value == lower(n_.head_lemma(context_.meant(index)));
  }

  // "il-76": the name in the table of weapons, whatever the tokens.
  std::string weapon_named(int token) const {
    for (const Match& m : n_.analysis().sentences[static_cast<size_t>(context_.sentence)].matches)
      if (m.type == EntryType::weapon && static_cast<int>(m.first_token) <= token &&
          token <= static_cast<int>(m.last_token))
        return lower(m.canonical);
    return {};
  }

  // "most of the same bans": ban
  std::string measured_lemma(int token) const {
    const int index = context_.nominal(token);
    if (index < 0) return {};
    const bool word = n_[index].sort == Sort::number || n_[index].pronoun ||
                      t_[token].upos == Upos::adj || t_[token].upos == Upos::det;
    if (!word) return {};
    for (int c : t_.children(token))
      if (t_.is(c, {Rel::nmod}) && t_.preposition(c) == "of") return lower(t_[c].lemma);
    return {};
  }

  bool class_holds(int token, std::string_view klass) const {
    const int index = context_.nominal(token);
    if (index < 0) return klass == "any" || (klass == "evade" && is_verb_of_lexicon(token));
    if (in_class(n_[index], klass) || in_class(context_.meant(index), klass)) return true;
    if (!partitive(n_[index])) return false;
    // "at least 28,000 containers of munitions", "some of the shells": what is measured counts
    for (int c : t_.children(token)) {
      const int whole = context_.nominal(c);
      if (whole < 0 || !t_.is(c, {Rel::nmod}) || t_.preposition(c) != "of") continue;
      if (in_class(n_[whole], klass) || in_class(context_.meant(whole), klass)) return true;
    }
    return false;
  }

  bool is_verb_of_lexicon(int token) const {
    return !context_.predicates.find(lower(t_[token].lemma), Predicate::Pos::verb).empty();
  }

  bool partitive(const Nominal& m) const {
    const Upos upos = t_[m.head].upos;
    return m.goods.empty() || m.sort == Sort::number || m.sort == Sort::other ||
           m.sort == Sort::measure || upos == Upos::num || upos == Upos::pron || upos == Upos::det;
  }

  const FrameContext& context_;
  const Nominals& n_;
  const Tree& t_;
  int verb_;
};

}  // namespace

bool row_holds(const FrameContext& context, const Predicate& row, const Slots& slots, int verb) {
  return RowConditions(context, verb).holds(row, slots);
}

}  // namespace entente
