// What the sources tell: exchange, ties, figures, denials, plans.
#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "brief/sections.h"

namespace entente {
namespace {

constexpr size_t kWordsMax = 8;        // quotes under one line; the rest is cited, not shown
constexpr size_t kFlowFiguresMax = 4;  // figures in one line of the exchange

std::vector<ClaimIndex> joined(std::vector<ClaimIndex> a, const std::vector<ClaimIndex>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Domain domain_of(const Proposition& p) {
  const auto kind = find_kind(p.key.family);
  return kind ? info(*kind).domain : Domain::exchange;
}

std::string_view title(Domain domain) {
  switch (domain) {
    case Domain::exchange:
      return "Goods, money and trade";
    case Domain::military:
      return "Military";
    case Domain::technology:
      return "Weapons and technology";
    case Domain::diplomacy:
      return "Diplomacy and politics";
    case Domain::sanctions:
      return "Sanctions, evasion and control";
    case Domain::money:
      return "Illicit finance";
    case Domain::movement:
      return "Movement and observation";
  }
  return {};
}

// Propositions told by the very same claims become one line: "rifles" and "uniforms" of one quote.
BriefFinding finding(const Context& in, const std::vector<size_t>& indexes,
                     const std::vector<ClaimIndex>& words) {
  const Proposition& p = in.brief.propositions[indexes.front()];
  std::vector<const Proposition*> told;
  for (const size_t i : indexes) told.push_back(&in.brief.propositions[i]);
  return {BriefSentence(headline(told, in.names), *Cites::of(p.claims)), indexes, standing_words(p),
          words_of(in, words, kWordsMax)};
}

std::vector<std::vector<size_t>> alike(const Context& in, const std::vector<size_t>& indexes) {
  std::vector<std::vector<size_t>> out;
  const auto& all = in.brief.propositions;
  for (const size_t i : indexes) {
    const auto same = [&](const std::vector<size_t>& group) {
      const auto &a = all[group.front()], &b = all[i];
      return a.claims == b.claims && a.key.family == b.key.family && a.key.from == b.key.from &&
             a.key.to == b.key.to && a.verdict.standing == b.verdict.standing;
    };
    const auto home = std::ranges::find_if(out, same);
    if (home == out.end()) out.push_back({i});
    else home->push_back(i);
  }
  return out;
}

// Indexes of the pair's propositions that `take` accepts, most origins first.
template <class Take>
std::vector<size_t> chosen(const Context& in, Take take) {
  std::vector<size_t> out;
  const auto& all = in.brief.propositions;
  for (size_t i = 0; i < all.size(); ++i)
    if (in.about_pair(all[i]) && take(all[i])) out.push_back(i);
  std::ranges::stable_sort(out, std::ranges::greater{},
                           [&](size_t i) { return all[i].origins.size(); });
  return out;
}

BriefSentence figure_line(const Context& in, const FigureSaid& f) {
  const Claim& c = in.claim(f.claim);
  const std::string time = period(c.when.interval);
  return {figure_words(c.quantity[f.quantity]) + " — " + who_says(c, in.names) +
              (time.empty() ? "" : ", " + time),
          Cites(f.claim)};
}

// Each figure of a flow with who says it; the most telling few, then a count of the rest.
std::vector<BriefSentence> flow_figures(const Context& in, const Flow& f) {
  std::vector<BriefSentence> out;
  std::vector<ClaimIndex> rest;
  for (const size_t i : f.propositions)
    for (const auto& group : in.brief.propositions[i].figures)
      for (const auto& figure : group.figures) {
        if (out.size() < kFlowFiguresMax) out.push_back(figure_line(in, figure));
        else rest.push_back(figure.claim);
      }
  if (!rest.empty())
    out.emplace_back(plural(rest.size(), "more figure", "more figures") + " below",
                     *Cites::of(rest));
  return out;
}

std::string flow_standing(const Context& in, const Flow& f) {
  std::vector<std::string> out;
  for (const size_t i : f.propositions) {
    const std::string standing(name(in.brief.propositions[i].verdict.standing));
    if (std::ranges::find(out, standing) == out.end()) out.push_back(standing);
  }
  return join(out, " or ") + ", " + plural(f.origins.size(), "origin", "origins");
}

BriefGroup direction(const Context& in, const BriefActor& from, const BriefActor& to,
                     const std::vector<Flow>& flows) {
  BriefGroup out{from.name + " → " + to.name, {}};
  for (const auto& f : flows) {
    GoodsSet goods;
    for (const size_t i : f.propositions) goods.add(in.brief.propositions[i].key.goods);
    std::string line = flow_label(f.family, f.what, f.objects, goods);
    if (const auto ahead = prospect(in.brief, f); !ahead.empty())
      line = std::string(ahead) + ": " + line;
    out.findings.push_back({BriefSentence(std::move(line), *Cites::of(f.claims)), f.propositions,
                            flow_standing(in, f), flow_figures(in, f)});
  }
  return out;
}

std::string agreement_words(const Figures& f) {
  switch (f.agreement) {
    case Agreement::single:
      return {};
    case Agreement::compatible:
      return "all bounds meet at " + bounds_words(f.low, f.high) +
             (f.unit.empty() ? "" : " " + f.unit);
    case Agreement::cumulative:
      return "counts up to different days, the later one higher";
    case Agreement::rival:
      return "rival figures, side by side";
  }
  return {};
}

BriefFinding figures_finding(const Context& in, size_t index, const Figures& f) {
  if (f.agreement == Agreement::single)
    return {figure_line(in, f.figures.front()), {index}, {}, {}};
  std::vector<ClaimIndex> claims;
  std::vector<BriefSentence> words;
  for (const auto& figure : f.figures) {
    claims.push_back(figure.claim);
    words.push_back(figure_line(in, figure));
  }
  const std::string of = f.of.empty() ? "Figures" : f.of;
  std::string line = of + ": " + agreement_words(f);
  if (f.agreement == Agreement::compatible) line += " (" + join(f.reasons, "; ") + ")";
  return {BriefSentence(line, *Cites::of(claims)), {index}, {}, std::move(words)};
}

}  // namespace

std::string standing_words(const Proposition& p) {
  std::string out(name(p.verdict.standing));
  if (!p.history.empty() && p.history.back().published)
    out += " since " + to_string(*p.history.back().published);
  if (!p.origins.empty()) out += ", " + plural(p.origins.size(), "origin", "origins");
  return out + ": " + p.verdict.rule;
}

BriefSection exchange_section(const Context& in) {
  const auto& b = in.brief;
  if (b.exchange.forth.empty() && b.exchange.back.empty()) return {SectionId::exchange, {}};
  return {SectionId::exchange,
          {direction(in, b.a, b.b, b.exchange.forth), direction(in, b.b, b.a, b.exchange.back)}};
}

BriefSection ties_section(const Context& in) {
  BriefSection out{SectionId::ties, {}};
  for (const Domain domain : domains()) {
    BriefGroup group{std::string(title(domain)), {}};
    const auto mine = [&](const Proposition& p) {
      return p.key.tense == Tense::act && !p.asserts.empty() && domain_of(p) == domain;
    };
    for (const auto& told_alike : alike(in, chosen(in, mine))) {
      const auto& p = in.brief.propositions[told_alike.front()];
      group.findings.push_back(finding(in, told_alike, joined(p.asserts, p.denies)));
    }
    if (!group.findings.empty()) out.groups.push_back(std::move(group));
  }
  return out;
}

BriefSection figures_section(const Context& in) {
  BriefSection out{SectionId::figures, {}};
  for (const size_t i : chosen(in, [](const Proposition& p) { return !p.figures.empty(); })) {
    const auto& p = in.brief.propositions[i];
    BriefGroup group{headline({&p}, in.names), {}};
    for (const auto& f : p.figures) group.findings.push_back(figures_finding(in, i, f));
    out.groups.push_back(std::move(group));
  }
  return out;
}

BriefSection denied_section(const Context& in) {
  BriefGroup group;
  const auto contested = [](const Proposition& p) {
    return !p.denies.empty() || p.verdict.standing == Standing::disputed ||
           p.verdict.standing == Standing::refuted;
  };
  for (const size_t i : chosen(in, contested)) {
    const auto& p = in.brief.propositions[i];
    group.findings.push_back(finding(in, {i}, p.denies.empty() ? p.asserts : p.denies));
  }
  return {SectionId::denied,
          group.findings.empty() ? std::vector<BriefGroup>{} : std::vector{group}};
}

BriefSection planned_section(const Context& in) {
  BriefGroup group;
  const auto plan = [](const Proposition& p) {
    return p.key.tense == Tense::plan && !p.asserts.empty();
  };
  for (const auto& told_alike : alike(in, chosen(in, plan))) {
    const auto& p = in.brief.propositions[told_alike.front()];
    group.findings.push_back(finding(in, told_alike, joined(p.asserts, p.denies)));
    for (auto& sentence : outcomes(in, told_alike))
      group.findings.back().words.push_back(std::move(sentence));
  }
  BriefSection out{SectionId::planned, {}};
  if (!group.findings.empty()) out.groups.push_back(std::move(group));
  if (auto records = records_group(in); !records.findings.empty())
    out.groups.push_back(std::move(records));
  return out;
}

}  // namespace entente
