// What readers of payments share: which column is what, how its cells are read, and a block of rows
// on its way to the table.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/payments.h"

namespace entente {

enum class PaymentRole : uint8_t { source, target, amount, time, sequence, id, currency, none };
inline constexpr size_t kPaymentRoles = static_cast<size_t>(PaymentRole::none);

// By the name of a column or field, whatever its case, blanks and underscores: the contract's own
// (seq, time, source, target, amount, currency), AMLSim's, FollowTheMoney's Payment, and those of
// exports of banks and block explorers. none when it is none of them.
PaymentRole payment_role(std::string_view name);

// One row as it stands. What has a role and is absent is empty.
struct RawPayment {
  std::string_view source, target, amount, time, sequence, id, currency;
  uint32_t line = 0;  // in its file, from 1
};

std::string_view& cell_of(RawPayment& raw, PaymentRole role);  // of no role: its id

// What is known of a whole file before its rows are read.
struct PaymentColumns {
  bool amount = false, time = false, sequence = false, id = false, currency = false;
  bool id_is_hash = false;       // of a transaction with several payments: ids may come again
  bool calendar = false;         // times are ISO 8601, not numbers
  bool amount_optional = false;  // a row without an amount is a payment all the same
};

struct PaymentId {
  uint64_t high = 0, low = 0;
  bool operator==(const PaymentId&) const = default;
};

struct PaymentBlock {
  struct Name {
    const char* at;
    uint32_t size;
    uint64_t hash;
    std::string_view text() const { return {at, size}; }
  };
  struct Passed {
    uint32_t line;
    std::string why, piece;
    bool failure;  // false: read well, and moves nothing
  };
  std::shared_ptr<const std::string> owner;  // of the bytes that names lie in
  std::deque<std::string> texts;             // names that had to be written anew
  std::vector<Name> source, target;
  std::vector<int64_t> digits;  // of the amount
  std::vector<uint8_t> places;  // decimals of it; kOdd: it is in `odd`, kHidden: there is none
  std::vector<std::pair<uint32_t, Amount>> odd;
  std::vector<int64_t> time, sequence;
  std::vector<PaymentId> ids;
  std::vector<uint16_t> currency;
  std::vector<std::string> currencies;
  std::vector<uint32_t> line;
  std::vector<Passed> passed;
  uint32_t lines = 0;  // in all
  bool has_time_of_day = false;

  static constexpr uint8_t kOdd = 255, kHidden = 254;
  std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
};

// Puts a row into the block, or the reason why not. One reader serves one thread.
class PaymentRows {
 public:
  explicit PaymentRows(const PaymentColumns& columns) : columns_(columns) {}
  void take(const RawPayment& raw, PaymentBlock& out);

 private:
  const char* read_amount(std::string_view cell, PaymentBlock& out, std::string& currency);
  uint16_t currency_number(const std::string& code, PaymentBlock& out) const;
  PaymentColumns columns_;
};

// Milliseconds since 1970-01-01 of an ISO 8601 day or time.
struct CalendarTime {
  int64_t ms = 0;
  bool has_time_of_day = false;
};
std::optional<CalendarTime> parse_calendar(std::string_view cell);
// "17", "17.0"
std::optional<int64_t> parse_step(std::string_view cell);

}  // namespace entente
