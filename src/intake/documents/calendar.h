// Dates as mastheads and datelines write them in English: "September 18, 2024", "Sept. 18",
// "18 September 2024", "Wednesday, 2024-09-18". Numeric day/month orders that can be read two ways
// are left alone.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace entente::intake {

struct FoundDate {
  Date date;                  // year 0 when none is written
  size_t begin = 0, end = 0;  // bytes in the text searched
};

// The first date in `text`. Wants a day or a month with a year; a bare year is no date.
std::optional<FoundDate> find_date(std::string_view text);
// True when `text` is a date and nothing else but a weekday, a time, or "Updated", "Posted on".
bool is_date_line(std::string_view text, Date& date);
// The year-bearing date in any usual form, ISO with a time included; for meta tags and keys.
std::optional<Date> read_date(std::string_view text);

}  // namespace entente::intake
