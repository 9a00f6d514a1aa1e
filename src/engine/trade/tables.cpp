#include "engine/trade/tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/file.h"
#include "base/text.h"

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
  if (!tables.revision.empty()) {
    options.revision = find_goods_revision(tables.revision);
    if (options.revision == kRevisionUntold)
      return fail(Code::bad_argument, "no edition of a classification of goods", "--edition",
                  tables.revision, "H0 (1992) to H6 (2022), S1 to S4");
  }
  if (!tables.concordance.empty()) {
    const auto text = read_file(tables.concordance, kTableBytesMax);
    if (!text) return std::unexpected(text.error());
    auto read = intake::Concordance::read(*text, tables.concordance);
    if (!read) return std::unexpected(read.error());
    concordance = std::move(*read);
    options.concordance = &*concordance;
  }
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
  note_revisions(path, *report);
  if (report->bad > report->problems.size())
    parts.note(path + ": " + std::to_string(report->bad - report->problems.size()) +
               " more rows are left out");
  return report;
}

// Said once, where a second edition of codes is met.
void TradeReading::note_revisions(const std::string& path, const intake::TradeReport& report) {
  const bool was_mixed = met.size() > 1;
  for (const auto& [revision, rows] : report.revisions)
    met.try_emplace(revision, fmt::format("{} ({}:{}-{}, {} rows)", name(revision), path,
                                          rows.first_line, rows.last_line, rows.rows));
  if (was_mixed || met.size() < 2) return;
  std::string all;
  for (const auto& [revision, rows] : met) all += (all.empty() ? "" : ", ") + rows;
  parts.note("codes of several editions: " + all +
             ": one code need not be the same goods in two of them; what compares them is flagged "
             "mixed_revisions (--concordance FILE converts)");
}

Result<std::vector<uint16_t>> find_places(const intake::PlaceNames& names,
                                          const std::vector<std::string>& words,
                                          std::string_view flag, int year) {
  std::vector<uint16_t> out;
  const auto put = [&](uint16_t id) {
    if (std::ranges::find(out, id) == out.end()) out.push_back(id);
  };
  for (const auto& list : words)
    for (const std::string_view piece : names.find(list) == intake::PlaceNames::kNone
                                            ? split(list, ',')
                                            : std::vector<std::string_view>{list}) {
      const uint16_t id = names.find(piece);
      if (id == intake::PlaceNames::kNone)
        return fail(Code::bad_argument, "no country is known by this name", std::string(flag),
                    std::string(piece));
      const Place& place = names[id];
      if (place.is_single()) put(id);
      for (const auto& member : place.members)
        if (member.from <= year && year <= member.to) put(member.place);
    }
  return out;
}

Result<std::shared_ptr<const GoodsList>> load_goods(const Engine::Parts& parts,
                                                    const std::string& path) {
  std::string file = path;
  if (file.empty()) {
    const auto home = parts.home();
    if (!home) return std::unexpected(home.error());
    file = *home + "/data/chpl.tsv";
  }
  const auto text = read_file(file, kTableBytesMax);
  if (!text && path.empty())
    return fail(Code::missing_resource, "the list of goods cannot be read", file, {},
                "point ENTENTE_HOME at the folder of data/");
  if (!text) return std::unexpected(text.error());
  auto list = GoodsList::read(*text, file);
  if (!list) return std::unexpected(list.error());
  return std::make_shared<const GoodsList>(std::move(*list));
}

Status read_all(TradeReading& reading, const std::vector<std::string>& files, TradeCounts& counts,
                const std::function<std::unique_ptr<intake::TradeSink>()>& make,
                const std::function<void(intake::TradeSink&, uint64_t)>& take) {
  std::string currency;
  uint64_t lines = 0;  // those of later files go on, so that two rows never share one
  for (const std::string& path : files) {
    const auto report = reading.read(path, counts, make,
                                     [&](std::unique_ptr<intake::TradeSink> part, uint64_t before) {
                                       take(*part, lines + before);
                                       return true;
                                     });
    if (!report) return std::unexpected(report.error());
    lines += report->rows + 1;
    if (currency.empty()) currency = report->currency;
    if (!report->currency.empty() && report->currency != currency)
      return fail(Code::bad_argument, "two currencies: " + currency + " and " + report->currency,
                  path, {}, "--currency " + currency + " --rates FILE (currency,year,per_eur)");
  }
  return {};
}

const char* word_of(TradeRow::Flow flow) {
  switch (flow) {
    case TradeRow::Flow::imports:
      return "imports";
    case TradeRow::Flow::re_exports:
      return "re-exports";
    default:
      return "exports";
  }
}

Exit end_of_trade(const Engine::Parts& parts, const TradeCounts& counts) {
  if (parts.stopped()) return Exit::interrupted;
  if (counts.bad > 0) return Exit::some_failed;
  return counts.findings ? Exit::done : Exit::nothing_found;
}

}  // namespace entente
