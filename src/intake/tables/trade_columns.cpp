// Names of columns are compared without case and punctuation. The most exact name wins: of
// "reporterCode", "reporterISO" and "reporterDesc" the code is what is never misspelt.
#include "intake/tables/trade_columns.h"

#include <algorithm>
#include <filesystem>
#include <vector>

#include "base/text.h"
#include "intake/lists/csv.h"

namespace entente::intake {
namespace {

struct Known {
  std::string_view name;
  TradeRole role;
};
// Of one role the first that the table has.
constexpr Known kKnown[] = {
    {"reporteriso", TradeRole::reporter},
    {"reportercode", TradeRole::reporter},
    {"declarantiso", TradeRole::reporter},
    {"declarant", TradeRole::reporter},
    {"reporter", TradeRole::reporter},
    {"reporterdesc", TradeRole::reporter},
    {"reportername", TradeRole::reporter},
    {"reportingcountry", TradeRole::reporter},
    {"exporter", TradeRole::reporter},
    {"i", TradeRole::reporter},
    {"partneriso", TradeRole::partner},
    {"partnercode", TradeRole::partner},
    {"partner", TradeRole::partner},
    {"partnerdesc", TradeRole::partner},
    {"partnername", TradeRole::partner},
    {"partnercountry", TradeRole::partner},
    {"importer", TradeRole::partner},
    {"country", TradeRole::partner},
    {"j", TradeRole::partner},
    {"flowcode", TradeRole::flow},
    {"flow", TradeRole::flow},
    {"tradeflow", TradeRole::flow},
    {"flowdesc", TradeRole::flow},
    {"year", TradeRole::year},
    {"refyear", TradeRole::year},
    {"yr", TradeRole::year},
    {"t", TradeRole::year},
    {"period", TradeRole::month},
    {"timeperiod", TradeRole::month},
    {"month", TradeRole::month},
    {"refmonth", TradeRole::month},
    {"date", TradeRole::month},
    {"time", TradeRole::month},
    {"cmdcode", TradeRole::code},
    {"commoditycode", TradeRole::code},
    {"productnc", TradeRole::code},
    {"product", TradeRole::code},
    {"hs6", TradeRole::code},
    {"hscode", TradeRole::code},
    {"hs", TradeRole::code},
    {"cn8", TradeRole::code},
    {"tnved", TradeRole::code},
    {"code", TradeRole::code},
    {"k", TradeRole::code},
    {"primaryvalue", TradeRole::value},
    {"tradevalue", TradeRole::value},
    {"tradevalueus", TradeRole::value},
    {"tradevalueusd", TradeRole::value},
    {"valueineuros", TradeRole::value},
    {"valueeur", TradeRole::value},
    {"valueusd", TradeRole::value},
    {"obsvalue", TradeRole::value},
    {"value", TradeRole::value},
    {"v", TradeRole::value},
    {"netwgt", TradeRole::quantity},
    {"netweightkg", TradeRole::quantity},
    {"netweight", TradeRole::quantity},
    {"quantityinkg", TradeRole::quantity},
    {"quantitykg", TradeRole::quantity},
    {"weightkg", TradeRole::quantity},
    {"kg", TradeRole::quantity},
    {"quantity", TradeRole::quantity},
    {"q", TradeRole::quantity},
    {"currency", TradeRole::currency},
    {"indicators", TradeRole::indicator},
    {"customscode", TradeRole::customs},
    {"motcode", TradeRole::transport},
    {"partner2code", TradeRole::partner2},
    {"classificationcode", TradeRole::classification},
    {"classification", TradeRole::classification},
};
constexpr std::string_view kRoleNames[kTradeRoles] = {
    "reporter", "partner",  "flow",      "year",    "month",     "code",     "value",
    "quantity", "currency", "indicator", "customs", "transport", "partner2", "classification"};

std::string plain(std::string_view text) {
  std::string out;
  for (const char c : lower(text))
    if (is_alnum(c)) out += c;
  return out;
}

std::vector<std::string> cells_of(std::string_view header, char separator) {
  std::vector<std::string> out;
  CsvReader csv(header, "", separator);
  if (const auto more = csv.next(out); !more || !*more) out.clear();
  return out;
}

// "eu27_export_eur": whose, which way, in what.
void read_value_name(std::string_view name, const PlaceNames& names, TradeColumns& out) {
  std::string who;
  const std::string small = lower(name);
  for (std::string_view word : split(small, '_')) {
    if (word.starts_with("export")) out.flow = TradeRow::Flow::exports;
    else if (word.starts_with("import")) out.flow = TradeRow::Flow::imports;
    else if (word == "eur" || word == "usd" || word == "rub" || word == "cny" || word == "gbp")
      out.currency = word;
    else if (word == "thousand" || word == "1000" || word == "thsd") out.scale = 1000;
    else if (word == "million" || word == "mln") out.scale = 1e6;
    else if (word != "value" && word != "trade")
      who += (who.empty() ? "" : " ") + std::string(word);
  }
  for (char& c : out.currency) c = static_cast<char>(is_lower(c) ? c - 32 : c);
  if (!who.empty()) out.reporter = names.find(who);
}

void note_shape(const std::vector<std::string>& plain_names, const std::vector<std::string>& cells,
                const PlaceNames& names, TradeColumns& out) {
  const auto has = [&](std::string_view name) {
    return std::ranges::find(plain_names, name) != plain_names.end();
  };
  const std::string& value = plain_names[out.at(TradeRole::value)];
  if (has("t") && has("i") && has("j") && has("v")) {  // BACI: thousands of dollars, tonnes
    out.scale = out.quantity_scale = 1000;
    out.currency = "USD";
    out.flow = TradeRow::Flow::both;
    return;
  }
  out.comext_flows = has("declarant") || has("declarantiso") || has("indicators");
  if (out.comext_flows) out.currency = "EUR";
  if (value == "primaryvalue" || value == "tradevalueus" || value == "tradevalue")
    out.currency = "USD";
  else if (value != "obsvalue") read_value_name(cells[out.at(TradeRole::value)], names, out);
}

}  // namespace

std::string currency_of_first_row(const TradeColumns& columns, std::string_view rows) {
  constexpr int kRowsMax = 1000;
  CsvReader csv(rows, "", columns.separator);
  std::vector<std::string> cells;
  for (int i = 0; i < kRowsMax; ++i) {
    const auto more = csv.next(cells);
    if (!more || !*more) break;
    const size_t at = columns.at(TradeRole::currency);
    if (at < cells.size() && !trim(std::string_view(cells[at])).empty())
      return std::string(trim(std::string_view(cells[at])));
  }
  return columns.currency;
}

GoodsRevision revision_of_file(const std::string& path) {
  const std::string name = std::filesystem::path(path).filename().string();
  std::string word;
  for (const char c : name + ".") {
    if (is_alnum(c)) {
      word += c;
      continue;
    }
    if (const auto found = find_goods_revision(word); found != kRevisionUntold && word.size() >= 4)
      return found;
    word.clear();
  }
  return kRevisionUntold;
}

TradeRow::Flow trade_flow(std::string_view cell, bool comext) {
  using Flow = TradeRow::Flow;
  cell = trim(cell);
  if (cell.empty()) return Flow::unknown;
  if (cell.size() == 1) {
    switch (cell[0]) {
      case 'X':
      case 'x':
        return Flow::exports;
      case 'M':
      case 'm':
        return Flow::imports;
      case '1':
        return Flow::imports;  // Comext, and the older Comtrade alike
      case '2':
        return Flow::exports;
      case '3':
        return comext ? Flow::unknown : Flow::re_exports;
      default:
        return Flow::unknown;
    }
  }
  const std::string word = plain(cell);
  if (word == "rx" || word.starts_with("reexport")) return Flow::re_exports;
  if (word.starts_with("export") || word == "dx") return Flow::exports;
  if (word.starts_with("import") || word == "fm") return Flow::imports;
  return Flow::unknown;
}

Result<TradeColumns> TradeColumns::of(std::string_view header,
                                      const std::map<std::string, std::string>& mapped,
                                      const PlaceNames& names) {
  TradeColumns out;
  out.columns.fill(kAbsent);
  if (header.starts_with("\xEF\xBB\xBF")) header.remove_prefix(3);
  for (const char c : {'\t', ';', '|'})
    if (std::ranges::count(header, c) > std::ranges::count(header, out.separator))
      out.separator = c;
  const auto cells = cells_of(header, out.separator);
  if (cells.size() > kColumnsMax) return fail(Code::too_large, "more than 128 columns", ":1");
  out.count = static_cast<uint16_t>(cells.size());
  std::vector<std::string> words;
  for (const auto& cell : cells) words.push_back(plain(cell));
  for (const auto& [role, column] : mapped) {
    const auto* which = std::ranges::find(kRoleNames, role);
    if (which == std::end(kRoleNames))
      return fail(Code::bad_argument, "no role of a column", "", role,
                  "roles: reporter, partner, flow, year, month, code, value, quantity, currency");
    const auto at = std::ranges::find(words, plain(column));
    if (at == words.end())
      return fail(Code::unknown_column, "the table has no such column", ":1", column);
    out.columns[static_cast<size_t>(which - kRoleNames)] =
        static_cast<uint16_t>(at - words.begin());
  }
  for (const Known& known : kKnown) {
    uint16_t& place = out.columns[static_cast<size_t>(known.role)];
    if (place != kAbsent) continue;
    const auto at = std::ranges::find(words, known.name);
    if (at != words.end()) place = static_cast<uint16_t>(at - words.begin());
  }
  // "eu27_export_eur", "import_value_usd": the last column that speaks of a value.
  if (!out.has(TradeRole::value))
    for (size_t i = 0; i < words.size(); ++i)
      for (const std::string_view part : {"export", "import", "value", "eur", "usd"})
        if (words[i].find(part) != std::string::npos && words[i].find("name") == std::string::npos)
          out.columns[static_cast<size_t>(TradeRole::value)] = static_cast<uint16_t>(i);
  const auto missing = [&](std::string_view what) {
    return fail(Code::unknown_column, "the table has no column for the " + std::string(what), ":1",
                shorten(header, 80), "name it: --columns " + std::string(what) + "=COLUMN");
  };
  if (!out.has(TradeRole::value)) return missing("value");
  if (!out.has(TradeRole::partner)) return missing("partner");
  if (!out.has(TradeRole::year) && !out.has(TradeRole::month)) return missing("year");
  note_shape(words, cells, names, out);
  return out;
}

}  // namespace entente::intake
