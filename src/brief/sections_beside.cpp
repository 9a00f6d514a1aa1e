// Tables of trade, votes and payments beside what reports say of the same two in the same domain.
//
// What reports say is told as weighed: its standing with its rule, and its claims. What a table
// itself tells is a word like any other, of its office or else its publisher: where it is of the
// same proposition, the standing that both give together is told below the one that reports give
// alone. What was worked out from rows is nobody's word, is never counted, and stands beside.
#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <map>
#include <set>

#include "base/text.h"
#include "brief/sections.h"

namespace entente {
namespace {

constexpr size_t kAlikeMax = 12;        // findings of one definition
constexpr size_t kPropositionsMax = 6;  // that reports tell; the rest is cited
constexpr size_t kWordsMax = 3;         // quotes of each

std::string statement_of(const Context& in, ClaimIndex claim) {
  const Claim& c = in.claim(claim);
  std::string out = in.input.statement ? in.input.statement(c) : std::string();
  return out.empty() ? quoted(c.quote.text) : squeeze(out);
}

// Those of the reports' propositions about the pair that are of these kinds, most origins first.
std::vector<size_t> told_of_pair(const Context& in, std::initializer_list<Kind> kinds) {
  std::vector<size_t> out;
  const auto& all = in.brief.propositions;
  const auto is_such = [&](ClaimIndex c) {
    return in.names_both(c) && std::ranges::find(kinds, in.claim(c).kind) != kinds.end();
  };
  for (size_t i = 0; i < all.size(); ++i)
    if (std::ranges::any_of(all[i].claims, is_such)) out.push_back(i);
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [&](size_t i) { return all[i].origins.size(); });
  return out;
}

// Findings that count where all claims are weighed together.
std::vector<ClaimIndex> counted_in(const Context& in, const Proposition& p) {
  std::vector<ClaimIndex> out;
  for (const ClaimIndex c : p.asserts)
    if (c >= in.brief.told && std::ranges::binary_search(p.verdict.used, c)) out.push_back(c);
  return out;
}

// The same deed with the findings: it holds the claims that reports tell of it.
const Proposition* with_tables(const Context& in, const Proposition& p) {
  for (const Proposition& q : in.with_findings())
    if (q.key.family == p.key.family && q.key.from == p.key.from && q.key.to == p.key.to &&
        q.key.what == p.key.what && q.key.tense == p.key.tense &&
        std::ranges::includes(q.claims, p.claims) && !counted_in(in, q).empty())
      return &q;
  return nullptr;
}

BriefFinding weighed(const Context& in, size_t index, std::set<ClaimIndex>& counted) {
  const Proposition& p = in.brief.propositions[index];
  BriefFinding out{BriefSentence(headline({&p}, in.names), *Cites::of(p.claims)),
                   {index},
                   standing_words(p),
                   words_of(in, p.claims, kWordsMax)};
  if (const Proposition* const q = with_tables(in, p)) {
    const auto tables = counted_in(in, *q);
    counted.insert(tables.begin(), tables.end());
    out.words.emplace_back("With what the tables themselves tell: " + standing_words(*q),
                           *Cites::of(tables));
  }
  return out;
}

std::vector<BriefFinding> told_beside(const Context& in, const std::vector<size_t>& propositions,
                                      std::set<ClaimIndex>& counted) {
  std::vector<BriefFinding> out;
  std::vector<ClaimIndex> rest;
  for (size_t i = 0; i < propositions.size(); ++i) {
    const auto& claims = in.brief.propositions[propositions[i]].claims;
    if (i < kPropositionsMax) out.push_back(weighed(in, propositions[i], counted));
    else rest.insert(rest.end(), claims.begin(), claims.end());
  }
  if (auto cites = Cites::of(std::move(rest)))
    out.push_back({BriefSentence(fmt::format("And {} more, told above",
                                             propositions.size() - kPropositionsMax),
                                 std::move(*cites)),
                   {},
                   {},
                   {}});
  return out;
}

BriefSection section(const Context& in, SectionId id, std::string_view family,
                     std::initializer_list<Kind> kinds) {
  BriefSection out{id, {}};
  std::vector<ClaimIndex> of_both, of_one, aside;
  const auto findings = of_family(in, family);
  const auto is_of_both = are_of_pair(in, findings);
  for (size_t i = 0; i < findings.size(); ++i)
    (is_of_both[i] ? of_both : of_one).push_back(findings[i]);
  if (of_both.empty() && of_one.empty()) return out;
  if (!of_both.empty()) out.groups.push_back({"What the rows show", rows_shown(in, of_both)});
  if (!of_one.empty())
    out.groups.push_back({"What the rows show of one of the two", rows_shown(in, of_one)});
  std::set<ClaimIndex> counted;
  BriefGroup reports{"What reports say beside it",
                     told_beside(in, told_of_pair(in, kinds), counted)};
  if (reports.findings.empty()) return out;
  for (const auto* list : {&of_both, &of_one})
    for (const ClaimIndex c : *list)
      if (!counted.contains(c)) aside.push_back(c);
  if (auto cites = Cites::of(std::move(aside)))
    reports.findings.push_back(
        {BriefSentence("Beside these, and not counted in their standing: what is worked out from "
                       "rows and nobody says, or tells of another thing, time or direction",
                       std::move(*cites)),
         {},
         {},
         {}});
  out.groups.push_back(std::move(reports));
  return out;
}

}  // namespace

const std::vector<Proposition>& Context::with_findings() const {
  std::call_once(with_findings_made_, [&] {
    with_findings_ = weigh(brief.claims, options, [&](const Proposition& p) {
      return std::ranges::any_of(p.claims, [&](ClaimIndex c) { return c >= brief.told; });
    });
  });
  return with_findings_;
}

std::vector<ClaimIndex> of_family(const Context& in, std::string_view family) {
  std::vector<ClaimIndex> out;
  for (ClaimIndex i = in.brief.told; i < in.brief.claims.size(); ++i)
    if (finding_family(in.claim(i).extractor) == family) out.push_back(i);
  return out;
}

std::vector<BriefFinding> rows_shown(const Context& in, const std::vector<ClaimIndex>& findings) {
  std::map<std::string_view, size_t> left;  // of each definition, to come
  for (const ClaimIndex c : findings) ++left[in.claim(c).extractor.name];
  std::vector<BriefFinding> out;
  std::vector<ClaimIndex> earlier;
  for (const ClaimIndex c : findings) {
    if (left[in.claim(c).extractor.name]-- > kAlikeMax) earlier.push_back(c);
    else out.push_back({BriefSentence(statement_of(in, c), Cites(c)), {}, {}, {}});
  }
  const size_t count = earlier.size();
  if (auto cites = Cites::of(std::move(earlier)))
    out.push_back(
        {BriefSentence(fmt::format("And {} earlier of the same kind", count), std::move(*cites)),
         {},
         {},
         {}});
  return out;
}

BriefSection trade_section(const Context& in) {
  return section(in, SectionId::trade, "trade",
                 {Kind::trade, Kind::transfer, Kind::acquire, Kind::exchange});
}

BriefSection votes_section(const Context& in) {
  return section(in, SectionId::votes, "votes",
                 {Kind::support, Kind::oppose, Kind::relate, Kind::agree});
}

BriefSection money_section(const Context& in) {
  return section(in, SectionId::money, "money",
                 {Kind::evade, Kind::launder, Kind::steal, Kind::mediate, Kind::sanction});
}

}  // namespace entente
