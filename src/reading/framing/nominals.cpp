// One nominal per head of a phrase: its span, what sort of thing it names, the goods it speaks of.
// Whose it is, nominal_states.h tells.
#include "reading/framing/nominals.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "reading/framing/nominal_states.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

constexpr auto kTimeNouns = std::to_array<std::string_view>(
    {"day", "week", "month", "year", "decade", "century", "hour", "minute", "spring", "summer",
     "autumn", "winter", "evening", "morning", "night"});

bool is_time_noun(std::string_view lemma) {
  return is_calendar_word(lemma) || among(kTimeNouns, lemma);
}

class Builder : private PhraseWords {
 public:
  Builder(const Analysis& analysis, int sentence)
      : PhraseWords(analysis, sentence), states_(analysis, sentence), s_(sentence) {}

  Nominal build(int head) {
    Nominal n;
    n.sentence = s_;
    n.head = head;
    set_span(n);
    const Token& t = tree_[head];
    n.pronoun = t.upos == Upos::pron || t.upos == Upos::adv ||
                (t.upos == Upos::det && !tree_.has(head, {Rel::det}));
    n.plural = t.xpos == "NNS" || t.xpos == "NNPS" || tree_.has(head, {Rel::conj}) ||
               tree_.lemma_is(head, {"they", "we", "these", "those", "both"});
    n.definite = is_definite(head);
    n.possessor = tree_.child(head, {Rel::nmod_poss});
    set_sort(n);
    set_goods(n);
    if (!n.pronoun) n.state = states_.of(head);
    return n;
  }

 private:
  // From the leftmost modifier to the head and its short "of", "for", "in" complements.
  void set_span(Nominal& n) const {
    n.first = n.last = n.head;
    for (int c : tree_.children(n.head)) {
      if (opens_phrase(c) && tree_.last(c) < n.head) n.first = std::min(n.first, opening(c));
      else if (continues_name(c) && tree_.first(c) == n.last + 1 && tree_.last(c) - n.head <= 4)
        n.last = std::max(n.last, tree_.last(c));
    }
    for (const Match& m : here_.matches)
      if (covers(m, n.head)) {
        n.first = std::min(n.first, static_cast<int>(m.first_token));
        n.last = std::max(n.last, static_cast<int>(m.last_token));
      }
    for (int c : tree_.children(n.head))
      if (names_head(c) && tree_.first(c) == n.last + 1 && tree_.last(c) - n.last <= 4 &&
          tree_[n.last + 1].upos != Upos::punct)
        n.last = c;
    for (int c : tree_.children(n.head))
      if (c > n.head && tree_.first(c) <= n.last + 2 && close_complement(c, n.head))
        n.last = std::max(n.last, tree_.last(c));
  }

  // "by Colonel Zaw": a preposition hung on the rank is no part of the name.
  int opening(int c) const {
    const int first = tree_.first(c);
    const bool outside = tree_.is(first, {Rel::case_}) && tree_.head(first) == c && first < c &&
                         !tree_.is(c, {Rel::nmod_poss});
    return outside ? first + 1 : first;
  }

  bool opens_phrase(int c) const {
    return tree_.is(c, {Rel::det, Rel::amod, Rel::compound, Rel::nmod_poss, Rel::nummod, Rel::flat,
                        Rel::nmod_desc, Rel::goeswith, Rel::det_predet});
  }

  bool continues_name(int c) const {
    return tree_.is(c, {Rel::flat, Rel::compound, Rel::nummod, Rel::goeswith}) &&
           !tree_.has(c, {Rel::case_}) && !tells_when(c);
  }

  // "Zaw Min Thu", "Kim Sun": a short form of a day that ends a name
  bool ends_name(int head) const {
    const Token& t = tree_[head];
    return head > 0 && t.upos == Upos::propn && t.form.size() <= 3 &&
           tree_[head - 1].upos == Upos::propn && tree_.head(head - 1) == head &&
           !is_calendar_word(lower(tree_[head - 1].lemma));
  }

  // "in March 2024" behind a name is no part of it, wherever the parser has hung it.
  bool tells_when(int c) const {
    const std::string_view form = tree_[c].form;
    const bool year = form.size() == 4 && (form.starts_with("19") || form.starts_with("20"));
    return (year && tree_[c].upos == Upos::num) || is_time_noun(lower(tree_[c].lemma));
  }

  // "the mixer Sinbad", "the cargo vessel Kaspiy-14"
  bool names_head(int c) const {
    return tree_.is(c, {Rel::appos, Rel::nmod_desc}) && tree_[c].upos == Upos::propn;
  }

  // "of the army", "in Kursk": short, with no clause or list in it.
  bool close_complement(int c, int head) const {
    static constexpr auto kClose =
        std::to_array<std::string_view>({"of", "for", "in", "at", "near"});
    return tree_.is(c, {Rel::nmod}) && among(kClose, tree_.preposition(c)) && !tells_when(c) &&
           tree_.last(c) - head <= 9 &&
           !tree_.has(c, {Rel::acl_relcl, Rel::acl, Rel::conj, Rel::appos});
  }

  bool is_definite(int head) const {
    for (int c : tree_.children(head)) {
      if (tree_.is(c, {Rel::nmod_poss})) return true;
      if (tree_.is(c, {Rel::det}) &&
          tree_.lemma_is(c, {"the", "this", "that", "these", "those", "both", "such"}))
        return true;
    }
    return false;
  }

  void set_sort(Nominal& n) const {
    const Token& t = tree_[n.head];
    const std::string lemma = lower(t.lemma);
    const bool name = t.upos == Upos::propn;
    n.named = name || (n.last > n.head && names_head(n.last) && tree_.head(n.last) == n.head);
    if (t.upos == Upos::num) n.sort = names_day_or_year(n.head) ? Sort::time : Sort::number;
    else if (is_time_noun(lemma) && (lemma != "may" || name) && !ends_name(n.head))
      n.sort = Sort::time;
    else if (const Match* m = head_match(n.head, {EntryType::state, EntryType::organisation,
                                                  EntryType::place, EntryType::weapon}))
      sort_by_match(n, *m);
    else if (name && behind_vessel_word(n)) n.sort = Sort::vessel;  // "the tanker Alpha Crane"
    else if (const Entry* e = capital_name(n.head) ? nullptr : noun_entry(n.head))
      sort_by_noun(n, *e);
    else if (const Match* noun = head_match(n.head, {EntryType::noun}))
      sort_by_noun(n, *noun->entry);
    else if (const Match* goods = head_match(n.head, {EntryType::goods});
             goods && !(name && named_for_money(n, *goods)))
      n.sort = Sort::goods;
    else if (name) sort_by_shape(n);
    if (name && is_time_noun(lower(t.form))) n.sort = Sort::time;
  }

  // "Mekong Lotus Pay", "Harbour Cash": a firm, not money.
  bool named_for_money(const Nominal& n, const Match& goods) const {
    const bool compound = n.head > n.first && tree_[n.head - 1].upos == Upos::propn &&
                          tree_.is(n.head - 1, {Rel::compound, Rel::flat});
    return compound && goods.first_token == goods.last_token && goods.goods.has(Goods::funds);
  }

  // "on January 28", "in 2023"
  bool names_day_or_year(int i) const {
    if (i > 0 && is_calendar_word(lower(tree_[i - 1].form))) return true;
    const std::string_view form = tree_[i].form;
    const bool year = form.size() == 4 && (form.starts_with("19") || form.starts_with("20"));
    return year && i > 0 && tree_[i - 1].upos == Upos::adp &&
           std::all_of(form.begin(), form.end(), is_digit);
  }

  void sort_by_match(Nominal& n, const Match& m) const {
    n.named = true;
    switch (m.type) {
      case EntryType::organisation:
        n.sort = Sort::organisation;
        n.media = m.entry->kind == EntryKind::press;
        break;
      case EntryType::place:
        n.sort = Sort::place;
        break;
      case EntryType::weapon:
        n.sort = Sort::goods;
        break;
      default:
        n.sort = Sort::state;
        if (m.entry->kind == EntryKind::leader) n.sort = Sort::person;
        if (m.entry->kind == EntryKind::people) n.sort = Sort::group;
        if (m.entry->kind == EntryKind::adjective && is_one_of_a_people(n)) n.sort = Sort::person;
    }
  }

  // "a Russian": somebody, not the state.
  bool is_one_of_a_people(const Nominal& n) const {
    for (int c : tree_.children(n.head))
      if (tree_.is(c, {Rel::det}) && tree_.lemma_is(c, {"a", "an", "another"})) return !n.plural;
    return false;
  }

  void sort_by_noun(Nominal& n, const Entry& e) const {
    n.media = e.has(Flag::media);
    n.uninvolved = e.has(Flag::uninvolved);
    switch (e.kind) {
      case EntryKind::person_role:
        n.sort = n.plural ? Sort::group : Sort::person;
        break;
      case EntryKind::facility:
        n.sort = Sort::facility;
        break;
      case EntryKind::vessel:
        n.sort = Sort::vessel;
        break;
      case EntryKind::document:
        n.sort = Sort::document;
        break;
      case EntryKind::collective_states:
        n.sort = Sort::state;
        break;
      case EntryKind::group:
        n.sort = n.plural ? Sort::group : Sort::organisation;
        break;
      default:
        n.sort = Sort::other;
    }
  }

  // A name no dictionary knows: a firm by its legal form, a ship by its capitals or type word, a
  // person by two or three capitalised words; else simply a name.
  void sort_by_shape(Nominal& n) const {
    int words = 0;
    bool capitals = true;
    int first = n.head;  // "the Comoros-flagged carrier JABAL STAR": the name alone
    while (first > n.first && tree_[first - 1].upos == Upos::propn) --first;
    for (int i = first; i <= n.last; ++i) {
      const std::string_view form = tree_[i].form;
      if (tree_[i].upos != Upos::propn) continue;
      if (is_firm_word(form) || (i > n.first && is_legal_form(form))) {
        n.sort = Sort::organisation;
        return;
      }
      ++words;
      capitals = capitals && form.size() > 2 && std::none_of(form.begin(), form.end(), is_lower);
    }
    if (names_landscape(n)) n.sort = Sort::place;
    else if (capitals && words >= 2 && !ends_as_body(n)) n.sort = Sort::vessel;
    else if (recognised(n.head, NameKind::person)) n.sort = Sort::person;
    else if (recognised(n.head, NameKind::organisation)) n.sort = Sort::organisation;
    else if (words >= 2 && ends_as_body(n)) n.sort = Sort::organisation;
    else n.sort = words == 2 || words == 3 ? Sort::person : Sort::other;
  }

  // "the Riau Islands", "the Lagos Lagoon"
  bool names_landscape(const Nominal& n) const {
    static constexpr auto kWords = std::to_array<std::string_view>(
        {"Island", "Islands", "Sea", "Strait", "Straits", "Gulf", "Bay", "Cape", "River", "Lake",
         "Lagoon", "Peninsula", "Ocean", "Desert", "Mountains", "Valley", "Canal", "Province"});
    return among(kWords, tree_[n.head].form) || among(kWords, tree_[n.last].form);
  }

  bool behind_vessel_word(const Nominal& n) const {
    for (int i = std::max(0, n.first - 2); i < n.head; ++i)  // not "Delta Crest Ship Management"
      if (is_vessel_word(i) && (i < n.first || tree_[i].upos != Upos::propn)) return true;
    // "a second ship, the Bitter Rose"; "the carriers JABAL STAR and ORONTES LILY"
    const int first = tree_.first_conjunct(n.head), above = tree_.head(first);
    if (above >= 0 && tree_.is(first, {Rel::appos, Rel::nmod_desc}) && is_vessel_word(above))
      return true;
    return first != n.head && tree_[n.head].upos == Upos::propn &&
           ((first > 0 && is_vessel_word(first - 1)) || (first > 1 && is_vessel_word(first - 2)));
  }

  // "Golden Meridian Group": does the name end in a noun for a body?
  bool ends_as_body(const Nominal& n) const {
    const Entry* e = analysis_.dictionaries.noun(lower(tree_[n.last].form));
    return e && !e->has(Flag::relational) &&
           (e->kind == EntryKind::group || e->kind == EntryKind::facility ||
            e->kind == EntryKind::document);
  }

  void set_goods(Nominal& n) const {
    const bool name = capital_name(n.head) || part_of_name(n.head);
    for (const Match& m : here_.matches) {
      const int first = static_cast<int>(m.first_token), last = static_cast<int>(m.last_token);
      if (m.goods.empty() || first < n.first || last > n.last) continue;
      if (name && m.type == EntryType::goods) continue;
      if (last == n.head || covers_name(m, n.head)) n.goods.add(m.goods);
    }
    const bool firm = name && n.sort == Sort::organisation;  // "Golden Meridian General Trading"
    if (n.goods.empty() && !firm) add_modifier_goods(n);
    if (n.goods.empty() && is_money(n.head)) n.goods.add(Goods::funds);
  }

  // "missile components", "shell output": a modifier gives the class when the head has none; a
  // measure ("containers of munitions") takes it from what it measures.
  void add_modifier_goods(Nominal& n) const {
    const bool measure = is_measure(n.head);
    for (const Match& m : here_.matches) {
      if (m.goods.empty()) continue;
      const int c = static_cast<int>(m.last_token);
      if (tree_.head(c) != n.head) continue;
      const bool before =
          tree_.is(c, {Rel::compound, Rel::amod}) && static_cast<int>(m.first_token) >= n.first;
      const bool measured = measure && tree_.is(c, {Rel::nmod}) && tree_.preposition(c) == "of";
      if (before || measured) n.goods.add(m.goods);
    }
  }

  bool is_measure(int head) const {
    const std::string lemma = lower(tree_[head].lemma);
    return is_measure_noun(lemma) || tree_[head].upos == Upos::num || lemma == "part" ||
           lemma == "component";
  }

  bool is_money(int head) const {
    const auto* unit = analysis_.dictionaries.unit(tree_[head].form);
    if (unit && unit->kind == Unit::Kind::currency) return true;
    for (int c : tree_.children(head)) {
      const auto* u = analysis_.dictionaries.unit(tree_[c].form);
      if (u && u->kind == Unit::Kind::currency && std::abs(c - head) <= 3) return true;
    }
    return false;
  }

  NominalStates states_;
  int s_;
};

// "fired most of them", "sold many to Iran": an adjective of quantity in the place of a noun.
bool counts_alone(const Tree& tree, int i) {
  return tree[i].upos == Upos::adj && tree.is(i, {Rel::nsubj, Rel::nsubj_pass, Rel::obj}) &&
         tree.lemma_is(i, {"most", "many", "much", "several", "few", "more", "some", "all"});
}

bool heads_nominal(const Tree& tree, int i) {
  if (tree[i].upos == Upos::adv && tree.lemma_is(i, {"there"})) return true;
  if (counts_alone(tree, i)) return true;
  if (!tree.is_nominal(i)) return false;
  if (tree.is(i, {Rel::compound, Rel::flat, Rel::fixed, Rel::goeswith, Rel::case_, Rel::mark,
                  Rel::cc, Rel::punct, Rel::det}))
    return false;
  return !(tree[i].upos == Upos::num && tree.is(i, {Rel::nummod}));
}

// "Russian" in "Russian deliveries": a party although it heads no phrase.
const Match* state_modifier(const SentenceAnalysis& here, int token) {
  const Tree& t = here.tree;
  if (t.head(token) >= 0 && t.head(token) < token && !t.is(token, {Rel::conj})) return nullptr;
  if (!t.is(t.first_conjunct(token), {Rel::amod, Rel::compound, Rel::nmod_desc})) return nullptr;
  for (const Match& m : here.matches)
    if (m.type == EntryType::state && static_cast<int>(m.last_token) == token && !m.state.empty())
      return &m;
  return nullptr;
}

Nominal modifier_nominal(int sentence, int token, const Match& m) {
  Nominal n;
  n.sentence = sentence;
  n.head = token;
  n.first = static_cast<int>(m.first_token);
  n.last = static_cast<int>(m.last_token);
  n.sort = Sort::state;
  n.state = m.state;
  n.named = n.modifier = true;
  return n;
}

}  // namespace

Nominals::Nominals(const Analysis& analysis) : analysis_(&analysis) {
  by_token_.resize(static_cast<size_t>(analysis.size()));
  for (int s = 0; s < analysis.size(); ++s) {
    const Tree& tree = analysis.tree(s);
    auto& row = by_token_[static_cast<size_t>(s)];
    row.assign(static_cast<size_t>(tree.size()), -1);
    Builder builder(analysis, s);
    for (int i = 0; i < tree.size(); ++i) {
      const Match* modifier = state_modifier(analysis.sentences[static_cast<size_t>(s)], i);
      if (!modifier && !heads_nominal(tree, i)) continue;
      row[static_cast<size_t>(i)] = static_cast<int>(all_.size());
      all_.push_back(modifier ? modifier_nominal(s, i, *modifier) : builder.build(i));
    }
  }
}

std::string_view Nominals::head_lemma(const Nominal& n) const {
  return analysis_->tree(n.sentence)[n.head].lemma;
}

}  // namespace entente
