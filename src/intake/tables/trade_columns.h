// Which column of a trade table is what.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/tables/place_names.h"
#include "model/trade_row.h"

namespace entente::intake {

enum class TradeRole : uint8_t {
  reporter,
  partner,
  flow,
  year,
  month,  // a period: 2023, 202304, 2023-04, 2023M04; or a month beside a year
  code,
  value,
  quantity,
  currency,
  indicator,       // Comext: which figure the row holds
  customs,         // Comtrade: C00 is all procedures
  transport,       // Comtrade: 0 is all means
  partner2,        // Comtrade: 0 is all
  classification,  // H0 to H6 the Harmonized System, S1 to S4 SITC
  none
};
inline constexpr size_t kTradeRoles = static_cast<size_t>(TradeRole::none);

struct TradeColumns {
  static constexpr size_t kColumnsMax = 128;
  static constexpr uint16_t kAbsent = kColumnsMax;

  // unknown_column without partner, time or value; `mapped`: role -> name of a column.
  static Result<TradeColumns> of(std::string_view header,
                                 const std::map<std::string, std::string>& mapped,
                                 const PlaceNames& names);
  uint16_t at(TradeRole role) const { return columns[static_cast<size_t>(role)]; }
  bool has(TradeRole role) const { return at(role) != kAbsent; }

  std::array<uint16_t, kTradeRoles> columns;
  uint16_t count = 0;
  char separator = ',';
  double scale = 1;  // values are thousands: 1000
  double quantity_scale = 1;
  GoodsRevision revision = kRevisionUntold;  // of codes whose row tells none
  bool comext_flows = false;                 // 1 is imports, 2 exports
  std::string currency;                      // by the name of the column
  uint16_t reporter = PlaceNames::kNone;     // by the name of the value's column: eu27_export_eur
  TradeRow::Flow flow = TradeRow::Flow::unknown;  // the same, and BACI
};

// Of the first row that has one: what is told in another is no sum with it.
std::string currency_of_first_row(const TradeColumns& columns, std::string_view rows);
// "BACI_HS17_Y2022_V202401.csv.gz": there the edition stands in the name of the file only.
GoodsRevision revision_of_file(const std::string& path);

TradeRow::Flow trade_flow(std::string_view cell, bool comext);

}  // namespace entente::intake
