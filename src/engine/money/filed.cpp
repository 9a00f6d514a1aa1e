#include "engine/money/filed.h"

#include <fmt/format.h>

#include <algorithm>

#include "model/amount.h"
#include "tracing/money/path_back.h"

namespace entente {
namespace {

constexpr size_t kWays = 5;          // of an account
constexpr size_t kAccountsMax = 10;  // named of a pattern or a way; how many more there are is told

void add_row(Found& found, const Payments& payments, uint32_t payment) {
  if (auto row = row_of_place(place_of_row(payments, payments.row[payment])))
    found.rows.push_back(std::move(*row));
}

// Days, where the table has a calendar.
void set_when(Found& found, const Payments& payments, const std::vector<uint32_t>& which) {
  if (which.empty() ||
      (payments.time_form != TimeForm::day && payments.time_form != TimeForm::datetime))
    return;
  const auto [first, last] = std::ranges::minmax(which);  // payments lie in the order of time
  found.when = {parse_date(time_text(payments, payments.time[first])),
                parse_date(time_text(payments, payments.time[last]))};
}

void add_accounts(Found& found, Part part, const Payments& payments,
                  const std::vector<uint32_t>& accounts) {
  const size_t shown = std::min(accounts.size(), kAccountsMax);
  for (size_t i = 0; i < shown; ++i) {
    found.actors.push_back({part, std::string(payments.accounts[accounts[i]])});
    found.actors.back().ask_lists = true;
  }
  if (shown < accounts.size())
    found.actors.back().note = fmt::format(" (and {} more)", accounts.size() - shown);
}

void add_once(std::vector<uint32_t>& accounts, uint32_t account) {
  if (std::ranges::find(accounts, account) == accounts.end()) accounts.push_back(account);
}

}  // namespace

std::vector<Found> traced_found(const Payments& payments, const TraceSettings& settings,
                                const Trace& trace, const std::vector<uint32_t>& purses) {
  std::vector<Found> out;
  for (const uint32_t p : purses) {
    const Purse& purse = trace.purses[p];
    std::vector<uint32_t> origins, between, all;
    for (const TaintPath& way : paths_back(payments, settings, purse.account, kWays)) {
      if (way.currency != purse.currency || way.payments.empty()) continue;
      add_once(origins, payments.source[way.payments.front()]);
      for (const uint32_t i : way.payments) {
        all.push_back(i);
        if (payments.target[i] != purse.account) add_once(between, payments.target[i]);
      }
    }
    if (origins.empty()) continue;
    Found found{.finding = "money.trace"};
    add_accounts(found, Part::subject, payments, origins);
    add_accounts(found, Part::counterpart, payments, {purse.account});
    add_accounts(found, Part::via, payments, between);
    const double sum = purse.tainted / to_double(payments.scale, 1);
    const std::string currency =
        payments.currencies.empty() ? std::string() : payments.currencies[purse.currency];
    found.values = {
        {"method", std::string(name(trace.method))},
        {"currency", currency},
        {"tainted", fmt::format("{:.10g}{}{}", sum, currency.empty() ? "" : " ", currency), sum}};
    for (const uint32_t i : all) add_row(found, payments, i);
    set_when(found, payments, all);
    out.push_back(std::move(found));
  }
  return out;
}

std::vector<Found> typologies_found(const Payments& payments,
                                    const std::vector<MoneyFinding>& findings) {
  std::vector<Found> out;
  for (const MoneyFinding& finding : findings) {
    if (finding.accounts.empty()) continue;
    Found found{.finding = "money.typology"};
    add_accounts(found, Part::subject, payments, {finding.accounts.front()});
    add_accounts(found, Part::counterpart, payments,
                 {finding.accounts.begin() + 1, finding.accounts.end()});
    found.values = {{"typology", std::string(name(finding.typology))}, {"why", finding.why}};
    for (const uint32_t i : finding.payments) add_row(found, payments, i);
    set_when(found, payments, finding.payments);
    out.push_back(std::move(found));
  }
  return out;
}

}  // namespace entente
