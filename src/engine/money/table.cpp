#include "engine/money/table.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "intake/payments/payment_values.h"

namespace entente {
namespace {

using nlohmann::ordered_json;

std::vector<std::string> warnings(const Payments& payments, const PaymentsReport& report) {
  std::vector<std::string> out;
  for (size_t c = 1; c < payments.currencies.size(); ++c)
    out.push_back(fmt::format("{}: a second currency, {} beside {}: traced apart, never added",
                              place_of_row(payments, report.currency_rows[c - 1]),
                              currency_name(payments, static_cast<uint16_t>(c)),
                              currency_name(payments, 0)));
  if (report.sorted_here) out.emplace_back("rows stood out of order and were sorted by time");
  if (payments.time_form == TimeForm::row)
    out.emplace_back("no column of times: rows are taken to stand in the order of payment");
  if (report.moves_nothing > 0)
    out.push_back(
        fmt::format("{} payments move nothing (to oneself, or of nothing)", report.moves_nothing));
  if (report.without_amount > 0)
    out.push_back(fmt::format("{} payments have no amount: amounts are not looked at",
                              report.without_amount));
  return out;
}

}  // namespace

std::string currency_name(const Payments& payments, uint16_t currency) {
  if (currency >= payments.currencies.size() || payments.currencies[currency].empty())
    return "no currency named";
  return payments.currencies[currency];
}

Result<Payments> open_payments(const Engine::Parts& parts, const std::vector<std::string>& paths,
                               bool needs_amounts, PaymentsReport& report) {
  PaymentsOptions options;
  options.needs_amounts = needs_amounts;
  options.threads = parts.threads();
  options.stop = parts.settings.stop;
  options.progress = [&](uint64_t done, uint64_t total) {
    parts.progress("payments", done, total);
  };
  auto payments = read_payments(paths, options, report);
  if (!payments) return payments;
  for (const PassedOver& p : report.passed) {
    const std::string place = place_of_row(*payments, p.row);
    if (p.failure)
      parts.report(
          fail(Code::malformed, p.why + ": the row is passed over", place, p.piece).error());
    else parts.note(fmt::format("{}: {}: the row is passed over ({})", place, p.why, p.piece));
  }
  if (const uint64_t all = report.failures + report.moves_nothing; all > report.passed.size())
    parts.note(fmt::format("{} more rows are passed over", all - report.passed.size()));
  for (const std::string& warning : warnings(*payments, report)) parts.note(warning);
  return payments;
}

ordered_json passed_json(const Payments& payments, const PaymentsReport& report) {
  ordered_json out = ordered_json::array();
  for (const PassedOver& p : report.passed)
    out.push_back({{"row", place_of_row(payments, p.row)}, {"reason", p.why}, {"piece", p.piece}});
  return out;
}

ordered_json warnings_json(const Payments& payments, const PaymentsReport& report) {
  return warnings(payments, report);
}

Result<int64_t> time_of(const Payments& payments, const std::string& text, const char* flag,
                        bool end_of_day) {
  if (payments.time_form != TimeForm::day && payments.time_form != TimeForm::datetime) {
    if (const auto number = parse_step(text)) return *number;
    return fail(Code::bad_argument, "the times of this table are whole numbers", flag, text);
  }
  const auto time = parse_calendar(text);
  if (!time)
    return fail(Code::bad_argument, "the times of this table are days or times of day", flag, text,
                "write 2024-05-17 or 2024-05-17T08:00:00Z");
  return time->ms + (end_of_day && !time->has_time_of_day ? 86'400'000 - 1 : 0);
}

}  // namespace entente
