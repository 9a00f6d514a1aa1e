// Cost: two passes over the matches.
#include "reading/framing/context.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "base/text.h"
#include "reading/framing/coreference.h"
#include "reading/words.h"

namespace entente {
namespace {

using Mentions = std::map<std::string_view, int>;  // by state

bool doubtful(const Match& m) { return m.has(Flag::context) || m.has(Flag::ambiguous); }

bool same_span(const Match& a, const Match& b) { return a.begin == b.begin && a.end == b.end; }

Mentions count_certain(const Analysis& analysis) {
  Mentions out;
  for (const auto& here : analysis.sentences)
    for (const Match& m : here.matches)
      if (!m.state.empty() && !doubtful(m) && !m.has(Flag::historical)) ++out[m.state];
  return out;
}

// The matches of one span, all in doubt: the section's state comes first, then the state named most
// often. Of several states
// those that want a context and have none go; a single one ("Putin") is believed.
void settle(std::vector<Match>& same, const Mentions& mentions, std::string_view section) {
  const auto count = [&](const Match& m) {
    if (m.state == section && !section.empty()) return std::numeric_limits<int>::max();
    const auto found = mentions.find(m.state);
    return found == mentions.end() ? 0 : found->second;
  };
  const bool shared = std::any_of(same.begin(), same.end(), [&](const Match& m) {
    return m.type == EntryType::state && m.state != same.front().state;
  });
  std::erase_if(same, [&](const Match& m) {
    return shared && m.type == EntryType::state && m.has(Flag::context) && count(m) == 0;
  });
  std::stable_sort(same.begin(), same.end(),
                   [&](const Match& a, const Match& b) { return count(a) > count(b); });
}

bool possessive(const std::vector<Token>& tokens, size_t i) {
  return tokens[i].form == "'s" || tokens[i].form == "’s" || tokens[i].form == "'";
}

// "Kim Sang Man" is not the leader who is called "Kim".
bool of_a_longer_name(const SentenceAnalysis& here, const Match& m) {
  static constexpr auto kTheirs = std::to_array<std::string_view>(
      {"administration", "government", "regime", "cabinet", "family", "dynasty", "team"});
  const auto& tokens = here.sentence.tokens;
  const size_t next = m.last_token + 1;
  if (m.entry->kind != EntryKind::leader || m.first_token != m.last_token) return false;
  if (next >= tokens.size() || tokens[next].upos != Upos::propn || !is_upper(tokens[next].form[0]))
    return false;
  const std::string word = lower(tokens[next].form);
  return !among(kTheirs, word) && !is_calendar_word(word) &&
         std::ranges::none_of(here.matches,
                              [&](const Match& other) { return other.first_token == next; });
}

// "the Ministry of Defense of Iran", "Serbia's NIS" is not the one that goes by
// that name alone.
bool of_another_state(const SentenceAnalysis& here, const Match& m) {
  if (m.type != EntryType::organisation || !m.has(Flag::ambiguous)) return false;
  const auto& tokens = here.sentence.tokens;
  size_t behind = m.last_token + 1;
  const size_t owner_end =
      m.first_token - (m.first_token > 0 && possessive(tokens, m.first_token - 1));
  const bool of = behind < tokens.size() && tokens[behind].form == "of";
  if (of && behind + 1 < tokens.size() && tokens[behind + 1].form == "the") ++behind;
  return std::ranges::any_of(here.matches, [&](const Match& other) {
    if (other.type != EntryType::state || other.state.empty() || other.state == m.state)
      return false;
    return (of && other.first_token == behind + 1) || other.last_token + 1 == owner_end;
  });
}

void drop_other_bearers(SentenceAnalysis& here) {
  std::vector<Match> kept;
  for (const Match& m : here.matches)
    if (!of_a_longer_name(here, m) && !of_another_state(here, m)) kept.push_back(m);
  if (kept.size() < here.matches.size()) here.matches = std::move(kept);
}

}  // namespace

void settle_doubts(Analysis& analysis) {
  for (auto& here : analysis.sentences) drop_other_bearers(here);
  const Mentions mentions = count_certain(analysis);
  const std::vector<std::string> sections = section_states(analysis);
  size_t sentence = 0;
  for (auto& here : analysis.sentences) {
    const std::string& section = sections[sentence++];
    if (std::none_of(here.matches.begin(), here.matches.end(), doubtful)) continue;
    std::vector<Match> kept;
    for (size_t i = 0; i < here.matches.size();) {
      std::vector<Match> same;
      do same.push_back(here.matches[i++]);
      while (i < here.matches.size() && same_span(same.front(), here.matches[i]));
      const bool certain = std::any_of(same.begin(), same.end(), [](const Match& m) {
        return m.type == EntryType::state && !doubtful(m);
      });
      if (!certain) settle(same, mentions, section);
      kept.insert(kept.end(), same.begin(), same.end());
    }
    here.matches = std::move(kept);
  }
}

}  // namespace entente
