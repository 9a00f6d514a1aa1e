// The cells that nearly all rows are made of, read without a branch a character.
//
//   int32_t lat;
//   if (!fast_degrees(cell, 90, lat)) …      // not of this form: the general reader takes it
//
// A caller sees to it that sixteen bytes may be read from where a cell begins and eight from where
// it ends. Each gives what row_values.h gives or nothing; fast_cells_test.cpp holds them to it.
#pragma once

#include "base/eight_bytes.h"

namespace entente {

// The first `count` of eight digits, then zeros; false when one of them is no digit.
inline bool leading_digits(const char* at, size_t count, uint32_t& out) {
  const uint64_t kept = count < 8 ? (uint64_t{1} << (8 * count)) - 1 : ~uint64_t{0};
  const uint64_t digits = (eight_bytes(at) & kept) | (eight_times('0') & ~kept);
  out = eight_digits(digits);
  return all_digits(digits);
}

// "[-]d.ddd": one to three digits, a point, at most seven digits. Ten-millionths of a degree, not
// beyond the limit.
inline bool fast_degrees(std::string_view cell, int limit, int32_t& out) {
  if (cell.size() < 3) return false;
  const char* at = cell.data();
  const bool negative = *at == '-';
  at += negative;
  const uint64_t begin = eight_bytes(at), points = begin ^ eight_times('.');
  const uint64_t zeros = (points - eight_times(1)) & ~points & eight_times(0x80);
  if (zeros == 0) return false;
  const auto before = static_cast<size_t>(__builtin_ctzll(zeros)) / 8;
  const size_t behind = cell.size() - negative - before - 1;
  if (before < 1 || before > 3 || behind > 7) return false;
  const uint64_t whole_digits = begin << (8 * (8 - before)) | eight_times('0') >> (8 * before);
  uint32_t fraction = 0;
  if (!all_digits(whole_digits) || !leading_digits(at + before + 1, behind, fraction)) return false;
  const int64_t value = eight_digits(whole_digits) * int64_t{10'000'000} + fraction / 10;
  if (value > limit * int64_t{10'000'000}) return false;
  out = static_cast<int32_t>(negative ? -value : value);
  return true;
}

// "hh:mm:ss" of a day, in milliseconds.
inline bool fast_clock(const char* at, int64_t& out) {
  constexpr uint64_t kColons = 0x0000FF0000FF0000;
  const uint64_t bytes = eight_bytes(at);
  if ((bytes & kColons) != (eight_times(':') & kColons)) return false;
  const uint64_t digits = (bytes & ~kColons) | (eight_times('0') & kColons);
  if (!all_digits(digits)) return false;
  const uint32_t all = eight_digits(digits);  // hh0mm0ss
  const uint32_t hours = all / 1'000'000, minutes = all / 1000 % 1000, seconds = all % 1000;
  if (hours > 23 || minutes > 59 || seconds > 59) return false;
  out = ((hours * 60 + minutes) * 60 + seconds) * int64_t{1000};
  return true;
}

// Nine digits; not 0.
inline bool fast_mmsi(std::string_view cell, uint32_t& out) {
  if (cell.size() != 9) return false;
  const uint64_t eight = eight_bytes(cell.data());
  const auto last = static_cast<unsigned>(cell[8] - '0');
  if (!all_digits(eight) || last > 9) return false;
  out = eight_digits(eight) * 10 + last;
  return out != 0;
}

}  // namespace entente
