// Names in a text, typed: the dictionaries decide where they know a name, the nominal around it
// (coreference and shape) where they do not. A name of several dictionaries is the one whose row
// has no doubt about it; rows marked `context` count only once the document has named their state.
// Cost: linear in tokens and matches.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/layers/find.h"
#include "reading/words.h"

namespace entente {
namespace {

using Sort = Nominal::Sort;

class Finder {
 public:
  explicit Finder(const Nominals& nominals)
      : n_(nominals), a_(nominals.analysis()), spans_(nominals.analysis()) {
    for (const auto& here : a_.sentences)
      for (const Match& m : here.matches)
        if (!m.has(Flag::context) && !m.has(Flag::ambiguous)) named_.emplace(m.state);
  }

  std::vector<EntityMention> find() {
    for (int s = 0; s < a_.size(); ++s) {
      const auto& here = a_.sentences[static_cast<size_t>(s)];
      taken_.assign(static_cast<size_t>(here.tree.size()), false);
      for (const Match& m : here.matches) from_dictionary(s, m);
      for (int i = 0; i < here.tree.size(); ++i) from_shape(s, i);
    }
    std::stable_sort(out_.begin(), out_.end(), [](const EntityMention& a, const EntityMention& b) {
      return a.start < b.start;
    });
    return std::move(out_);
  }

 private:
  static std::string_view type_of(const Match& m) {
    switch (m.type) {
      case EntryType::organisation:
        return "organisation";
      case EntryType::place:
        return "place";
      case EntryType::weapon:
        return "weapon";
      case EntryType::state:
        break;
      default:
        return {};
    }
    switch (m.entry->kind) {
      case EntryKind::leader:
        return "person";
      case EntryKind::adjective:
      case EntryKind::people:
      case EntryKind::combining:
        return "nationality";
      case EntryKind::organ:
        return "organisation";
      default:
        return "state";
    }
  }

  void from_dictionary(int s, const Match& m) {
    const auto type = type_of(m);
    if (type.empty() || taken_[m.first_token] || taken_[m.last_token]) return;
    if (m.has(Flag::context) && !named_.contains(std::string(m.state))) return;
    if (m.type == EntryType::weapon && in_capital_name(a_.tree(s), m)) return;
    for (auto i = m.first_token; i <= m.last_token; ++i) taken_[i] = true;
    EntityMention out;
    static_cast<Span&>(out) = spans_.bytes(m.begin, m.end);
    out.type = type;
    out.kind = name(m.entry->kind);
    out.canonical = m.canonical;
    out.state = m.state;
    out.goods = m.goods;
    out_.push_back(std::move(out));
  }

  // "OCEAN MARTLET": a word among others all in capitals is part of their name.
  static bool in_capital_name(const Tree& t, const Match& m) {
    const auto capitals = [&](int i) {
      if (i < 0 || i >= t.size() || t[i].form.size() < 3) return false;
      return std::all_of(t[i].form.begin(), t[i].form.end(), is_upper);
    };
    const int first = static_cast<int>(m.first_token), last = static_cast<int>(m.last_token);
    return capitals(first) && (capitals(first - 1) || capitals(last + 1));
  }

  // A run of proper nouns that no dictionary knows.
  void from_shape(int s, int i) {
    const Tree& t = a_.tree(s);
    const auto name_token = [&](int k) {
      return k < t.size() && !taken_[static_cast<size_t>(k)] && t[k].upos == Upos::propn &&
             !is_calendar_word(lower(t[k].form));
    };
    if (!name_token(i)) return;
    int last = i, head = i;
    while (name_token(last + 1)) ++last;
    for (int k = i; k <= last; ++k) {
      taken_[static_cast<size_t>(k)] = true;
      if (t.head(k) < i || t.head(k) > last) head = k;
    }
    EntityMention out;
    static_cast<Span&>(out) = spans_.of(s, i, last);
    out.type = "name";
    if (const int k = n_.at(s, head); k >= 0) {
      const Nominal& meant = n_[root(n_, k)];
      out.type = word(meant.sort == Sort::other ? n_[k].sort : meant.sort);
      out.state = n_[k].state.empty() ? meant.state : n_[k].state;
    }
    if (names_body(t, i, last)) out.type = "organisation";
    const std::string first_word(t[i].form);
    if (out.type == "organisation" && last > i) bodies_.insert(first_word);
    if (last == i && bodies_.contains(first_word)) out.type = "organisation";
    out_.push_back(std::move(out));
  }

  // "Border Watch Lab", "Yonbong Soft": two words or more that hold one of a firm or end in one of
  // a body.
  bool names_body(const Tree& t, int first, int last) const {
    static constexpr auto kBodies = std::to_array<std::string_view>(
        {"lab",        "laboratory", "watch",      "digital", "soft",       "press",
         "university", "college",    "newswire",   "courier", "times",      "post",
         "news",       "institute",  "centre",     "center",  "foundation", "association",
         "league",     "front",      "party",      "army",    "brigade",    "ministry",
         "agency",     "committee",  "commission", "council", "union",      "network",
         "exchange",   "department", "office",     "bureau",  "service",    "authority",
         "federation", "movement",   "forces",     "guard",   "guards",     "corps",
         "police",     "court",      "assembly"});
    if (last == first) return false;
    for (int i = first; i <= last; ++i)
      if (is_firm_word(t[i].form)) return true;
    return among(kBodies, lower(t[last].form));
  }

  static std::string word(Sort sort) {
    switch (sort) {
      case Sort::person:
        return "person";
      case Sort::organisation:
      case Sort::group:
        return "organisation";
      case Sort::vessel:
        return "vessel";
      case Sort::place:
      case Sort::state:
        return "place";
      case Sort::facility:
        return "facility";
      default:
        return "name";
    }
  }

  const Nominals& n_;
  const Analysis& a_;
  Spans spans_;
  std::set<std::string> named_;   // states that the document names beyond doubt
  std::set<std::string> bodies_;  // first words of the bodies of more than one word so far
  std::vector<bool> taken_;       // tokens of the sentence that stand in an entity already
  std::vector<EntityMention> out_;
};

}  // namespace

std::vector<EntityMention> find_entities(const Nominals& nominals) {
  return Finder(nominals).find();
}

}  // namespace entente
