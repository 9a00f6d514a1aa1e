// What the commands on trade share: names of places, rates, and tables read into sums.
#pragma once

#include <memory>
#include <optional>

#include "engine/parts.h"
#include "entente/trade.h"
#include "intake/tables/place_names.h"
#include "intake/tables/trade_reader.h"

namespace entente {

// missing_resource when the tables of data/ are not there.
Result<intake::PlaceNames> load_place_names(const Engine::Parts& parts);

// Of an input that could not be read: Exit::some_failed, unless it is the user's words, a missing
// table of ours or an interruption.
Exit report_input(const Engine::Parts& parts, const Error& error);

struct TradeReading {
  const Engine::Parts& parts;
  intake::PlaceNames& names;
  intake::TradeOptions options = {};
  std::optional<intake::CurrencyRates> rates = {};

  Status begin(const TradeTables& tables);
  // Bad rows are notes and counted; the error is the file's.
  Result<intake::TradeReport> read(
      const std::string& path, TradeCounts& counts,
      const std::function<std::unique_ptr<intake::TradeSink>()>& make,
      const std::function<bool(std::unique_ptr<intake::TradeSink>, uint64_t)>& take);
};

}  // namespace entente
