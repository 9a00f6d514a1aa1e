// Tables of trade: mirror gaps, re-export signatures, dual-use profiles.
//
//   entente::MirrorRequest request{.exports = {"eu.csv"}, .imports = {"national.csv"}};
//   entente::trade_mirror(settings, request, counts, [](std::string_view bytes) { … return true;
//   });
//
// The rules of engine.h hold. The answer comes as bytes in the form asked for; no ledger is needed.
// Definitions and sources: src/tracing/trade. JSON: docs/formats/trade.md.
#pragma once

#include <map>

#include "entente/engine.h"

namespace entente {

enum class TableForm { text, json, jsonl, csv };
using TakeBytes = std::function<bool(std::string_view)>;

struct TradeTables {
  std::map<std::string, std::string> columns = {};  // role -> column, where names do not tell
  std::string reporter = {};                        // of a table without a column for it
  std::string currency = {};                        // to convert into, by `rates`
  std::string rates = {};                           // CSV currency,year,per_eur
};

struct TradeCounts {
  uint64_t rows = 0, bad = 0, repeated = 0;
  size_t findings = 0;
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
};
Exit trade_mirror(const Settings& settings, const MirrorRequest& request, TradeCounts& counts,
                  const TakeBytes& take);

}  // namespace entente
