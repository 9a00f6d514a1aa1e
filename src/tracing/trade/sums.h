// Trade added up by reporter, partner and year: what the findings on whole flows are made of.
//
//   TradeSums part;
//   part.add(row);                       // on many threads, one for each block
//   sums.merge(std::move(part), lines_before, places);
//   sums.find(TradeRow::Flow::imports, kg, de, 2023)->value()
//
// A table may tell one flow at several levels: a total, chapters, headings, six digits; each level
// is summed by itself and the highest one counts, so nothing counts twice. Rows of a total are
// remembered one by one: the same figure again for the same two and the same time (a country under
// its old and its new name) is left out and counted.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "model/trade_row.h"

namespace entente {

struct FlowSum {
  static constexpr size_t kLevels = 5;  // all goods, 2, 4, 6, 8 digits
  double by_level[kLevels] = {};
  double by_level_of_months[kLevels] = {};
  uint32_t rows = 0;
  uint16_t months = 0;  // a bit for each
  uint8_t levels = 0, levels_of_months = 0;
  RevisionSet revisions = 0;  // of the codes that were summed
  uint64_t first_line = 0, last_line = 0;

  bool is_yearly() const { return levels != 0; }
  // Of the year as a whole where a row tells it, else of the months that are there.
  double value() const;
  int months_told() const;  // 12 for a whole year
  // Goods of two editions under one sum, and no row of the total to go by: it may count them twice.
  bool is_of_mixed_revisions() const {
    return ((is_yearly() ? levels : levels_of_months) & 1) == 0 && is_mixed(revisions);
  }
  void add(const FlowSum& other);
};

class TradeSums {
 public:
  void add(const TradeRow& row);
  void merge(TradeSums&& part, uint64_t lines_before);

  const FlowSum* find(TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year) const;
  void each(const std::function<void(TradeRow::Flow, uint16_t reporter, uint16_t partner, int year,
                                     const FlowSum&)>& take) const;
  size_t repeated() const { return repeated_; }
  // Lines of rows that told again what a line before them had told; the first 20.
  const std::vector<uint64_t>& repeated_lines() const { return repeated_lines_; }

 private:
  void add_total(const TradeRow& row);
  std::unordered_map<uint64_t, FlowSum> sums_;
  std::vector<TradeRow> totals_;  // of a part: to be added in the file's order
  std::unordered_map<uint64_t, std::vector<double>> told_;  // of rows of a total
  size_t repeated_ = 0;
  std::vector<uint64_t> repeated_lines_;
  uint64_t last_key_ = UINT64_MAX;
  FlowSum* last_ = nullptr;
};

}  // namespace entente
