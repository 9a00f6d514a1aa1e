// `entente money typologies`: the table, the searches, each finding with its payments.
#include "tracing/money/typologies.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "engine/filing/filing.h"
#include "engine/money/filed.h"
#include "engine/money/table.h"
#include "entente/money.h"

namespace entente {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

Result<TypologySettings> settings_of(const TypologiesRequest& request, const Engine::Parts& parts) {
  TypologySettings out;
  out.threads = parts.threads();
  if (request.window_days > 0) out.window_days = request.window_days;
  if (request.structuring_limit > 0) out.structuring_limit = request.structuring_limit;
  if (request.only.empty()) return out;
  out.wanted.assign(kTypologies, false);
  for (const std::string& word : request.only) {
    std::string plain = lower(word);
    std::ranges::replace(plain, '_', '-');
    bool known = false;
    std::vector<std::string> words;
    for (size_t t = 0; t < kTypologies; ++t) {
      words.emplace_back(name(static_cast<Typology>(t)));
      if (words.back() == plain) out.wanted[t] = known = true;
    }
    if (known) continue;
    const std::string near = suggest(plain, words);
    return fail(Code::bad_argument, "no such typology", "--only", word,
                near.empty() ? "one of " + join(words, ", ") : "did you mean " + near + "?");
  }
  return out;
}

TypologyFinding record_of(const Payments& payments, const MoneyFinding& finding) {
  TypologyFinding out;
  out.typology = name(finding.typology);
  out.why = finding.why;
  out.chance = finding.chance;
  for (const uint32_t a : finding.accounts) out.accounts.emplace_back(payments.accounts[a]);
  std::string kind = out.typology;
  std::ranges::replace(kind, '-', '_');
  ordered_json json{{"typology", out.typology}, {"kind", kind}, {"accounts", out.accounts}};
  ordered_json transactions = ordered_json::array();
  for (const uint32_t i : finding.payments) {
    TypologyFinding::Transaction t{
        place_of_row(payments, payments.row[i]),
        time_text(payments, payments.time[i]),
        std::string(payments.accounts[payments.source[i]]),
        std::string(payments.accounts[payments.target[i]]),
        payments.has_amounts() ? amount_text(payments, payments.amount(i)) : std::string(),
        std::string(payments.currency_of(i))};
    ordered_json one{{"row", t.row}, {"time", t.time}, {"source", t.source}, {"target", t.target}};
    if (payments.has_amounts())
      one["amount"] = ordered_json::parse(units_json(payments.amount(i), payments.scale));
    if (!t.currency.empty()) one["currency"] = t.currency;
    transactions.push_back(std::move(one));
    out.transactions.push_back(std::move(t));
  }
  json["transactions"] = std::move(transactions);
  json["why"] = out.why;
  if (finding.chance >= 0) json["chance"] = finding.chance;
  ordered_json figures = ordered_json::object();
  for (const auto& [figure, value] : finding.figures) figures[figure] = value;
  json["base_rates"] = std::move(figures);
  out.json = dumped(json);
  return out;
}

// How much of the table each kind takes: what a reader should expect of it.
std::string counts_json(const Payments& payments, const PaymentsReport& report,
                        const Typologies& found) {
  ordered_json kinds = ordered_json::object();
  for (size_t t = 0; t < kTypologies; ++t) {
    std::set<uint32_t> accounts;
    size_t count = 0;
    for (const MoneyFinding& f : found.findings)
      if (f.typology == static_cast<Typology>(t)) {
        ++count;
        accounts.insert(f.accounts.begin(), f.accounts.end());
      }
    if (count == 0) continue;
    kinds[std::string(name(static_cast<Typology>(t)))] = {
        {"findings", count},
        {"accounts", accounts.size()},
        {"share_of_accounts",
         static_cast<double>(accounts.size()) / static_cast<double>(payments.accounts.size())}};
  }
  ordered_json out{{"schema", "entente.money.typologies.v1"},
                   {"payments", payments.size()},
                   {"accounts", payments.accounts.size()},
                   {"ties", found.ties},
                   {"large_enough_for_chance", found.asked_for_chance},
                   {"by_typology", std::move(kinds)},
                   {"passed_over", passed_json(payments, report)},
                   {"passed_over_count", report.failures + report.moves_nothing},
                   {"warnings", warnings_json(payments, report)}};
  return dumped(out);
}

}  // namespace

Exit find_money_typologies(const Settings& settings, const TypologiesRequest& request,
                           TypologiesCounts& counts,
                           const std::function<bool(const TypologyFinding&)>& take) {
  const Engine::Parts parts(settings);
  if (request.paths.empty())
    return parts.report(fail(Code::bad_argument, "a table of payments is needed", {}, {},
                             "entente money typologies ledger.csv")
                            .error());
  const auto asked = settings_of(request, parts);
  if (!asked) return parts.report(asked.error());
  PaymentsReport report;
  auto payments = open_payments(parts, request.paths, false, report);
  if (!payments) return parts.report(payments.error());
  if (request.hide_amounts) payments->narrow.clear(), payments->wide.clear();
  const Typologies found = find_typologies(*payments, *asked);
  counts.payments = payments->size();
  counts.accounts = payments->accounts.size();
  counts.ties = found.ties;
  counts.passed_over = report.failures + report.moves_nothing;
  counts.findings = found.findings.size();
  counts.json = counts_json(*payments, report, found);
  Tally tally;
  for (const MoneyFinding& finding : found.findings) {
    ++tally.found;
    if (take(record_of(*payments, finding))) continue;
    tally.cut_off = true;
    break;
  }
  tally.failed = report.failures > 0 ? 1 : 0;
  const Exit done = tally.end(parts);
  if (!request.filing.wanted) return done;
  return file_findings(parts, request.filing, typologies_found(*payments, found.findings),
                       counts.filed, done);
}

std::vector<WordRecord> words_of_typologies() {
  std::vector<WordRecord> out;
  for (size_t t = 0; t < kTypologies; ++t)
    out.push_back({std::string(name(static_cast<Typology>(t))),
                   std::string(meaning(static_cast<Typology>(t)))});
  return out;
}

}  // namespace entente
