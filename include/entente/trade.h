// Tables of trade: mirror gaps, re-export signatures, dual-use profiles.
//
//   entente::MirrorRequest request{.exports = {"eu.csv"}, .imports = {"national.csv"}};
//   entente::trade_mirror(settings, request, counts, [](std::string_view bytes) { … return true;
//   });
//
// The rules of engine.h hold. The answer comes as bytes in the form asked for; no ledger is needed
// unless findings are to be filed.
// Definitions and sources: src/tracing/trade. JSON: docs/formats/trade.md.
#pragma once

#include <map>

#include "entente/engine.h"
#include "entente/filing.h"

namespace entente {

enum class TableForm { text, json, jsonl, csv };
using TakeBytes = std::function<bool(std::string_view)>;

struct TradeTables {
  std::map<std::string, std::string> columns = {};  // role -> column, where names do not tell
  std::string reporter = {};                        // of a table without a column for it
  std::string currency = {};                        // to convert into, by `rates`
  std::string rates = {};                           // CSV currency,year,per_eur
  std::string revision = {};     // "H5": of codes, where the table does not tell it
  std::string concordance = {};  // CSV from_revision,from,to_revision,to[,share]
};

struct TradeCounts {
  uint64_t rows = 0, bad = 0, repeated = 0;
  size_t findings = 0;
  FiledCounts filed = {};
};

struct MirrorRequest {
  std::vector<std::string> exports = {}, imports = {};  // files
  TradeTables tables = {};
  std::string method = {};     // "simple" (also when empty) or "gravity"
  double cif_fob = 0;          // of the simple method; 0: 1.08
  std::string distances = {};  // of the gravity method: CEPII GeoDist
  std::vector<std::string> partners = {};
  bool each_exporter = false;
  TableForm form = TableForm::text;
  FilingRequest filing = {};
};
Exit trade_mirror(const Settings& settings, const MirrorRequest& request, TradeCounts& counts,
                  const TakeBytes& take);

// Goods of a sanctioning exporter that a third country suddenly passes on.
struct ReexportRequest {
  std::vector<std::string> files = {};
  TradeTables tables = {};
  std::vector<std::string> from = {};  // who sanctions; a group stands for its members
  std::vector<std::string> via = {};   // third countries; empty: all that trade with both ends
  std::string target = {};
  std::string since = {};  // "2022-03": the first month of the new time; empty: that
  int window_months = 24;
  std::vector<std::string> controls = {};  // countries that take no part
  std::vector<std::string> codes = {};     // six digits; empty: the list's
  std::vector<std::string> placebos =
      {};                 // six digits; empty: goods of the table that are not listed
  std::string list = {};  // hs6,tier; empty: the Common High Priority List
  TableForm form = TableForm::text;
  FilingRequest filing = {};
};
Exit trade_reexport(const Settings& settings, const ReexportRequest& request, TradeCounts& counts,
                    const TakeBytes& take);

// What countries, or companies where columns are mapped to them, trade in listed goods.
struct DualUseRequest {
  std::vector<std::string> files = {};
  TradeTables tables = {};
  std::vector<std::string> partners = {};  // only rows with one of them on either side
  std::string list = {};                   // hs6,tier; empty: the Common High Priority List
  TableForm form = TableForm::text;
  FilingRequest filing = {};
};
Exit trade_dual_use(const Settings& settings, const DualUseRequest& request, TradeCounts& counts,
                    const TakeBytes& take);

// Jumps of yearly flows: the shift at a year and the best one found.
struct TradeBreaksRequest {
  std::vector<std::string> files = {};
  TradeTables tables = {};
  std::vector<std::string> partners = {};
  int year = 2022;  // the first of the new level
  TableForm form = TableForm::text;
  FilingRequest filing = {};  // of the best breaks that are more than noise
};
Exit trade_breaks(const Settings& settings, const TradeBreaksRequest& request, TradeCounts& counts,
                  const TakeBytes& take);

}  // namespace entente
