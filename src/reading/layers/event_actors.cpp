// See event_actors.h. Tests: layers_test.cpp, tests/cli/layers_test.py.
#include "reading/layers/event_actors.h"

#include <unicode/locid.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kNameWordsMax = 6;

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

std::string alpha3(const std::string& state) {
  return icu::Locale("", state.c_str()).getISO3Country();
}

// States and places that the sentence names, and where.
struct Named {
  std::string_view state;
  uint32_t start = 0;
};

std::vector<Named> named_states(const Analysis& a, int s, const Spans& spans) {
  std::vector<Named> out;
  for (const Match& m : a.sentences[static_cast<size_t>(s)].matches)
    if ((m.type == EntryType::state || m.type == EntryType::place) && !m.state.empty() &&
        m.state != "xx")
      out.push_back({m.state, spans.bytes(m.begin, m.end).start});
  return out;
}

// "in", "throughout", "inside" right before the name, past "the" and "south"
bool stands_after_in(const Analysis& a, int s, uint32_t start, const Spans& spans) {
  constexpr int kReach = 4;
  const Tree& t = a.tree(s);
  for (int i = 0; i < t.size(); ++i) {
    if (spans.of(s, i, i).start != start) continue;
    for (int k = i - 1; k >= std::max(0, i - kReach); --k) {
      const std::string form = lower(t[k].form);
      if (form == "in" || form == "inside" || form == "throughout") return true;
      if (t[k].upos != Upos::det && t[k].upos != Upos::adj && t[k].upos != Upos::noun &&
          t[k].upos != Upos::propn && t[k].upos != Upos::punct)
        return false;
    }
  }
  return false;
}

}  // namespace

std::string code_of_text(std::string_view text, const Dictionaries& dictionaries) {
  const auto words = split(text, ' ');
  for (size_t i = 0; i < words.size(); ++i)
    for (size_t n = std::min(kNameWordsMax, words.size() - i); n > 0; --n) {
      const char* begin = words[i].data();
      const char* end = words[i + n - 1].data() + words[i + n - 1].size();
      std::string_view name(begin, static_cast<size_t>(end - begin));
      if (name.empty() || !is_upper(name[0])) continue;
      if (name.ends_with("'s")) name.remove_suffix(2);
      for (const Entry* e : dictionaries.entries_named(name))
        if (e->type == EntryType::organisation && !code_of(e->kind).empty())
          return std::string(code_of(e->kind));
    }
  return {};
}

std::string code_of(const Mention& m, const Dictionaries& dictionaries) {
  if (!m.state.empty() && m.state != "xx") return alpha3(m.state);
  return code_of_text(m.text, dictionaries);
}

void place_actor(Mention& m, const Analysis& a, int s, const Spans& spans) {
  if (s < 0) return;
  const std::string text = lower(m.text);
  const bool ethnic = text.find("ethnic ") != std::string::npos;
  if (!ethnic && !code_of(m, a.dictionaries).empty()) return;
  std::string_view own;  // "ethnic Albanians": of Albania by name alone
  std::set<std::string_view> within, where;
  for (const Named& n : named_states(a, s, spans)) {
    if (ethnic && own.empty() && n.start >= m.start && n.start < m.end) own = n.state;
    if (n.state == own) continue;
    if (n.start >= m.start && n.start < m.end) within.insert(n.state);
    if (stands_after_in(a, s, n.start, spans)) where.insert(n.state);
  }
  if (within.size() == 1) m.state = *within.begin();
  else if (ethnic && within.empty() && where.size() == 1) m.state = *where.begin();
}

void settle_actor(Mention& m, const Analysis& a, int s) {
  if (!(m.state.empty() || m.state == "xx") || !code_of_text(m.text, a.dictionaries).empty())
    return;
  std::set<std::string_view> states;
  for (const Match& match : a.sentences[static_cast<size_t>(s)].matches)
    if (match.type == EntryType::state || match.type == EntryType::place)
      if (!match.state.empty() && match.state != "xx") states.insert(match.state);
  if (states.size() == 1) m.state = *states.begin();
}

}  // namespace entente
