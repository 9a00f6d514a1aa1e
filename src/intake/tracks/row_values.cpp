// Hand-written because ten million rows have fifty million numbers: strtod would cost more than all
// else together. Every function here has std::from_chars or the calendar of base/date.h as its slow
// twin in row_values_test.cpp.
#include "intake/tracks/row_values.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <string>

#include "base/date.h"
#include "base/text.h"
#include "intake/tracks/fast_cells.h"

namespace entente {
namespace {

struct RoleName {
  std::string_view name;
  RowRole role;
};
// Lower case, letters and digits only.
constexpr RoleName kRoleNames[] = {{"mmsi", RowRole::mmsi},
                                   {"ssvid", RowRole::mmsi},
                                   {"userid", RowRole::mmsi},
                                   {"vesselmmsi", RowRole::mmsi},
                                   {"id", RowRole::mmsi},
                                   {"basedatetime", RowRole::time},
                                   {"timestamp", RowRole::time},
                                   {"time", RowRole::time},
                                   {"datetime", RowRole::time},
                                   {"datetimeutc", RowRole::time},
                                   {"timestamputc", RowRole::time},
                                   {"timeutc", RowRole::time},
                                   {"lat", RowRole::latitude},
                                   {"latitude", RowRole::latitude},
                                   {"lon", RowRole::longitude},
                                   {"longitude", RowRole::longitude},
                                   {"long", RowRole::longitude},
                                   {"lng", RowRole::longitude},
                                   {"sog", RowRole::speed},
                                   {"speed", RowRole::speed},
                                   {"speedknots", RowRole::speed},
                                   {"speedoverground", RowRole::speed},
                                   {"cog", RowRole::course},
                                   {"course", RowRole::course},
                                   {"courseoverground", RowRole::course},
                                   {"vesselname", RowRole::name},
                                   {"name", RowRole::name},
                                   {"shipname", RowRole::name},
                                   {"imo", RowRole::imo},
                                   {"imonumber", RowRole::imo},
                                   {"callsign", RowRole::callsign},
                                   {"vesseltype", RowRole::type},
                                   {"shiptype", RowRole::type},
                                   {"shipandcargotype", RowRole::type},
                                   {"flag", RowRole::flag},
                                   {"flagstate", RowRole::flag},
                                   {"transceiverclass", RowRole::sender},
                                   {"transceiver", RowRole::sender},
                                   {"typeofmobile", RowRole::sender},
                                   {"aisclass", RowRole::sender},
                                   {"receivertype", RowRole::receiver}};

struct Decimal {
  int64_t value = 0;  // all digits
  int decimals = 0;
  bool ok = false;
};

// "[-+]digits[.digits]", at most 18 characters: longer ones go the slow way.
Decimal parse_decimal(std::string_view cell) {
  Decimal out;
  const char* at = cell.data();
  const char* const end = at + cell.size();
  if (cell.empty() || cell.size() > 18) return out;
  const bool negative = *at == '-';
  at += negative || *at == '+';
  const char* const first = at;
  int64_t value = 0;
  while (at < end && is_digit(*at)) value = value * 10 + (*at++ - '0');
  auto digits = at - first;
  if (at < end && *at == '.') {
    const char* const point = ++at;
    while (at < end && is_digit(*at)) value = value * 10 + (*at++ - '0');
    out.decimals = static_cast<int>(at - point);
    digits += out.decimals;
  }
  out.value = negative ? -value : value;
  out.ok = at == end && digits > 0;
  return out;
}

constexpr std::array<int64_t, 18> kPowers = [] {
  std::array<int64_t, 18> out{};
  int64_t power = 1;
  for (auto& value : out) {
    value = power;
    power *= 10;
  }
  return out;
}();

// The value with `wanted` decimals, rounded half away from zero; nothing when it does not fit.
std::optional<int64_t> with_decimals(const Decimal& number, int wanted) {
  if (number.decimals == wanted) return number.value;
  if (number.decimals < wanted) {
    const int64_t factor = kPowers[static_cast<size_t>(wanted - number.decimals)];
    int64_t out = 0;
    if (__builtin_mul_overflow(number.value, factor, &out)) return std::nullopt;
    return out;
  }
  const int64_t divisor = kPowers[static_cast<size_t>(number.decimals - wanted)];
  const int64_t half = number.value < 0 ? -divisor / 2 : divisor / 2;
  return (number.value + half) / divisor;
}

// Everything else: blanks around it, very long, or with an exponent as programs write ("1e-05").
std::optional<int64_t> slow_number(std::string_view cell, int wanted) {
  cell = trim(cell);
  if (const Decimal number = parse_decimal(cell); number.ok) return with_decimals(number, wanted);
  if (cell.empty() || cell.size() > 40) return std::nullopt;
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || end != cell.data() + cell.size()) return std::nullopt;
  value *= static_cast<double>(kPowers[static_cast<size_t>(wanted)]);
  if (!(std::abs(value) < 9e17)) return std::nullopt;
  return std::llround(value);
}

std::optional<int64_t> number_of(std::string_view cell, int decimals) {
  const Decimal number = parse_decimal(cell);
  return number.ok ? with_decimals(number, decimals) : slow_number(cell, decimals);
}

int two_digits(const char* at) {
  const int high = at[0] - '0', low = at[1] - '0';
  return high >= 0 && high <= 9 && low >= 0 && low <= 9 ? high * 10 + low : -1;
}

std::optional<int64_t> day_ms(int year, int month, int day) {
  if (year < 1970 || year > 2200 || month < 1 || month > 12 || day < 1 ||
      day > days_in_month(year, month))
    return std::nullopt;
  return days_from_epoch({year, month, day}) * 86'400'000LL;
}

// "hh:mm[:ss[.fff]][zone]" behind the day → milliseconds; negative when it is none.
std::optional<int64_t> time_of_day_ms(std::string_view text) {
  if (text.size() < 5 || text[2] != ':') return std::nullopt;
  const int hour = two_digits(text.data()), minute = two_digits(text.data() + 3);
  int second = 0;
  int64_t fraction = 0;
  size_t at = 5;
  if (text.size() >= 8 && text[5] == ':') {
    second = two_digits(text.data() + 6);
    at = 8;
  }
  if (hour < 0 || hour > 24 || minute < 0 || minute > 59 || second < 0 || second > 60)
    return std::nullopt;
  if (at < text.size() && text[at] == '.') {
    int64_t unit = 100;
    for (++at; at < text.size() && is_digit(text[at]); ++at, unit /= 10)
      fraction += (text[at] - '0') * unit;
  }
  int64_t zone = 0;
  std::string_view rest = trim(text.substr(at));
  if (rest.ends_with("UTC")) rest = trim(rest.substr(0, rest.size() - 3));
  if (!rest.empty() && (rest[0] == '+' || rest[0] == '-') && rest.size() >= 3) {
    const int hours = two_digits(rest.data() + 1);
    const size_t minutes_at = rest.size() > 3 && rest[3] == ':' ? 4 : 3;
    const int minutes = rest.size() >= minutes_at + 2 ? two_digits(rest.data() + minutes_at) : 0;
    if (hours < 0 || minutes < 0) return std::nullopt;
    zone = (hours * 60 + minutes) * 60'000LL * (rest[0] == '-' ? -1 : 1);
  } else if (!rest.empty() && rest != "Z" && rest != "z") {
    return std::nullopt;
  }
  return ((hour * 60LL + minute) * 60 + second) * 1000 + fraction - zone;
}

}  // namespace

RowRole row_role(std::string_view name) {
  std::string plain;
  for (const char c : name)
    if (is_alnum(c)) plain += lower(c);
  for (const RoleName& row : kRoleNames)
    if (row.name == plain) return row.role;
  return RowRole::none;
}

std::optional<uint32_t> parse_mmsi(std::string_view cell) {
  if (cell.size() != 9) cell = trim(cell);
  if (cell.ends_with(".0")) cell.remove_suffix(2);
  if (cell.empty() || cell.size() > 9) return std::nullopt;
  uint32_t out = 0;
  for (const char c : cell) {
    if (!is_digit(c)) return std::nullopt;
    out = out * 10 + static_cast<uint32_t>(c - '0');
  }
  return out ? std::optional(out) : std::nullopt;
}

std::optional<int32_t> parse_degrees(std::string_view cell, int limit) {
  if (cell.empty()) return std::nullopt;
  const auto value = number_of(cell, 7);
  if (!value || std::abs(*value) > limit * 10'000'000LL) return std::nullopt;
  return static_cast<int32_t>(*value);
}

std::optional<int16_t> parse_tenths(std::string_view cell, int limit) {
  if (cell.empty()) return std::nullopt;
  const auto value = number_of(cell, 1);
  if (!value || *value < 0 || *value >= limit) return std::nullopt;
  return static_cast<int16_t>(*value);
}

uint32_t parse_imo(std::string_view cell) {
  cell = trim(cell);
  if (cell.starts_with("IMO") || cell.starts_with("imo")) cell = trim(cell.substr(3));
  if (cell.ends_with(".0")) cell.remove_suffix(2);
  if (cell.empty() || cell.size() > 10) return 0;
  uint64_t out = 0;
  for (const char c : cell) {
    if (!is_digit(c)) return 0;
    out = out * 10 + static_cast<uint64_t>(c - '0');
  }
  return out <= 1'073'741'823 ? static_cast<uint32_t>(out) : 0;  // 30 bits of a static report
}

std::string_view parse_word(std::string_view cell) {
  static constexpr std::string_view kNothing[] = {"Unknown", "Undefined", "null",
                                                  "N/A",     "nan",       "None"};
  cell = trim(cell);
  for (const std::string_view nothing : kNothing)
    if (equals_ignoring_case(cell, nothing)) return {};
  return cell;
}

Fix::Sender parse_sender(std::string_view cell) {
  cell = trim(cell);
  if (cell.empty()) return Fix::Sender::unknown;
  const char last = lower(cell.back());
  if (last == 'a' && cell.size() <= 8) return Fix::Sender::class_a;
  return last == 'b' && cell.size() <= 8 ? Fix::Sender::class_b : Fix::Sender::unknown;
}

bool is_station(std::string_view cell) {
  return cell.size() >= 4 &&
         (cell.starts_with("Base") || cell.starts_with("AtoN") || cell.starts_with("SAR ") ||
          cell.starts_with("Man Overboard") || cell.starts_with("Search and Rescue"));
}

Fix::Receiver parse_receiver(std::string_view cell) {
  if (cell.starts_with("terr")) return Fix::Receiver::terrestrial;
  if (cell.starts_with("sat")) return Fix::Receiver::satellite;
  return cell.starts_with("dyn") ? Fix::Receiver::dynamic : Fix::Receiver::unknown;
}

int64_t TimeParser::parse(std::string_view cell) {
  constexpr int64_t kNone = INT64_MIN;
  if (cell.size() >= 16 && day_ms_ != kNone && std::memcmp(cell.data(), day_, 10) == 0) {
    int64_t clock = 0;
    if (cell.size() == 19 && fast_clock(cell.data() + 11, clock)) return day_ms_ + clock;
    const auto rest = time_of_day_ms(cell.substr(11));
    return rest ? day_ms_ + *rest : kNone;
  }
  cell = trim(cell);
  if (cell.empty()) return kNone;
  if (cell.size() >= 10 && (cell[4] == '-' || cell[2] == '/')) {
    const char* at = cell.data();
    const bool iso = cell[4] == '-' && cell[7] == '-';
    if (!iso && cell[5] != '/') return kNone;
    const int year = iso ? two_digits(at) * 100 + two_digits(at + 2)
                         : two_digits(at + 6) * 100 + two_digits(at + 8);
    const int month = two_digits(iso ? at + 5 : at + 3);
    const auto day = day_ms(year, month, two_digits(iso ? at + 8 : at));
    if (!day) return kNone;
    if (cell.size() == 10) return *day;
    std::memcpy(day_, at, 10);
    day_ms_ = *day;
    const auto rest = time_of_day_ms(cell.substr(11));
    return rest ? *day + *rest : kNone;
  }
  const auto number = number_of(cell, 3);
  if (!number || *number <= 0) return kNone;
  constexpr int64_t kSecondsMax = 100'000'000'000;  // beyond, a whole number is milliseconds
  return *number / 1000 >= kSecondsMax ? *number / 1000 : *number;
}

}  // namespace entente
