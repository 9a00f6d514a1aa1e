// A mention is no parsed name: words with capitals behind or before a ship word are tried, and only
// a name that a ship of the log bore makes one of them. A name without a ship word counts where
// the same report calls it a ship elsewhere.
#include "engine/ships/reported.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "base/text.h"
#include "names/normalise.h"

namespace entente {
namespace {

constexpr int64_t kDayMs = 86'400'000;
constexpr size_t kNameWordsMax = 6;
constexpr std::array<std::string_view, 10> kPrefixes{"m/v",  "mv",  "m.v.", "m/t", "mt",
                                                     "m.t.", "f/v", "s/s",  "ss",  "r/v"};

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::string_view word : split(text, ' ')) {
    while (!word.empty() && std::string_view(",;:()\"'").find(word.front()) != word.npos)
      word.remove_prefix(1);
    while (!word.empty() && std::string_view(",;:()\"'").find(word.back()) != word.npos)
      word.remove_suffix(1);
    if (!word.empty()) out.push_back(word);
  }
  return out;
}

bool begins_name(std::string_view word) {
  return is_upper(word[0]) || is_digit(word[0]) || static_cast<unsigned char>(word[0]) > 127;
}

std::string joined(const std::vector<std::string_view>& words, size_t from, size_t to) {
  std::string out;
  for (size_t i = from; i < to; ++i) out += (i > from ? " " : "") + std::string(words[i]);
  return normalise_name(out);
}

// "(IMO 9074729)", ", MMSI: 273999001" right behind a mention.
uint32_t number_behind(std::string_view text) {
  const auto skip = [&](std::string_view characters) {
    while (!text.empty() && characters.find(text.front()) != characters.npos) text.remove_prefix(1);
  };
  skip(" ,([");
  const size_t digits = text.starts_with("IMO") ? 7 : text.starts_with("MMSI") ? 9 : 0;
  if (digits == 0) return 0;
  text.remove_prefix(digits == 7 ? 3 : 4);
  for (const std::string_view word : {" number", " no."})
    if (text.starts_with(word)) text.remove_prefix(word.size());
  skip(" :");
  size_t end = 0;
  uint32_t value = 0;
  for (; end < text.size() && end < 10 && is_digit(text[end]); ++end)
    value = value * 10 + static_cast<uint32_t>(text[end] - '0');
  return end == digits ? value : 0;
}

struct Parsed {
  std::vector<std::string> names;
  bool has_ship_word = false;
};

Parsed parse(std::string_view mention, const std::set<std::string>& ship_words) {
  Parsed out;
  const auto words = words_of(mention);
  const auto add = [&](size_t from, size_t to) {
    if (to > from && to - from <= kNameWordsMax)
      if (std::string name = joined(words, from, to); !name.empty())
        out.names.push_back(std::move(name));
  };
  for (size_t i = 0; i < words.size(); ++i) {
    if (!ship_words.contains(lower(words[i]))) continue;
    out.has_ship_word = true;
    size_t end = i + 1;
    while (end < words.size() && begins_name(words[end]) && !ship_words.contains(lower(words[end])))
      ++end;
    for (size_t to = i + 2; to <= end; ++to) add(i + 1, to);
    size_t from = i;
    while (from > 0 && begins_name(words[from - 1]) &&
           !equals_ignoring_case(words[from - 1], "the"))
      --from;
    for (; from < i; ++from) add(from, i);
  }
  if (!out.has_ship_word) {
    const size_t from = !words.empty() && equals_ignoring_case(words[0], "the") ? 1 : 0;
    if (from < words.size() && begins_name(words[from])) add(from, words.size());
  }
  std::ranges::sort(out.names);
  const auto repeated = std::ranges::unique(out.names);
  out.names.erase(repeated.begin(), repeated.end());
  return out;
}

// When the claim has the ship bear its name; a report cannot know names that came after it.
void set_time(const Claim& claim, ReportedShips::Name& out) {
  const Interval& when = claim.when.interval;
  if (when.start) out.from_ms = days_from_epoch(first_day(*when.start)) * kDayMs;
  if (when.end) out.to_ms = (days_from_epoch(last_day(*when.end)) + 1) * kDayMs;
  if (const auto published = parse_date(claim.document.published); !when.end && published)
    out.to_ms = (days_from_epoch(last_day(*published)) + 1) * kDayMs;
}

}  // namespace

std::set<std::string> ship_words_of(std::string_view goods_table) {
  std::set<std::string> out(kPrefixes.begin(), kPrefixes.end());
  for (const std::string_view line : split(goods_table, '\n')) {
    const auto cells = split(line, '\t');
    if (cells.size() < 2 || line.starts_with('#')) continue;
    const auto classes = split(cells[1], ' ');
    if (std::ranges::find(classes, "vessels") == classes.end()) continue;
    const std::string_view phrase = cells[0];
    const size_t blank = phrase.rfind(' ');
    const std::string_view last = blank == phrase.npos ? phrase : phrase.substr(blank + 1);
    if (last.size() > 3) out.emplace(last);
  }
  return out;
}

Result<ReportedShips> ReportedShips::read(const View& view,
                                          const std::set<std::string>& ship_words) {
  struct Candidate {
    Name name;
    std::string document;
    bool has_ship_word;
  };
  std::vector<Candidate> candidates;
  std::map<std::string, std::set<std::string>> ships_of;  // of a document: what it calls a ship
  const auto done = view.claims({}, [&](StoredClaim&& stored) {
    const Claim& c = stored.claim;
    if (!finding_family(c.extractor).empty()) return true;
    for (const auto* role : {&c.subject, &c.counterpart, &c.against, &c.object, &c.via})
      for (const Mention& m : *role) {
        Parsed parsed = parse(m.text, ship_words);
        const size_t at = c.quote.text.find(m.text);
        const uint32_t number =
            at == std::string::npos
                ? 0
                : number_behind(std::string_view(c.quote.text).substr(at + m.text.size()));
        if (parsed.names.empty() && !number) continue;
        if (parsed.has_ship_word || number)
          ships_of[c.document.id].insert(parsed.names.begin(), parsed.names.end());
        Name name{.claim = c.id,
                  .mention = m.text,
                  .title = c.document.title,
                  .publisher = c.document.publisher,
                  .published = c.document.published,
                  .names = std::move(parsed.names),
                  .number = number};
        set_time(c, name);
        candidates.push_back({std::move(name), c.document.id, parsed.has_ship_word || number});
      }
    return true;
  });
  if (!done) return std::unexpected(done.error());
  ReportedShips out;
  for (Candidate& candidate : candidates) {
    const auto& ships = ships_of[candidate.document];
    if (!candidate.has_ship_word)
      std::erase_if(candidate.name.names,
                    [&](const std::string& name) { return !ships.contains(name); });
    if (!candidate.name.names.empty() || candidate.name.number)
      out.names_.push_back(std::move(candidate.name));
  }
  return out;
}

void ReportedShips::resolve(const IdentityFinder& identities) {
  struct Bearer {
    uint32_t mmsi;
    std::string name;
    int64_t from_ms, to_ms;
  };
  std::map<std::string, std::vector<Bearer>> by_name;
  std::map<uint32_t, std::vector<Bearer>> by_number;
  identities.each_saying([&](const IdentityFinder::SaidBy& said) {
    const Bearer bearer{said.first->mmsi, said.what->name, said.from_ms, said.to_ms};
    if (said.what->imo) by_number[said.what->imo].push_back(bearer);
    by_number[bearer.mmsi].push_back(bearer);
    if (!bearer.name.empty()) by_name[normalise_name(bearer.name)].push_back(bearer);
  });
  for (Name& name : names_) {
    std::map<uint32_t, Name::Ship> ships;
    const auto take = [&](const std::vector<Bearer>& bearers, const std::string& by) {
      for (const Bearer& b : bearers)
        if (b.from_ms < name.to_ms && b.to_ms > name.from_ms)
          ships.try_emplace(b.mmsi, Name::Ship{b.mmsi, b.name, by});
    };
    if (name.number) {
      if (const auto found = by_number.find(name.number); found != by_number.end())
        take(found->second, name.number > 9'999'999 ? "mmsi" : "imo");
    } else {
      for (const std::string& word : name.names)
        if (const auto found = by_name.find(word); found != by_name.end())
          take(found->second, "name");
    }
    name.ships.clear();
    for (auto& [mmsi, ship] : ships) name.ships.push_back(std::move(ship));
  }
  std::erase_if(names_, [](const Name& name) { return name.ships.empty(); });
}

}  // namespace entente
