// `entente trade dualuse` and `entente trade breaks`.
#include "tracing/trade/dual_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/trade/tables.h"
#include "tracing/breaks.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kGoodsTold = 10;

struct DualUseSink : intake::TradeSink {
  explicit DualUseSink(std::shared_ptr<const GoodsList> list) : sums(std::move(list)) {}
  DualUseSums sums;
  void take(const TradeRow& row) override { sums.add(row); }
};

struct SumsSink : intake::TradeSink {
  TradeSums sums;
  void take(const TradeRow& row) override { sums.add(row); }
};

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

// "exports to", "imports from"
std::string way_of(TradeRow::Flow flow) {
  return std::string(word_of(flow)) + (flow == TradeRow::Flow::imports ? " from" : " to");
}

Json json_of(const DualUseProfile& p, const intake::PlaceNames& names, const GoodsList& list) {
  Json out;
  out["reporter"] = names[p.reporter].name;
  out["partner"] = names[p.partner].name;
  out["flow"] = word_of(p.flow);
  out["year"] = p.year;
  out["listed"] = figure(p.listed, 2);
  out["all"] = figure(p.all, 2);
  out["share"] = p.all > 0 ? figure(p.listed / p.all, 9) : Json(nullptr);
  out["by_year_before"] =
      p.listed_before > 0 ? figure(p.listed / p.listed_before, 6) : Json(nullptr);
  Json tiers = Json::object();
  for (const auto& [tier, value] : p.by_tier) tiers[tier.empty() ? "-" : tier] = figure(value, 2);
  out["by_tier"] = tiers;
  Json goods = Json::array();
  for (size_t i = 0; i < std::min(kGoodsTold, p.goods.size()); ++i)
    goods.push_back({{"hs6", fmt::format("{:06}", p.goods[i].first)},
                     {"tier", list.tier(p.goods[i].first)},
                     {"value", figure(p.goods[i].second, 2)}});
  out["goods"] = goods;
  out["goods_count"] = p.goods.size();
  out["rows"] = p.rows;
  out["lines"] = fmt::format("{}-{}", p.first_line, p.last_line);
  return out;
}

std::string text_of(const DualUseProfile& p, const intake::PlaceNames& names) {
  std::string tiers;
  for (const auto& [tier, value] : p.by_tier) tiers += fmt::format(" {} {:.2f}", tier, value / 1e6);
  return fmt::format(
      "{} {} {} {}: {:.2f} million listed ({:.1f} %{}); tiers{}\n", p.year, names[p.reporter].name,
      way_of(p.flow), names[p.partner].name, p.listed / 1e6, p.all > 0 ? 100 * p.listed / p.all : 0,
      p.listed_before > 0 ? fmt::format(", x{:.2f} of the year before", p.listed / p.listed_before)
                          : "",
      tiers);
}

// One yearly flow of a reporter with a partner.
struct Yearly {
  TradeRow::Flow flow;
  uint16_t reporter, partner;
  std::map<int, double> values;
};

std::vector<Yearly> yearly_of(const TradeSums& sums, const intake::PlaceNames& names,
                              const std::vector<uint16_t>& partners) {
  std::map<std::tuple<std::string, std::string, int>, Yearly> out;
  sums.each(
      [&](TradeRow::Flow flow, uint16_t reporter, uint16_t partner, int year, const FlowSum& sum) {
        if (!partners.empty() && std::ranges::find(partners, partner) == partners.end()) return;
        if (!names[partner].is_single() || !(sum.value() > 0) || sum.months_told() < 12) return;
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

Json json_of(const Yearly& one, int year, const intake::PlaceNames& names) {
  std::vector<double> logs;
  std::vector<int> years;
  for (const auto& [y, value] : one.values) years.push_back(y), logs.push_back(std::log(value));
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
  const auto found = find_break(logs, 2);
  out["break"] = {
      {"year", found ? Json(years[found->first]) : Json(nullptr)},
      {"low", found ? Json(years[found->first_low]) : Json(nullptr)},
      {"high", found ? Json(years[found->first_high]) : Json(nullptr)},
      {"ratio", found ? figure(std::exp(found->after - found->before), 6) : Json(nullptr)},
      {"f", found ? figure(found->f, 4) : Json(nullptr)},
      {"p", found ? figure(found->p, 6) : Json(nullptr)}};
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

Exit trade_dual_use(const Settings& settings, const DualUseRequest& request, TradeCounts& counts,
                    const TakeBytes& take) {
  const Engine::Parts parts(settings);
  auto names = load_place_names(parts);
  if (!names) return report_input(parts, names.error());
  const auto list = load_goods(parts, request.list);
  if (!list) return report_input(parts, list.error());
  TradeReading reading{.parts = parts, .names = *names};
  if (auto ok = reading.begin(request.tables); !ok) return report_input(parts, ok.error());
  DualUseSums sums(*list);
  const auto ok = read_all(
      reading, request.files, counts, [&] { return std::make_unique<DualUseSink>(*list); },
      [&](intake::TradeSink& part, uint64_t before) {
        sums.merge(std::move(static_cast<DualUseSink&>(part).sums), before);
      });
  if (!ok) return report_input(parts, ok.error());
  // Names of the tables, companies too, are known only now.
  const auto wanted = find_places(*names, request.partners, "--partner", 9999);
  if (!wanted) return report_input(parts, wanted.error());
  auto profiles = sums.profiles();
  std::erase_if(profiles, [&](const DualUseProfile& p) {
    return !wanted->empty() && std::ranges::find(*wanted, p.reporter) == wanted->end() &&
           std::ranges::find(*wanted, p.partner) == wanted->end();
  });
  std::ranges::stable_sort(profiles, [&](const DualUseProfile& a, const DualUseProfile& b) {
    const auto key = [&](const DualUseProfile& p) {
      return std::tie((*names)[p.reporter].name, (*names)[p.partner].name, p.flow, p.year);
    };
    return key(a) < key(b);
  });
  FindingsWriter out(request.form, "entente.trade.dualuse.v1", take);
  out.head("list",
           request.list.empty() ? "Common High Priority List, 23 February 2024" : request.list);
  out.head("goods_listed", (*list)->rows().size());
  out.head("note", "a signal about goods of a code, never a legal classification of a shipment");
  for (const DualUseProfile& p : profiles)
    if (!out.row(json_of(p, *names, **list), text_of(p, *names))) break;
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_trade(parts, counts);
  if (!request.filing.wanted) return done;
  auto found = dual_use_found(reading, request, profiles, **list);
  if (!found) return report_input(parts, found.error());
  return file_findings(parts, request.filing, std::move(*found), counts.filed, done);
}

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
  for (const Yearly& one : yearly_of(sums, *names, *wanted)) {
    if (one.values.size() < 4) continue;
    const Json row = json_of(one, request.year, *names);
    if (!out.row(row, text_of(row))) break;
  }
  out.end();
  counts.findings = out.rows();
  return end_of_trade(parts, counts);
}

}  // namespace entente
