// Claims as PLOVER events: type and mode by data/plover.tsv, actors with the codes that event data
// sets use (ISO 3166-1 alpha-3 for states; IGO, NGO, BUS, MED, REB, CRM for others).
#include <unicode/locid.h>

#include "base/text.h"
#include "reading/layers/find.h"

namespace entente {
namespace {

std::string_view code_of(EntryKind kind) {
  switch (kind) {
    case EntryKind::international_body:
    case EntryKind::sanctions_body:
    case EntryKind::bloc:
      return "IGO";
    case EntryKind::ngo:
    case EntryKind::think_tank:
      return "NGO";
    case EntryKind::company:
    case EntryKind::shipping:
    case EntryKind::bank:
      return "BUS";
    case EntryKind::press:
      return "MED";
    case EntryKind::militia:
      return "REB";
    case EntryKind::criminal_group:
    case EntryKind::hacker_group:
      return "CRM";
    default:
      return {};
  }
}

std::string code_of(const Mention& m, const Dictionaries& dictionaries) {
  if (!m.state.empty() && m.state != "xx") return icu::Locale("", m.state.c_str()).getISO3Country();
  std::string_view text = m.text;
  for (const std::string_view article : {"the ", "The "})
    if (text.starts_with(article)) text.remove_prefix(article.size());
  for (const Entry* e : dictionaries.entries_named(text))
    if (e->type == EntryType::organisation) return std::string(code_of(e->kind));
  return {};
}

// Whom the event is done to: the counterpart, else whom it is against; of a mutual tie each other.
std::vector<Mention> target_of(const Claim& c) {
  if (!c.counterpart.empty()) return c.counterpart;
  if (!c.against.empty()) return c.against;
  if (info(c.kind).symmetric && c.subject.size() > 1) return c.subject;
  std::vector<Mention> out;
  for (const Mention& m : c.where)
    if (!m.state.empty()) out.push_back(m);
  return out;
}

}  // namespace

std::vector<Event> find_events(const Analysis& analysis, const Predicates& predicates,
                               const Cues& cues, const PloverTable& table) {
  std::vector<Event> out;
  for (ReadClaim& read : assemble_traced(analysis, predicates, cues)) {
    Event e;
    const Tree& t = analysis.tree(read.sentence);
    const PloverCode& code = table.find(read.claim, lower(t[read.predicate].lemma));
    e.type = code.type;
    e.mode = code.mode;
    e.cameo = code.cameo;
    e.source = read.claim.subject;
    e.target = target_of(read.claim);
    for (const Mention& m : e.source) e.source_codes.push_back(code_of(m, analysis.dictionaries));
    for (const Mention& m : e.target) e.target_codes.push_back(code_of(m, analysis.dictionaries));
    e.claim = std::move(read.claim);
    out.push_back(std::move(e));
  }
  return out;
}

}  // namespace entente
