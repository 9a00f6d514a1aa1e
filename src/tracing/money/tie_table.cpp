#include "tracing/money/tie_table.h"

#include <algorithm>

#include "base/grouped.h"

namespace entente {

// A counting sort by source, then each account's few payments by target; both keep the order of
// time.
TieTable::TieTable(const Payments& payments) : start_(payments.accounts.size() + 1) {
  const size_t nodes = payments.accounts.size();
  Grouped by_source = group_by(nodes, payments.source);
  order_ = std::move(by_source.item);
  std::vector<uint64_t> keys;
  for (uint32_t a = 0; a < nodes; ++a) {
    start_[a] = size();
    uint32_t* const from = order_.data() + by_source.start[a];
    uint32_t* const to = order_.data() + by_source.start[a + 1];
    keys.clear();
    for (const uint32_t* p = from; p < to; ++p)
      keys.push_back(uint64_t{payments.target[*p]} << 32 | *p);
    std::ranges::sort(keys);  // a payment's number grows with time
    for (size_t i = 0; i < keys.size(); ++i) {
      from[i] = static_cast<uint32_t>(keys[i]);
      const auto target = static_cast<uint32_t>(keys[i] >> 32);
      if (i > 0 && target == target_.back()) continue;
      source_.push_back(a);
      target_.push_back(target);
      first_.push_back(static_cast<uint32_t>(from - order_.data() + static_cast<ptrdiff_t>(i)));
    }
  }
  start_[nodes] = size();
  first_.push_back(static_cast<uint32_t>(order_.size()));
  Grouped by_target = group_by(nodes, target_);
  in_start_ = std::move(by_target.start);
  in_ = std::move(by_target.item);
}

std::optional<uint32_t> TieTable::find(uint32_t source, uint32_t target) const {
  const auto all = targets(source);
  const auto at = std::ranges::lower_bound(all, target);
  if (at == all.end() || *at != target) return std::nullopt;
  return begin(source) + static_cast<uint32_t>(at - all.begin());
}

}  // namespace entente
