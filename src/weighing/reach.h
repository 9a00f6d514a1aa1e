// Over which days a claim can be about one thing with another: grouping parts claims by it, and the
// ledger keeps it as a number beside each claim's own (lookup.h), so that a question about one year
// need not read the others.
#pragma once

#include <climits>
#include <cstdint>
#include <string>
#include <string_view>

#include "model/claim.h"

namespace entente {

// From the epoch. A claim without a time speaks of what was not over for so long when it was made.
inline constexpr long kLongOverDays = 2 * 365;

struct Days {
  long start = LONG_MIN, end = LONG_MAX;
  bool operator==(const Days&) const = default;
};
inline bool meet(const Days& a, const Days& b) { return a.start <= b.end && b.start <= a.end; }

// Of a time as a claim gives it: open ends reach to the day published, or for ever.
Days days_of(const Interval& span, const std::string& published);
// Whether the words say "never".
bool says_never(std::string_view quote);

struct Reach {
  // Of an assertion with a time, its days; without one, those whose claims it may join (start after
  // end: none). Of a denial, those that it may cover.
  Days days;
  bool undated = false;  // an assertion without a time
  bool open = false;     // an assertion whose time has no end: a denial of later days covers it too
  bool operator==(const Reach&) const = default;
};

Reach reach_of(const Claim& claim);
// What denials must reach to cover an assertion with a time.
Days covered_days(const Reach& reach);

// As one number below 2^46, ascending by the last day. Days that no calendar has (before year 0 or
// after 11000) become an open end.
int64_t number_of(const Reach& reach);
Reach reach_from(int64_t number);
// Not above the number of any reach that ends on this day or later.
int64_t least_number_from(long day);

}  // namespace entente
