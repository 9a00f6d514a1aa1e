#include "engine/trade/filed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/text.h"

namespace entente {
namespace {

constexpr double kBreakP = 0.05;  // as of the signature of a re-export

struct WantedRows : intake::TradeSink {
  using Wants = std::function<bool(const TradeRow&)>;
  explicit WantedRows(const Wants& which) : wants(which) {}
  const Wants& wants;
  std::vector<TradeRow> rows;
  void take(const TradeRow& row) override {
    if (wants(row)) rows.push_back(row);
  }
};

// "29.6 million EUR"
FoundValue money(std::string name, double value, const std::string& currency) {
  std::string text = std::abs(value) >= 1e6   ? fmt::format("{:.1f} million", value / 1e6)
                     : std::abs(value) >= 1e3 ? fmt::format("{:.1f} thousand", value / 1e3)
                                              : fmt::format("{:.2f}", value);
  if (!currency.empty()) text += " " + currency;
  return {std::move(name), std::move(text), value};
}

void add_times(Found& out, std::string name, const std::optional<double>& ratio) {
  if (ratio) out.values.push_back({std::move(name), fmt::format("{:.2f}", *ratio)});
}

FoundActor office(const Place& place) {
  FoundActor out = actor_of(place, Part::attribution);
  out.note = "'s table";
  return out;
}

uint32_t six_digits(const TradeRow& row) { return row.digits == 8 ? row.code / 100 : row.code; }

FoundActor goods_of(std::string text) {
  FoundActor out{Part::object, std::move(text)};
  out.goods.add(Goods::dual_use);
  return out;
}

bool is_in(const std::vector<std::string>& files, const std::string& file) {
  return std::ranges::find(files, file) != files.end();
}

}  // namespace

FoundActor actor_of(const Place& place, Part part) {
  const bool is_state = place.kind == Place::Kind::country && place.code.size() == 2;
  return {part, place.name, {}, is_state ? lower(place.code) : std::string()};
}

Status TradeEvidence::read(TradeReading& reading, const std::vector<std::string>& files) {
  const WantedRows::Wants wants = [&](const TradeRow& row) {
    return rows_.contains(key(row.reporter, row.partner, row.year));
  };
  for (const std::string& file : std::set(files.begin(), files.end())) {
    const std::string* const name = &*std::ranges::find(files, file);
    const auto report = intake::read_trade(
        file, reading.options, reading.names, [&] { return std::make_unique<WantedRows>(wants); },
        [&](std::unique_ptr<intake::TradeSink> part, uint64_t before) {
          for (TradeRow& row : static_cast<WantedRows&>(*part).rows) {
            row.line += before;
            rows_.at(key(row.reporter, row.partner, row.year)).push_back({name, row});
          }
          return true;
        });
    if (!report) return std::unexpected(report.error());
  }
  return {};
}

const std::vector<TradeEvidence::Row>& TradeEvidence::of(uint16_t reporter, uint16_t partner,
                                                         int year) const {
  static const std::vector<Row> kNone;
  const auto at = rows_.find(key(reporter, partner, year));
  return at == rows_.end() ? kNone : at->second;
}

Result<std::vector<Found>> mirror_found(TradeReading& reading, const MirrorRequest& request,
                                        const std::vector<MirrorRow>& rows,
                                        const std::string& currency) {
  TradeEvidence evidence;
  for (const MirrorRow& row : rows)
    if (row.exporter && row.gap) {
      evidence.want(*row.exporter, row.partner, row.year);
      evidence.want(row.partner, *row.exporter, row.year);
    }
  std::vector<std::string> files = request.exports;
  files.insert(files.end(), request.imports.begin(), request.imports.end());
  if (auto ok = evidence.read(reading, files); !ok) return std::unexpected(ok.error());
  std::vector<Found> out;
  for (const MirrorRow& row : rows) {
    if (!row.exporter || !row.gap) continue;
    const Place &from = reading.names[*row.exporter], &to = reading.names[row.partner];
    Found found{.finding = "trade.mirror"};
    found.actors = {actor_of(from, Part::subject), actor_of(to, Part::counterpart), office(from),
                    office(to)};
    found.values = {{"year", std::to_string(row.year)},
                    {"currency", currency},
                    {"cif_fob", fmt::format("{:.3g}", row.cif_fob)},
                    money("exports_fob", *row.exports_fob, currency),
                    money("imports_cif", *row.imports_cif, currency),
                    money("gap", *row.gap, currency),
                    money("gap_low", *row.gap_low, {}),
                    money("gap_high", *row.gap_high, {}),
                    {"gap_share", fmt::format("{:.0f} %", 100 * *row.gap / *row.exports_fob)}};
    for (const std::string& flag : row.flags) found.values.push_back({"flag_" + flag, "true"});
    found.when = {Date{row.year}, Date{row.year}};
    for (const auto& [file, told] : evidence.of(*row.exporter, row.partner, row.year))
      if (told.flow != TradeRow::Flow::imports && is_in(request.exports, *file))
        found.rows.push_back({*file, told.line});
    for (const auto& [file, told] : evidence.of(row.partner, *row.exporter, row.year))
      if (told.flow != TradeRow::Flow::exports && is_in(request.imports, *file))
        found.rows.push_back({*file, told.line});
    out.push_back(std::move(found));
  }
  return out;
}

Result<std::vector<Found>> reexport_found(TradeReading& reading, const ReexportRequest& request,
                                          const SignatureQuestion& question,
                                          const std::vector<Signature>& signatures,
                                          const GoodsList& list) {
  const int reach = (question.window_months + 11) / 12;
  std::vector<std::pair<uint16_t, uint16_t>> pairs;  // of the signature under way, both ways
  const auto pairs_of = [&](const Signature& s) {
    pairs = {{s.via, question.target}, {question.target, s.via}};
    for (const uint16_t from : question.exporters)
      for (const auto& [a, b] : {std::pair(from, s.via), {s.via, from}}) pairs.emplace_back(a, b);
  };
  TradeEvidence evidence;
  for (const Signature& s : signatures) {
    if (!s.is_signature) continue;
    pairs_of(s);
    for (const auto& [a, b] : pairs)
      for (int year = question.year - reach; year <= question.year + reach; ++year)
        evidence.want(a, b, year);
  }
  if (auto ok = evidence.read(reading, request.files); !ok) return std::unexpected(ok.error());
  std::vector<Found> out;
  std::vector<std::string> exporters;
  for (const uint16_t id : question.exporters) exporters.push_back(reading.names[id].name);
  for (const Signature& s : signatures) {
    Found found{.finding = "trade.reexport"};
    const std::string tier = list.has(s.code) ? list.tier(s.code) : std::string();
    FoundActor object = goods_of(s.code ? fmt::format("goods of HS {:06}", s.code) : "goods");
    if (!list.has(s.code)) object.goods = {};
    if (!tier.empty()) object.note = " (tier " + tier + " of the Common High Priority List)";
    found.actors = {actor_of(reading.names[s.via], Part::subject),
                    actor_of(reading.names[question.target], Part::counterpart), std::move(object)};
    found.values = {
        {"signature", s.is_signature ? "true" : "false"},
        {"since", fmt::format("{}-{:02}", question.year, question.month)},
        {"exporters", exporters.size() > 5 ? fmt::format("{} countries", exporters.size())
                                           : join(exporters, ", ")}};
    if (is_mixed(s.revisions()))
      found.values.push_back({"revisions", join(names_of(s.revisions()), ", ")});
    add_times(found, "inflow_ratio", s.inflow.ratio);
    add_times(found, "outflow_ratio", s.outflow.ratio);
    add_times(found, "direct_ratio", s.direct.ratio);
    found.when = {Date{question.year, question.month},
                  add_months(Date{question.year, question.month}, question.window_months - 1)};
    if (s.is_signature) {
      pairs_of(s);
      for (const auto& [a, b] : pairs)
        for (int year = question.year - reach; year <= question.year + reach; ++year)
          for (const auto& [file, told] : evidence.of(a, b, year))
            if (s.code == 0 || six_digits(told) == s.code) found.rows.push_back({*file, told.line});
    }
    out.push_back(std::move(found));
  }
  return out;
}

Result<std::vector<Found>> dual_use_found(TradeReading& reading, const DualUseRequest& request,
                                          const std::vector<DualUseProfile>& profiles,
                                          const GoodsList& list) {
  TradeEvidence evidence;
  for (const DualUseProfile& p : profiles) evidence.want(p.reporter, p.partner, p.year);
  if (auto ok = evidence.read(reading, request.files); !ok) return std::unexpected(ok.error());
  std::vector<Found> out;
  for (const DualUseProfile& p : profiles) {
    const Place& reporter = reading.names[p.reporter];
    Found found{.finding = "trade.dualuse"};
    found.actors = {actor_of(reporter, Part::subject),
                    actor_of(reading.names[p.partner], Part::counterpart),
                    goods_of(request.list.empty() ? "goods of the Common High Priority List"
                                                  : "goods of the list that was given"),
                    office(reporter)};
    const bool imports = p.flow == TradeRow::Flow::imports;
    found.values = {{"flow", imports ? "imports" : "exports"},
                    {"year", std::to_string(p.year)},
                    money("listed", p.listed, {})};
    if (is_mixed(p.revisions)) found.values.push_back({"mixed_revisions", "true"});
    if (const RevisionSet own = set_of(list.revision()); own && (p.revisions & ~own)) {
      found.values.push_back({"revision", join(names_of(p.revisions), ", ")});
      found.values.push_back({"list_revision", std::string(name(list.revision()))});
    }
    const bool is_alike = !p.revisions_before || !p.revisions || p.revisions_before == p.revisions;
    if (p.listed_before > 0 && is_alike) add_times(found, "times", p.listed / p.listed_before);
    found.when = {Date{p.year}, Date{p.year}};
    for (const auto& [file, told] : evidence.of(p.reporter, p.partner, p.year))
      if (told.flow == p.flow && list.has(six_digits(told)))
        found.rows.push_back({*file, told.line});
    out.push_back(std::move(found));
  }
  return out;
}

Result<std::vector<Found>> breaks_found(TradeReading& reading, const TradeBreaksRequest& request,
                                        const std::vector<TradeBreak>& breaks) {
  const auto is_more_than_noise = [](const TradeBreak& b) { return b.at.p < kBreakP; };
  TradeEvidence evidence;
  for (const TradeBreak& b : breaks)
    if (is_more_than_noise(b))
      for (const int year : b.years) evidence.want(b.reporter, b.partner, year);
  if (auto ok = evidence.read(reading, request.files); !ok) return std::unexpected(ok.error());
  std::vector<Found> out;
  for (const TradeBreak& b : breaks) {
    const Place& reporter = reading.names[b.reporter];
    const int first = b.years[b.at.first];
    Found found{.finding = "trade.break"};
    found.actors = {actor_of(reporter, Part::subject),
                    actor_of(reading.names[b.partner], Part::counterpart), office(reporter)};
    found.values = {
        {"break", is_more_than_noise(b) ? "true" : "false"},
        {"flow", word_of(b.flow)},
        {"way", b.flow == TradeRow::Flow::imports ? "from" : "to"},
        {"year", std::to_string(first)},
        {"low", std::to_string(b.years[b.at.first_low])},
        {"high", std::to_string(b.years[b.at.first_high])},
        {"from_year", std::to_string(b.years.front())},
        {"to_year", std::to_string(b.years.back())},
        {"n", std::to_string(b.years.size())},
        {"p", b.at.p < 0.0001 ? "below 0.0001" : fmt::format("{:.4f}", b.at.p), b.at.p}};
    add_times(found, "ratio", std::exp(b.at.after - b.at.before));
    found.when = {Date{first}, Date{b.years.back()}};
    if (is_more_than_noise(b))
      for (const int year : b.years)
        for (const auto& [file, told] : evidence.of(b.reporter, b.partner, year))
          if (told.flow == b.flow) found.rows.push_back({*file, told.line});
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace entente
