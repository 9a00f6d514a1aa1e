// Cost: two passes over the matches.
#include "reading/framing/context.h"

#include <algorithm>
#include <limits>
#include <map>

#include "reading/framing/coreference.h"

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

}  // namespace

void settle_doubts(Analysis& analysis) {
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
