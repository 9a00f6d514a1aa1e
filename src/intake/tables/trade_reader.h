// Tables of trade as rows: UN Comtrade (both generations), BACI, Eurostat Comext, and national
// tables by the names of their columns or by a mapping that the user gives.
//
//   TradeOptions options{.threads = 2};
//   auto report = read_trade("comtrade.csv.gz", options, names,
//                            [] { return std::make_unique<MySums>(); },
//                            [&](std::unique_ptr<TradeSink> part, uint64_t lines_before) { … });
//
// Blocks of lines are read on all threads, each into a sink of its own; `take` gets the sinks in
// the order of the file on the calling thread, so that sums come out the same with any number of
// threads. A row that cannot be used (no year, a negative value, another currency without a rate)
// is counted, the first are kept with line and reason, and the rest goes on.
#pragma once

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "intake/tables/concordance.h"
#include "intake/tables/place_names.h"
#include "model/trade_row.h"

namespace entente::intake {

// Units of one currency that buy one unit of another: "USD" -> "EUR" in 2019 is 1 / 1.12.
class CurrencyRates {
 public:
  // CSV currency,year,per_eur (units that buy one euro). unknown_column, malformed.
  static Result<CurrencyRates> read(std::string_view csv, const std::string& path);
  // 1 for the same currency; 0 where a rate is not known.
  double factor(std::string_view from, std::string_view to, int year) const;

 private:
  std::map<std::pair<std::string, int>, double> per_eur_;
};

struct TradeOptions {
  size_t threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(uint64_t, uint64_t)> progress = {};
  // Of the reader's roles ("reporter", "partner", "value" …) to names of columns.
  std::map<std::string, std::string> columns = {};
  std::string reporter = {};  // of a table without a column for it
  std::string currency = {};  // to convert into; empty: the table's own
  const CurrencyRates* rates = nullptr;
  GoodsRevision revision = kRevisionUntold;  // of codes, where the table does not tell it
  const Concordance* concordance = nullptr;  // codes of editions that it converts are converted
};

struct TradeSink {
  virtual ~TradeSink() = default;
  virtual void take(const TradeRow& row) = 0;
};

struct TradeProblem {
  uint64_t line = 0;
  std::string why, piece;
};

// Rows with codes of one edition.
struct RevisionRows {
  uint64_t rows = 0, first_line = 0, last_line = 0;
};

struct TradeReport {
  uint64_t rows = 0, bad = 0;
  std::vector<TradeProblem> problems;  // the first 20
  std::string currency;                // of values handed out; empty: the table does not say
  std::map<GoodsRevision, RevisionRows> revisions;  // of codes as handed out
  TradeRow::Flow flow = TradeRow::Flow::unknown;    // when the table has one only
};

// not_found, unreadable, empty_input; unknown_column with what is missed; truncated or malformed
// for a damaged archive, interrupted.
Result<TradeReport> read_trade(
    const std::string& path, const TradeOptions& options, PlaceNames& names,
    const std::function<std::unique_ptr<TradeSink>()>& make,
    const std::function<bool(std::unique_ptr<TradeSink>, uint64_t lines_before)>& take);

}  // namespace entente::intake
