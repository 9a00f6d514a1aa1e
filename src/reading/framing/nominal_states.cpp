// See nominal_states.h.
#include "reading/framing/nominal_states.h"

#include <array>

#include "base/text.h"
#include "reading/words.h"

namespace entente {

std::string NominalStates::state_of(int head, int depth) const {
  if (depth > 4) return {};
  // "the Ivory Coast's Supreme Court": where several have one, whose it is said to be tells
  if (const Match* m = head_match(head, {EntryType::state, EntryType::organisation});
      m && m->has(Flag::ambiguous))
    if (const int owner = tree_.child(head, {Rel::nmod_poss}); owner >= 0)
      if (auto s = match_state_within(tree_.first(owner), tree_.last(owner)); !s.empty()) return s;
  if (auto s = match_at(head); !s.empty()) return s;
  if (auto s = seat_of_legal_form(form(head)); !s.empty() && behind_legal_form(head).empty())
    return std::string(s);
  if (names_firm(head)) {  // "Tartus Line, which is registered in the Seychelles"
    if (auto s = state_of_relative(head, depth); !s.empty()) return s;
    if (auto s = state_of_apposition(head, depth); !s.empty()) return s;
  }
  if (auto s = state_before(head); !s.empty()) return s;
  const int owner = tree_.child(head, {Rel::nmod_poss});
  const bool somebodys =
      owner >= 0 && tree_[owner].upos == Upos::pron;  // "our ambassador in New York"
  if (auto s = somebodys ? std::string() : state_after(head, depth); !s.empty()) return s;
  if (auto s = state_of_apposition(head, depth); !s.empty()) return s;
  if (auto s = state_of_relative(head, depth); !s.empty()) return s;
  return depth == 0 && tree_[head].upos == Upos::propn ? state_behind_name(head) : std::string();
}

// Possessor first ("Iran's Western allies" are Iran's), then adjectives and compounds, nearest
// last.
std::string NominalStates::state_before(int head) const {
  std::string found;
  for (const bool possessive : {true, false})
    for (int c : tree_.children(head)) {
      if (tree_.is(c, {Rel::nmod_poss}) != possessive) continue;
      if (!tree_.is(c, {Rel::nmod_poss, Rel::amod, Rel::compound, Rel::flat, Rel::nmod_desc,
                        Rel::det, Rel::nummod, Rel::nmod}) ||
          c > head)
        continue;
      if (auto s = match_state_within(tree_.first(c), tree_.last(c)); !s.empty()) found = s;
      if (possessive && !found.empty()) return found;
    }
  return found;
}

std::string NominalStates::match_state_within(int first, int last) const {
  std::string found;
  for (const Match& m : here_.matches) {
    const bool within =
        static_cast<int>(m.first_token) >= first && static_cast<int>(m.last_token) <= last;
    const bool whose = m.type == EntryType::state || m.type == EntryType::organisation ||
                       m.type == EntryType::place;
    if (within && whose && !m.state.empty() && !in_a_persons_name(m) &&
        !(m.type == EntryType::place && names_ship(m)))
      found = m.state;
  }
  return found;
}

// "Lena Ruiz" is no river, "Tolga Merkan" no town.
bool NominalStates::in_a_persons_name(const Match& m) const {
  return m.type == EntryType::place && m.first_token == m.last_token &&
         recognised(static_cast<int>(m.first_token), NameKind::person) &&
         m.last_token + 1 < static_cast<uint32_t>(tree_.size()) &&
         tree_[static_cast<int>(m.last_token) + 1].upos == Upos::propn;
}

std::string NominalStates::state_after(int head, int depth) const {
  static constexpr auto kPrepositions =
      std::to_array<std::string_view>({"of", "for", "in", "at", "from", "near", "on"});
  static constexpr auto kWhere = std::to_array<std::string_view>({"in", "at", "near", "on"});
  const Entry* noun = noun_entry(head);
  if (noun && noun->kind == EntryKind::document) return {};
  const bool elsewhere = may_be_abroad(head, noun);
  for (int c : tree_.children(head)) {
    if (c < head || !tree_.is(c, {Rel::nmod, Rel::nmod_unmarked})) continue;
    if (tree_.preposition(c) == "with" && tree_.lemma_is(c, {"link", "tie", "connection"}))
      if (const int to = tree_.child(c, {Rel::nmod}); to >= 0 && tree_.preposition(to) == "to")
        return state_of(to, depth + 1);  // "ships with links to Iran"
    if (!among(kPrepositions, tree_.preposition(c))) continue;
    // "the Panel of Experts on Libya" is not Libya's
    if (tree_.preposition(c) == "on" && head_match(c, {EntryType::state})) continue;
    if (elsewhere && among(kWhere, tree_.preposition(c)) &&
        head_match(c, {EntryType::place, EntryType::state}))
      continue;
    if (auto s = state_of(c, depth + 1); !s.empty()) return s;
  }
  return {};
}

// "soldiers in Mali", "villagers near Goma": where they are does not tell whose they are.
bool NominalStates::may_be_abroad(int head, const Entry* noun) const {
  if (tree_.lemma_is(head, {"villager", "civilian", "resident", "refugee", "protester", "witness",
                            "bystander", "child"}))
    return true;
  return noun && noun->has(Flag::military);
}

std::string NominalStates::state_of_apposition(int head, int depth) const {
  for (int c : tree_.children(head))
    if (tree_.is(c, {Rel::appos, Rel::nmod_desc}) && c > head)
      if (auto s = tree_.lemma_is(c, {"resident"}) ? "" : state_of(c, depth + 1); !s.empty())
        return s;
  if (depth > 0) return {};
  if (tree_.is(head, {Rel::conj}) && tree_.has(tree_.head(head), {Rel::nmod_desc}))
    return state_before(tree_.head(head));
  int above = head;  // "the Cameroon-flagged tankers SEA CRANE and OCEAN MARTLET"
  while (tree_.is(above, {Rel::conj}) && tree_.head(above) >= 0) above = tree_.head(above);
  if (!tree_.is(above, {Rel::appos, Rel::nmod_desc, Rel::flat}) || tree_.head(above) < 0) return {};
  const int named = tree_.head(above);
  if (auto s = match_at(named); !s.empty()) return s;
  return state_before(named);
}

// "the Sepanta Energy Company in Tehran", "Delta Crest, of Istanbul,", "Dunmore FZE, a house
// without staff in Sharjah,": the seat stands right behind the name, wherever the parser has hung
// it.
std::string NominalStates::state_behind_name(int head) const {
  int i = head + 1;
  if (form(i) == "(") {
    while (i < tree_.size() && form(i) != ")") ++i;
    ++i;
  }
  if (form(i) == "in" || form(i) == "of") return place_at(i + 1);
  if (form(i) != ",") return {};
  if (form(i + 1) == "of" || form(i + 1) == "in") return place_at(i + 2);
  if (form(i + 1) != "a" && form(i + 1) != "an" && form(i + 1) != "the") return {};
  for (int k = i + 2; k < tree_.size() && k < i + 12 && !ends_description(k); ++k)
    if (auto s = place_at(k); !s.empty()) return s;
  return {};
}

std::string_view NominalStates::form(int i) const {
  return i < tree_.size() ? tree_[i].form : std::string_view();
}

bool NominalStates::ends_description(int i) const {
  static constexpr auto kEnds = std::to_array<std::string_view>({",", ";", "that", "which", "who"});
  return among(kEnds, form(i)) || tree_[i].upos == Upos::verb;
}

std::string NominalStates::place_at(int i) const {
  if (i < tree_.size() && tree_[i].form == "the") ++i;
  for (const Match& m : here_.matches) {
    const bool place = m.type == EntryType::place || m.type == EntryType::state;
    if (place && static_cast<int>(m.first_token) == i && !m.state.empty())
      return std::string(m.state);
  }
  return {};
}

// "Dunmore FZE, of Ankara": what is said of the seat outside the name.
std::string NominalStates::behind_legal_form(int head) const { return state_behind_name(head); }

bool NominalStates::names_firm(int head) const {
  return tree_[head].upos == Upos::propn && (is_firm_word(form(head)) || is_legal_form(form(head)));
}

std::string NominalStates::match_at(int head) const {
  const Match* m = head_match(head, {EntryType::state, EntryType::organisation, EntryType::place});
  return m ? std::string(m->state) : std::string();
}

// "which flies the flag of Togo", "flying a Panamanian flag"
std::string NominalStates::state_of_flag(int verb, int depth) const {
  const int flag = tree_.child(verb, {Rel::obj});
  if (!tree_.lemma_is(verb, {"fly", "bear", "carry"}) || flag < 0 ||
      !tree_.lemma_is(flag, {"flag"}))
    return {};
  return state_of(flag, depth + 1);
}

// "…, which is based in the United Arab Emirates", "registered in the Marshall Islands",
// "who represents …"
std::string NominalStates::state_of_relative(int head, int depth) const {
  for (int c : tree_.children(head)) {
    if (!tree_.is(c, {Rel::acl_relcl, Rel::acl})) continue;
    if (auto s = state_of_flag(c, depth); !s.empty()) return s;
    const bool seat =
        tree_.lemma_is(c, {"base", "register", "headquarter", "locate", "incorporate"});
    const bool service = tree_[head].upos == Upos::propn &&
                         tree_.lemma_is(c, {"represent", "work", "serve", "head", "lead"});
    const bool linked =  // "hackers linked to North Korea"; a militia is nobody's
        tree_.lemma_is(c, {"link", "tie", "connect", "affiliate"}) &&
        !tree_.lemma_is(head, {"militia", "group", "rebel", "fighter", "movement", "party"});
    if (!seat && !service && !linked) continue;
    for (int o : tree_.children(c))
      if (tree_.is(o, {Rel::obl, Rel::nmod, Rel::obj}))
        if (auto s = state_of(o, depth + 1); !s.empty()) return s;
  }
  return {};
}

}  // namespace entente
