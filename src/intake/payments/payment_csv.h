// Payments as a table in CSV: columns by their names, in any order, whatever separates them.
#pragma once

#include <array>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/payments/payment_values.h"

namespace entente {

struct PaymentHeader {
  static constexpr size_t kColumnsMax = 256;
  std::vector<PaymentRole> roles;  // of each column
  char separator = ',';
  // unknown_column without a source or a target; malformed over kColumnsMax columns.
  static Result<PaymentHeader> of(std::string_view line);
  bool has(PaymentRole role) const;
};

// Takes cells in and gives rows with roles out. A line is a row: a line end inside quotes is none.
class PaymentCsv {
 public:
  explicit PaymentCsv(PaymentHeader header);
  // use(raw) for each row, passed(line, why, piece) for each that is none; blank lines are nothing.
  // Returns the number of lines. What `use` gets lies in `lines`, or in `out`.
  template <class Use>
  uint32_t each(std::string_view lines, PaymentBlock& out, Use use);

 private:
  // Null, or why the line is no row.
  const char* cells(std::string_view line, PaymentBlock& out, RawPayment& raw) const;
  const char* quoted_cells(std::string_view line, PaymentBlock& out, RawPayment& raw) const;
  PaymentHeader header_;
  size_t needed_ = 0;  // columns up to the last that has a role
};

template <class Use>
uint32_t PaymentCsv::each(std::string_view lines, PaymentBlock& out, Use use) {
  uint32_t line = 0;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    std::string_view text = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    ++line;
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.empty()) continue;
    RawPayment raw;
    raw.line = line;
    if (const char* why = cells(text, out, raw))
      out.passed.push_back({line, why, std::string(text.substr(0, 80)), true});
    else use(raw);
  }
  return line;
}

}  // namespace entente
