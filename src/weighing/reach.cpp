#include "weighing/reach.h"

#include <algorithm>

#include "base/text.h"
#include "weighing/actors.h"

namespace entente {
namespace {

// 22 bits of the last day, 22 of the first, one that it is undated, one that it is open.
constexpr int kLastAt = 24, kFirstAt = 2;
constexpr int64_t kMost = (int64_t{1} << 22) - 1;
constexpr long kOffset = 720'000;  // of 1970: day 0 of year 0 is -719,528

int64_t bits_of(long day) {
  if (day == LONG_MIN) return 0;
  if (day == LONG_MAX) return kMost;
  const long at = std::clamp(day, -kOffset, kMost - kOffset) + kOffset;
  return std::clamp<int64_t>(at, 0, kMost);
}

long day_from(int64_t bits) {
  if (bits == 0) return LONG_MIN;
  return bits == kMost ? LONG_MAX : static_cast<long>(bits) - kOffset;
}

Days covered_by(const Claim& denial) {
  Days out;
  const Interval& span = denial.when.interval;
  if (span.start) out.start = days_from_epoch(first_day(*span.start));
  if (span.end) out.end = days_from_epoch(last_day(*span.end));
  const auto said = parse_date(denial.document.published);
  if (span.empty() && said && !says_never(denial.quote.text))
    out.start = days_from_epoch(first_day(*said)) - kLongOverDays;
  return out;
}

// A visit is over in days: one without a time may be any.
Days joined_by(const Claim& undated) {
  if (undated.kind == Kind::meet) return {LONG_MAX, LONG_MIN};
  const auto published = parse_date(undated.document.published);
  if (!published) return {};
  const long said = days_from_epoch(last_day(*published));
  const bool plan = undated.modality == Modality::foreseen || undated.modality == Modality::planned;
  return plan ? Days{said, LONG_MAX} : Days{said - kLongOverDays, said};
}

}  // namespace

Days days_of(const Interval& span, const std::string& published) {
  Days out;
  if (span.start) out.start = days_from_epoch(first_day(*span.start));
  if (span.end) out.end = days_from_epoch(last_day(*span.end));
  else if (const auto day = parse_date(published))
    out.end = std::max(out.start, days_from_epoch(last_day(*day)));
  return out;
}

bool says_never(std::string_view quote) {
  // Folding costs microseconds, and in most quotes no letters would give it.
  const auto could = std::ranges::search(quote, std::string_view("ever"), [](char a, char b) {
    return lower(a) == b || static_cast<unsigned char>(a) >= 0x80;
  });
  return !could.empty() && (" " + fold_name(quote) + " ").find(" never ") != std::string::npos;
}

Reach reach_of(const Claim& c) {
  if (c.modality == Modality::denied || c.polarity == Polarity::negative)
    return {covered_by(c), false, false};
  const Interval& span = c.when.interval;
  if (span.empty()) return {joined_by(c), true, false};
  return {days_of(span, c.document.published), false, !span.end};
}

Days covered_days(const Reach& reach) {
  return {reach.days.start, reach.open ? LONG_MAX : reach.days.end};
}

int64_t number_of(const Reach& reach) {
  return bits_of(reach.days.end) << kLastAt | bits_of(reach.days.start) << kFirstAt |
         int64_t{reach.undated} << 1 | int64_t{reach.open};
}

Reach reach_from(int64_t number) {
  return {{day_from(number >> kFirstAt & kMost), day_from(number >> kLastAt)},
          (number >> 1 & 1) != 0,
          (number & 1) != 0};
}

int64_t least_number_from(long day) { return bits_of(day) << kLastAt; }

}  // namespace entente
