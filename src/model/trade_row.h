// One figure of a trade table: who told it, of trade with whom, when, in what goods, how much.
//
//   if (row.flow == TradeRow::Flow::exports && row.digits == 6) sum[row.code] += row.value;
#pragma once

#include <cstdint>

#include "model/goods_revision.h"

namespace entente {

struct TradeRow {
  // both: the table has each flow once (BACI); `reporter` is then the exporter.
  enum class Flow : uint8_t { unknown, exports, imports, re_exports, both };
  uint64_t line = 0;      // in its file, from 1
  double value = 0;       // in the table's currency, units
  double quantity = 0;    // kg; 0: not told
  uint32_t code = 0;      // of goods, HS or CN: 854231; 0 with digits 0: all goods
  uint16_t reporter = 0;  // places, PlaceNames
  uint16_t partner = 0;
  uint16_t year = 0;
  uint8_t month = 0;   // 1..12; 0: the whole year
  uint8_t digits = 0;  // of the code: 0, 2, 4, 6, 8
  Flow flow = Flow::unknown;
  GoodsRevision revision = kRevisionUntold;  // of the code
};

}  // namespace entente
