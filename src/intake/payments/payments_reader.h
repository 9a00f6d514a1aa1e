// Files of payments, whatever their format, as one table in the order in which things happened.
//
//   PaymentsReport report;
//   auto payments = read_payments({"ledger.csv"}, {}, report);      // Result
//   for (const PassedOver& p : report.passed) …                     // "ledger.csv:7", why
//
// CSV with a head, JSON Lines, an array of JSON objects, FollowTheMoney entities; plain, gzipped or
// zstd; "-" is standard input. A row that cannot be used is passed over with its reason, and the
// rest is read: no source or target, no time, no amount, a negative one, an id that stood before,
// a payment to oneself. Rows that are out of order are sorted by time, those of one time by
// sequence number, then as they stand.
#pragma once

#include <atomic>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/payments.h"

namespace entente {

struct PaymentsOptions {
  bool needs_amounts = true;  // else a table without them is read as well
  size_t threads = 1;
  const std::atomic<bool>* stop = nullptr;
  std::function<void(uint64_t, uint64_t)> progress = {};  // bytes of the file, and in all
};

struct PassedOver {
  uint32_t row;  // Payments::row
  std::string why, piece;
  bool failure;  // false: read well, and moves nothing
};

struct PaymentsReport {
  static constexpr size_t kToldMax = 100;
  uint64_t lines = 0;
  std::vector<PassedOver> passed;  // the first kToldMax
  uint64_t failures = 0, moves_nothing = 0;
  uint64_t without_amount = 0;  // where amounts are not needed: any, and the table has none
  bool sorted_here = false;     // rows stood out of order
  // Where each currency after the first came first.
  std::vector<uint32_t> currency_rows;
};

// not_found, unreadable, empty_input; unknown_column without source, target or (where needed)
// amount; too_large beyond 2^32 - 2 rows or a JSON array over 1 GiB; truncated or malformed for
// damaged archives; interrupted.
Result<Payments> read_payments(const std::vector<std::string>& paths,
                               const PaymentsOptions& options, PaymentsReport& report);

}  // namespace entente
