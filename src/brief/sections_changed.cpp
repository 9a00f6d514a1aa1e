// What time did to what was told: forecasts that came or did not, and what changed since an earlier
// brief.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>

#include "brief/sections.h"
#include "weighing/difference.h"
#include "weighing/forecasts.h"

namespace entente {
namespace {

std::string outcome_words(const Forecast& f) {
  switch (f.outcome) {
    case Outcome::open:
      return {};
    case Outcome::overdue:
      return "its time was over on " + to_string(*f.due) + ", and no claim says what became of it";
    case Outcome::fulfilled:
    case Outcome::contradicted:
      return fmt::format("{} on {}: {}", name(f.outcome), to_string(*f.resolved), f.why);
  }
  return {};
}

BriefSentence record_line(const ForecastRecord& r, const Outlook& outlook) {
  std::vector<ClaimIndex> claims;
  for (const auto& f : outlook.forecasts)
    if (std::ranges::find(f.keys, r.key) != f.keys.end()) claims.push_back(f.claim);
  std::string text = fmt::format("{}: of {}, {} came, {} did not, {} overdue", quoted(r.name),
                                 plural(r.count, "forecast or plan", "forecasts and plans"),
                                 r.fulfilled, r.contradicted, r.overdue);
  if (const auto brier = r.brier())
    text += fmt::format("; Brier score {:.2f} over {}", *brier, r.graded);
  return {std::move(text), *Cites::of(claims)};
}

// The brief's claims that were there then, weighed by themselves.
struct Earlier {
  std::vector<Claim> claims;
  std::vector<Proposition> propositions;
};

Earlier earlier_of(const Context& in) {
  Earlier out;
  std::ranges::copy_if(in.brief.told_claims(), std::back_inserter(out.claims), in.input.was_there);
  out.propositions = weigh(out.claims, in.options);
  return out;
}

std::string change_words(const Context& in, const Change& change, const Earlier& earlier) {
  const Proposition& p = in.brief.propositions[change.proposition];
  const auto now = name(p.verdict.standing);
  if (!change.before) return fmt::format("new, {}: {}", now, p.verdict.rule);
  if (change.standing)
    return fmt::format("{}, was {}: {}", now,
                       name(earlier.propositions[*change.before].verdict.standing), p.verdict.rule);
  std::string out =
      fmt::format("still {}: {}", now, plural(change.claims.size(), "more claim", "more claims"));
  if (!change.origins.empty())
    out += ", " + plural(change.origins.size(), "new origin", "new origins");
  if (!change.figures.empty())
    out += ", " + plural(change.figures.size(), "new figure", "new figures");
  return out;
}

}  // namespace

const Outlook& Context::outlook() const {
  std::call_once(outlook_made_, [&] {
    outlook_ = find_forecasts(brief.told_claims(), brief.propositions, options);
  });
  return outlook_;
}

std::vector<BriefSentence> outcomes(const Context& in, const std::vector<size_t>& propositions) {
  std::vector<BriefSentence> out;
  for (const auto& f : in.outlook().forecasts) {
    const bool mine = std::ranges::find(propositions, f.proposition) != propositions.end();
    const std::string words = outcome_words(f);
    if (!mine || words.empty()) continue;
    std::vector<ClaimIndex> claims = f.resolved_by;
    claims.push_back(f.claim);
    const bool said =
        std::ranges::any_of(out, [&](const BriefSentence& s) { return s.text() == words; });
    if (!said) out.emplace_back(words, *Cites::of(claims));
  }
  return out;
}

BriefGroup records_group(const Context& in) {
  BriefGroup out{"How earlier ones fared", {}};
  const Outlook& outlook = in.outlook();
  for (const auto& r : outlook.records)
    if (r.fulfilled + r.contradicted + r.overdue > 0)
      out.findings.push_back({record_line(r, outlook), {}, {}, {}});
  return out;
}

BriefSection changes_section(const Context& in) {
  BriefSection out{SectionId::changes, {}};
  if (!in.input.was_there) return out;
  const Earlier earlier = earlier_of(in);
  BriefGroup group{"Since " + in.input.changed_since, {}};
  const Changes changes = find_changes({earlier.claims, earlier.propositions},
                                       {in.brief.told_claims(), in.brief.propositions});
  for (const auto& change : changes.changed) {
    const Proposition& p = in.brief.propositions[change.proposition];
    if (!in.about_pair(p)) continue;
    const auto& cited = change.claims.empty() ? p.claims : change.claims;
    group.findings.push_back({BriefSentence(short_label(p, in.names), *Cites::of(cited)),
                              {change.proposition},
                              change_words(in, change, earlier),
                              {}});
  }
  if (!group.findings.empty()) out.groups.push_back(std::move(group));
  return out;
}

}  // namespace entente
