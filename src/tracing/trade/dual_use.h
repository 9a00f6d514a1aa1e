// How much of what two countries, or two companies, trade is on a list of watched goods.
//
//   GoodsList list = …;                       // hs6 -> tier
//   DualUseSums sums(list);
//   sums.add(row); …
//   for (const DualUseProfile& p : sums.profiles()) …
//
// A row counts as listed when the first six digits of its code are on the list. Share = listed /
// all goods of the same flow and year, where "all" is the total row when the table has one, else
// the sum of six digits. It is a signal about goods, never a legal classification of one shipment:
// most goods of a code are harmless.
#pragma once

#include <bitset>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "model/trade_row.h"
#include "tracing/trade/sums.h"

namespace entente {

class GoodsList {
 public:
  // Table hs6<TAB>tier, or CSV hs6,tier (tier may be missing); "# edition: H6" among its remarks
  // says of which its codes are. malformed with the line.
  static Result<GoodsList> read(std::string_view text, const std::string& path);
  bool has(uint32_t hs6) const { return hs6 < kCodes && listed_[hs6]; }
  const std::string& tier(uint32_t hs6) const;
  const std::map<uint32_t, std::string>& rows() const { return rows_; }
  GoodsRevision revision() const { return revision_; }

 private:
  static constexpr uint32_t kCodes = 1000000;
  std::bitset<kCodes> listed_;
  std::map<uint32_t, std::string> rows_;
  GoodsRevision revision_ = kRevisionUntold;
};

struct DualUseProfile {
  TradeRow::Flow flow{};
  uint16_t reporter = 0, partner = 0;
  int year = 0;
  double listed = 0, all = 0, listed_before = 0;  // before: of the year before; 0 where not there
  std::map<std::string, double> by_tier;
  std::vector<std::pair<uint32_t, double>> goods;  // largest first
  uint32_t rows = 0;                               // listed ones
  uint64_t first_line = 0, last_line = 0;
  RevisionSet revisions = 0, revisions_before = 0;  // of the listed codes; of the year before
};

class DualUseSums {
 public:
  explicit DualUseSums(std::shared_ptr<const GoodsList> list) : list_(std::move(list)) {}
  void add(const TradeRow& row);
  void merge(DualUseSums&& part, uint64_t lines_before);
  // Only where something is listed; by reporter, partner, flow, year.
  std::vector<DualUseProfile> profiles() const;

 private:
  struct Listed {
    double value = 0;
    uint32_t rows = 0;
    uint64_t first_line = 0, last_line = 0;
    RevisionSet revisions = 0;
  };
  std::shared_ptr<const GoodsList> list_;
  TradeSums all_;
  void add_listed(const TradeRow& row);
  std::vector<TradeRow> rows_;  // listed ones of a part: to be added in the file's order
  std::unordered_map<uint64_t, std::unordered_map<uint32_t, Listed>> listed_;
};

}  // namespace entente
