// A queue: an entity's shares are added up as its owners are reached, and the entity enters the
// queue when the sum passes. Each holding is looked at once, when its owner is taken from the
// queue, so a million stakes cost a million additions. The slow twin (reference/rules.h) sweeps
// over all stakes until nothing changes; tests hold 300 random registers of each rule against it.
//
// Sources. OFAC: Revised Guidance on Entities Owned by Persons Whose Property and Interests in
// Property Are Blocked (2014-08-13) and FAQ 398 to 402. EU: Best Practices for the effective
// implementation of restrictive measures as updated on 2024-07-03 (50 % or more, holdings of listed
// persons added up; or control). UK: Sanctions Regulations, regulation 7 (more than 50 % of shares
// or votes, or the power to appoint, or control) and OFSI's general guidance, 4.1.4: holdings of
// several listed persons are not simply added up. Company control: more than half of the votes,
// those of companies already controlled included.
#include "tracing/owners/rules.h"

#include <algorithm>
#include <array>

namespace entente {
namespace {

constexpr Share kHalf = 50 * kPercent;
constexpr std::array kRules{
    OwnerRule{"ofac50", "OFAC's 50 Percent Rule: owned 50 % or more, listed parties added up",
              kHalf, 0, false, true, "OFAC FAQ 398-402"},
    OwnerRule{"control", "company control: more than half of the votes, or the power to direct", 0,
              kHalf + 1, true, false, "majority of votes, with those of controlled companies"},
    OwnerRule{"eu", "EU: owned 50 % or more, listed parties added up, or controlled", kHalf,
              kHalf + 1, true, true, "EU Best Practices, 2024-07-03"},
    OwnerRule{"uk", "UK: more than 50 % of shares or votes by one listed party, or controlled",
              kHalf + 1, kHalf + 1, true, false, "UK Sanctions Regulations, regulation 7; OFSI"},
};

}  // namespace

std::span<const OwnerRule> owner_rules() { return kRules; }

const OwnerRule* find_owner_rule(std::string_view name) {
  const auto at = std::ranges::find(kRules, name, &OwnerRule::name);
  return at == kRules.end() ? nullptr : &*at;
}

Reacher::Reacher(const Holdings& holdings)
    : holdings_(holdings),
      owned_(holdings.parties),
      votes_(holdings.parties),
      round_(holdings.parties) {}

bool Reacher::from(std::span<const uint32_t> sources, const OwnerRule& rule, Bound bound,
                   Reached& out, size_t steps_max) {
  out.order.assign(sources.begin(), sources.end());
  out.round.assign(sources.size(), 0);
  for (const uint32_t s : sources) round_[s] = 1;
  touched_.clear();
  steps_ = 0;
  const auto enter = [&](uint32_t entity, uint32_t round) {
    if (round_[entity] != 0) return;
    round_[entity] = round + 1;
    out.order.push_back(entity);
    out.round.push_back(round);
  };
  const auto add = [&](const HoldingTable& table, std::vector<Share>& sums, Share least,
                       uint32_t owner, uint32_t round) {
    const auto held = table.of(owner);
    steps_ += held.size();
    for (const Holding& h : held) {
      if (round_[h.entity] != 0) continue;
      Share& sum = sums[h.entity];
      if (sum == 0) touched_.push_back(h.entity);
      sum += bound == Bound::least ? h.low : h.high;
      if (sum >= least) enter(h.entity, round);
    }
  };
  size_t at = 0;
  for (; at < out.order.size() && steps_ < steps_max; ++at) {
    const uint32_t owner = out.order[at], round = out.round[at] + 1;
    if (rule.owned_min > 0) add(holdings_.owned, owned_, rule.owned_min, owner, round);
    if (rule.votes_min > 0) add(holdings_.votes, votes_, rule.votes_min, owner, round);
    if (rule.by_control)
      for (const Holding& h : holdings_.control.of(owner))
        if (++steps_; (bound == Bound::least ? h.low : h.high) > 0) enter(h.entity, round);
  }
  const bool whole = at == out.order.size();
  for (const uint32_t p : out.order) round_[p] = 0;
  for (const uint32_t p : touched_) owned_[p] = votes_[p] = 0;
  const auto count = static_cast<std::ptrdiff_t>(sources.size());
  out.order.erase(out.order.begin(), out.order.begin() + count);
  out.round.erase(out.round.begin(), out.round.begin() + count);
  return whole;
}

Reached reach(const Holdings& holdings, const OwnerRule& rule, std::span<const uint32_t> listed,
              Bound bound) {
  Reacher reacher(holdings);
  Reached out;
  if (rule.together || listed.size() < 2) {
    reacher.from(listed, rule, bound, out);
    return out;
  }
  // Each by itself. Who is reached from another reaches nothing more than that one does, so it need
  // not be asked again.
  std::vector<bool> is_listed(holdings.parties), done(holdings.parties);
  std::vector<uint32_t> best(holdings.parties);
  for (const uint32_t p : listed) is_listed[p] = true;
  Reached one;
  for (const uint32_t p : listed) {
    if (done[p]) continue;
    reacher.from({&p, 1}, rule, bound, one);
    for (size_t i = 0; i < one.order.size(); ++i) {
      const uint32_t entity = one.order[i];
      if (is_listed[entity]) done[entity] = true;
      else if (best[entity] == 0) out.order.push_back(entity), best[entity] = one.round[i];
      else best[entity] = std::min(best[entity], one.round[i]);
    }
  }
  for (const uint32_t entity : out.order) out.round.push_back(best[entity]);
  return out;
}

}  // namespace entente
