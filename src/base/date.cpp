// Calendar arithmetic by days from the epoch (Howard Hinnant, "chrono-Compatible Low-Level Date
// Algorithms"), through std::chrono, which implements the same.
#include "base/date.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <chrono>
#include <cstdio>

#include "base/text.h"

namespace entente {
namespace {

std::optional<int> digits(std::string_view text, size_t at, size_t count) {
  if (at + count > text.size()) return std::nullopt;
  int value = 0;
  for (size_t i = at; i < at + count; ++i) {
    if (!is_digit(text[i])) return std::nullopt;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

std::chrono::sys_days to_sys(const Date& d) {
  using namespace std::chrono;
  return sys_days{year{d.year} / d.month / d.day};
}

Date from_sys(std::chrono::sys_days days) {
  const std::chrono::year_month_day ymd{days};
  return {static_cast<int>(ymd.year()), static_cast<int>(static_cast<unsigned>(ymd.month())),
          static_cast<int>(static_cast<unsigned>(ymd.day()))};
}

}  // namespace

int days_in_month(int year, int month) {
  constexpr std::array kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays.at(static_cast<size_t>(month - 1));
}

std::optional<Date> parse_date(std::string_view iso) {
  iso = trim(iso);
  Date out;
  const auto year = digits(iso, 0, 4);
  if (!year) return std::nullopt;
  out.year = *year;
  if (iso.size() == 4) return out;
  const auto month = digits(iso, 5, 2);
  if (iso[4] != '-' || !month) return std::nullopt;
  const bool season = *month >= 21 && *month <= 24;
  if (!season && (*month < 1 || *month > 12)) return std::nullopt;
  out.month = *month;
  if (iso.size() == 7) return out;
  const auto day = digits(iso, 8, 2);
  if (season || iso[7] != '-' || !day || *day < 1 || *day > days_in_month(out.year, out.month))
    return std::nullopt;
  if (iso.size() > 10 && is_digit(iso[10])) return std::nullopt;
  out.day = *day;
  return out;
}

std::string to_string(const Date& d) {
  char buffer[40];
  const int width = d.year < 0 ? 5 : 4;
  if (d.day) std::snprintf(buffer, sizeof buffer, "%0*d-%02d-%02d", width, d.year, d.month, d.day);
  else if (d.month) std::snprintf(buffer, sizeof buffer, "%0*d-%02d", width, d.year, d.month);
  else std::snprintf(buffer, sizeof buffer, "%0*d", width, d.year);
  return buffer;
}

int weekday(const Date& d) {
  assert(d.is_exact_day());
  return static_cast<int>(std::chrono::weekday{to_sys(d)}.iso_encoding()) - 1;
}

Date add_days(const Date& d, int days) {
  assert(d.is_exact_day());
  return from_sys(to_sys(d) + std::chrono::days{days});
}

Date add_months(const Date& d, int months) {
  assert(d.month >= 1 && d.month <= 12);
  const int total = d.year * 12 + d.month - 1 + months;
  Date out{total / 12, total % 12 + 1, d.day};
  if (out.day) out.day = std::min(out.day, days_in_month(out.year, out.month));
  return out;
}

long days_from_epoch(const Date& d) { return to_sys(d).time_since_epoch().count(); }

Date first_day(const Date& d) {
  if (d.day) return d;
  if (d.month > 12) return {d.year, (d.month - 21) * 3 + 3, 1};
  return {d.year, d.month ? d.month : 1, 1};
}

Date last_day(const Date& d) {
  if (d.day) return d;
  if (d.month == 24) return {d.year + 1, 2, days_in_month(d.year + 1, 2)};
  const int month = d.month > 12 ? (d.month - 21) * 3 + 5 : d.month ? d.month : 12;
  return {d.year, month, days_in_month(d.year, month)};
}

bool may_overlap(const Interval& a, const Interval& b) {
  if (a.end && b.start && last_day(*a.end) < first_day(*b.start)) return false;
  if (b.end && a.start && last_day(*b.end) < first_day(*a.start)) return false;
  return true;
}

}  // namespace entente
