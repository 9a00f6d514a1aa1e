// The sections of a brief, one function each. Internal to brief/.
#pragma once

#include <mutex>

#include "brief/brief.h"
#include "brief/wording.h"
#include "weighing/forecasts.h"

namespace entente {

// What every section reads: a brief with claims, propositions and exchange set.
struct Context {
  Context(const BriefInput& of, const Brief& so_far, const ActorNames& named,
          const WeighOptions& how);

  const BriefInput& input;
  const Brief& brief;
  const ActorNames& names;
  const WeighOptions& options;

  bool names_both(ClaimIndex claim) const { return both_[claim]; }
  bool about_pair(const Proposition& p) const;  // one of its claims names both
  const Claim& claim(ClaimIndex c) const { return brief.claims[c]; }
  const Outlook& outlook() const;  // worked out by the first call
  // What claims of the brief with findings come to, where a finding is among them; worked out by
  // the first call.
  const std::vector<Proposition>& with_findings() const;

 private:
  mutable std::once_flag outlook_made_, with_findings_made_;  // sections are made on threads
  mutable Outlook outlook_;
  mutable std::vector<Proposition> with_findings_;
  std::vector<bool> both_;
};

// Whether the actor of this key stands in any role of the claim but the attribution.
bool touches(const Claim& claim, const std::string& key, const WeighOptions& options);

// Findings that name both actors, and those that tell which ship a text on both names; of the ships
// and accounts of these all others: by family and time. Where any is, or `texts` tell of both, the
// money of either as well.
std::vector<Claim> findings_about(const BriefInput& input, std::span<const Claim> texts,
                                  const WeighOptions& options);
// Of each finding whether it names both, or an account that one of them that names both names.
std::vector<bool> are_of_pair(const Context& in, const std::vector<ClaimIndex>& findings);
std::vector<ClaimIndex> of_family(const Context& in, std::string_view family);
// Each with the sentence of its sheet; of one definition the latest few, and the rest is cited.
std::vector<BriefFinding> rows_shown(const Context& in, const std::vector<ClaimIndex>& findings);
// "corroborated since 2024-05-01, 2 origins: the rule".
std::string standing_words(const Proposition& p);
// The places of the findings about ships, in the order of the section.
std::vector<BriefPlace> ship_places(const Context& in);

// Who says it, how firmly, in which words.
BriefSentence words_of(const Context& in, ClaimIndex claim);
// At most `count_max` of them, then one line that cites the rest.
std::vector<BriefSentence> words_of(const Context& in, const std::vector<ClaimIndex>& claims,
                                    size_t count_max);

BriefSection sources_section(const Context& in);
BriefSection changes_section(const Context& in);
BriefSection exchange_section(const Context& in);
BriefSection over_time_section(const Context& in);
BriefSection ties_section(const Context& in);
BriefSection figures_section(const Context& in);
BriefSection timeline_section(const Context& in);
BriefSection middles_section(const Context& in);
BriefSection listed_section(const Context& in);
BriefSection ships_section(const Context& in);
BriefSection trade_section(const Context& in);
BriefSection votes_section(const Context& in);
BriefSection money_section(const Context& in);
BriefSection denied_section(const Context& in);
// How the forecasts and plans of some propositions turned out, and how earlier ones of their
// sources fared.
std::vector<BriefSentence> outcomes(const Context& in, const std::vector<size_t>& propositions);
BriefGroup records_group(const Context& in);
BriefSection planned_section(const Context& in);
BriefSection gaps_section(const Context& in);

}  // namespace entente
