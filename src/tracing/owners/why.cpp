#include "tracing/owners/why.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/grouped.h"

namespace entente {

Reasons::Reasons(const Stakes& stakes, const Holdings& holdings, const OwnerRule& rule,
                 std::span<const uint32_t> listed, const Reached& reached, Bound bound)
    : rule_(rule), round_(holdings.parties) {
  for (const uint32_t p : listed) round_[p] = 1;
  for (size_t i = 0; i < reached.order.size(); ++i) round_[reached.order[i]] = reached.round[i] + 1;
  std::map<uint32_t, size_t> place;  // of a stake that counts both as shares and as votes
  const auto use = [&](const HoldingTable& table, uint32_t owner, StakeKind as) {
    for (const Holding& h : table.of(owner)) {
      if (round_[h.entity] < 2) continue;
      const Share held = bound == Bound::least ? h.low : h.high;
      if (held == 0) continue;
      const bool again = as == StakeKind::votes && rule.owned_min > 0 &&
                         stakes.all[h.stake].kind == StakeKind::ownership;
      if (again) {
        if (const auto at = place.find(h.stake); at != place.end()) {
          used_[at->second].votes = held;
          continue;
        }
      } else if (as == StakeKind::ownership && rule.votes_min > 0) {
        place.emplace(h.stake, used_.size());
      }
      used_.push_back({h.stake, as == StakeKind::ownership ? held : 0,
                       as == StakeKind::votes ? held : 0, owner, h.entity,
                       as == StakeKind::control});
    }
  };
  for (uint32_t p = 0; p < holdings.parties; ++p) {
    if (round_[p] == 0) continue;
    place.clear();
    if (rule.owned_min > 0) use(holdings.owned, p, StakeKind::ownership);
    if (rule.votes_min > 0) use(holdings.votes, p, StakeKind::votes);
    if (rule.by_control) use(holdings.control, p, StakeKind::control);
  }
  std::vector<uint32_t> entity;
  for (const Used& u : used_) entity.push_back(u.entity);
  auto by_entity = group_by(holdings.parties, entity);
  start_ = std::move(by_entity.start), item_ = std::move(by_entity.item);
}

// The entity's own stakes that suffice, from owners reached before it: one of control, or the
// fewest of shares or of votes.
std::vector<uint32_t> Reasons::nearest(uint32_t entity) const {
  std::vector<uint32_t> before;
  for (uint32_t i = start_[entity]; i < start_[entity + 1]; ++i)
    if (round_[used_[item_[i]].owner] < round_[entity]) before.push_back(item_[i]);
  std::vector<uint32_t> best;
  const auto keep = [&](std::vector<uint32_t> chosen) {
    if (!chosen.empty() && (best.empty() || chosen.size() < best.size())) best = std::move(chosen);
  };
  const auto fewest = [&](Share Used::*held, Share least) {
    if (least == 0) return;
    auto sorted = before;
    std::ranges::stable_sort(sorted, std::ranges::greater{},
                             [&](uint32_t i) { return used_[i].*held; });
    Share sum = 0;
    for (size_t n = 0; n < sorted.size(); ++n)
      if ((sum += used_[sorted[n]].*held) >= least) {
        sorted.resize(n + 1);
        return keep(sorted);
      }
  };
  for (const uint32_t i : before)
    if (used_[i].control && best.empty()) best = {i};
  fewest(&Used::shares, rule_.owned_min);
  fewest(&Used::votes, rule_.votes_min);
  return best;
}

std::vector<uint32_t> Reasons::gather(uint32_t entity, size_t count_max) const {
  std::vector<uint32_t> out, waiting{entity};
  std::vector<uint32_t> seen{entity};
  while (!waiting.empty() && out.size() < count_max) {
    const uint32_t at = waiting.back();
    waiting.pop_back();
    for (const uint32_t i : nearest(at)) {
      out.push_back(i);
      const uint32_t owner = used_[i].owner;
      if (round_[owner] > 1 && std::ranges::find(seen, owner) == seen.end())
        seen.push_back(owner), waiting.push_back(owner);
    }
  }
  if (!waiting.empty()) return nearest(entity);
  return out;
}

// Whether the rule, given these holdings alone, reaches the entity.
bool Reasons::suffices(std::span<const uint32_t> chosen, uint32_t entity) const {
  std::vector<uint32_t> reached;  // beside the listed, of whom there may be many
  const auto is_reached = [&](uint32_t p) {
    return round_[p] == 1 || std::ranges::find(reached, p) != reached.end();
  };
  // A rule that does not add up what listed parties hold is asked for each of them by itself.
  std::vector<uint32_t> starts{UINT32_MAX};
  if (!rule_.together) {
    starts.clear();
    for (const uint32_t i : chosen)
      if (round_[used_[i].owner] == 1) starts.push_back(used_[i].owner);
  }
  for (const uint32_t start : starts) {
    reached.clear();
    const auto counts = [&](uint32_t p) {
      return rule_.together ? is_reached(p)
                            : p == start || std::ranges::find(reached, p) != reached.end();
    };
    for (bool more = true; more;) {
      more = false;
      for (const uint32_t i : chosen) {
        const uint32_t target = used_[i].entity;
        if (counts(target)) continue;
        Share shares = 0, votes = 0;
        bool control = false;
        for (const uint32_t j : chosen)
          if (used_[j].entity == target && counts(used_[j].owner)) {
            shares += used_[j].shares, votes += used_[j].votes;
            control = control || used_[j].control;
          }
        if (control || (rule_.owned_min > 0 && shares >= rule_.owned_min) ||
            (rule_.votes_min > 0 && votes >= rule_.votes_min)) {
          if (target == entity) return true;
          reached.push_back(target);
          more = true;
        }
      }
    }
  }
  return false;
}

void Reasons::shrink(std::vector<uint32_t>& chosen, uint32_t entity) const {
  for (size_t i = chosen.size(); i-- > 0;) {
    auto fewer = chosen;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    if (suffices(fewer, entity)) chosen = std::move(fewer);
  }
}

// All holdings on any way to the entity; at most kTriedMax + 1.
std::vector<uint32_t> Reasons::cone(uint32_t entity) const {
  std::vector<uint32_t> out, parties{entity};
  for (size_t at = 0; at < parties.size(); ++at)
    for (uint32_t i = start_[parties[at]]; i < start_[parties[at] + 1]; ++i) {
      out.push_back(item_[i]);
      if (out.size() > kTriedMax) return out;
      const uint32_t owner = used_[item_[i]].owner;
      if (round_[owner] > 1 && std::ranges::find(parties, owner) == parties.end())
        parties.push_back(owner);
    }
  return out;
}

// Tries every set that is smaller, the smallest first.
bool Reasons::find_smaller(std::vector<uint32_t>& chosen, uint32_t entity) const {
  const auto all = cone(entity);
  if (all.size() > kTriedMax) return false;
  for (int size = 1; size < static_cast<int>(chosen.size()); ++size)
    for (uint32_t set = 1; set < 1u << all.size(); ++set) {
      if (__builtin_popcount(set) != size) continue;
      std::vector<uint32_t> some;
      for (size_t i = 0; i < all.size(); ++i)
        if ((set >> i & 1) != 0) some.push_back(all[i]);
      if (!suffices(some, entity)) continue;
      chosen = std::move(some);
      return true;
    }
  return false;
}

std::vector<uint32_t> Reasons::of(uint32_t entity, size_t count_max) {
  auto chosen = gather(entity, count_max);
  if (chosen.size() > 1 && chosen.size() <= 64) {
    shrink(chosen, entity);
    constexpr size_t kSets = size_t{1} << kTriedMax;
    if (chosen.size() > 1 && tries_left_ >= kSets) {
      tries_left_ -= kSets / 8;
      find_smaller(chosen, entity);
    }
  }
  std::ranges::sort(chosen, [&](uint32_t x, uint32_t y) {
    const Used &a = used_[x], &b = used_[y];
    return std::tuple(round_[a.entity], a.entity, a.stake) <
           std::tuple(round_[b.entity], b.entity, b.stake);
  });
  for (uint32_t& i : chosen) i = used_[i].stake;
  chosen.erase(std::unique(chosen.begin(), chosen.end()), chosen.end());
  return chosen;
}

}  // namespace entente
