// Claims that touch either actor are weighed; those that name both, or stand for an actor in the
// middle, are kept and weighed again by themselves, so that every index in the brief points into
// its own claims, numbered by document and place in the text. Sections then only read.
#include "brief/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

#include "brief/sections.h"
#include "brief/wording.h"

namespace entente {
namespace {

struct SectionInfo {
  SectionId id;
  std::string_view name, title;
  BriefSection (*build)(const Context&);
};
constexpr std::array kSections{
    SectionInfo{SectionId::sources, "sources", "What this brief rests on", sources_section},
    SectionInfo{SectionId::changes, "changes", "What changed", changes_section},
    SectionInfo{SectionId::exchange, "exchange", "Who gives what to whom", exchange_section},
    SectionInfo{SectionId::over_time, "over_time", "The exchange over time", over_time_section},
    SectionInfo{SectionId::ties, "ties", "Ties by domain", ties_section},
    SectionInfo{SectionId::figures, "figures", "Figures, and who says which", figures_section},
    SectionInfo{SectionId::timeline, "timeline", "Timeline", timeline_section},
    SectionInfo{SectionId::middles, "middles", "Intermediaries and routes", middles_section},
    SectionInfo{SectionId::listed, "listed", "Listed entities that appear", listed_section},
    SectionInfo{SectionId::ships, "ships", "Ships: what positions show", ships_section},
    SectionInfo{SectionId::trade, "trade", "Tables of trade, beside what is said", trade_section},
    SectionInfo{SectionId::votes, "votes", "Votes, beside declared support", votes_section},
    SectionInfo{SectionId::money, "money", "Payments, beside evasion of sanctions", money_section},
    SectionInfo{SectionId::denied, "denied", "Denied or disputed", denied_section},
    SectionInfo{SectionId::planned, "planned", "Foreseen or planned", planned_section},
    SectionInfo{SectionId::gaps, "gaps", "What the sources do not tell", gaps_section},
};

const SectionInfo& info(SectionId id) { return kSections[static_cast<size_t>(id)]; }

WeighOptions options_of(const BriefInput& input) {
  WeighOptions out;
  out.as_of = input.as_of;
  out.pair = {{input.a.key, input.b.key}};
  out.names = input.state_names;
  out.decisions = input.decisions;
  out.threads = input.threads;
  out.measures = input.measures;
  return out;
}

Status check(const BriefInput& input) {
  if (input.a.key.empty() || input.b.key.empty())
    return fail(Code::bad_argument, "a brief needs two actors", {}, {},
                "name two states or listed entities");
  if (input.a.key == input.b.key)
    return fail(Code::bad_argument, "both names mean one actor", {}, input.a.name,
                "name another actor as the second");
  for (const auto& c : input.claims)
    if (c.id.empty() || c.quote.text.empty())
      return fail(Code::malformed, "a claim without id or quote cannot be cited", c.document.path,
                  c.id.empty() ? c.quote.text : c.id, "run entente verify on the ledger");
  return {};
}

// By date published, then document, then place in the text: the order of footnotes.
std::vector<Claim> in_order(std::vector<Claim> claims) {
  const auto key = [](const Claim& c) {
    const auto day = parse_date(c.document.published);
    return std::tuple(day ? first_day(*day) : Date{9999, 12, 31}, std::string_view(c.document.id),
                      c.quote.start, c.quote.end, std::string_view(c.id));
  };
  std::ranges::sort(claims, [&](const Claim& x, const Claim& y) { return key(x) < key(y); });
  const auto same = [](const Claim& x, const Claim& y) { return x.id == y.id; };
  claims.erase(std::ranges::unique(claims, same).begin(), claims.end());
  return claims;
}

// Claims that name both, all of their propositions' claims, and those behind a middle.
std::vector<Claim> about_pair(const BriefInput& input, const WeighOptions& options) {
  std::vector<Claim> near;
  for (const auto& c : input.claims)
    if (finding_family(c.extractor).empty() &&
        (touches(c, input.a.key, options) || touches(c, input.b.key, options)))
      near.push_back(c);
  const auto propositions = gather_propositions(near, options);
  std::set<ClaimIndex> keep;
  for (const auto& p : propositions) {
    const bool both = std::ranges::any_of(p.claims, [&](ClaimIndex c) {
      return touches(near[c], input.a.key, options) && touches(near[c], input.b.key, options);
    });
    if (both) keep.insert(p.claims.begin(), p.claims.end());
  }
  if (keep.empty()) return {};
  for (const auto& m : find_exchange(near, propositions, input.a.key, input.b.key, options).middles)
    keep.insert(m.claims.begin(), m.claims.end());
  std::vector<Claim> out;
  for (const ClaimIndex c : keep) out.push_back(std::move(near[c]));
  return in_order(std::move(out));
}

std::unexpected<Error> nothing(const BriefInput& input, const WeighOptions& options) {
  const auto count = [&](const std::string& key) {
    return std::ranges::count_if(input.claims,
                                 [&](const Claim& c) { return touches(c, key, options); });
  };
  return fail(Code::not_found,
              fmt::format("no claim names both {} and {}", input.a.name, input.b.name), {},
              fmt::format("{}: {} claims; {}: {} claims", input.a.name, count(input.a.key),
                          input.b.name, count(input.b.key)),
              "add documents that speak of both, or name other actors");
}

std::vector<BriefDocument> documents_of(const std::vector<Claim>& claims) {
  std::vector<BriefDocument> out;
  for (ClaimIndex i = 0; i < claims.size(); ++i) {
    if (out.empty() || out.back().document.id != claims[i].document.id)
      out.push_back({claims[i].document, {}});
    out.back().claims.push_back(i);
  }
  return out;
}

}  // namespace

std::string_view name(SectionId id) { return info(id).name; }
std::string_view title(SectionId id) { return info(id).title; }

std::optional<Cites> Cites::of(std::vector<ClaimIndex> claims) {
  if (claims.empty()) return std::nullopt;
  std::ranges::sort(claims);
  claims.erase(std::ranges::unique(claims).begin(), claims.end());
  Cites out;
  out.claims_ = std::move(claims);
  return out;
}

Result<Brief> make_brief(const BriefInput& input) {
  if (const auto ok = check(input); !ok) return std::unexpected(ok.error());
  WeighOptions options = options_of(input);
  Brief brief;
  brief.a = input.a;
  brief.b = input.b;
  brief.as_of = input.as_of;
  brief.ledger_revision = input.ledger_revision;
  brief.claims = about_pair(input, options);
  brief.told = brief.claims.size();
  for (Claim& finding : findings_about(input, options, brief.told > 0))
    brief.claims.push_back(std::move(finding));
  if (brief.claims.empty()) return nothing(input, options);
  const ActorNames names(input, brief.claims, options);
  for (const auto& c : brief.claims) brief.who.push_back(who_says(c, names));
  if (input.contexts) brief.contexts = input.contexts(brief.claims);
  brief.contexts.resize(brief.claims.size());
  if (input.contexts)
    options.sentence = [&brief](const Claim& c) {  // one of the brief's own
      return brief.contexts[static_cast<size_t>(&c - brief.claims.data())].before + c.quote.text;
    };
  brief.documents = documents_of(brief.claims);
  const auto told = brief.told_claims();
  brief.propositions = weigh(told, options);
  brief.exchange = find_exchange(told, brief.propositions, input.a.key, input.b.key, options);
  const Context context(input, brief, names, options);
  if (const auto places = ship_places(context); input.draw_map && !places.empty())
    brief.map = input.draw_map(places);
  std::vector<BriefSection> sections;
  for (const auto& row : kSections) sections.push_back(row.build(context));
  brief.sections = std::move(sections);
  return brief;
}

}  // namespace entente
