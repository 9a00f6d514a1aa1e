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
#include <span>
#include <unordered_map>

#include "base/text.h"
#include "names/normalise.h"
#include "weighing/state_press.h"

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

// Each list is sorted. A mention with a state speaks for its government unless its name has one of
// these words.
constexpr auto kPrivateWords = std::to_array<std::string_view>(
    {"activist",    "activists",  "analyst",   "analysts",    "bank",        "center",
     "centre",      "co",         "company",   "corp",        "corporation", "driver",
     "drivers",     "expert",     "experts",   "firm",        "foundation",  "gmbh",
     "group",       "inc",        "institute", "institution", "lab",         "laboratory",
     "lawyer",      "limited",    "llc",       "ltd",         "opposition",  "researcher",
     "researchers", "resident",   "residents", "scholar",     "scholars",    "trader",
     "traders",     "university", "watchdog",  "witness",     "witnesses"});

// Who has left a state's service, its hands or its country is no part of it: his word is nobody's
// but his own, and what he admits the state has not.
constexpr auto kOutsiders = std::to_array<std::string_view>(
    {"captive",   "captives", "captured",      "defector",      "defectors", "deserter",
     "deserters", "detained", "dissident",     "dissidents",    "escapee",   "escapees",
     "ex",        "exile",    "exiled",        "exiles",        "former",    "fugitive",
     "fugitives", "pow",      "pows",          "prisoner",      "prisoners", "refugee",
     "refugees",  "retired",  "whistleblower", "whistleblowers"});

// The press of a country, which is not its government, unless its name has one of kOfficeWords or
// kOfTheState.
constexpr auto kPressWords = std::to_array<std::string_view>(
    {"blogger",    "bloggers",    "broadcaster", "broadcasters", "correspondent", "journal",
     "journalist", "journalists", "magazine",    "magazines",    "media",         "news",
     "newspaper",  "newspapers",  "outlet",      "outlets",      "radio",         "reporter",
     "reporters",  "tabloid",     "television",  "tv",           "website",       "websites"});
constexpr auto kOfTheState =
    std::to_array<std::string_view>({"government", "official", "run", "state"});

// Press of a country that nobody names: "South Korean newspapers".
constexpr auto kUnnamedPress =
    std::to_array<std::string_view>({"bloggers", "broadcasters", "journalists", "magazines",
                                     "media", "newspapers", "outlets", "reporters", "websites"});

// What a voice is, beside its name, before or behind it: "the wire agency Northline".
constexpr auto kWhatItIs = std::to_array<std::string_view>(
    {"agency", "broadcaster", "magazine", "news", "newspaper", "outlet", "website", "wire"});
// How many unnamed people are said to say it: "two diplomats", "diplomats".
constexpr auto kHowMany = std::to_array<std::string_view>(
    {"dozens", "eight", "few", "five", "four", "many", "multiple", "nine", "numerous", "other",
     "others", "seven", "several", "six", "some", "ten", "three", "two", "various"});
// A name made of these words alone is nobody's: "local media reports".
constexpr auto kNobodysWords = std::to_array<std::string_view>(
    {"foreign", "international", "local", "media", "news", "newspaper", "newspapers", "online",
     "outlets", "press", "reporting", "reports", "rumors", "rumours", "social", "unconfirmed",
     "western"});

// With the name of a state they make a publisher that state's organ.
constexpr auto kOfficeWords = std::to_array<std::string_view>(
    {"army", "department", "embassy", "government", "ministry", "mission", "navy", "office",
     "parliament", "presidency", "treasury"});

// Words that, alone, point to someone whom only their own document identifies.
constexpr std::array<std::string_view, 20> kWithinDocument{
    "he",        "she",         "it",           "they",   "report", "team",   "panel",
    "statement", "document",    "documents",    "paper",  "papers", "study",  "file",
    "spokesman", "spokeswoman", "spokesperson", "author", "lawyer", "officer"};

// Cues that make the last link of a chain the one that passes on: "Merkan wrote, the file quoted".
constexpr std::array<std::string_view, 4> kPassingCues{"quoted", "quotes", "cited", "cites"};

static_assert(std::ranges::is_sorted(kPrivateWords) && std::ranges::is_sorted(kOutsiders) &&
              std::ranges::is_sorted(kPressWords) && std::ranges::is_sorted(kUnnamedPress) &&
              std::ranges::is_sorted(kOfTheState) && std::ranges::is_sorted(kWhatItIs) &&
              std::ranges::is_sorted(kHowMany) && std::ranges::is_sorted(kNobodysWords) &&
              std::ranges::is_sorted(kOfficeWords));

bool is_in(std::span<const std::string_view> sorted, std::string_view word) {
  return std::ranges::binary_search(sorted, word);
}

bool has_word_of(std::span<const std::string_view> sorted, std::string_view folded) {
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (is_in(sorted, folded.substr(at, end - at))) return true;
    at = end + 1;
  }
  return false;
}

bool names_nobody(std::string_view folded) {
  for (size_t at = 0; at < folded.size();) {
    const size_t end = std::min(folded.find(' ', at), folded.size());
    if (!is_in(kNobodysWords, folded.substr(at, end - at))) return false;
    at = end + 1;
  }
  return !folded.empty();
}

bool is_outsider(std::string_view folded) {
  if (has_word_of(kOutsiders, folded)) return true;
  return has_word_of(kPressWords, folded) && !has_word_of(kOfTheState, folded) &&
         !has_word_of(kOfficeWords, folded);
}

// "kp" of "kcna"; empty when it is no state's own press.
std::string state_of_press(const std::string& voice) {
  static const auto known = [] {
    std::unordered_map<std::string, std::string> out;
    for (const auto& [name, state] : kStatePress) out.emplace(voice_name(name), state);
    return out;
  }();
  const auto at = known.find(voice);
  return at == known.end() ? std::string() : at->second;
}

bool acts_for_state(const Mention& m) { return !m.state.empty() && m.state != "xx"; }

Speaker speaker(const Mention& m, const DocumentRef& document) {
  const std::string whole = fold_name(m.text), folded = voice_name(m.text);
  if (const auto organ = state_of_press(folded); !organ.empty())
    return {"state:" + organ, m.text, organ};
  const bool for_state = acts_for_state(m) && !is_outsider(whole);
  const std::string state = for_state ? m.state : std::string();
  if (for_state && !has_word_of(kPrivateWords, whole)) return {"state:" + state, m.text, state};
  if (!m.entity.empty()) return {"entity:" + m.entity, m.text, state};
  if (std::ranges::find(kWithinDocument, folded) != kWithinDocument.end())
    return {"name:" + folded + "@" + document.id, m.text, state};
  const auto last = std::string_view(whole).substr(whole.rfind(' ') + 1);
  const bool press = !for_state && acts_for_state(m) && is_in(kUnnamedPress, last);
  return {"name:" + folded, m.text, state, state.empty() && (press || names_nobody(folded))};
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
  if (!has_word_of(kOfficeWords, folded)) return {};
  for (const auto& [code, shown] : options.names)
    if (code.size() == 2 && has_word(fold_name(shown))) return code;
  return {};
}

Speaker publisher_of(const DocumentRef& d, const WeighOptions& options) {
  if (!d.publisher.empty()) {
    const std::string folded = voice_name(d.publisher);
    std::string state = state_of_press(folded);
    if (state.empty()) state = state_of_office(fold_name(d.publisher), options);
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

std::string voice_name(std::string_view name) {
  std::string folded = fold_name(name);
  std::string_view left = folded;
  for (;;) {  // something must be left
    const size_t first = left.find(' '), last = left.rfind(' ');
    if (first == left.npos) break;
    const auto word = left.substr(0, first);
    if (is_in(kWhatItIs, word) || is_in(kHowMany, word)) left.remove_prefix(first + 1);
    else if (is_in(kWhatItIs, left.substr(last + 1))) left.remove_suffix(left.size() - last);
    else break;
  }
  if (left.size() == folded.size()) return folded;
  return std::string(left);
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
