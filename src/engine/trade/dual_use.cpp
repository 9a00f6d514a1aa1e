// `entente trade dualuse`.
#include "tracing/trade/dual_use.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/trade/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr size_t kGoodsTold = 10;

struct DualUseSink : intake::TradeSink {
  explicit DualUseSink(std::shared_ptr<const GoodsList> list) : sums(std::move(list)) {}
  DualUseSums sums;
  void take(const TradeRow& row) override { sums.add(row); }
};

// "exports to", "imports from"
std::string way_of(TradeRow::Flow flow) {
  return std::string(word_of(flow)) + (flow == TradeRow::Flow::imports ? " from" : " to");
}

// Codes of another edition than the list's are matched as they are written.
std::vector<std::string> flags_of(const DualUseProfile& p, const GoodsList& list) {
  std::vector<std::string> out;
  if (is_mixed(p.revisions)) out.emplace_back("mixed_revisions");
  if (p.revisions_before && p.revisions && p.revisions_before != p.revisions)
    out.emplace_back("other_revision_before");
  const RevisionSet own = set_of(list.revision());
  if (own && (p.revisions & ~own)) out.emplace_back("other_revision");
  return out;
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
  out["revisions"] = names_of(p.revisions);
  out["flags"] = flags_of(p, list);
  out["rows"] = p.rows;
  out["lines"] = fmt::format("{}-{}", p.first_line, p.last_line);
  return out;
}

std::string text_of(const DualUseProfile& p, const intake::PlaceNames& names,
                    const GoodsList& list) {
  std::string tiers;
  for (const auto& [tier, value] : p.by_tier) tiers += fmt::format(" {} {:.2f}", tier, value / 1e6);
  std::string flags;
  for (const std::string& flag : flags_of(p, list)) flags += "  " + flag;
  return fmt::format("{} {} {} {}: {:.2f} million listed ({:.1f} %{}); tiers{}{}\n", p.year,
                     names[p.reporter].name, way_of(p.flow), names[p.partner].name, p.listed / 1e6,
                     p.all > 0 ? 100 * p.listed / p.all : 0,
                     p.listed_before > 0
                         ? fmt::format(", x{:.2f} of the year before", p.listed / p.listed_before)
                         : "",
                     tiers, flags);
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
    if (!out.row(json_of(p, *names, **list), text_of(p, *names, **list))) break;
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_trade(parts, counts);
  if (!request.filing.wanted) return done;
  auto found = dual_use_found(reading, request, profiles, **list);
  if (!found) return report_input(parts, found.error());
  return file_findings(parts, request.filing, std::move(*found), counts.filed, done);
}

}  // namespace entente
