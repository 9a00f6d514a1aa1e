#include "tracing/money/layering.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <unordered_set>

#include "tracing/money/chance.h"
#include "tracing/money/closed_groups.h"
#include "tracing/money/rings.h"

namespace entente {
namespace {

constexpr double kRareShare = 0.01;
constexpr uint32_t kPayeesMax = 200;   // of an account that others are added by
constexpr size_t kGrownAccounts = 64;  // of a pattern that others are added to

struct Pattern {
  std::vector<uint32_t> ties;
  const ClosedGroup* group = nullptr;
};

// The payments of a tie within the day in which it has most of them.
std::pair<size_t, size_t> densest_day(const Payments& payments, std::span<const uint32_t> of,
                                      int64_t day) {
  std::pair<size_t, size_t> best{0, 0};
  for (size_t end = 0, begin = 0; end < of.size(); ++end) {
    while (payments.time[of[end]] - payments.time[of[begin]] >= day) ++begin;
    if (end + 1 - begin > best.second - best.first) best = {begin, end + 1};
  }
  return best;
}

class Layering {
 public:
  Layering(const Payments& payments, const TieTable& ties, const TypologySettings& settings)
      : payments_(payments),
        ties_(ties),
        settings_(settings),
        rare_(rare_ties(payments, ties)),
        groups_(payments.size() >= kPaymentsForChance ? closed_groups(ties, settings.threads)
                                                      : ClosedGroups{}) {}

  std::vector<MoneyFinding> run() {
    std::vector<MoneyFinding> out;
    std::unordered_set<uint32_t> covered;
    for (const ClosedGroup& group : groups_.found) {
      Pattern pattern{with_returns(group), &group};
      if (std::ranges::all_of(pattern.ties, [&](uint32_t t) { return covered.contains(t); }))
        continue;
      covered.insert(pattern.ties.begin(), pattern.ties.end());
      add(pattern, out);
    }
    for (const Pattern& pattern : rare_left(covered)) add(pattern, out);
    return out;
  }

 private:
  // With what the group's accounts pay back, and every rare tie among them.
  std::vector<uint32_t> with_returns(const ClosedGroup& group) const {
    std::vector<uint32_t> out = group.ties;
    for (const uint32_t payee : ties_.targets(group.payer))
      if (const auto back = ties_.find(payee, group.payer)) out.push_back(*back);
    for (uint32_t t = ties_.begin(group.payer); t < ties_.end(group.payer); ++t)
      if (rare_.is_rare(t)) out.push_back(t);
    std::ranges::sort(out);
    return out;
  }

  // Rare ties outside of groups, by what hangs together.
  std::vector<Pattern> rare_left(const std::unordered_set<uint32_t>& covered) const {
    std::vector<uint32_t> left;
    std::unordered_map<uint32_t, uint32_t> parent;
    const auto top = [&](uint32_t a) {
      for (uint32_t up = parent.try_emplace(a, a).first->second; up != a;
           up = parent.try_emplace(a, a).first->second)
        a = up;
      return a;
    };
    for (uint32_t t = 0; t < ties_.size(); ++t) {
      if (!rare_.is_rare(t) || covered.contains(t)) continue;
      left.push_back(t);
      const uint32_t a = top(ties_.source(t)), b = top(ties_.target(t));
      parent[std::max(a, b)] = std::min(a, b);
    }
    std::vector<Pattern> out;
    std::unordered_map<uint32_t, size_t> place;
    for (const uint32_t t : left) {
      const auto [at, is_new] = place.try_emplace(top(ties_.source(t)), out.size());
      if (is_new) out.emplace_back();
      out[at->second].ties.push_back(t);
    }
    for (Pattern& pattern : out) grow(pattern);
    return out;
  }

  // Adds those whom the same account pays as all of these, and who deal with one of these.
  void grow(Pattern& pattern) const {
    const std::vector<uint32_t> core = accounts_of(pattern.ties);
    if (core.size() > kGrownAccounts) return;
    const auto in_core = [&](uint32_t a) { return std::ranges::binary_search(core, a); };
    const uint32_t least =
        *std::ranges::min_element(core, {}, [&](uint32_t a) { return ties_.in_degree(a); });
    std::vector<uint32_t> payers = core;
    for (const uint32_t t : ties_.incoming(least)) payers.push_back(ties_.source(t));
    for (const uint32_t payer : payers) {
      if (ties_.out_degree(payer) > kPayeesMax) continue;
      if (!std::ranges::all_of(
              core, [&](uint32_t a) { return a == payer || ties_.find(payer, a).has_value(); }))
        continue;
      for (const uint32_t other : ties_.targets(payer)) {
        if (in_core(other)) continue;
        for (const uint32_t a : core) {
          if (a == payer) continue;
          for (const auto tie : {ties_.find(a, other), ties_.find(other, a)})
            if (tie) pattern.ties.push_back(*tie);
        }
      }
    }
    std::ranges::sort(pattern.ties);
    pattern.ties.erase(std::ranges::unique(pattern.ties).begin(), pattern.ties.end());
  }

  std::vector<uint32_t> accounts_of(const std::vector<uint32_t>& ties) const {
    std::vector<uint32_t> out;
    for (const uint32_t t : ties) out.push_back(ties_.source(t)), out.push_back(ties_.target(t));
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
  }

  // What most ties lead to or from, when that is the shape.
  struct Shape {
    Typology typology = Typology::cycle;
    uint32_t centre = UINT32_MAX;
  };
  Shape shape_of(const std::vector<uint32_t>& ties) const {
    if (ties.size() == 1) return {Typology::burst, ties_.source(ties[0])};
    std::unordered_map<uint32_t, size_t> in, out;
    for (const uint32_t t : ties) ++out[ties_.source(t)], ++in[ties_.target(t)];
    const auto most = [](const auto& degrees) {
      return *std::ranges::max_element(degrees, {}, [](const auto& d) {
        return std::pair{d.second, ~d.first};  // the first account where several have as many
      });
    };
    const auto [receiver, received] = most(in);
    const auto [sender, sent] = most(out);
    const auto is_star = [&](size_t arms) {
      return arms == ties.size() || (arms >= 3 && 2 * arms > ties.size());
    };
    if (received > sent && is_star(received)) return {Typology::fan_in, receiver};
    if (sent > received && is_star(sent)) return {Typology::fan_out, sender};
    return {};
  }

  void add(const Pattern& pattern, std::vector<MoneyFinding>& out) const {
    const Shape shape = shape_of(pattern.ties);
    if (!settings_.wants(shape.typology)) return;
    MoneyFinding finding;
    finding.typology = shape.typology;
    finding.accounts = accounts_of(pattern.ties);
    if (shape.centre != UINT32_MAX) {
      const auto at = std::ranges::find(finding.accounts, shape.centre);
      std::rotate(finding.accounts.begin(), at, at + 1);
    }
    const int64_t day = units_per_day(payments_);
    size_t rare = 0;
    for (const uint32_t t : pattern.ties) {
      const auto of = ties_.payments(t);
      const bool is_rare = rare_.is_rare(t);
      rare += is_rare;
      const auto part = is_rare ? densest_day(payments_, of, day) : std::pair{size_t{0}, of.size()};
      for (size_t i = part.first; i < part.second; ++i) finding.payments.push_back(of[i]);
    }
    std::ranges::sort(finding.payments);
    tell(pattern, rare, finding);
    out.push_back(std::move(finding));
  }

  void tell(const Pattern& pattern, size_t rare, MoneyFinding& finding) const {
    finding.figures = {{"ties", static_cast<double>(pattern.ties.size())},
                       {"rare_ties", static_cast<double>(rare)},
                       {"rare_ties_share_of_all", rare_.share}};
    std::string& why = finding.why;
    if (finding.typology == Typology::cycle) {
      const Ring ring = find_ring(payments_, ties_, pattern.ties);
      finding.figures.emplace_back("ring_length", static_cast<double>(ring.ties.size()));
      finding.figures.emplace_back("in_order_of_time", ring.in_time ? 1 : 0);
      why = ring.ties.empty()
                ? fmt::format("{} ties of a ring, whose closing payment is not seen",
                              pattern.ties.size())
                : fmt::format("{} ties, {} of them a closed ring{}", pattern.ties.size(),
                              ring.ties.size(), ring.in_time ? " in the order of time" : "");
    } else if (finding.typology == Typology::burst) {
      why = "one tie";
    } else {
      why = fmt::format("{} ties, most of them {} one account", pattern.ties.size(),
                        finding.typology == Typology::fan_in ? "into" : "out of");
    }
    if (rare > 0)
      why += fmt::format("; {} with {} or more payments within a day, as {:.2g} % of all ties have",
                         rare, rare_.from, 100 * rare_.share);
    if (!pattern.group) return;
    finding.chance = pattern.group->chance;
    finding.figures.emplace_back("ties_in_group", static_cast<double>(pattern.group->ties.size()));
    finding.figures.emplace_back("expected_by_chance", pattern.group->expected);
    finding.figures.emplace_back("payers_looked_at", static_cast<double>(groups_.looked_at));
    why += fmt::format(
        "; all are paid by {}, and {} ties among those it pays stand against {:.2g} "
        "by chance",
        payments_.accounts[pattern.group->payer], pattern.group->ties.size(),
        pattern.group->expected);
  }

  const Payments& payments_;
  const TieTable& ties_;
  const TypologySettings& settings_;
  RareTies rare_;
  ClosedGroups groups_;
};

}  // namespace

RareTies rare_ties(const Payments& payments, const TieTable& ties) {
  RareTies out;
  out.most_in_a_day.resize(ties.size());
  if (!payments.has_clock()) return out;
  const int64_t day = units_per_day(payments);
  std::vector<size_t> count(256);
  for (uint32_t t = 0; t < ties.size(); ++t) {
    const auto of = ties.payments(t);
    size_t most = of.size();
    if (most > 1) {
      const auto part = densest_day(payments, of, day);
      most = part.second - part.first;
    }
    out.most_in_a_day[t] = static_cast<uint16_t>(std::min<size_t>(most, UINT16_MAX));
    ++count[std::min<size_t>(most, 255)];
  }
  double more = static_cast<double>(ties.size());
  for (uint16_t from = 1; from < 255; ++from) {
    more -= static_cast<double>(count[from - size_t{1}]);
    if (from < 2 || more > kRareShare * static_cast<double>(ties.size()) || more == 0) continue;
    out.from = from;
    out.share = more / static_cast<double>(ties.size());
    break;
  }
  return out;
}

std::vector<MoneyFinding> find_layering(const Payments& payments, const TieTable& ties,
                                        const TypologySettings& settings) {
  return Layering(payments, ties, settings).run();
}

}  // namespace entente
