// Lines are labels ("Fighting: North Korea alongside Russia"), never sentences in the brief's own
// voice: what is asserted stands in the quotes, with who says it and how firmly. The goods class is
// the reader's; the words in quotation marks are the text's.
#include "brief/wording.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr size_t kObjectsShown = 5;

struct Pattern {
  Kind kind;
  std::string_view label;    // "Fighting"
  std::string_view between;  // " alongside "; for mutual kinds " and " stands between
};
constexpr std::array kPatterns{
    Pattern{Kind::exchange, "Exchange", " with "},
    Pattern{Kind::trade, "Trade", " with "},
    Pattern{Kind::fight, "Fighting", " alongside "},
    Pattern{Kind::cooperate, "Cooperation", " with "},
    Pattern{Kind::develop, "Development or production", " with "},
    Pattern{Kind::derive, "Weapons or technology after a design", " after "},
    Pattern{Kind::test, "Tests and launches", " with "},
    Pattern{Kind::attack, "Use of force", " against "},
    Pattern{Kind::lose, "Losses", " to "},
    Pattern{Kind::relate, "Formal relations", " with "},
    Pattern{Kind::agree, "Agreements", " with "},
    Pattern{Kind::meet, "Meetings and talks", " with "},
    Pattern{Kind::support, "Support", " for "},
    Pattern{Kind::oppose, "Opposition", " against "},
    Pattern{Kind::evade, "Evasion of sanctions or controls", " with "},
    Pattern{Kind::mediate, "Service as intermediary", " for "},
    Pattern{Kind::launder, "Movement of illicit funds", " with "},
    Pattern{Kind::steal, "Theft", " from "},
    Pattern{Kind::own, "Ownership, control or agency", " over or for "},
    Pattern{Kind::sanction, "Sanctions and measures", " on "},
    Pattern{Kind::track, "Observation", " watching "},
    Pattern{Kind::move, "Movements", " to "},
};

constexpr std::array<std::string_view, 10> kFirmness{
    "stated",      "report",   "claim", "allegation",   "assessment",
    "possibility", "forecast", "plan",  "confirmation", "denial"};

// The state that a speaker acts for, where the words do not show it; else nothing.
std::string state_to_add(const Mention& m, const ActorNames& names) {
  if (m.state.empty() || m.state == "xx") return {};
  const std::string& state = names.of(m.state);
  const std::string folded = lower(m.text);
  // "South Korea's", "South Korean" and "Iranian" show the state by themselves.
  if (folded.find(lower(state).substr(0, std::max<size_t>(4, state.size() - 2))) !=
      std::string::npos)
    return {};
  return state;
}

std::string in_brackets(const std::string& text) { return text.empty() ? "" : " (" + text + ")"; }

// Words that count without saying how many: "hundreds of drones", "a third of the shells".
bool takes_of(std::string_view text) {
  static constexpr std::array<std::string_view, 13> kVague{
      "tens",      "dozens", "scores", "hundreds", "thousands", "millions", "billions",
      "trillions", "half",   "third",  "quarter",  "most",      "%"};
  const std::string folded = lower(text);
  const auto last = split(folded, ' ').back();
  return std::ranges::any_of(kVague, [&](std::string_view w) { return last.ends_with(w); });
}

bool is_pronoun(const std::string& of) {
  static constexpr std::array<std::string_view, 8> kPronouns{"them", "these", "those", "it",
                                                             "they", "which", "whom",  "that"};
  return std::ranges::find(kPronouns, of) != kPronouns.end();
}

bool is_flow(const Proposition& p) {
  return p.key.family == "give" || p.key.family == "deploy" || p.key.family == "train";
}

// "North Korea → Russia: ammunition", "Fighting: North Korea alongside Russia: …".
std::string label(const Proposition& p, const std::vector<std::string>& objects,
                  const ActorNames& names) {
  const auto& k = p.key;
  if (is_flow(p))
    return names.of(k.from) + " → " + names.of(k.to) + ": " +
           flow_label(k.family, k.what, objects, k.goods);
  const auto row =
      std::ranges::find_if(kPatterns, [&](const Pattern& x) { return name(x.kind) == k.family; });
  std::string out = std::string(row->label) + ": ";
  out += (k.from == k.to ? "within " : "") + names.of(k.from);
  if (!k.to.empty() && k.from != k.to) out += std::string(row->between) + names.of(k.to);
  return objects.empty() ? out : out + ": " + object_list(objects);
}

// EDTF seasons in words: "2025-22" is "summer 2025".
std::string date_words(const Date& d) {
  static constexpr std::array kSeasons{"spring", "summer", "autumn", "winter"};
  if (d.month < 21) return to_string(d);
  return std::string(kSeasons[static_cast<size_t>(d.month - 21)]) + " " + std::to_string(d.year);
}

std::string thousands(long long whole) {
  std::string out = std::to_string(whole < 0 ? -whole : whole);
  for (size_t at = out.size(); at > 3;) out.insert(at -= 3, ",");
  return whole < 0 ? "-" + out : out;
}

}  // namespace

std::string_view prospect(const Brief& brief, const Flow& flow) {
  if (flow.tense == Tense::plan) return "planned or foreseen";
  for (const size_t i : flow.propositions)
    for (const ClaimIndex c : brief.propositions[i].asserts)
      if (brief.claims[c].modality != Modality::possible) return {};
  return "said to be possible";
}

ActorNames::ActorNames(const BriefInput& input, const std::vector<Claim>& claims,
                       const WeighOptions& options)
    : options_(options), names_(input.state_names) {
  names_[input.a.key] = input.a.name;
  names_[input.b.key] = input.b.name;
  for (const auto& e : input.entities) names_.emplace(e.id, e.caption);
  for (const auto& c : claims)
    for (const auto* role : {&c.subject, &c.counterpart})
      for (const auto& m : *role) {
        const std::string key = actor_key(m, options);
        names_.emplace(key, key == m.state ? key : m.text);
      }
}

const std::string& ActorNames::of(const std::string& key) const {
  if (key.empty()) return unnamed_;
  const auto at = names_.find(key);
  return at == names_.end() ? key : at->second;
}

std::string ActorNames::of(const std::vector<std::string>& keys) const {
  if (keys.empty()) return unnamed_;
  std::string out;
  for (size_t i = 0; i < keys.size(); ++i) {
    if (i) out += i + 1 == keys.size() ? " and " : ", ";
    out += of(keys[i]);
  }
  return out;
}

std::string firmness(const Claim& c) {
  std::string out(kFirmness[static_cast<size_t>(c.modality)]);
  if (c.polarity == Polarity::negative && c.modality != Modality::denied)
    out += " that it is not so";
  return out;
}

std::string speaker_name(const Claim& c, const ActorNames& names) {
  std::string out, through;
  const auto speakers = speakers_of(c, names.options());
  for (const auto& s : speakers) {
    const auto m = std::ranges::find(c.attribution, s.name, &Mention::text);
    out += (out.empty() ? "" : " and ") + squeeze(s.name);
    if (m != c.attribution.end()) out += in_brackets(state_to_add(*m, names));
  }
  for (const auto& m : c.attribution)
    if (std::ranges::find(speakers, m.text, &Speaker::name) == speakers.end())
      through += (through.empty() ? ", through " : ", ") + squeeze(m.text) +
                 in_brackets(state_to_add(m, names));
  return out + through;
}

std::string who_says(const Claim& c, const ActorNames& names) {
  std::string who = speaker_name(c, names);
  if (!who.ends_with(')')) return who + " (" + firmness(c) + ")";
  who.pop_back();
  return who + "; " + firmness(c) + ")";
}

std::string quoted(std::string_view text) {
  std::string out = squeeze(text);
  const auto marks = std::ranges::count(out, '"');
  if (marks == 2 && out.size() > 2 && out.front() == '"' && out.back() == '"')
    out = out.substr(1, out.size() - 2);
  else if (marks == 1 && out.front() == '"') out.erase(0, 1);
  else if (marks == 1 && out.back() == '"') out.pop_back();
  return "“" + out + "”";
}

std::string in_context(const QuoteContext& context, std::string_view quote) {
  const auto spaced = [](std::string_view text) {
    const std::string words = squeeze(text);
    if (words.empty()) return words;
    return (is_space(text.front()) ? " " : "") + words + (is_space(text.back()) ? " " : "");
  };
  std::string_view before = context.before, after = context.after;
  if (trim(before) == "\"") before = {};  // opens what the quote's own marks show
  if (trim(after) == "\"" || trim(after) == ".\"") after = {};
  while (!after.empty() && (is_space(after.back()) || after.back() == '.')) after.remove_suffix(1);
  return spaced(before) + quoted(quote) + spaced(after);
}

std::string figure_words(const Quantity& q) {
  const std::string text = squeeze(q.text), of = squeeze(q.of);
  if (of.empty() || is_pronoun(lower(of)) || lower(text).find(lower(of)) != std::string::npos)
    return text;
  if (takes_of(text)) return text + " of " + of;
  return q.unit.empty() ? text + " " + of : text + " (" + of + ")";
}

std::string period(const Interval& i) {
  if (i.start && i.end) {
    const bool whole_years =
        i.start->month == 1 && i.start->day == 1 && i.end->month == 12 && i.end->day == 31;
    if (whole_years) return period({Date{i.start->year}, Date{i.end->year}});
    const auto a = date_words(*i.start), b = date_words(*i.end);
    return a == b ? a : a + " to " + b;
  }
  if (i.start) return "since " + date_words(*i.start);
  if (i.end) return "by " + date_words(*i.end);
  return {};
}

std::string number_words(double value) {
  const double whole = std::floor(value);
  const std::string rest = fmt::format("{:.2f}", value - whole);
  if (rest == "0.00") return thousands(static_cast<long long>(whole));
  if (rest == "1.00") return thousands(static_cast<long long>(whole) + 1);
  std::string out = thousands(static_cast<long long>(whole)) + rest.substr(1);
  while (out.ends_with('0')) out.pop_back();
  return out;
}

std::string bounds_words(std::optional<double> low, std::optional<double> high) {
  if (low && high && *low == *high) return number_words(*low);
  if (low && high) return number_words(*low) + " to " + number_words(*high);
  if (low) return "at least " + number_words(*low);
  if (high) return "at most " + number_words(*high);
  return "no bound";
}

std::string object_list(const std::vector<std::string>& objects) {
  std::string out;
  for (size_t i = 0; i < std::min(objects.size(), kObjectsShown); ++i)
    out += (i ? ", " : "") + quoted(objects[i]);
  if (objects.size() > kObjectsShown)
    out += fmt::format(" and {} more", objects.size() - kObjectsShown);
  return out;
}

std::string class_label(std::string what) {
  constexpr std::string_view kTechnology = " technology";
  if (what.ends_with(kTechnology))
    what = what.substr(0, what.size() - kTechnology.size()) + ": parts or technology";
  std::ranges::replace(what, '-', ' ');
  return what;
}

std::string flow_label(const std::string& family, const std::string& what,
                       const std::vector<std::string>& objects, GoodsSet goods) {
  const bool classed = !what.empty() && !goods.empty();
  std::string out = classed ? class_label(what) : "";
  const std::string words =
      classed && objects.size() == 1 && fold_name(objects[0]) == out ? "" : object_list(objects);
  const std::string_view deed = family == "deploy"  ? "deployed"
                                : family == "train" ? "training"
                                                    : "";
  if (!deed.empty()) out += (out.empty() ? "" : ", ") + std::string(deed);
  if (out.empty() && words.empty()) return "goods not named";
  if (out.empty()) return words;
  return words.empty() ? out : out + " (" + words + ")";
}

std::string headline(const std::vector<const Proposition*>& told, const ActorNames& names) {
  std::string out = label(*told.front(), told.front()->objects, names);
  for (size_t i = 1; i < told.size(); ++i) {
    const auto& p = *told[i];
    out += "; " + (is_flow(p) ? flow_label(p.key.family, p.key.what, p.objects, p.key.goods)
                              : object_list(p.objects));
  }
  const std::string time = period(told.front()->key.span);
  return time.empty() ? out : out + ", " + time;
}

std::string short_label(const Proposition& p, const ActorNames& names) {
  const bool classed = !p.key.what.empty() && !p.key.goods.empty();
  const std::string time = period(p.key.span);
  return label(p, is_flow(p) && !classed ? p.objects : std::vector<std::string>{}, names) +
         (time.empty() ? "" : ", " + time);
}

std::string plural(size_t count, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

}  // namespace entente
