// What the commands on trade share: names of places, rates, and tables read into sums.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "engine/parts.h"
#include "entente/trade.h"
#include "intake/tables/place_names.h"
#include "intake/tables/trade_reader.h"
#include "tracing/trade/dual_use.h"
#include "tracing/trade/sums.h"

namespace entente {

// missing_resource when the tables of data/ are not there.
Result<intake::PlaceNames> load_place_names(const Engine::Parts& parts);

// Of an input that could not be read: Exit::some_failed, unless it is the user's words, a missing
// table of ours or an interruption.
Exit report_input(const Engine::Parts& parts, const Error& error);

// Takes a part of a table into sums, which are merged in the order of the parts.
struct SumsSink : intake::TradeSink {
  TradeSums sums;
  void take(const TradeRow& row) override { sums.add(row); }
};

struct TradeReading {
  const Engine::Parts& parts;
  intake::PlaceNames& names;
  intake::TradeOptions options = {};
  std::optional<intake::CurrencyRates> rates = {};
  std::optional<intake::Concordance> concordance = {};
  std::map<GoodsRevision, std::string> met = {};  // editions of codes, and the first rows of each

  Status begin(const TradeTables& tables);
  void note_revisions(const std::string& path, const intake::TradeReport& report);
  // Bad rows are notes and counted; the error is the file's.
  Result<intake::TradeReport> read(
      const std::string& path, TradeCounts& counts,
      const std::function<std::unique_ptr<intake::TradeSink>()>& make,
      const std::function<bool(std::unique_ptr<intake::TradeSink>, uint64_t)>& take);
};

// By name or code; a group stands for its members of that year. bad_argument.
Result<std::vector<uint16_t>> find_places(const intake::PlaceNames& names,
                                          const std::vector<std::string>& words,
                                          std::string_view flag, int year);
// The user's list, or that of data/.
Result<std::shared_ptr<const GoodsList>> load_goods(const Engine::Parts& parts,
                                                    const std::string& path);

// Reads all files into sinks made by `make`, which `take` gets in order.
Status read_all(TradeReading& reading, const std::vector<std::string>& files, TradeCounts& counts,
                const std::function<std::unique_ptr<intake::TradeSink>()>& make,
                const std::function<void(intake::TradeSink&, uint64_t lines_before)>& take);
// "exports", "imports", "re-exports"
const char* word_of(TradeRow::Flow flow);
Exit end_of_trade(const Engine::Parts& parts, const TradeCounts& counts);

}  // namespace entente
