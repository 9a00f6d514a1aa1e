#include "model/payments.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/date.h"

namespace entente {

std::string place_of_row(const Payments& payments, uint32_t row) {
  const auto after =
      std::ranges::upper_bound(payments.files, row - 1, {}, &Payments::File::rows_before);
  if (after == payments.files.begin()) return fmt::format("row {}", row);
  const Payments::File& file = *std::prev(after);
  return fmt::format("{}:{}", file.path, row - file.rows_before);
}

std::string time_text(const Payments& payments, int64_t time) {
  if (payments.time_form != TimeForm::day && payments.time_form != TimeForm::datetime)
    return std::to_string(time);
  constexpr int64_t kDay = 86'400'000;
  const int64_t days = time >= 0 ? time / kDay : -((-time + kDay - 1) / kDay);
  const std::string day = to_string(add_days({1970, 1, 1}, static_cast<int>(days)));
  if (payments.time_form == TimeForm::day) return day;
  const int64_t rest = time - days * kDay;
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", day, rest / 3'600'000, rest / 60'000 % 60,
                                rest / 1000 % 60);
  if (rest % 1000 != 0) out += fmt::format(".{:03}", rest % 1000);
  return out + "Z";
}

std::string units_json(Wide units, Wide scale) {
  if (auto exact = to_decimal(units, scale)) return *exact;
  return fmt::format("{}", to_double(units, scale));
}

std::string units_json(double units, Wide scale) {
  const double value =
      static_cast<double>(static_cast<long double>(units) / static_cast<long double>(scale));
  return value == 0 ? "0" : fmt::format("{}", value);
}

std::string amount_text(const Payments& payments, Wide units) {
  if (auto exact = to_decimal(units, payments.scale)) return *exact;
  const Wide common = greatest_common_divisor(units, payments.scale);
  return fmt::format("{}/{}", static_cast<int64_t>(units / common),
                     static_cast<int64_t>(payments.scale / common));
}

}  // namespace entente
