// Tables of payments: any bytes make a table in order or an error, its amounts are above nothing,
// and whatever is traced through it is conserved; amounts come back as they are written.
#include <cstdlib>
#include <string>

#include "intake/payments/payments_reader.h"
#include "list_fuzz.h"
#include "tracing/money/path_back.h"
#include "tracing/money/typologies.h"

namespace {

using namespace entente;

void check_amount(std::string_view text) {
  const auto amount = parse_amount(text);
  if (!amount) return;
  if (amount->denominator <= 0) std::abort();
  const auto exact = to_decimal(amount->numerator, amount->denominator);
  if (!exact) return;
  const auto again = parse_amount(*exact);
  if (again && again->numerator * amount->denominator /
                       greatest_common_divisor(amount->denominator, again->denominator) !=
                   amount->numerator * again->denominator /
                       greatest_common_divisor(amount->denominator, again->denominator))
    std::abort();
}

void check_table(const Payments& payments) {
  for (size_t i = 0; i < payments.size(); ++i) {
    if (i > 0 && payments.time[i] < payments.time[i - 1]) std::abort();
    if (payments.source[i] == payments.target[i]) std::abort();
    if (payments.has_amounts() && payments.amount(i) <= 0) std::abort();
    if (place_of_row(payments, payments.row[i]).empty()) std::abort();
    (void)time_text(payments, payments.time[i]);
  }
  if (payments.size() == 0) return;
  if (payments.has_amounts())
    for (const TaintMethod method :
         {TaintMethod::poison, TaintMethod::haircut, TaintMethod::fifo, TaintMethod::lifo}) {
      const TraceSettings settings{.method = method, .origins = {payments.source[0]}};
      if (!trace_taint(payments, settings).conserved()) std::abort();
      (void)paths_back(payments, settings, payments.target.back(), 3);
    }
  for (const MoneyFinding& finding : find_typologies(payments, {}).findings)
    if (finding.accounts.empty() || finding.payments.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  check_amount(bytes.substr(0, 60));
  write_scratch("payments", bytes);
  for (const bool needs_amounts : {true, false}) {
    PaymentsOptions options;
    options.needs_amounts = needs_amounts;
    PaymentsReport report;
    const auto payments = read_payments({scratch_folder() + "/payments"}, options, report);
    if (!payments && payments.error().what.empty()) std::abort();
    if (payments) check_table(*payments);
  }
  return 0;
}
