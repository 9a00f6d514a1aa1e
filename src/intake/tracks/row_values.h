// The words and numbers of a row of positions: which column is what, and how cells are read. Shared
// by the readers of CSV and of JSON; everything here takes bytes and allocates nothing but texts.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "model/fix.h"

namespace entente {

enum class RowRole : uint8_t {
  mmsi,
  time,
  latitude,
  longitude,
  speed,
  course,
  name,
  imo,
  callsign,
  type,
  flag,
  sender,
  receiver,
  none
};
inline constexpr size_t kRowRoles = static_cast<size_t>(RowRole::none);

// By the name of a column or field, whatever its case, blanks and underscores: those of NOAA
// MarineCadastre (both generations), the Danish Maritime Authority, Global Fishing Watch, gpsd and
// what people write. none when it is none of them.
RowRole row_role(std::string_view name);

// "[-]digits[.digits]" with at most `wanted` decimals and nothing else, in units of the last of
// them: what nearly all numbers are. False for all others, which parse_… read.
inline bool fast_fixed(std::string_view cell, int wanted, int64_t& out) {
  constexpr int64_t kPowers[] = {1, 10, 100, 1000, 10'000, 100'000, 1'000'000, 10'000'000};
  const char* at = cell.data();
  const char* const end = at + cell.size();
  if (cell.empty() || cell.size() > 14) return false;
  const bool negative = *at == '-';
  at += negative;
  int64_t value = 0;
  const char* const first = at;
  for (; at < end && static_cast<unsigned>(*at - '0') < 10; ++at) value = value * 10 + (*at - '0');
  auto left = static_cast<std::ptrdiff_t>(wanted);
  if (at == first) return false;
  if (at < end) {
    if (*at != '.') return false;
    const char* const point = ++at;
    for (; at < end && static_cast<unsigned>(*at - '0') < 10; ++at)
      value = value * 10 + (*at - '0');
    left -= at - point;
    if (at != end || left < 0) return false;
  }
  value *= kPowers[left];
  out = negative ? -value : value;
  return true;
}

std::optional<uint32_t> parse_mmsi(std::string_view cell);
// Ten-millionths of a degree; nothing when it is no number. `limit` in degrees: beyond is nothing.
std::optional<int32_t> parse_degrees(std::string_view cell, int limit);
// Tenths; nothing when it is no number or not below `limit` tenths.
std::optional<int16_t> parse_tenths(std::string_view cell, int limit);
uint32_t parse_imo(std::string_view cell);  // "IMO9307839"; 0 when there is none
// "", "Unknown", "Undefined" and the like are nothing.
std::string_view parse_word(std::string_view cell);
Fix::Sender parse_sender(std::string_view cell);
bool is_station(std::string_view cell);  // "Base Station", "AtoN": the row is of no ship
Fix::Receiver parse_receiver(std::string_view cell);

// Times of rows: ISO 8601 with T or blank, with fraction and zone or without (UTC), dd/mm/yyyy
// hh:mm:ss, or seconds or milliseconds since 1970. Remembers the last day, for most rows share it.
class TimeParser {
 public:
  // kNoTime's value, INT64_MIN, when it is none.
  int64_t parse(std::string_view cell);

 private:
  char day_[10] = {};
  int64_t day_ms_ = INT64_MIN;
};

}  // namespace entente
