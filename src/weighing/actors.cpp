// The organs of one government (ministry, spy agency, "a U.S. official", the capital's name) count
// as one origin: they share what they know, and telling them apart would turn one government's
// word into corroboration. Firms, institutes and other private bodies stand for themselves even
// where the text gives them a state. Two anonymous sources of one wording ("officials") cannot be
// told apart and count once, too: weighing errs towards fewer origins. "The report" and "he" are
// someone that their own document names elsewhere, and are kept apart by document.
#include "weighing/actors.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>

#include "base/text.h"
#include "names/normalise.h"

namespace entente {
namespace {

constexpr std::array kRivalries{
    Rivalry{"am", "az", "at war over Karabakh 1988-2023"},
    Rivalry{"cn", "tw", "each claims the other's territory"},
    Rivalry{"il", "ir", "no relations since 1979, exchanges of fire since 2024"},
    Rivalry{"il", "sy", "at war since 1948 without a peace treaty"},
    Rivalry{"in", "pk", "wars and a disputed border since 1947"},
    Rivalry{"ir", "us", "no diplomatic relations since 1980"},
    Rivalry{"jp", "kp", "never had diplomatic relations"},
    Rivalry{"kp", "kr", "at war since 1950 without a peace treaty"},
    Rivalry{"kp", "us", "at war since 1950 without a peace treaty"},
    Rivalry{"ru", "ua", "at war since 2014"},
};

// A mention with a state speaks for its government unless its name has one of these words.
constexpr std::array<std::string_view, 36> kPrivateWords{
    "co",        "corp",        "activists",  "analyst",     "analysts",   "bank",
    "centre",    "center",      "company",    "corporation", "drivers",    "expert",
    "experts",   "firm",        "foundation", "gmbh",        "group",      "inc",
    "institute", "institution", "journal",    "lab",         "laboratory", "lawyer",
    "limited",   "llc",         "ltd",        "newspaper",   "opposition", "researchers",
    "residents", "scholars",    "traders",    "university",  "watchdog",   "witnesses"};

// With the name of a state they make a publisher that state's organ.
constexpr std::array<std::string_view, 11> kOfficeWords{
    "ministry", "government", "embassy",  "presidency", "army",  "navy",
    "mission",  "department", "treasury", "parliament", "office"};

// Words that, alone, point to someone whom only their own document identifies.
constexpr std::array<std::string_view, 20> kWithinDocument{
    "he",        "she",         "it",           "they",   "report", "team",   "panel",
    "statement", "document",    "documents",    "paper",  "papers", "study",  "file",
    "spokesman", "spokeswoman", "spokesperson", "author", "lawyer", "officer"};

// Cues that make the last link of a chain the one that passes on: "Merkan wrote, the file quoted".
constexpr std::array<std::string_view, 4> kPassingCues{"quoted", "quotes", "cited", "cites"};

bool is_private_body(std::string_view folded) {
  return std::ranges::any_of(split(folded, ' '), [](std::string_view word) {
    return std::ranges::find(kPrivateWords, word) != kPrivateWords.end();
  });
}

bool acts_for_state(const Mention& m) { return !m.state.empty() && m.state != "xx"; }

Speaker speaker(const Mention& m, const DocumentRef& document) {
  const std::string folded = fold_name(m.text);
  const std::string state = acts_for_state(m) ? m.state : std::string();
  if (!state.empty() && !is_private_body(folded)) return {"state:" + state, m.text, state};
  if (!m.entity.empty()) return {"entity:" + m.entity, m.text, state};
  if (std::ranges::find(kWithinDocument, folded) != kWithinDocument.end())
    return {"name:" + folded + "@" + document.id, m.text, state};
  return {"name:" + folded, m.text, state};
}

// The state of "Foreign Ministry of Iran", by the names to show; empty for a newspaper of Tehran.
std::string state_of_office(const std::string& folded, const WeighOptions& options) {
  const auto has_word = [&](std::string_view word) {
    for (size_t at = folded.find(word); at != folded.npos; at = folded.find(word, at + 1)) {
      const size_t end = at + word.size();
      if ((at == 0 || folded[at - 1] == ' ') && (end == folded.size() || folded[end] == ' '))
        return true;
    }
    return false;
  };
  if (std::ranges::none_of(kOfficeWords, has_word)) return {};
  for (const auto& [code, shown] : options.names)
    if (code.size() == 2 && has_word(fold_name(shown))) return code;
  return {};
}

Speaker publisher_of(const DocumentRef& d, const WeighOptions& options) {
  if (!d.publisher.empty()) {
    const std::string folded = fold_name(d.publisher), state = state_of_office(folded, options);
    return {state.empty() ? "name:" + folded : "state:" + state, d.publisher, state};
  }
  if (!d.title.empty()) return {"document:" + d.id, "“" + d.title + "”", {}};
  return {"document:" + d.id, d.path.empty() ? "document " + d.id.substr(0, 8) : d.path, {}};
}

std::string fold_name_anew(std::string_view name) {
  name = trim(name);
  for (const std::string_view possessive : {"'s", "\u2019s"})
    if (name.ends_with(possessive)) name.remove_suffix(possessive.size());
  std::string out = normalise_name(name);
  for (const std::string_view article : {"the ", "a ", "an "})
    if (out.starts_with(article)) return out.substr(article.size());
  return out;
}

}  // namespace

std::span<const Rivalry> standing_rivalries() { return kRivalries; }

std::string fold_name(std::string_view name) {
  // The same few names come again and again: a quarter of a brief's time without this.
  constexpr size_t kKept = size_t{1} << 15;
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  thread_local std::unordered_map<std::string, std::string, Hash, std::equal_to<>> known;
  if (const auto at = known.find(name); at != known.end()) return at->second;
  if (known.size() >= kKept) known.clear();
  return known.emplace(std::string(name), fold_name_anew(name)).first->second;
}

std::string actor_key(const Mention& m, const WeighOptions& options) {
  const auto in_own_right = [&](const std::string& id) {
    return std::ranges::find(options.entities, id) != options.entities.end() ||
           (options.pair && std::ranges::find(*options.pair, id) != options.pair->end());
  };
  if (!m.entity.empty() && in_own_right(m.entity)) return m.entity;
  if (acts_for_state(m)) return m.state;
  return m.entity.empty() ? fold_name(m.text) : m.entity;
}

std::vector<Speaker> speakers_of(const Claim& claim, const WeighOptions& options) {
  const auto& chain = claim.attribution;
  if (chain.empty()) return {publisher_of(claim.document, options)};
  const bool passes_on = std::ranges::find(kPassingCues, chain.back().cue) != kPassingCues.end();
  if (passes_on && chain.size() > 1) return {speaker(chain.front(), claim.document)};
  // Links with one and the same cue share its verb: they speak together.
  std::vector<Speaker> out;
  for (auto m = chain.rbegin(); m != chain.rend(); ++m) {
    if (m != chain.rbegin() && (m->cue.empty() || m->cue != chain.back().cue)) break;
    Speaker s = speaker(*m, claim.document);
    if (std::ranges::find(out, s.key, &Speaker::key) == out.end())
      out.insert(out.begin(), std::move(s));
  }
  return out;
}

std::vector<std::vector<std::string>> attribution_steps(const Claim& claim) {
  std::vector<std::vector<std::string>> out;
  const Mention* last = nullptr;
  for (const auto& m : claim.attribution) {
    const bool jointly = last && !m.cue.empty() && m.cue == last->cue;
    if (!jointly) out.emplace_back();
    out.back().push_back(m.text);
    last = &m;
  }
  const bool passes_on =
      last && std::ranges::find(kPassingCues, last->cue) != kPassingCues.end() && out.size() > 1;
  if (passes_on) std::ranges::reverse(out);
  return out;
}

std::string rivalry_reason(const std::string& state, const std::vector<std::string>& actors,
                           const WeighOptions& options) {
  if (state.empty()) return {};
  for (const auto& r : options.rivalries)
    for (const auto& actor : actors)
      if ((r.a == state && r.b == actor) || (r.b == state && r.a == actor)) {
        const auto shown = options.names.find(actor);
        return "of " + (shown == options.names.end() ? actor : shown->second) + ", " +
               std::string(r.reason);
      }
  return {};
}

}  // namespace entente
