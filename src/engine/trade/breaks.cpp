// `entente trade breaks`: years in which a flow came to another level.
#include "tracing/breaks.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/trade/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

// One yearly flow of a reporter with a partner.
struct Yearly {
  TradeRow::Flow flow;
  uint16_t reporter, partner;
  std::map<int, double> values;

  std::vector<int> years() const {
    std::vector<int> out;
    for (const auto& [year, value] : values) out.push_back(year);
    return out;
  }
  std::vector<double> logarithms() const {
    std::vector<double> out;
    for (const auto& [year, value] : values) out.push_back(std::log(value));
    return out;
  }
};

std::vector<Yearly> yearly_of(const TradeSums& sums, const intake::PlaceNames& names,
                              const std::vector<uint16_t>& partners) {
  std::map<std::tuple<std::string, std::string, int>, Yearly> out;
  sums.each(
      [&](TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year, const FlowSum& sum) {
        if (!partners.empty() && std::ranges::find(partners, partner) == partners.end()) return;
        if (!names[partner].is_single() || !(sum.value() > 0) || sum.months_told() < 12) return;
        if (sum.is_of_mixed_revisions()) return;  // may count its goods twice
        auto& one = out[{names[reporter].name, names[partner].name, static_cast<int>(flow)}];
        one.flow = flow, one.reporter = reporter, one.partner = partner;
        one.values[year] = sum.value();
      });
  std::vector<Yearly> list;
  for (auto& [key, one] : out) list.push_back(std::move(one));
  return list;
}

double mean_between(const std::map<int, double>& values, int from, int to) {
  double sum = 0;
  int count = 0;
  for (const auto& [year, value] : values)
    if (year >= from && year <= to) sum += value, ++count;
  return count ? sum / count : std::nan("");
}

// The growth into `year`, in logarithms, by mean and deviation of the growths before it.
double growth_score(const std::map<int, double>& values, int year) {
  std::vector<double> before;
  double now = std::nan("");
  for (auto at = values.begin(); at != values.end(); ++at) {
    const auto last = values.find(at->first - 1);
    if (last == values.end()) continue;
    const double growth = std::log(at->second / last->second);
    if (at->first < year) before.push_back(growth);
    if (at->first == year) now = growth;
  }
  if (before.size() < 2) return std::nan("");
  double mean = 0, squares = 0;
  for (const double g : before) mean += g / static_cast<double>(before.size());
  for (const double g : before) squares += (g - mean) * (g - mean);
  return (now - mean) / std::sqrt(squares / static_cast<double>(before.size() - 1));
}

// `best`: of ln(value), where it has one.
Json json_of(const Yearly& one, int year, const std::optional<MeanShift>& best,
             const intake::PlaceNames& names) {
  const std::vector<int> years = one.years();
  const std::vector<double> logs = one.logarithms();
  Json out;
  out["reporter"] = names[one.reporter].name;
  out["partner"] = names[one.partner].name;
  out["flow"] = word_of(one.flow);
  out["years"] = {years.front(), years.back()};
  out["n"] = years.size();
  out["jump"] = figure(
      mean_between(one.values, year, year + 1) / mean_between(one.values, year - 5, year - 1), 6);
  out["growth_z"] = figure(growth_score(one.values, year), 4);
  const auto first = static_cast<size_t>(std::ranges::lower_bound(years, year) - years.begin());
  const bool splits = first > 0 && first < years.size() && years.size() > 2;
  const MeanShift at = splits ? mean_shift(logs, first) : MeanShift{};
  out["shift"] = {{"year", year},
                  {"f", splits ? figure(at.f, 4) : Json(nullptr)},
                  {"p", splits ? figure(at.p, 8) : Json(nullptr)}};
  out["break"] = {{"year", best ? Json(years[best->first]) : Json(nullptr)},
                  {"low", best ? Json(years[best->first_low]) : Json(nullptr)},
                  {"high", best ? Json(years[best->first_high]) : Json(nullptr)},
                  {"ratio", best ? figure(std::exp(best->after - best->before), 6) : Json(nullptr)},
                  {"f", best ? figure(best->f, 4) : Json(nullptr)},
                  {"p", best ? figure(best->p, 6) : Json(nullptr)}};
  return out;
}

std::string text_of(const Json& row) {
  const auto text = [](const Json& value) {
    return value.is_null() ? std::string("-") : value.dump();
  };
  return fmt::format(
      "{} {} {}: jump x{}, growth z {}, F {} at {}; best break {} (p {}), level x{}\n",
      row["reporter"].get<std::string>(), row["flow"].get<std::string>(),
      row["partner"].get<std::string>(), text(row["jump"]), text(row["growth_z"]),
      text(row["shift"]["f"]), text(row["shift"]["year"]), text(row["break"]["year"]),
      text(row["break"]["p"]), text(row["break"]["ratio"]));
}

}  // namespace

Exit trade_breaks(const Settings& settings, const TradeBreaksRequest& request, TradeCounts& counts,
                  const TakeBytes& take) {
  const Engine::Parts parts(settings);
  auto names = load_place_names(parts);
  if (!names) return report_input(parts, names.error());
  TradeReading reading{.parts = parts, .names = *names};
  if (auto ok = reading.begin(request.tables); !ok) return report_input(parts, ok.error());
  TradeSums sums;
  const auto ok = read_all(
      reading, request.files, counts, [] { return std::make_unique<SumsSink>(); },
      [&](intake::TradeSink& part, uint64_t before) {
        sums.merge(std::move(static_cast<SumsSink&>(part).sums), before);
      });
  if (!ok) return report_input(parts, ok.error());
  const auto wanted = find_places(*names, request.partners, "--partner", 9999);
  if (!wanted) return report_input(parts, wanted.error());
  FindingsWriter out(request.form, "entente.trade.breaks.v1", take);
  out.head("formula",
           "of ln(value) by year; jump = mean of the year and the next by the mean of the five "
           "before; shift: F of "
           "two means at the year; break: the largest F, p by simulation");
  std::vector<TradeBreak> breaks;
  for (const Yearly& one : yearly_of(sums, *names, *wanted)) {
    if (one.values.size() < 4) continue;
    const auto best = find_break(one.logarithms(), 2);
    const Json row = json_of(one, request.year, best, *names);
    if (!out.row(row, text_of(row))) break;
    if (best && request.filing.wanted)
      breaks.push_back({one.flow, one.reporter, one.partner, one.years(), *best});
  }
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_trade(parts, counts);
  if (!request.filing.wanted) return done;
  auto found = breaks_found(reading, request, breaks);
  if (!found) return report_input(parts, found.error());
  return file_findings(parts, request.filing, std::move(*found), counts.filed, done);
}

}  // namespace entente
