// See phrase_words.h.
#include "reading/framing/phrase_words.h"

#include <algorithm>

#include "base/text.h"

namespace entente {

bool PhraseWords::covers(const Match& m, int token) {
  return static_cast<int>(m.first_token) <= token && token <= static_cast<int>(m.last_token);
}

bool PhraseWords::capital_name(int i) const {
  const Token& t = tree_[i];
  return t.form.size() > 3 && std::none_of(t.form.begin(), t.form.end(), is_lower);
}

// "OCEAN MARTLET": a weapon's name that is the end of a longer one in capitals is none.
bool PhraseWords::inside_capitals(const Match& m) const {
  const int first = static_cast<int>(m.first_token);
  return capital_name(first) && first > 0 && capital_name(first - 1) &&
         tree_[first - 1].upos == Upos::propn;
}

bool PhraseWords::part_of_name(int i) const {
  return i > 0 && tree_[i].upos == Upos::propn && is_upper(tree_[i].form[0]);
}

const Match* PhraseWords::head_match(int head, std::initializer_list<EntryType> types) const {
  for (const Match& m : here_.matches) {
    if ((m.type == EntryType::goods || m.type == EntryType::noun) && capital_name(head)) continue;
    if (!covers(m, head)) continue;
    if (m.type == EntryType::weapon && inside_capitals(m)) continue;
    if (m.type == EntryType::place && names_ship(m)) continue;
    if (std::find(types.begin(), types.end(), m.type) == types.end()) continue;
    // "North Korean troops": the adjective ends before the head; "Kim": the match ends on it
    if (static_cast<int>(m.last_token) == head || covers_name(m, head)) return &m;
  }
  return nullptr;
}

bool PhraseWords::is_vessel_word(int i) const {
  for (const Match& m : here_.matches)
    if (m.type == EntryType::noun && static_cast<int>(m.last_token) == i &&
        m.entry->kind == EntryKind::vessel)
      return true;
  const Entry* e = noun_entry(i);
  return e && e->kind == EntryKind::vessel;
}

bool PhraseWords::names_ship(const Match& m) const {
  const int first = static_cast<int>(m.first_token);
  return first > 0 && tree_[first].upos == Upos::propn && tree_[first - 1].upos == Upos::noun &&
         is_vessel_word(first - 1);
}

bool PhraseWords::covers_name(const Match& m, int head) const {
  for (int i = static_cast<int>(m.first_token); i <= static_cast<int>(m.last_token); ++i)
    if (i != head && !tree_.below(i, head)) return false;
  return true;
}

const Entry* PhraseWords::noun_entry(int head) const {
  return analysis_.dictionaries.noun(lower(tree_[head].lemma));
}

bool PhraseWords::recognised(int token, NameKind kind) const {
  const auto at = static_cast<uint32_t>(token);
  return std::any_of(here_.sentence.names.begin(), here_.sentence.names.end(),
                     [&](const NameSpan& name) {
                       return name.kind == kind && name.first <= at && at <= name.last;
                     });
}

}  // namespace entente
