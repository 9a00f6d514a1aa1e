// Blocks of rows, in order, to one table: names numbered, amounts brought to one unit, ids that
// come again passed over, rows sorted by time.
#pragma once

#include <string>
#include <vector>

#include "intake/payments/payment_values.h"
#include "intake/payments/payments_reader.h"
#include "intake/payments/short_names.h"

namespace entente {

class PaymentTableBuilder {
 public:
  explicit PaymentTableBuilder(PaymentsReport& report) : report_(report) {}
  // Blocks that follow are of this file. False when it has another form of time than those before.
  bool begin_file(const std::string& path, const PaymentColumns& columns);
  // About so many rows follow.
  void expect(uint64_t rows);
  // False when there is no more room for rows.
  bool add(const PaymentBlock& block);
  Payments finish() &&;

 private:
  void pass(uint32_t row, std::string why, std::string_view piece, bool failure);
  uint16_t currency(const std::string& code, uint32_t row);
  std::vector<bool> find_repeated();
  void sort_by_time();
  void set_amounts();
  bool set_narrow(int64_t scale, uint8_t places_max);
  void keep_only(const std::vector<bool>& drop);

  PaymentsReport& report_;
  Payments out_;
  ShortNames quick_;
  PaymentColumns columns_;
  uint64_t rows_before_ = 0;
  std::vector<int64_t> digits_, sequence_;
  std::vector<uint8_t> places_;
  std::vector<std::pair<uint32_t, Amount>> odd_;
  std::vector<PaymentId> ids_;
  bool has_time_of_day_ = false;
};

}  // namespace entente
