// What was found in logs and tables, told beside what is said: each sentence is that of its sheet,
// and its footnote leads to the rows. Findings are not weighed: no source asserts them.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <set>
#include <tuple>

#include "base/text.h"
#include "brief/sections.h"
#include "weighing/actors.h"

namespace entente {
namespace {

constexpr size_t kSaidMax = 6;     // of what is said beside; the rest is cited
constexpr size_t kPlacesMax = 40;  // on the map
constexpr size_t kLegendMax = 90;  // code points of a line of its legend

using Names = std::set<std::string>;

// Ships, firms and accounts: who acts in a finding and is no state.
Names doers_in(const Claim& c) {
  Names out;
  const auto family = finding_family(c.extractor);
  if (family != "ships" && family != "money") return out;
  for (const auto* role : {&c.subject, &c.via})
    for (const Mention& m : *role) out.insert(fold_name(m.text));
  if (family == "money" || c.kind == Kind::sanction || c.kind == Kind::own)  // ships of lists
    for (const Mention& m : c.counterpart) out.insert(fold_name(m.text));
  return out;
}

bool share(const Names& a, const Names& b) {
  return std::ranges::any_of(a, [&](const std::string& name) { return b.contains(name); });
}

size_t rank_of(const Claim& c) {
  constexpr std::string_view kOrder[] = {"ships", "trade", "votes", "money"};
  return static_cast<size_t>(std::ranges::find(kOrder, finding_family(c.extractor)) -
                             std::begin(kOrder));
}

Date start_of(const Claim& c) {
  const auto& start = c.when.interval.start;
  return start ? first_day(*start) : Date{9999, 12, 31};
}

// The line of its first row: tells apart what is of one day.
size_t line_of(const Claim& c) {
  const std::string_view path = c.document.path;
  size_t line = 0;
  const size_t colon = path.rfind(':');
  if (colon != path.npos) std::from_chars(path.data() + colon + 1, path.data() + path.size(), line);
  return line;
}

std::string statement_of(const Context& in, ClaimIndex claim) {
  const Claim& c = in.claim(claim);
  std::string out = in.input.statement ? in.input.statement(c) : std::string();
  return out.empty() ? quoted(c.quote.text) : squeeze(out);
}

std::vector<ClaimIndex> of_family(const Context& in, std::string_view family) {
  std::vector<ClaimIndex> out;
  for (ClaimIndex i = in.brief.told; i < in.brief.claims.size(); ++i)
    if (finding_family(in.claim(i).extractor) == family) out.push_back(i);
  return out;
}

template <class Take>
std::vector<ClaimIndex> said(const Context& in, Take take) {
  std::vector<ClaimIndex> out;
  for (ClaimIndex i = 0; i < in.brief.told; ++i)
    if (take(i)) out.push_back(i);
  return out;
}

BriefSection section(const Context& in, SectionId id, std::string_view family,
                     const std::vector<ClaimIndex>& beside) {
  BriefSection out{id, {}};
  const auto claims = of_family(in, family);
  if (claims.empty()) return out;
  BriefGroup found{"What the rows show", {}};
  for (const ClaimIndex c : claims)
    found.findings.push_back({BriefSentence(statement_of(in, c), Cites(c)), {}, {}, {}});
  out.groups.push_back(std::move(found));
  if (beside.empty()) return out;
  BriefGroup reports{"What reports say beside it", {}};
  for (auto& line : words_of(in, beside, kSaidMax))
    reports.findings.push_back({std::move(line), {}, {}, {}});
  out.groups.push_back(std::move(reports));
  return out;
}

BriefSection section_beside(const Context& in, SectionId id, std::string_view family,
                            std::initializer_list<Kind> kinds) {
  return section(in, id, family, said(in, [&](ClaimIndex i) {
                   return in.names_both(i) &&
                          std::ranges::find(kinds, in.claim(i).kind) != kinds.end();
                 }));
}

// "38.9009, 132.6000"
std::optional<BriefPlace> place_in(std::string_view text) {
  const size_t comma = text.find(", ");
  BriefPlace out;
  if (comma == text.npos) return std::nullopt;
  const auto number = [](std::string_view digits, double& into) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), into);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  if (!number(text.substr(0, comma), out.lat) || !number(text.substr(comma + 2), out.lon))
    return std::nullopt;
  return out;
}

}  // namespace

std::vector<Claim> findings_about(const BriefInput& input, const WeighOptions& options) {
  std::vector<const Claim*> all;
  Names doers;
  const auto names_both = [&](const Claim& c) {
    return touches(c, input.a.key, options) && touches(c, input.b.key, options);
  };
  for (const Claim& c : input.claims) {
    if (finding_family(c.extractor).empty()) continue;
    all.push_back(&c);
    if (names_both(c)) doers.merge(doers_in(c));
  }
  // One number under two names is one ship as far as anybody knows.
  for (const Claim* c : all)
    if (c->extractor.name == "ships.identity" && share(doers_in(*c), doers))
      doers.merge(doers_in(*c));
  std::vector<Claim> out;
  for (const Claim* c : all)
    if (names_both(*c) || share(doers_in(*c), doers)) out.push_back(*c);
  const auto key = [](const Claim& c) {
    return std::tuple(rank_of(c), start_of(c), line_of(c), std::string_view(c.extractor.name),
                      std::string_view(c.id));
  };
  std::ranges::sort(out, [&](const Claim& a, const Claim& b) { return key(a) < key(b); });
  const auto same = [](const Claim& a, const Claim& b) { return a.id == b.id; };
  out.erase(std::ranges::unique(out, same).begin(), out.end());
  return out;
}

std::vector<BriefPlace> ship_places(const Context& in) {
  std::vector<BriefPlace> out;
  for (const ClaimIndex c : of_family(in, "ships"))
    for (const Mention& m : in.claim(c).where) {
      auto place = place_in(m.text);
      if (!place || out.size() == kPlacesMax) continue;
      const std::string when = period(in.claim(c).when.interval);
      place->text = shorten(squeeze(in.claim(c).document.title), kLegendMax) +
                    (when.empty() ? "" : ", " + when) + fmt::format(" [{}]", c + 1);
      out.push_back(std::move(*place));
    }
  return out;
}

// Beside ships: what is said of the same ships.
BriefSection ships_section(const Context& in) {
  Names ships;
  for (const ClaimIndex c : of_family(in, "ships")) ships.merge(doers_in(in.claim(c)));
  return section(
      in, SectionId::ships, "ships", said(in, [&](ClaimIndex i) {
        const Claim& c = in.claim(i);
        for (const auto* role : {&c.subject, &c.counterpart, &c.object, &c.via, &c.where})
          for (const Mention& m : *role)
            if (ships.contains(fold_name(m.text))) return true;
        return false;
      }));
}

BriefSection trade_section(const Context& in) {
  return section_beside(in, SectionId::trade, "trade",
                        {Kind::trade, Kind::transfer, Kind::acquire, Kind::exchange});
}

BriefSection votes_section(const Context& in) {
  return section_beside(in, SectionId::votes, "votes",
                        {Kind::support, Kind::oppose, Kind::relate, Kind::agree});
}

BriefSection money_section(const Context& in) {
  return section_beside(in, SectionId::money, "money",
                        {Kind::evade, Kind::launder, Kind::steal, Kind::mediate, Kind::sanction});
}

}  // namespace entente
