// `entente trade mirror`: two tables into sums, gaps out.
#include "tracing/trade/mirror.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/trade/tables.h"
#include "intake/tables/distances.h"
#include "tracing/trade/gravity.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

struct Told {
  TradeSums sums;
  std::string currency;
  std::vector<std::string> files;
};

Status read_side(TradeReading& reading, const std::vector<std::string>& files, Told& out,
                 TradeCounts& counts) {
  for (const std::string& path : files) {
    auto report = reading.read(
        path, counts, [] { return std::make_unique<SumsSink>(); },
        [&](std::unique_ptr<intake::TradeSink> part, uint64_t before) {
          out.sums.merge(std::move(static_cast<SumsSink&>(*part).sums), before);
          return true;
        });
    if (!report) return std::unexpected(report.error());
    if (out.currency.empty()) out.currency = report->currency;
    else if (!report->currency.empty() && report->currency != out.currency)
      return fail(Code::bad_argument,
                  "two currencies: " + out.currency + " and " + report->currency, path, {},
                  "--currency " + out.currency + " --rates FILE (currency,year,per_eur)");
    out.files.push_back(path);
  }
  return {};
}

Json optional_figure(const std::optional<double>& value, int decimals) {
  return value ? figure(*value, decimals) : Json(nullptr);
}

Json json_of(const MirrorRow::Side& side, const std::vector<std::string>& files) {
  Json out;
  out["reporters"] = side.reporters;
  out["of"] = side.of;
  out["months"] = side.months;
  out["partners_in_table"] = side.partners;
  out["of_neighbouring_years"] = optional_figure(side.of_neighbours, 6);
  out["rows"] = side.rows;
  out["lines"] = Json::array();
  if (side.rows)
    out["lines"].push_back(fmt::format("{}:{}-{}", files.empty() ? "" : files.front(),
                                       side.first_line, side.last_line));
  return out;
}

Json json_of(const MirrorRow& row, const intake::PlaceNames& names, const Told& exports,
             const Told& imports) {
  Json out;
  out["partner"] = names[row.partner].name;
  out["partner_code"] = names[row.partner].code;
  if (row.exporter) {
    out["exporter"] = names[*row.exporter].name;
    out["exporter_code"] = names[*row.exporter].code;
  }
  out["year"] = row.year;
  out["exports_fob"] = optional_figure(row.exports_fob, 2);
  out["imports_cif"] = optional_figure(row.imports_cif, 2);
  out["ratio"] = optional_figure(row.ratio, 9);
  out["gap"] = optional_figure(row.gap, 2);
  out["gap_low"] = optional_figure(row.gap_low, 2);
  out["gap_high"] = optional_figure(row.gap_high, 2);
  out["discrepancy"] = optional_figure(row.discrepancy, 9);
  out["cif_fob"] = figure(row.cif_fob, 6);
  out["usual_ratio"] = {{"low", optional_figure(row.usual_low, 6)},
                        {"mean", optional_figure(row.usual, 6)},
                        {"high", optional_figure(row.usual_high, 6)}};
  if (row.group_row) out["imports_by_group_row"] = figure(*row.group_row, 2);
  out["coverage"] = {{"exports", json_of(row.exports, exports.files)},
                     {"imports", json_of(row.imports, imports.files)}};
  out["flags"] = row.flags;
  return out;
}

std::string millions(const std::optional<double>& value) {
  return value ? fmt::format("{:.1f}", *value / 1e6) : "-";
}

std::string text_of(const MirrorRow& row, const intake::PlaceNames& names) {
  std::string flags;
  for (const auto& flag : row.flags) flags += " " + flag;
  return fmt::format(
      "{:<24} {}  {:>12} {:>12} {:>8} {:>10}  {:>22}  {}/{} {}/{} {}\n",
      names[row.partner].name + (row.exporter ? " < " + names[*row.exporter].code : ""), row.year,
      millions(row.exports_fob), millions(row.imports_cif),
      row.ratio ? fmt::format("{:.3f}", *row.ratio) : "-", millions(row.gap),
      row.gap ? fmt::format("[{} .. {}]", millions(row.gap_low), millions(row.gap_high)) : "-",
      row.exports.reporters, row.exports.of, row.imports.reporters, row.imports.of, flags);
}

void note_repeated(const Engine::Parts& parts, const Told& told, TradeCounts& counts) {
  if (told.sums.repeated() == 0) return;
  counts.repeated += told.sums.repeated();
  std::string lines;
  for (const uint64_t line : told.sums.repeated_lines())
    lines += (lines.empty() ? "" : ", ") + std::to_string(line);
  parts.note(told.files.front() + ": " + std::to_string(told.sums.repeated()) +
             " rows tell again what a row before told of the same two, year and value; counted once"
             " (lines " +
             lines + ")");
}

Result<intake::Distances> read_distances(const Engine::Parts& parts, const std::string& path,
                                         TradeCounts& counts) {
  auto read = intake::read_distances(path);
  if (!read) return std::unexpected(read.error());
  counts.bad += read->bad;
  for (const auto& problem : read->problems)
    parts.note(path + ":" + std::to_string(problem.line) + ": " + problem.why +
               (problem.piece.empty() ? "" : " (" + problem.piece + ")") + ": the row is left out");
  return std::move(read->table);
}

Result<Gravity> gravity_of(const Engine::Parts& parts, const MirrorRequest& request,
                           const Told& exports, const Told& imports,
                           const intake::PlaceNames& names, TradeCounts& counts) {
  if (request.distances.empty())
    return fail(Code::bad_argument, "the gravity method needs distances", "--distances", "",
                "--distances dist_cepii.csv.gz");
  const auto distances = read_distances(parts, request.distances, counts);
  if (!distances) return std::unexpected(distances.error());
  std::vector<PairFlow> flows;
  exports.sums.each([&](TradeRow::Flow flow, uint16_t e, uint16_t i, int year, const FlowSum& sum) {
    if (flow == TradeRow::Flow::imports || !names[e].is_single() || !names[i].is_single()) return;
    const FlowSum* const got = imports.sums.find(TradeRow::Flow::imports, i, e, year);
    if (got && sum.value() > 0 && got->value() > 0 && sum.months_told() == got->months_told())
      flows.push_back({e, i, year, sum.value(), got->value()});
  });
  return estimate_gravity(flows, [&](uint16_t e, uint16_t i) -> std::optional<Remoteness> {
    const auto at = distances->find({names[e].iso3, names[i].iso3});
    return at == distances->end() ? std::nullopt : std::optional(at->second);
  });
}

// Nothing unless the request asks for that method.
Result<std::optional<Gravity>> gravity_asked(const Engine::Parts& parts,
                                             const MirrorRequest& request, const Told& exports,
                                             const Told& imports, const intake::PlaceNames& names,
                                             TradeCounts& counts) {
  if (request.method != "gravity") return std::nullopt;
  auto found = gravity_of(parts, request, exports, imports, names, counts);
  if (!found) return std::unexpected(found.error());
  if (found->mean_tau < 0.005)
    parts.note(
        "these tables give no cost of transport: their imports lie below the exports too often "
        "to tell it; the simple method assumes 8 %");
  return std::move(*found);
}

void write_heading(FindingsWriter& out, const MirrorRequest& request,
                   const MirrorSettings& settings, const Told& exports) {
  out.head("method", request.method.empty() ? "simple" : request.method);
  out.head("formula",
           "gap = exports_fob - imports_cif / cif_fob; discrepancy = |gap| / (exports_fob + "
           "imports_cif / cif_fob); ratio = imports_cif / exports_fob");
  out.head("cif_fob", request.method == "gravity" ? Json(nullptr) : Json(settings.cif_fob));
  out.head("cif_fob_interval", {settings.cif_fob_low, settings.cif_fob_high});
  out.head("currency", exports.currency.empty() ? Json(nullptr) : Json(exports.currency));
}

void write_gravity(FindingsWriter& out, const Gravity& gravity) {
  out.head("gravity", {{"ln_distance", figure(gravity.beta, 6)},
                       {"contiguous", figure(gravity.gamma, 6)},
                       {"constant", figure(gravity.constant, 6)},
                       {"mean_cif_fob", figure(1 + gravity.mean_tau, 6)},
                       {"flows", gravity.flows}});
}

}  // namespace

Exit trade_mirror(const Settings& settings, const MirrorRequest& request, TradeCounts& counts,
                  const TakeBytes& take) {
  const Engine::Parts parts(settings);
  if (!request.method.empty() && request.method != "simple" && request.method != "gravity")
    return parts.report({Code::bad_argument, "no such method", request.method, "--method",
                         "methods: simple, gravity"});
  auto names = load_place_names(parts);
  if (!names) return report_input(parts, names.error());
  TradeReading reading{.parts = parts, .names = *names};
  if (auto ok = reading.begin(request.tables); !ok) return report_input(parts, ok.error());
  Told exports, other;
  if (auto ok = read_side(reading, request.exports, exports, counts); !ok)
    return report_input(parts, ok.error());
  // One table that holds both sides is read once.
  const bool is_one = request.exports == request.imports;
  if (auto ok = is_one ? Status() : read_side(reading, request.imports, other, counts); !ok)
    return report_input(parts, ok.error());
  const Told& imports = is_one ? exports : other;
  if (!exports.currency.empty() && !imports.currency.empty() &&
      exports.currency != imports.currency)
    return parts.report(
        {Code::bad_argument,
         "the two tables are in two currencies: " + exports.currency + " and " + imports.currency,
         "", request.imports.front(),
         "--currency " + exports.currency + " --rates FILE (currency,year,per_eur)"});
  note_repeated(parts, exports, counts);
  if (!is_one) note_repeated(parts, imports, counts);
  const auto partners = find_places(*names, request.partners, "--partner", 9999);
  if (!partners) return parts.report(partners.error());
  MirrorSettings mirror;
  if (request.cif_fob > 0) mirror.cif_fob = request.cif_fob;
  MirrorInput input{.exports = &exports.sums,
                    .imports = &imports.sums,
                    .place = [&](uint16_t id) -> const Place& { return (*names)[id]; },
                    .partners = *partners,
                    .each_exporter = request.each_exporter || request.filing.wanted};
  const auto gravity = gravity_asked(parts, request, exports, imports, *names, counts);
  if (!gravity) return report_input(parts, gravity.error());
  if (*gravity)
    input.cif_fob = [&](uint16_t e, uint16_t i, int) { return (*gravity)->cif_fob(e, i); };
  FindingsWriter out(request.form, "entente.trade.mirror.v1", take);
  write_heading(out, request, mirror, exports);
  if (*gravity) write_gravity(out, **gravity);
  if (request.form == TableForm::text)
    take(fmt::format("{:<24} year  {:>12} {:>12} {:>8} {:>10}  {:>22}  told by\n",
                     "partner (millions)", "exports FOB", "imports CIF", "ratio", "gap",
                     "gap at 1.00 .. 1.20"));
  const auto rows = find_mirror_gaps(input, mirror);
  for (const MirrorRow& row : rows) {
    if (row.exporter && !request.each_exporter) continue;
    Json json = json_of(row, *names, exports, imports);
    if (const auto& by = *gravity) {
      json["reliability"]["importer"] = optional_figure(by->of_importer(row.partner), 6);
      if (row.exporter)
        json["reliability"]["exporter"] = optional_figure(by->of_exporter(*row.exporter), 6);
    }
    if (!out.row(json, text_of(row, *names))) break;
  }
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_trade(parts, counts);
  if (!request.filing.wanted) return done;
  auto found = mirror_found(reading, request, rows, exports.currency);
  if (!found) return report_input(parts, found.error());
  return file_findings(parts, request.filing, std::move(*found), counts.filed, done);
}

}  // namespace entente
