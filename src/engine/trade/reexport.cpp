// `entente trade reexport`.
#include "tracing/trade/reexport.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/date.h"
#include "base/text.h"
#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/trade/filed.h"
#include "engine/trade/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

// Rows are kept as they are and added in the file's order by one thread: a block has nearly as many
// pairs and goods as rows, so that summing them first would cost more than it saves.
struct PanelSink : intake::TradeSink {
  explicit PanelSink(const Panel& to) : panel(to) {}
  const Panel& panel;
  std::vector<TradeRow> rows;
  void take(const TradeRow& row) override {
    if (panel.wants(row)) rows.push_back(row);
  }
};

struct Asked {
  SignatureQuestion question;
  std::vector<uint16_t> strangers;  // names that only the table can know
  std::shared_ptr<const GoodsList> list;
  bool any_via = false;
};

Result<std::vector<uint32_t>> codes_of(const std::vector<std::string>& words,
                                       std::string_view flag) {
  std::vector<uint32_t> out;
  for (const auto& list : words)
    for (const std::string_view word : split(list, ',')) {
      uint32_t code = 0;
      const std::string_view digits = trim(word);
      const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code);
      if (digits.size() != 6 || error != std::errc() || end != digits.data() + 6)
        return fail(Code::bad_argument, "goods are six digits of the Harmonized System",
                    std::string(flag), std::string(word), std::string(flag) + " 854231,854232");
      out.push_back(code);
    }
  return out;
}

// A name that no table of ours has may be one of the user's: whether it is shows when all is read.
void meet(intake::PlaceNames& names, const std::vector<std::string>& words,
          std::vector<uint16_t>& strangers) {
  for (const auto& list : words)
    if (names.find(list) == intake::PlaceNames::kNone)
      for (const std::string_view piece : split(list, ','))
        if (names.find(piece) == intake::PlaceNames::kNone)
          if (const uint16_t id = names.find_or_add(piece); id != intake::PlaceNames::kNone)
            strangers.push_back(id);
}

Result<Asked> asked_of(const Engine::Parts& parts, const ReexportRequest& request,
                       intake::PlaceNames& names) {
  Asked out;
  for (const auto* words : {&request.from, &request.via, &request.controls})
    meet(names, *words, out.strangers);
  meet(names, {request.target}, out.strangers);
  auto& q = out.question;
  if (!request.since.empty()) {
    const auto date = parse_date(request.since);
    if (!date || date->month > 12)
      return fail(Code::bad_argument, "no month", "--since", request.since, "--since 2022-03");
    q.year = date->year;
    q.month = date->month ? date->month : 1;
  }
  q.window_months = request.window_months;
  if (request.target.empty() || request.from.empty())
    return fail(Code::bad_argument, "a signature needs who sanctions and who is sanctioned", "", {},
                "--from EU27 --via Kyrgyzstan --to Russia");
  const auto target = find_places(names, {request.target}, "--to", q.year);
  if (!target) return std::unexpected(target.error());
  if (target->size() != 1)
    return fail(Code::bad_argument, "the target is one country", "--to", request.target);
  q.target = target->front();
  for (const auto& [words, flag, into] : {std::tuple(&request.from, "--from", &q.exporters),
                                          {&request.via, "--via", &q.vias},
                                          {&request.controls, "--controls", &q.controls}}) {
    auto found = find_places(names, *words, flag, q.year);
    if (!found) return std::unexpected(found.error());
    *into = std::move(*found);
  }
  out.any_via = q.vias.empty();
  auto codes = codes_of(request.codes, "--codes");
  if (!codes) return std::unexpected(codes.error());
  auto placebos = codes_of(request.placebos, "--placebo");
  if (!placebos) return std::unexpected(placebos.error());
  auto list = load_goods(parts, request.list);
  if (!list) return std::unexpected(list.error());
  q.codes = std::move(*codes), q.placebos = std::move(*placebos), out.list = std::move(*list);
  return out;
}

// Goods asked for, else those of the list that the table has; the others are placebos. A table
// without codes is one flow of all goods and has none.
void choose_goods(Asked& asked, const Panel& panel) {
  auto& q = asked.question;
  const auto there = panel.codes();
  const bool own_codes = !q.codes.empty(), own_placebos = !q.placebos.empty();
  for (const uint32_t code : there) {
    const bool is_listed = asked.list->has(code) || code == 0;
    if (is_listed && !own_codes) q.codes.push_back(code);
    if (!is_listed && !own_placebos && std::ranges::find(q.codes, code) == q.codes.end())
      q.placebos.push_back(code);
  }
}

Json optional_figure(const std::optional<double>& value, int decimals) {
  return value ? figure(*value, decimals) : Json(nullptr);
}

Json json_of(const FlowChange& flow) {
  Json out;
  out["before"] = figure(flow.before, 2);
  out["after"] = figure(flow.after, 2);
  out["ratio"] = optional_figure(flow.ratio, 6);
  out["periods_before"] = flow.periods_before;
  out["periods_after"] = flow.periods_after;
  out["unit_value_before"] = optional_figure(flow.unit_value_before, 4);
  out["unit_value_after"] = optional_figure(flow.unit_value_after, 4);
  out["break_f"] = optional_figure(flow.break_f, 4);
  out["break_p"] = optional_figure(flow.break_p, 6);
  out["told_by_importer"] = flow.mirrored;
  out["rows"] = flow.rows;
  out["lines"] =
      flow.rows ? Json(fmt::format("{}-{}", flow.first_line, flow.last_line)) : Json(nullptr);
  return out;
}

std::string code_text(uint32_t code) { return code ? fmt::format("{:06}", code) : "all"; }

Json json_of(const Signature& s, const intake::PlaceNames& names, const GoodsList& list) {
  Json out;
  out["via"] = names[s.via].name;
  out["via_code"] = names[s.via].code;
  out["hs6"] = code_text(s.code);
  out["tier"] = list.has(s.code) ? Json(list.tier(s.code)) : Json(nullptr);
  out["inflow"] = json_of(s.inflow);
  out["outflow"] = json_of(s.outflow);
  out["direct"] = json_of(s.direct);
  out["lag_months"] = s.lag_months ? Json(*s.lag_months) : Json(nullptr);
  out["unit_value_ratio"] = optional_figure(s.unit_value_ratio, 6);
  out["volume_share"] = optional_figure(s.volume_share, 6);
  out["placebo"] = {{"goods", s.placebos}, {"median_ratio", optional_figure(s.placebo_ratio, 6)}};
  out["did"] = {{"controls", s.controls},
                {"estimate", optional_figure(s.did, 6)},
                {"deviation", optional_figure(s.did_deviation, 6)},
                {"pre_trend", optional_figure(s.pre_trend, 6)}};
  out["met"] = s.met;
  out["missed"] = s.missed;
  out["revisions"] = names_of(s.revisions());
  out["flags"] = s.is_signature ? Json::array({"signature"}) : Json::array();
  if (is_mixed(s.revisions())) out["flags"].push_back("mixed_revisions");
  return out;
}

std::string text_of(const Signature& s, const intake::PlaceNames& names, const GoodsList& list) {
  const auto ratio = [](const FlowChange& f) {
    return f.ratio ? fmt::format("x{:.2f}", *f.ratio) : std::string("-");
  };
  std::string missed;
  for (const auto& word : s.missed) missed += " " + word;
  const std::string mixed =
      is_mixed(s.revisions()) ? "  mixed_revisions " + join(names_of(s.revisions()), ",") : "";
  return fmt::format(
      "{} {} tier {}: inflow {}, outflow {}, direct {}; {} of {} marks{}{}{}\n", names[s.via].name,
      code_text(s.code), list.has(s.code) ? list.tier(s.code) : "-", ratio(s.inflow),
      ratio(s.outflow), ratio(s.direct), s.met.size(), s.met.size() + s.missed.size(),
      missed.empty() ? "" : "; not" + missed, s.is_signature ? "  SIGNATURE" : "", mixed);
}

void heading(FindingsWriter& out, const Asked& asked, const Panel& panel,
             const intake::PlaceNames& names) {
  out.head("since", fmt::format("{}-{:02}", asked.question.year, asked.question.month));
  out.head("periods", panel.is_monthly() ? "months" : "years");
  out.head("target", names[asked.question.target].name);
  Json controls = Json::array();
  for (const uint16_t id : asked.question.controls) controls.push_back(names[id].name);
  out.head("controls", controls);
  out.head("assumptions",
           {"before and after: one level each, the same spread (break); a trend looks like a break",
            "did: without the event the third country would have gone as its controls did, which "
            "take no part; "
            "pre_trend should be near 0",
            "placebo: goods that are not listed have no reason to be passed on",
            "codes: the goods of one code bought and sold are the same; unit_value_ratio speaks "
            "for or against it"});
}

// Everybody who has a flow from an exporter and a flow to the target.
std::vector<uint16_t> everybody(const SignatureQuestion& q, const intake::PlaceNames& names) {
  std::vector<uint16_t> out;
  for (size_t id = 0; id < names.size(); ++id)
    if (names[static_cast<uint16_t>(id)].is_single() && id != q.target &&
        std::ranges::find(q.exporters, id) == q.exporters.end())
      out.push_back(static_cast<uint16_t>(id));
  return out;
}

}  // namespace

Exit trade_reexport(const Settings& settings, const ReexportRequest& request, TradeCounts& counts,
                    const TakeBytes& take) {
  const Engine::Parts parts(settings);
  auto names = load_place_names(parts);
  if (!names) return report_input(parts, names.error());
  auto asked = asked_of(parts, request, *names);
  if (!asked) return report_input(parts, asked.error());
  TradeReading reading{.parts = parts, .names = *names};
  if (auto ok = reading.begin(request.tables); !ok) return report_input(parts, ok.error());
  std::vector<bool> sanctions(0x10000), middle(0x10000, asked->any_via);
  for (const uint16_t id : asked->question.exporters) sanctions[id] = true;
  for (const auto* list : {&asked->question.vias, &asked->question.controls})
    for (const uint16_t id : *list) middle[id] = true;
  std::vector<std::atomic<bool>> unseen(0x10000);
  for (const uint16_t id : asked->strangers) unseen[id] = true;
  const auto wants = [&, target = asked->question.target](uint16_t a, uint16_t b) {
    if (unseen[a].load(std::memory_order_relaxed)) unseen[a] = false;
    if (unseen[b].load(std::memory_order_relaxed)) unseen[b] = false;
    return (sanctions[a] && (b == target || middle[b])) ||
           (sanctions[b] && (a == target || middle[a])) || (middle[a] && b == target) ||
           (middle[b] && a == target);
  };
  Panel panel(wants);
  const auto ok = read_all(
      reading, request.files, counts, [&] { return std::make_unique<PanelSink>(panel); },
      [&](intake::TradeSink& part, uint64_t before) {
        for (TradeRow& row : static_cast<PanelSink&>(part).rows) {
          row.line += before;
          panel.add(row);
        }
      });
  if (!ok) return report_input(parts, ok.error());
  for (const uint16_t id : asked->strangers)
    if (unseen[id])
      return parts.report({Code::bad_argument,
                           "no country is known by this name, and no row has it", (*names)[id].name,
                           "", "entente trade -h"});
  if (asked->any_via) asked->question.vias = everybody(asked->question, *names);
  choose_goods(*asked, panel);
  FindingsWriter out(request.form, "entente.trade.reexport.v1", take);
  heading(out, *asked, panel, *names);
  auto signatures = find_signatures(panel, asked->question);
  if (asked->any_via)
    std::erase_if(signatures,
                  [](const Signature& s) { return s.inflow.rows == 0 || s.outflow.rows == 0; });
  for (const Signature& s : signatures)
    if (!out.row(json_of(s, *names, *asked->list), text_of(s, *names, *asked->list))) break;
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_trade(parts, counts);
  if (!request.filing.wanted) return done;
  auto found = reexport_found(reading, request, asked->question, signatures, *asked->list);
  if (!found) return report_input(parts, found.error());
  return file_findings(parts, request.filing, std::move(*found), counts.filed, done);
}

}  // namespace entente
