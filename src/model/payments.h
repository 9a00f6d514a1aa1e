// A table of payments: who paid whom how much and when, in the order in which it happened. What
// readers make and what is traced.
//
//   for (size_t i = 0; i < payments.size(); ++i)
//     use(payments.accounts[payments.source[i]], payments.amount(i));
//
// Columns lie apart, 24 bytes a payment: tracing touches each once and in order. Amounts are whole
// numbers of 1/scale; they are narrow as long as all of them together fit 62 bits.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/name_table.h"
#include "model/amount.h"

namespace entente {

enum class TimeForm : uint8_t {
  row,       // no column of times: rows are in order
  sequence,  // sequence numbers alone: an order, and no clock
  number,    // steps, days or seconds, as they stand
  day,       // ISO 8601 days
  datetime,  // with a time of day, UTC
};

struct Payments {
  NameTable accounts;
  std::vector<uint32_t> source, target;  // numbers of accounts
  std::vector<int64_t> narrow;           // amounts in units; empty when they are wide or hidden
  std::vector<Wide> wide;
  Wide scale = 1;             // units in one of the currency
  std::vector<int64_t> time;  // ascending: as written, or milliseconds since 1970-01-01 UTC
  TimeForm time_form = TimeForm::row;
  std::vector<uint32_t> row;            // the line it stands on, counted over all inputs from 1
  std::vector<std::string> currencies;  // in the order in which they came; none when not told
  std::vector<uint16_t> currency;       // of each payment; empty when there is one at most
  struct File {
    uint32_t rows_before = 0;
    std::string path;
  };
  std::vector<File> files;

  size_t size() const { return source.size(); }
  bool has_clock() const { return time_form != TimeForm::row && time_form != TimeForm::sequence; }
  bool has_amounts() const { return narrow.size() == size() || wide.size() == size(); }
  Wide amount(size_t i) const { return narrow.empty() ? wide[i] : narrow[i]; }
  std::string_view currency_of(size_t i) const {
    if (currency.empty()) return currencies.empty() ? std::string_view() : currencies[0];
    return currencies[currency[i]];
  }
};

std::string place_of_row(const Payments& payments, uint32_t row);  // "ledger.csv:17"
std::string time_text(const Payments& payments, int64_t time);     // as it was written
std::string amount_text(const Payments& payments, Wide units);     // "12.5", or "1/3"
std::string units_json(Wide units, Wide scale);                    // a JSON number
std::string units_json(double units, Wide scale);

}  // namespace entente
