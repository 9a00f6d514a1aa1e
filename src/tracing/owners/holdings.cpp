#include "tracing/owners/holdings.h"

#include <unordered_set>

namespace entente {
namespace {

// The stakes of a table by their owner: a counting sort, so that those of one owner keep their
// order.
template <class Take>
HoldingTable table_of(const Stakes& stakes, const std::vector<Band>& band, Take take) {
  HoldingTable out;
  out.start.assign(stakes.ids.size() + 1, 0);
  for (uint32_t i = 0; i < stakes.all.size(); ++i)
    if (take(i)) ++out.start[stakes.all[i].owner + 1];
  for (size_t p = 1; p < out.start.size(); ++p) out.start[p] += out.start[p - 1];
  out.all.resize(out.start.back());
  std::vector<uint32_t> next(out.start.begin(), out.start.end() - 1);
  for (uint32_t i = 0; i < stakes.all.size(); ++i)
    if (take(i)) {
      const Stake& stake = stakes.all[i];
      out.all[next[stake.owner]++] = {stake.entity, i, band[i].low, band[i].high};
    }
  return out;
}

uint64_t pair_of(const Stake& stake) { return uint64_t{stake.owner} << 32 | stake.entity; }

}  // namespace

Holdings holdings_on(const Stakes& stakes, int32_t day) {
  Holdings out;
  out.parties = stakes.ids.size();
  std::vector<Band> band(stakes.all.size(), Band{0, 0});  // high 0: does not count
  std::unordered_set<uint64_t> voting;                    // pairs whose voting rights are told
  for (uint32_t i = 0; i < stakes.all.size(); ++i) {
    const Stake& stake = stakes.all[i];
    if (!stake.holds.possibly(day)) {
      (stake.holds.begins_first > day ? out.ahead : out.ended).push_back(i);
      continue;
    }
    const bool dated = stake.holds.surely(day);
    if (!dated) out.unsure.push_back(i);
    const bool sure = dated && !stake.has(StakeMark::indirect);
    if (stake.kind == StakeKind::control) band[i] = {sure ? kWhole : 0, kWhole};
    else band[i] = {sure ? stake.low : 0, stake.high};
    if (stake.kind == StakeKind::votes) voting.insert(pair_of(stake));
  }
  const auto counts = [&](uint32_t i) { return band[i].high > 0; };
  const auto is = [&](uint32_t i, StakeKind kind) {
    return stakes.all[i].kind == kind && counts(i);
  };
  out.owned = table_of(stakes, band, [&](uint32_t i) { return is(i, StakeKind::ownership); });
  out.control = table_of(stakes, band, [&](uint32_t i) { return is(i, StakeKind::control); });
  out.votes = table_of(stakes, band, [&](uint32_t i) {
    if (voting.empty()) return is(i, StakeKind::ownership);
    return is(i, StakeKind::votes) ||
           (is(i, StakeKind::ownership) && !voting.contains(pair_of(stakes.all[i])));
  });
  return out;
}

}  // namespace entente
