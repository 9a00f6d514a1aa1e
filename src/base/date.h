// Dates as precise as they are known, and intervals between them, in the ISO 8601 / EDTF level 1
// forms that claims carry: "2024", "2024-05", "2024-05-17", seasons "2024-21".."2024-24". Years
// before Christ are counted as historians do, without a year 0: 508 BC is "-0508" (so TEI's
// `when`).
//
//   auto d = parse_date("2025-07-14");          // year 2025, month 7, day 14
//   monday_of_week(*d), add_days(*d, -3)
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

struct Date {
  int year = 0;   // negative before Christ
  int month = 0;  // 1..12, 21..24 for spring, summer, autumn, winter; 0 when only the year is known
  int day = 0;    // 1..31; 0 when not known
  auto operator<=>(const Date&) const = default;
  bool is_exact_day() const { return day != 0; }
};

// "YYYY", "YYYY-MM", "YYYY-MM-DD" (anything after the day, such as a time, is ignored); nothing
// when it is no date of the calendar. Seasons 21-24 are accepted.
std::optional<Date> parse_date(std::string_view iso);
std::string to_string(const Date& date);  // as precise as it is

int days_in_month(int year, int month);
// 0 Monday … 6 Sunday; wants an exact day.
int weekday(const Date& date);
// Wants an exact day; proleptic Gregorian.
Date add_days(const Date& date, int days);
// Wants a month (day is kept when present, clipped to the month's length).
Date add_months(const Date& date, int months);
// Days since 1970-01-01; wants an exact day.
long days_from_epoch(const Date& date);
// The first and the last exact day that the date may mean.
Date first_day(const Date& date);
Date last_day(const Date& date);

// An interval as claims carry it: either end may be open (nothing known or said).
struct Interval {
  std::optional<Date> start;
  std::optional<Date> end;
  bool empty() const { return !start && !end; }
  bool operator==(const Interval&) const = default;
};

// True unless the two are known to lie apart; open ends overlap everything on their side.
bool may_overlap(const Interval& a, const Interval& b);

}  // namespace entente
