#include "tracing/trade/sums.h"

#include <algorithm>
#include <bit>

namespace entente {
namespace {

constexpr size_t kLinesKept = 20;

uint64_t key_of(TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year) {
  return uint64_t{reporter} << 32 | uint64_t{partner} << 16 | static_cast<uint64_t>(year) << 3 |
         static_cast<uint64_t>(flow);
}

double highest(const double* by_level, uint8_t levels) {
  return levels ? by_level[std::countr_zero(levels)] : 0;
}

void put(FlowSum& sum, const TradeRow& row) {
  const size_t level = std::min<size_t>(row.digits / 2, FlowSum::kLevels - 1);
  const auto bit = static_cast<uint8_t>(1u << level);
  if (row.month) {
    sum.by_level_of_months[level] += row.value;
    sum.levels_of_months |= bit;
    sum.months = static_cast<uint16_t>(sum.months | 1u << row.month);
  } else {
    sum.by_level[level] += row.value;
    sum.levels |= bit;
  }
  sum.revisions = static_cast<RevisionSet>(sum.revisions | set_of(row.revision));
  if (sum.rows++ == 0) sum.first_line = row.line;
  sum.last_line = row.line;
}

}  // namespace

double FlowSum::value() const {
  return is_yearly() ? highest(by_level, levels) : highest(by_level_of_months, levels_of_months);
}

int FlowSum::months_told() const { return is_yearly() ? 12 : std::popcount(months); }

void FlowSum::add(const FlowSum& other) {
  for (size_t i = 0; i < kLevels; ++i) {
    by_level[i] += other.by_level[i];
    by_level_of_months[i] += other.by_level_of_months[i];
  }
  if (rows == 0) first_line = other.first_line;
  rows += other.rows;
  months |= other.months;
  levels |= other.levels;
  revisions = static_cast<RevisionSet>(revisions | other.revisions);
  levels_of_months |= other.levels_of_months;
  last_line = other.last_line;
}

void TradeSums::add(const TradeRow& row) {
  if (row.digits == 0) return totals_.push_back(row);
  const uint64_t key = key_of(row.flow, row.reporter, row.partner, row.year);
  if (key != last_key_) {
    last_ = &sums_[key];  // stays where it is when the table grows
    last_key_ = key;
  }
  put(*last_, row);
}

void TradeSums::add_total(const TradeRow& row) {
  const uint64_t key = key_of(row.flow, row.reporter, row.partner, row.year);
  std::vector<double>& told = told_[key << 4 | row.month];
  if (row.value > 0 && std::ranges::find(told, row.value) != told.end()) {
    if (repeated_++ < kLinesKept) repeated_lines_.push_back(row.line);
    return;
  }
  told.push_back(row.value);
  put(sums_[key], row);
}

void TradeSums::merge(TradeSums&& part, uint64_t lines_before) {
  last_key_ = UINT64_MAX;
  for (auto& [key, sum] : part.sums_) {
    sum.first_line += lines_before;
    sum.last_line += lines_before;
    const auto [at, fresh] = sums_.try_emplace(key, sum);
    if (!fresh) at->second.add(sum);
  }
  for (TradeRow& row : part.totals_) {
    row.line += lines_before;
    add_total(row);
  }
}

const FlowSum* TradeSums::find(TradeRow::Flow flow, uint16_t reporter, uint16_t partner,
                               int year) const {
  const auto at = sums_.find(key_of(flow, reporter, partner, year));
  return at == sums_.end() ? nullptr : &at->second;
}

void TradeSums::each(const std::function<void(TradeRow::Flow, uint16_t, uint16_t, int,
                                              const FlowSum&)>& take) const {
  std::vector<uint64_t> keys;
  keys.reserve(sums_.size());
  for (const auto& [key, sum] : sums_) keys.push_back(key);
  std::ranges::sort(keys);
  for (const uint64_t key : keys)
    take(static_cast<TradeRow::Flow>(key & 7), static_cast<uint16_t>(key >> 32),
         static_cast<uint16_t>(key >> 16), static_cast<int>(key >> 3 & 0x1FFF), sums_.at(key));
}

}  // namespace entente
