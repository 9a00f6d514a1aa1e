// Claims that touch either actor are weighed; those that name both, or stand for an actor in the
// middle, are kept and weighed again by themselves, so that every index in the brief points into
// its own claims, numbered by document and place in the text. Sections then only read.
#include "brief/brief.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include "base/ordered_work.h"
#include "brief/sections.h"
#include "brief/wording.h"
#include "weighing/grouping.h"

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

// By date published, then document, then place in the text: the order of footnotes. A claim is
// large: each moves once.
std::vector<Claim> in_order(std::span<Claim> claims) {
  struct Place {
    Date day;
    ClaimIndex claim;
  };
  std::vector<Place> order;
  order.reserve(claims.size());
  for (ClaimIndex c = 0; c < claims.size(); ++c) {
    const auto day = parse_date(claims[c].document.published);
    order.push_back({day ? first_day(*day) : Date{9999, 12, 31}, c});
  }
  const auto key = [&](const Place& p) {
    const Claim& c = claims[p.claim];
    return std::tuple(p.day, std::string_view(c.document.id), c.quote.start, c.quote.end,
                      std::string_view(c.id));
  };
  std::ranges::sort(order, [&](const Place& x, const Place& y) { return key(x) < key(y); });
  const auto same = [&](const Place& x, const Place& y) {
    return claims[x.claim].id == claims[y.claim].id;
  };
  order.erase(std::ranges::unique(order, same).begin(), order.end());
  std::vector<Claim> out;
  out.reserve(order.size());
  for (const Place& p : order) out.push_back(std::move(claims[p.claim]));
  return out;
}

struct Told {
  std::vector<Claim> claims;
  std::vector<ClaimGroup> groups;  // what of them is about what
};

// Claims that name both, all of their propositions' claims, and those behind a middle: out of the
// input, where the others stay. Nothing is put into groups twice unless some are left out.
Told about_pair(BriefInput& input, const WeighOptions& options) {
  const auto others = std::ranges::stable_partition(input.claims, [&](const Claim& c) {
    return finding_family(c.extractor).empty() &&
           (touches(c, input.a.key, options) || touches(c, input.b.key, options));
  });
  Told out{in_order({input.claims.begin(), others.begin()}), {}};
  input.claims.erase(input.claims.begin(), others.begin());
  const std::vector<Claim>& near = out.claims;
  out.groups = group_claims(near, options);
  const auto propositions = begun(out.groups);
  std::set<ClaimIndex> keep;
  for (const auto& p : propositions) {
    const bool both = std::ranges::any_of(p.claims, [&](ClaimIndex c) {
      return touches(near[c], input.a.key, options) && touches(near[c], input.b.key, options);
    });
    if (both) keep.insert(p.claims.begin(), p.claims.end());
  }
  const auto give_back = [&](Claim& c) { input.claims.push_back(std::move(c)); };
  if (keep.empty()) {
    std::ranges::for_each(out.claims, give_back);
    return {};
  }
  for (const auto& m : find_exchange(near, propositions, input.a.key, input.b.key, options).middles)
    keep.insert(m.claims.begin(), m.claims.end());
  if (keep.size() == near.size()) return out;
  Told some;
  for (const ClaimIndex c : keep) some.claims.push_back(std::move(out.claims[c]));
  some.groups = group_claims(some.claims, options);
  return some;
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

std::vector<std::string> speakers_said(const std::vector<Claim>& claims, const ActorNames& names,
                                       size_t threads) {
  constexpr size_t kAtOnce = 512;
  std::vector<std::string> out;
  out.reserve(claims.size());
  ordered_work((claims.size() + kAtOnce - 1) / kAtOnce, threads,
               [&](size_t part) {
                 std::vector<std::string> said;
                 for (size_t i = part * kAtOnce; i < std::min(claims.size(), (part + 1) * kAtOnce);
                      ++i)
                   said.push_back(who_says(claims[i], names));
                 return said;
               },
               [&](size_t, std::vector<std::string>&& said) {
                 std::ranges::move(said, std::back_inserter(out));
                 return true;
               });
  return out;
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

Result<Brief> make_brief(BriefInput input) {
  if (const auto ok = check(input); !ok) return std::unexpected(ok.error());
  WeighOptions options = options_of(input);
  Brief brief;
  brief.a = input.a;
  brief.b = input.b;
  brief.as_of = input.as_of;
  brief.ledger_revision = input.ledger_revision;
  Told told = about_pair(input, options);
  brief.claims = std::move(told.claims);
  brief.told = brief.claims.size();
  std::vector<Claim> findings = findings_about(input, brief.claims, options);
  std::ranges::move(findings, std::back_inserter(brief.claims));
  if (brief.claims.empty()) return nothing(input, options);
  const ActorNames names(input, brief.claims, options);
  brief.who = speakers_said(brief.claims, names, input.threads);
  if (input.contexts) brief.contexts = input.contexts(brief.claims);
  brief.contexts.resize(brief.claims.size());
  if (input.contexts)
    options.sentence = [&brief](const Claim& c) {  // one of the brief's own
      return brief.contexts[static_cast<size_t>(&c - brief.claims.data())].before + c.quote.text;
    };
  brief.documents = documents_of(brief.claims);
  brief.propositions =
      weigh(brief.told_claims(), options, told.groups, [](const Proposition&) { return true; });
  brief.exchange =
      find_exchange(brief.told_claims(), brief.propositions, input.a.key, input.b.key, options);
  const Context context(input, brief, names, options);
  if (const auto places = ship_places(context); input.draw_map && !places.empty())
    brief.map = input.draw_map(places);
  std::vector<BriefSection> sections;
  // How forecasts fared takes as long as all else: one thread begins with it.
  ordered_work(
      1 + kSections.size(), input.threads,
      [&](size_t i) {
        if (i > 0) return kSections[i - 1].build(context);
        context.outlook();
        return BriefSection{};
      },
      [&](size_t i, BriefSection&& section) {
        if (i > 0) sections.push_back(std::move(section));
        return true;
      });
  brief.sections = std::move(sections);
  return brief;
}

}  // namespace entente
