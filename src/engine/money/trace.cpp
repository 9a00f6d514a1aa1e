// `entente money trace`: the table, the origins, one pass, and each account's share as JSON and
// text.
#include "tracing/money/trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/filing/filing.h"
#include "engine/money/filed.h"
#include "engine/money/origins.h"
#include "engine/money/table.h"
#include "entente/money.h"
#include "model/amount.h"
#include "tracing/money/path_back.h"

namespace entente {
namespace {

using nlohmann::ordered_json;

std::string json_text(std::string_view text) {
  const auto is_plain = [](char c) { return c >= 0x20 && c < 0x7f && c != '"' && c != '\\'; };
  if (std::ranges::all_of(text, is_plain)) return '"' + std::string(text) + '"';
  return ordered_json(text).dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

class Answer {
 public:
  Answer(const Payments& payments, const PaymentsReport& report, const Trace& trace)
      : payments_(payments), report_(report), trace_(trace) {
    for (uint32_t p = 0; p < trace.purses.size(); ++p) {
      const Purse& purse = trace.purses[p];
      if (purse.received > 0 && !trace.is_origin[purse.account] && !trace.is_outside[purse.account])
        order_.push_back(p);
    }
    // The table's first currency last, where names are looked up and the last one stands.
    // Most accounts of a large table hold nothing tainted, and stay as they came.
    const auto clean = std::ranges::stable_partition(order_, [&](uint32_t p) {
      return trace.purses[p].tainted > 0 || payments.currencies.size() > 1;
    });
    std::ranges::stable_sort(order_.begin(), clean.begin(), [&](uint32_t a, uint32_t b) {
      const Purse &x = trace.purses[a], &y = trace.purses[b];
      if (x.currency != y.currency) return x.currency > y.currency;
      return x.tainted > y.tainted;
    });
  }

  std::string tainted_json(const Purse& purse) const {
    return trace_.method == TaintMethod::haircut ? units_json(purse.tainted, payments_.scale)
                                                 : units_json(purse.tainted_units, payments_.scale);
  }
  // `units` of the method's own exactness.
  std::string sum_json(double units) const {
    if (trace_.method == TaintMethod::haircut) return units_json(units, payments_.scale);
    return units_json(static_cast<Wide>(units), payments_.scale);
  }

  std::string account_json(const Purse& purse) const {
    const auto add = [](std::string& to, std::string_view key, const std::string& value) {
      to.append(key).append(value);
    };
    std::string out = R"({"account":)" + json_text(payments_.accounts[purse.account]);
    add(out, R"(,"received":)", units_json(purse.received, payments_.scale));
    add(out, R"(,"tainted":)", purse.tainted == 0 ? "0" : tainted_json(purse));
    add(out, R"(,"balance":)", units_json(purse.balance, payments_.scale));
    add(out, R"(,"tainted_received":)",
        purse.tainted_received == 0 ? "0" : sum_json(purse.tainted_received));
    if (trace_.method == TaintMethod::poison)
      out += trace_.poisoned[purse.account] ? R"(,"poisoned":true)" : R"(,"poisoned":false)";
    if (!payments_.currencies.empty())
      out += fmt::format(R"(,"currency":{})", json_text(payments_.currencies[purse.currency]));
    return out + "}";
  }

  std::string sums_json() const {
    const Trace::Sums& s = trace_.sums;
    std::string out = fmt::format(
        R"({{"emitted":{},"held":{},"returned":{},"outside":{},"dust":{},"beyond_hops":{})",
        sum_json(s.emitted), sum_json(s.held), sum_json(s.returned), sum_json(s.outside),
        sum_json(s.dust), sum_json(s.beyond));
    if (!trace_.applies_conservation()) return out + R"(,"conserved":null})";
    return out + fmt::format(R"(,"difference":{},"conserved":{}}})",
                             trace_.method == TaintMethod::haircut
                                 ? units_json(s.rest(), payments_.scale)
                                 : units_json(trace_.exact_rest, payments_.scale),
                             trace_.conserved());
  }

  const std::vector<uint32_t>& order() const { return order_; }
  const Payments& payments() const { return payments_; }
  const Trace& trace() const { return trace_; }

 private:
  const Payments& payments_;
  const PaymentsReport& report_;
  const Trace& trace_;
  std::vector<uint32_t> order_;  // purses to tell of
};

struct Back {
  uint32_t account;
  std::vector<TaintPath> ways;
};

ordered_json way_json(const Payments& payments, const TaintPath& path) {
  ordered_json hops = ordered_json::array();
  for (const uint32_t i : path.payments)
    hops.push_back(
        {{"row", place_of_row(payments, payments.row[i])},
         {"time", time_text(payments, payments.time[i])},
         {"source", std::string(payments.accounts[payments.source[i]])},
         {"target", std::string(payments.accounts[payments.target[i]])},
         {"amount", ordered_json::parse(units_json(payments.amount(i), payments.scale))}});
  ordered_json out{{"tainted", ordered_json::parse(units_json(path.units, payments.scale))}};
  if (!payments.currencies.empty()) out["currency"] = payments.currencies[path.currency];
  out["payments"] = std::move(hops);
  return out;
}

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string written_json(const Answer& answer, const PaymentsReport& report, const Origins& origins,
                         const std::vector<Back>& backs) {
  const Payments& payments = answer.payments();
  const Trace& trace = answer.trace();
  std::string out = fmt::format(R"({{"schema":"entente.money.trace.v1","method":"{}","accounts":[)",
                                name(trace.method));
  bool first = true;
  for (const uint32_t p : answer.order()) {
    out += first ? "" : ",";
    out += answer.account_json(trace.purses[p]);
    first = false;
  }
  ordered_json names = ordered_json::array();
  for (const uint32_t a : origins.accounts) names.push_back(std::string(payments.accounts[a]));
  out += fmt::format(
      R"(],"origins":{},"unknown_origins":{},"payments":{},"totals":{},"overdrawn":{})",
      dumped(names), dumped(origins.unknown), trace.payments, answer.sums_json(), trace.overdrawn);
  if (!backs.empty()) {
    ordered_json all = ordered_json::array();
    for (const Back& back : backs) {
      ordered_json ways = ordered_json::array();
      for (const TaintPath& path : back.ways) ways.push_back(way_json(payments, path));
      all.push_back({{"account", std::string(payments.accounts[back.account])}, {"ways", ways}});
    }
    out += R"(,"paths_back":)" + dumped(all);
  }
  ordered_json warnings = warnings_json(payments, report);
  if (trace.overdrawn > 0)
    warnings.push_back(fmt::format(
        "{} payments are larger than what their account was seen to hold; the rest of each is "
        "taken as clean money from outside",
        trace.overdrawn));
  return out +
         fmt::format(R"(,"passed_over":{},"passed_over_count":{},"warnings":{}}})",
                     dumped(passed_json(payments, report)), report.failures + report.moves_nothing,
                     dumped(warnings)) +
         "\n";
}

// To ten digits, which is enough to read.
std::string money_text(const Payments& payments, double units, uint16_t currency) {
  std::string out = fmt::format("{:.10g}", units / to_double(payments.scale, 1));
  if (!payments.currencies.empty() && !payments.currencies[currency].empty())
    out += " " + payments.currencies[currency];
  return out;
}

std::string back_text(const Payments& payments, const Back& back) {
  std::string out = fmt::format("\nback from {}\n", payments.accounts[back.account]);
  if (back.ways.empty()) out += "  nothing tainted is held there\n";
  for (const TaintPath& path : back.ways) {
    if (path.units > 0)
      out += fmt::format("  {}\n", money_text(payments, path.units, path.currency));
    for (const uint32_t i : path.payments)
      out += fmt::format(
          "    {}  {} paid {} {}  ({})\n", time_text(payments, payments.time[i]),
          payments.accounts[payments.source[i]], payments.accounts[payments.target[i]],
          amount_text(payments, payments.amount(i)), place_of_row(payments, payments.row[i]));
  }
  return out;
}

std::string written_text(const Answer& answer, const std::vector<Back>& backs, size_t limit) {
  const Payments& payments = answer.payments();
  const Trace& trace = answer.trace();
  std::vector<const Purse*> shown;
  for (const uint32_t p : answer.order())
    if (trace.purses[p].tainted > 0) shown.push_back(&trace.purses[p]);
  std::string out =
      fmt::format("{}: {} payments, {} of {} accounts hold something tainted\n", name(trace.method),
                  trace.payments, shown.size(), answer.order().size());
  for (size_t i = 0; i < std::min(limit, shown.size()); ++i) {
    const Purse& purse = *shown[i];
    const double balance = static_cast<double>(purse.balance);
    out += fmt::format("  {}  {} tainted of {} held ({:.3g} %)\n", payments.accounts[purse.account],
                       money_text(payments, purse.tainted, purse.currency),
                       units_json(purse.balance, payments.scale),
                       balance > 0 ? 100 * purse.tainted / balance : 0);
  }
  if (shown.size() > limit) out += fmt::format("  and {} more\n", shown.size() - limit);
  if (trace.applies_conservation())
    out += fmt::format(
        "the origins paid out {}: {} held by others, {} came back, {} went outside, {} as dust, {} "
        "beyond the hops: {}\n",
        answer.sum_json(trace.sums.emitted), answer.sum_json(trace.sums.held),
        answer.sum_json(trace.sums.returned), answer.sum_json(trace.sums.outside),
        answer.sum_json(trace.sums.dust), answer.sum_json(trace.sums.beyond),
        trace.conserved() ? "conserved" : "NOT CONSERVED");
  for (const Back& back : backs) out += back_text(payments, back);
  return out;
}

Result<TraceSettings> settings_of(const Payments& payments, const MoneyTraceRequest& request,
                                  AccountFinder& finder, const Engine::Parts& parts) {
  TraceSettings out;
  const auto method = find_taint_method(request.method.empty() ? "haircut" : lower(request.method));
  if (!method)
    return fail(Code::bad_argument, "no such method", "--method", request.method,
                "one of poison, haircut, fifo, lifo");
  out.method = *method;
  out.hops_max = static_cast<uint32_t>(request.hops_max);
  if (!request.dust.empty()) {
    const auto dust = parse_amount(request.dust);
    if (!dust || dust->numerator < 0)
      return fail(Code::bad_argument, "no amount", "--dust", request.dust, "--dust 0.001");
    // Beyond what any table holds it is all of it.
    if (__builtin_mul_overflow(dust->numerator, payments.scale, &out.dust_max))
      out.dust_max = Wide{1} << 120;
    else out.dust_max /= dust->denominator;
  }
  if (!request.since.empty()) {
    const auto since = time_of(payments, request.since, "--since", false);
    if (!since) return std::unexpected(since.error());
    out.since = *since;
  }
  if (!request.until.empty()) {
    const auto until = time_of(payments, request.until, "--until", true);
    if (!until) return std::unexpected(until.error());
    out.until = *until;
  }
  std::vector<std::string> unknown;
  for (const std::string& word : request.outside)
    for (const uint32_t account : finder.find_all(word, unknown)) out.outside.push_back(account);
  for (const std::string& name : unknown)
    parts.note("--outside " + name + ": no account of this table");
  return out;
}

constexpr size_t kHopsMax = 64;  // haircut keeps a number for each, of each account

Status check_request(const MoneyTraceRequest& request) {
  if (request.hops_max > kHopsMax)
    return fail(Code::bad_argument, "more hops than are told apart", "--hops",
                std::to_string(request.hops_max), "up to 64, or none for all");
  if (!request.method.empty() && !find_taint_method(lower(request.method)))
    return fail(Code::bad_argument, "no such method", "--method", request.method,
                "one of poison, haircut, fifo, lifo");
  if (request.origins.empty() && request.listed.empty())
    return fail(Code::bad_argument, "tracing needs an origin", {}, {},
                "--origin ACCOUNT, or --listed LIST for the wallets of a list");
  if (request.paths.empty())
    return fail(Code::bad_argument, "tracing needs a table of payments", {}, {},
                "entente money trace --method fifo --origin ACCOUNT ledger.csv");
  return {};
}

// What the run comes to, with the origins that are no accounts told.
Exit end_of(const Engine::Parts& parts, const PaymentsReport& report, const Origins& origins,
            const Trace& trace) {
  for (const std::string& name : origins.unknown)
    parts.report(fail(Code::not_found, "no such account in the table: this origin is passed over",
                      "--origin", name, "write it as the table has it")
                     .error());
  if (origins.wallets_listed > 0)
    parts.note(fmt::format("{} wallets listed, {} of them in the table", origins.wallets_listed,
                           origins.wallets_found));
  if (!trace.conserved()) {
    parts.report(fail(Code::malformed, "taint is not conserved", {}, {}, "report this").error());
    return Exit::some_failed;
  }
  if (report.failures > 0) return Exit::some_failed;
  if (trace.sums.emitted <= 0) return Exit::nothing_found;
  return origins.unknown.empty() ? Exit::done : Exit::some_failed;
}

}  // namespace

Exit trace_money(const Settings& settings, const MoneyTraceRequest& request, MoneyRecord& out) {
  const Engine::Parts parts(settings);
  if (auto ok = check_request(request); !ok) return parts.report(ok.error());
  PaymentsReport report;
  const auto payments = open_payments(parts, request.paths, true, report);
  if (!payments) return parts.report(payments.error());
  AccountFinder finder(*payments);
  auto asked = settings_of(*payments, request, finder, parts);
  if (!asked) return parts.report(asked.error());
  const auto origins = find_origins(request, finder);
  if (!origins) return parts.report(origins.error());
  asked->origins = origins->accounts;
  const Trace trace = trace_taint(*payments, *asked);
  std::vector<Back> backs;
  std::vector<std::string> unknown;
  for (const std::string& word : request.back)
    for (const uint32_t account : finder.find_all(word, unknown))
      backs.push_back({account, paths_back(*payments, *asked, account, request.back_count)});
  for (const std::string& name : unknown)
    parts.note("--back " + name + ": no account of this table");
  const Answer answer(*payments, report, trace);
  if (out.wants_json) out.json = written_json(answer, report, *origins, backs);
  if (out.wants_text) out.text = written_text(answer, backs, request.limit);
  const Exit done = end_of(parts, report, *origins, trace);
  if (!request.filing.wanted) return done;
  std::vector<uint32_t> filed;
  for (const uint32_t p : answer.order())
    if (trace.purses[p].tainted > 0 && filed.size() < request.limit) filed.push_back(p);
  return file_findings(parts, request.filing, traced_found(*payments, *asked, trace, filed),
                       out.filed, done);
}

std::vector<WordRecord> words_of_taint_methods() {
  return {{"poison", "an account that ever received something tainted is tainted for good"},
          {"haircut", "each payment carries the share of taint that its account holds"},
          {"fifo", "what came first goes first"},
          {"lifo", "what came last goes first"}};
}

}  // namespace entente
