#include "engine/trade/tables.h"

#include "base/file.h"

namespace entente {
namespace {

constexpr size_t kTableBytesMax = size_t{64} << 20;

}  // namespace

Result<intake::PlaceNames> load_place_names(const Engine::Parts& parts) {
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  const auto read = [&](const char* name) {
    return read_file(*home + "/data/" + name, kTableBytesMax);
  };
  const auto countries = read("countries.tsv"), words = read("country_words.tsv");
  for (const auto* text : {&countries, &words})
    if (!*text)
      return fail(Code::missing_resource, "the table of countries cannot be read",
                  text->error().where, text->error().piece,
                  "point ENTENTE_HOME at the folder of data/");
  return intake::PlaceNames::read(*countries, *words);
}

Exit report_input(const Engine::Parts& parts, const Error& error) {
  if (error.code == Code::missing_resource) return parts.report_missing(error);
  const Exit exit = parts.report(error);
  return exit == Exit::usage || exit == Exit::interrupted ? exit : Exit::some_failed;
}

Status TradeReading::begin(const TradeTables& tables) {
  options.threads = parts.threads();
  options.stop = parts.settings.stop;
  options.progress = [this](uint64_t done, uint64_t total) {
    parts.progress("reading", done, total);
  };
  options.columns = tables.columns;
  options.reporter = tables.reporter;
  options.currency = tables.currency;
  if (tables.rates.empty()) return {};
  const auto text = read_file(tables.rates, kTableBytesMax);
  if (!text) return std::unexpected(text.error());
  auto read = intake::CurrencyRates::read(*text, tables.rates);
  if (!read) return std::unexpected(read.error());
  rates = std::move(*read);
  options.rates = &*rates;
  return {};
}

Result<intake::TradeReport> TradeReading::read(
    const std::string& path, TradeCounts& counts,
    const std::function<std::unique_ptr<intake::TradeSink>()>& make,
    const std::function<bool(std::unique_ptr<intake::TradeSink>, uint64_t)>& take) {
  auto report = intake::read_trade(path, options, names, make, take);
  if (!report) return report;
  counts.rows += report->rows;
  counts.bad += report->bad;
  for (const auto& problem : report->problems)
    parts.note(path + ":" + std::to_string(problem.line) + ": " + problem.why +
               (problem.piece.empty() ? "" : " (" + problem.piece + ")") + ": the row is left out");
  if (report->bad > report->problems.size())
    parts.note(path + ": " + std::to_string(report->bad - report->problems.size()) +
               " more rows are left out");
  return report;
}

}  // namespace entente
