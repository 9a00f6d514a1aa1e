// Which findings a brief tells, and those about ships: each sentence is that of its sheet, and its
// footnote leads to the rows.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
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

// Whoever and whatever takes part in a claim.
Names named_in(const Claim& c) {
  Names out;
  for (const auto* role : {&c.subject, &c.counterpart, &c.against, &c.object, &c.via})
    for (const Mention& m : *role) out.insert(fold_name(m.text));
  return out;
}

// Whether a finding tells which ship is meant by one of these names of a text.
bool tells_ship_of(const Claim& c, const Names& said) {
  return c.extractor.name == "ships.named" && std::ranges::any_of(c.object, [&](const Mention& m) {
           return said.contains(fold_name(m.text));
         });
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

std::vector<Claim> findings_about(const BriefInput& input, std::span<const Claim> texts,
                                  const WeighOptions& options) {
  std::vector<const Claim*> all;
  Names doers;
  bool told = !texts.empty(), any_named = false;
  const auto names_both = [&](const Claim& c) {
    return touches(c, input.a.key, options) && touches(c, input.b.key, options);
  };
  // Money of either, beside whatever is known of both.
  const auto is_money_of_one = [&](const Claim& c) {
    return told && finding_family(c.extractor) == "money" &&
           (touches(c, input.a.key, options) || touches(c, input.b.key, options));
  };
  for (const Claim& c : input.claims) {
    if (finding_family(c.extractor).empty()) continue;
    all.push_back(&c);
    any_named = any_named || c.extractor.name == "ships.named";
    if (!names_both(c)) continue;
    told = true;
    doers.merge(doers_in(c));
  }
  Names said;  // what texts on both name; there may be very many
  if (any_named)
    for (const Claim& c : texts)
      if (names_both(c)) said.merge(named_in(c));
  for (const Claim* c : all)
    if (tells_ship_of(*c, said)) doers.merge(doers_in(*c));
  // One number under two names is one ship as far as anybody knows.
  for (const Claim* c : all)
    if (c->extractor.name == "ships.identity" && share(doers_in(*c), doers))
      doers.merge(doers_in(*c));
  std::vector<Claim> out;
  for (const Claim* c : all)
    if (names_both(*c) || share(doers_in(*c), doers) || is_money_of_one(*c)) out.push_back(*c);
  const auto key = [](const Claim& c) {
    return std::tuple(rank_of(c), start_of(c), line_of(c), std::string_view(c.extractor.name),
                      std::string_view(c.id));
  };
  std::ranges::sort(out, [&](const Claim& a, const Claim& b) { return key(a) < key(b); });
  const auto same = [](const Claim& a, const Claim& b) { return a.id == b.id; };
  out.erase(std::ranges::unique(out, same).begin(), out.end());
  return out;
}

std::vector<bool> are_of_pair(const Context& in, const std::vector<ClaimIndex>& findings) {
  Names doers;
  for (const ClaimIndex c : findings)
    if (in.names_both(c)) doers.merge(doers_in(in.claim(c)));
  std::vector<bool> out;
  for (const ClaimIndex c : findings)
    out.push_back(in.names_both(c) || share(doers_in(in.claim(c)), doers));
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
  BriefSection out{SectionId::ships, {}};
  const auto found = of_family(in, "ships");
  if (found.empty()) return out;
  out.groups.push_back({"What the rows show", rows_shown(in, found)});
  Names ships;
  for (const ClaimIndex c : found) ships.merge(doers_in(in.claim(c)));
  std::vector<ClaimIndex> beside;
  for (ClaimIndex i = 0; i < in.brief.told; ++i) {
    const Claim& c = in.claim(i);
    for (const auto* role : {&c.subject, &c.counterpart, &c.object, &c.via, &c.where})
      if (std::ranges::any_of(
              *role, [&](const Mention& m) { return ships.contains(fold_name(m.text)); })) {
        beside.push_back(i);
        break;
      }
  }
  BriefGroup reports{"What reports say beside it", {}};
  for (auto& line : words_of(in, beside, kSaidMax))
    reports.findings.push_back({std::move(line), {}, {}, {}});
  if (!reports.findings.empty()) out.groups.push_back(std::move(reports));
  return out;
}

}  // namespace entente
