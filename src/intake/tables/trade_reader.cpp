// Bytes touched once: cells are views into the mapped file, numbers are read by hand, and the
// names of reporters and partners are looked up in a small table of the thread, keyed by the
// cell's bytes, behind a memory of the last cell (tables are sorted). Measured by
// bench/trade_bench.
#include "intake/tables/trade_reader.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstring>
#include <deque>
#include <future>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"
#include "intake/lists/csv.h"
#include "intake/tables/trade_columns.h"
#include "intake/tracks/line_blocks.h"

namespace entente::intake {
namespace {

constexpr size_t kProblemsKept = 20;
constexpr int kYearMin = 1900, kYearMax = 2100;

struct CellHash {
  using is_transparent = void;
  size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
};

class PlaceCache {
 public:
  explicit PlaceCache(PlaceNames& names) : names_(names) {}
  uint16_t find(std::string_view cell) {
    if (cell == last_cell_) return last_;
    auto at = ids_.find(cell);
    if (at == ids_.end()) at = ids_.emplace(cell, names_.find_or_add(cell)).first;
    last_cell_ = at->first;
    return last_ = at->second;
  }

 private:
  PlaceNames& names_;
  std::unordered_map<std::string, uint16_t, CellHash, std::equal_to<>> ids_;
  std::string_view last_cell_;
  uint16_t last_ = PlaceNames::kNone;
};

struct Part {
  std::unique_ptr<TradeSink> sink;
  uint64_t lines = 0, rows = 0, bad = 0;
  std::vector<TradeProblem> problems;
  std::map<GoodsRevision, RevisionRows> revisions;
};

bool digits_at(std::string_view cell, size_t from, size_t count, int& out) {
  if (from + count > cell.size()) return false;
  out = 0;
  for (size_t i = from; i < from + count; ++i) {
    if (!is_digit(cell[i])) return false;
    out = out * 10 + (cell[i] - '0');
  }
  return true;
}

// "2023", "202304", "2023-04", "2023M04", "2023-04-01"; Comtrade gives month 52 to whole years.
bool parse_period(std::string_view cell, int& year, int& month) {
  month = 0;
  if (!digits_at(cell, 0, 4, year)) return false;
  if (cell.size() == 4) return true;
  size_t at = 4;
  if (cell[at] == '-' || cell[at] == 'M' || cell[at] == '/' || cell[at] == 'm') ++at;
  if (at < cell.size() && cell[at] == 'M') ++at;
  if (!digits_at(cell, at, 2, month)) return false;
  if (month == 52) month = 0;
  return month <= 12;
}

bool parse_number(std::string_view cell, double& out) {
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
  if (error == std::errc() && end == cell.data() + cell.size()) return std::isfinite(out);
  // "1 234,56" and "1,234.56" as offices print them.
  std::string flat;
  for (size_t i = 0; i < cell.size(); ++i) {
    const char c = cell[i];
    if (c == ' ' || c == '\'' || static_cast<unsigned char>(c) >= 0x80) continue;
    if (c == ',') {
      const bool thousands = cell.find('.') != cell.npos || cell.find(',', i + 1) != cell.npos ||
                             (i + 4 == cell.size() && cell.find(',') == i && i <= 3);
      if (!thousands) flat += '.';
      continue;
    }
    flat += c;
  }
  const auto [stop, wrong] = std::from_chars(flat.data(), flat.data() + flat.size(), out);
  return !flat.empty() && wrong == std::errc() && stop == flat.data() + flat.size() &&
         std::isfinite(out);
}

class Rows {
 public:
  Rows(const TradeColumns& columns, const TradeOptions& options, PlaceNames& names,
       uint16_t reporter)
      : columns_(columns), options_(options), places_(names), reporter_(reporter) {}

  Part parse(std::string_view lines, std::unique_ptr<TradeSink> sink) {
    part_ = {};
    last_rows_ = nullptr;
    part_.sink = std::move(sink);
    while (!lines.empty()) {
      const void* found = std::memchr(lines.data(), '\n', lines.size());
      const size_t size = found
                              ? static_cast<size_t>(static_cast<const char*>(found) - lines.data())
                              : lines.size();
      std::string_view line = lines.substr(0, size);
      lines.remove_prefix(std::min(size + 1, lines.size()));
      ++part_.lines;
      if (line.ends_with('\r')) line.remove_suffix(1);
      if (line.empty()) continue;
      read(line);
    }
    return std::move(part_);
  }

 private:
  std::string_view cell(TradeRole role) const {
    const uint16_t at = columns_.at(role);
    return at < count_ ? cells_[at] : std::string_view();
  }

  bool split_line(std::string_view line) {
    count_ = 0;
    if (line.find('"') != line.npos) {
      CsvReader csv(line, "", columns_.separator);
      const auto more = csv.next(held_);
      if (!more || !*more) return false;
      for (const auto& field : held_)
        if (count_ < cells_.size()) cells_[count_++] = trim(field);
      return true;
    }
    const char* at = line.data();
    const char* const end = at + line.size();
    while (count_ < cells_.size()) {
      const char* stop = at;
      while (stop < end && *stop != columns_.separator) ++stop;
      cells_[count_++] = std::string_view(at, static_cast<size_t>(stop - at));
      if (stop == end) break;
      at = stop + 1;
    }
    return true;
  }

  void bad(std::string why, std::string_view piece) {
    ++part_.bad;
    if (part_.problems.size() < kProblemsKept)
      part_.problems.push_back({part_.lines, std::move(why), shorten(piece, 60)});
  }

  void read(std::string_view line) {
    ++part_.rows;
    if (!split_line(line)) return bad("quotes that do not end", line);
    if (count_ < columns_.count && count_ + 1 < columns_.count)
      return bad("fewer cells than the header has", line);
    if (!is_total_row()) return;
    TradeRow row;
    row.line = part_.lines;
    if (!read_time(row)) return;
    if (!read_places(row)) return;
    if (!read_value(row)) return;
    row.flow = columns_.has(TradeRole::flow)
                   ? trade_flow(cell(TradeRole::flow), columns_.comext_flows)
                   : columns_.flow;
    if (columns_.has(TradeRole::code) && !read_code(row)) return;
    if (targets_.empty()) return give(row);
    const double value = row.value, quantity = row.quantity;
    for (const Concordance::Target& target : targets_) {
      row.code = target.code, row.digits = target.digits, row.revision = target.revision;
      row.value = value * target.share, row.quantity = quantity * target.share;
      give(row);
    }
  }

  void give(const TradeRow& row) {
    if (row.revision != kRevisionUntold) {
      if (row.revision != last_revision_ || !last_rows_)
        last_rows_ = &part_.revisions[last_revision_ = row.revision];
      if (last_rows_->rows++ == 0) last_rows_->first_line = row.line;
      last_rows_->last_line = row.line;
    }
    part_.sink->take(row);
  }

  // Comtrade lists a flow by customs procedure, means of transport and second partner beside the
  // sum of them; Comext puts kilograms and euros into rows of their own.
  bool is_total_row() const {
    if (columns_.has(TradeRole::customs)) {
      const auto word = cell(TradeRole::customs);
      if (!word.empty() && word != "C00") return false;
    }
    for (const TradeRole role : {TradeRole::transport, TradeRole::partner2})
      if (columns_.has(role)) {
        const auto word = cell(role);
        if (!word.empty() && word != "0" && word != "W00") return false;
      }
    if (columns_.has(TradeRole::indicator)) return cell(TradeRole::indicator).starts_with("VALUE");
    return true;
  }

  bool read_time(TradeRow& row) {
    int year = 0, month = 0;
    const std::string_view period = trim(cell(TradeRole::month));
    const std::string_view year_cell = trim(cell(TradeRole::year));
    if (columns_.has(TradeRole::year)) {
      if (year_cell.size() != 4 || !digits_at(year_cell, 0, 4, year)) {
        bad(year_cell.empty() ? "no year" : "no year that can be read", year_cell);
        return false;
      }
      if (period.size() >= 6) {
        int other = 0;
        if (!parse_period(period, other, month)) month = 0;
      } else if (!period.empty() && period.size() <= 2) {
        std::from_chars(period.data(), period.data() + period.size(), month);
        if (month < 1 || month > 12) month = 0;
      }
    } else if (!parse_period(period, year, month)) {
      bad(period.empty() ? "no year" : "no period that can be read", period);
      return false;
    }
    if (year < kYearMin || year > kYearMax) {
      bad("a year out of all bounds", year_cell.empty() ? period : year_cell);
      return false;
    }
    row.year = static_cast<uint16_t>(year);
    row.month = static_cast<uint8_t>(month);
    return true;
  }

  bool read_places(TradeRow& row) {
    const std::string_view partner = trim(cell(TradeRole::partner));
    row.reporter = reporter_;
    if (columns_.has(TradeRole::reporter))
      row.reporter = places_.find(trim(cell(TradeRole::reporter)));
    row.partner = places_.find(partner);
    if (row.reporter == PlaceNames::kNone || row.partner == PlaceNames::kNone) {
      bad("no country for one of the two sides", partner);
      return false;
    }
    if (row.reporter == row.partner) {
      bad("a country that trades with itself", partner);
      return false;
    }
    return true;
  }

  bool read_value(TradeRow& row) {
    const std::string_view text = trim(cell(TradeRole::value));
    if (text.empty()) {
      bad("no value", text);
      return false;
    }
    if (!parse_number(text, row.value)) {
      bad("no number", text);
      return false;
    }
    if (row.value < 0) {
      bad("a negative value", text);
      return false;
    }
    row.value *= columns_.scale;
    if (columns_.has(TradeRole::quantity)) {
      const std::string_view kg = trim(cell(TradeRole::quantity));
      if (kg.empty() || !parse_number(kg, row.quantity) || row.quantity < 0) row.quantity = 0;
      row.quantity *= columns_.quantity_scale;
    }
    return convert(row);
  }

  bool convert(TradeRow& row) {
    std::string_view own = columns_.currency;
    if (columns_.has(TradeRole::currency) && !trim(cell(TradeRole::currency)).empty())
      own = trim(cell(TradeRole::currency));
    if (options_.currency.empty() && !own.empty() && !columns_.currency.empty() &&
        own != columns_.currency) {
      bad("another currency than " + columns_.currency + ", which the first row has (--currency)",
          own);
      return false;
    }
    if (options_.currency.empty() || own.empty() || own == options_.currency) return true;
    const double factor =
        options_.rates ? options_.rates->factor(own, options_.currency, row.year) : 0;
    if (factor <= 0) {
      bad("another currency than " + options_.currency + ", and no rate for " +
              std::to_string(row.year) + " (--rates)",
          own);
      return false;
    }
    row.value *= factor;
    return true;
  }

  GoodsRevision revision_of_row() {
    if (!columns_.has(TradeRole::classification)) return columns_.revision;
    const std::string_view cell = trim(this->cell(TradeRole::classification));
    if (cell != classification_) {
      classification_ = cell;
      revision_ = find_goods_revision(cell);
    }
    return revision_ == kRevisionUntold ? columns_.revision : revision_;
  }

  // The code, and in `targets_` what the concordance makes of it; false for a row that it cannot
  // convert.
  bool read_code(TradeRow& row) {
    targets_ = {};
    std::string_view text = trim(cell(TradeRole::code));
    if (text.empty() || text == "TOTAL" || text == "Total" || text == "total") return true;
    uint32_t code = 0;
    size_t digits = 0;
    char written[9];
    for (const char c : text) {
      if (c == '.' || c == ' ') continue;  // 8542.31
      if (!is_digit(c) || digits == 8) break;
      code = code * 10 + static_cast<uint32_t>(c - '0');
      written[digits++] = c;
    }
    if (digits == 0) return true;
    row.revision = revision_of_row();
    if (options_.concordance && options_.concordance->converts(row.revision))
      return convert_code(row, code, {written, digits});
    // Goods of SITC and BEC are summed, and never taken for codes of the Harmonized System.
    if (columns_.has(TradeRole::classification)) {
      const std::string_view of = trim(cell(TradeRole::classification));
      if (of.starts_with('S') || of.starts_with('B')) digits = std::min<size_t>(digits, 4);
    }
    if (digits % 2) ++digits;  // BACI drops the zero in front
    row.code = code;
    row.digits = static_cast<uint8_t>(digits);
    return true;
  }

  // Of the Harmonized System six digits are converted, and eight by their first six; headings are
  // not told by a concordance and would count beside their goods.
  bool convert_code(TradeRow& row, uint32_t code, std::string_view written) {
    std::string key(written);
    if (is_harmonized_system(row.revision)) {
      if (key.size() % 2) key.insert(0, 1, '0');
      if (key.size() < 6) {
        row.code = code;
        row.digits = static_cast<uint8_t>(key.size());
        return true;
      }
      key.resize(6);
    }
    const auto* found = options_.concordance->of(row.revision, key);
    if (!found) {
      bad("a code of " + std::string(name(row.revision)) + " that the concordance does not have",
          written);
      return false;
    }
    if (found->front().share == 0) {
      bad("a code of " + std::string(name(row.revision)) + " that becomes " +
              std::to_string(found->size()) + " codes, of which the concordance has no shares",
          written);
      return false;
    }
    targets_ = *found;
    return true;
  }

  const TradeColumns& columns_;
  const TradeOptions& options_;
  PlaceCache places_;
  uint16_t reporter_;
  Part part_;
  std::array<std::string_view, TradeColumns::kColumnsMax> cells_{};
  size_t count_ = 0;
  std::vector<std::string> held_;
  std::string classification_;  // the last cell, and what it says
  GoodsRevision revision_ = kRevisionUntold, last_revision_ = kRevisionUntold;
  RevisionRows* last_rows_ = nullptr;
  std::span<const Concordance::Target> targets_;
};

class Reading {
 public:
  Reading(const TradeOptions& options, const std::function<std::unique_ptr<TradeSink>()>& make,
          const std::function<bool(std::unique_ptr<TradeSink>, uint64_t)>& take)
      : options_(options), make_(make), take_(take) {}

  Result<TradeReport> run(const std::string& path, PlaceNames& names) {
    auto opened = LineBlocks::open(path, options_.stop);
    if (!opened) return std::unexpected(opened.error());
    blocks_.emplace(std::move(*opened));
    LineBlock first;
    std::string_view header;
    while (trim(header).empty()) {
      if (first.bytes.empty()) {
        auto block = blocks_->next();
        if (!block) return std::unexpected(block.error());
        if (block->bytes.empty()) return fail(Code::empty_input, "the table holds no rows", path);
        first = std::move(*block);
      }
      const size_t size = std::min(first.bytes.find('\n'), first.bytes.size());
      header = first.bytes.substr(0, size);
      first.bytes.remove_prefix(std::min(size + 1, first.bytes.size()));
      ++lines_;
    }
    if (header.ends_with('\r')) header.remove_suffix(1);
    auto columns = TradeColumns::of(header, options_.columns, names);
    if (!columns) {
      Error error = columns.error();
      error.where = path + error.where;
      return std::unexpected(error);
    }
    uint16_t reporter = columns->reporter;
    if (!options_.reporter.empty()) reporter = names.find_or_add(options_.reporter);
    if (!columns->has(TradeRole::reporter) && reporter == PlaceNames::kNone)
      return fail(Code::unknown_column, "the table has no column for the reporter", path + ":1",
                  shorten(header, 80), "say whose table it is: --reporter NAME");
    columns->revision = revision_of_file(path);
    if (columns->revision == kRevisionUntold) columns->revision = options_.revision;
    if (columns->has(TradeRole::currency))
      columns->currency = currency_of_first_row(*columns, first.bytes);
    report_.currency = options_.currency.empty() ? columns->currency : options_.currency;
    report_.flow = columns->has(TradeRole::flow) ? TradeRow::Flow::unknown : columns->flow;
    if (auto ok = blocks(*columns, names, reporter, std::move(first)); !ok)
      return std::unexpected(ok.error());
    return std::move(report_);
  }

 private:
  Status blocks(const TradeColumns& columns, PlaceNames& names, uint16_t reporter,
                LineBlock first) {
    const size_t threads = std::max<size_t>(1, options_.threads);
    std::vector<std::unique_ptr<Rows>> idle;
    for (size_t i = 0; i <= threads; ++i)
      idle.push_back(std::make_unique<Rows>(columns, options_, names, reporter));
    std::deque<std::pair<std::future<Part>, std::unique_ptr<Rows>>> under_way;
    const auto launch = threads > 1 ? std::launch::async : std::launch::deferred;
    const auto begin = [&](LineBlock&& block) {
      auto rows = std::move(idle.back());
      idle.pop_back();
      Rows* const worker = rows.get();
      under_way.emplace_back(std::async(launch,
                                        [this, worker, block = std::move(block)] {
                                          return worker->parse(block.bytes, make_());
                                        }),
                             std::move(rows));
    };
    if (!first.bytes.empty()) begin(std::move(first));
    Status status;
    for (bool ended = false;;) {
      while (!ended && under_way.size() < threads) {
        auto block = next();
        if (!block) status = std::unexpected(block.error());
        ended = !block || block->bytes.empty();
        if (!ended) begin(std::move(*block));
      }
      if (under_way.empty()) return status;
      Part part = under_way.front().first.get();
      idle.push_back(std::move(under_way.front().second));
      under_way.pop_front();
      if (give(std::move(part))) continue;
      for (auto& left : under_way) left.first.wait();
      return {};
    }
  }

  Result<LineBlock> next() {
    if (options_.stop && *options_.stop) return fail(Code::interrupted, "stopped while reading");
    auto out = blocks_->next();
    if (options_.progress) options_.progress(blocks_->bytes_done(), blocks_->bytes_total());
    return out;
  }

  bool give(Part&& part) {
    report_.rows += part.rows;
    report_.bad += part.bad;
    for (TradeProblem& problem : part.problems) {
      problem.line += lines_;
      if (report_.problems.size() < kProblemsKept) report_.problems.push_back(std::move(problem));
    }
    const uint64_t before = lines_;
    for (const auto& [revision, rows] : part.revisions) {
      RevisionRows& all = report_.revisions[revision];
      if (all.rows == 0) all.first_line = rows.first_line + before;
      all.rows += rows.rows;
      all.last_line = rows.last_line + before;
    }
    lines_ += part.lines;
    return take_(std::move(part.sink), before);
  }

  const TradeOptions& options_;
  const std::function<std::unique_ptr<TradeSink>()>& make_;
  const std::function<bool(std::unique_ptr<TradeSink>, uint64_t)>& take_;
  std::optional<LineBlocks> blocks_;
  uint64_t lines_ = 0;
  TradeReport report_;
};

}  // namespace

Result<CurrencyRates> CurrencyRates::read(std::string_view csv, const std::string& path) {
  CurrencyRates out;
  CsvReader rows(csv, path);
  std::vector<std::string> row;
  bool head = true;
  for (;;) {
    const auto more = rows.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) return out;
    if (std::exchange(head, false)) {
      if (row.size() < 3 || trim(row[0]) != "currency" || trim(row[1]) != "year")
        return fail(Code::unknown_column, "rates are currency,year,per_eur", rows.place());
      continue;
    }
    int year = 0;
    double rate = 0;
    if (row.size() < 3 || !digits_at(trim(row[1]), 0, 4, year) ||
        !parse_number(trim(row[2]), rate) || rate <= 0)
      return fail(Code::malformed, "no rate", rows.place(), join(row, ","));
    out.per_eur_[{std::string(trim(row[0])), year}] = rate;
  }
}

double CurrencyRates::factor(std::string_view from, std::string_view to, int year) const {
  const auto per_eur = [&](std::string_view currency) {
    if (currency == "EUR") return 1.0;
    const auto at = per_eur_.find({std::string(currency), year});
    return at == per_eur_.end() ? 0.0 : at->second;
  };
  if (from == to) return 1;
  const double a = per_eur(from), b = per_eur(to);
  return a > 0 && b > 0 ? b / a : 0;
}

Result<TradeReport> read_trade(
    const std::string& path, const TradeOptions& options, PlaceNames& names,
    const std::function<std::unique_ptr<TradeSink>()>& make,
    const std::function<bool(std::unique_ptr<TradeSink>, uint64_t lines_before)>& take) {
  return Reading(options, make, take).run(path, names);
}

}  // namespace entente::intake
