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
      default:
        return "state";
    }
  }

  void from_dictionary(int s, const Match& m) {
    const auto type = type_of(m);
    if (type.empty() || taken_[m.first_token] || taken_[m.last_token]) return;
    if (m.has(Flag::context) && !named_.contains(std::string(m.state))) return;
    for (auto i = m.first_token; i <= m.last_token; ++i) taken_[i] = true;
    EntityMention out;
    static_cast<Span&>(out) = spans_.bytes(m.begin, m.end);
    out.type = type;
    out.kind = name(m.entry->kind);
    out.canonical = m.canonical;
    out.state = m.state;
    out.goods = m.goods;
    (void)s;
    out_.push_back(std::move(out));
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
    out_.push_back(std::move(out));
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
      case Sort::goods:
        return "goods";
      default:
        return "name";
    }
  }

  const Nominals& n_;
  const Analysis& a_;
  Spans spans_;
  std::set<std::string> named_;  // states that the document names beyond doubt
  std::vector<bool> taken_;      // tokens of the sentence that stand in an entity already
  std::vector<EntityMention> out_;
};

}  // namespace

std::vector<EntityMention> find_entities(const Nominals& nominals) {
  return Finder(nominals).find();
}

}  // namespace entente
