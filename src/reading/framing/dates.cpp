// Left to right, longest reading first:
//   time  = [since | until | by | before | after | in | on | during | from] point
//         | between point and point | from point to point
//   point = [the end of | early | mid | late] ( date | year | decade | weekday | month | season
//         | last/this/next UNIT | UNIT ago | today … | first N months/half/quarter of the year )
// Months and weekdays without a year are the nearest before the date published.
#include "reading/framing/dates.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/text.h"
#include "reading/words.h"

namespace entente {
namespace {

constexpr auto kSeasons =
    std::to_array<std::string_view>({"spring", "summer", "autumn", "winter", "fall"});
constexpr auto kCounts =
    std::to_array<std::string_view>({"one", "two", "three", "four", "five", "six", "seven", "eight",
                                     "nine", "ten", "eleven", "twelve"});
constexpr auto kPrepositions =
    std::to_array<std::string_view>({"since", "until", "till", "by", "before", "after", "in", "on",
                                     "during", "throughout", "from", "at", "as", "over"});

std::optional<int> month_of(std::string_view w) {
  if (w.size() < 3 || !is_upper(w[0])) return std::nullopt;
  std::string f = lower(w.ends_with('.') ? w.substr(0, w.size() - 1) : w);
  if (f == "sept") f = "sep";
  for (size_t i = 0; i < kMonths.size(); ++i)
    if (f == kMonths[i] || (f.size() == 3 && kMonths[i].starts_with(f)))
      return static_cast<int>(i) + 1;
  return std::nullopt;
}

template <size_t N>
std::optional<int> index_in(const std::array<std::string_view, N>& list, std::string_view w) {
  const std::string f = lower(w);
  for (size_t i = 0; i < N; ++i)
    if (list[i] == f) return static_cast<int>(i);
  return std::nullopt;
}

std::optional<int> number(std::string_view w, int low, int high) {
  if (w.empty() || w.size() > 4) return std::nullopt;
  int value = 0;
  size_t i = 0;
  for (; i < w.size() && is_digit(w[i]); ++i) value = value * 10 + (w[i] - '0');
  const auto rest = w.substr(i);
  const bool ordinal = rest == "st" || rest == "nd" || rest == "rd" || rest == "th";
  if (i == 0 || (!rest.empty() && !ordinal) || value < low || value > high) return std::nullopt;
  return value;
}

// Bare years that a text on states of today means; years of the past want a month or an "in"
// before them.
std::optional<int> year_of(std::string_view w) {
  return w.size() == 4 ? number(w, 1900, 2100) : std::nullopt;
}
std::optional<int> any_year_of(std::string_view w) {
  return w.size() == 4 && is_digit(w[3]) ? number(w, 1000, 2100) : std::nullopt;
}

struct Point {
  Interval interval;
  int next = 0;
  bool floating = false;
};

Interval whole(const Date& d) { return {d, d}; }

class TimeScanner {
 public:
  TimeScanner(const Analysis& a, int s, const std::optional<Date>& published,
              std::optional<Date>* told)
      : a_(a), t_(a.tree(s)), published_(published), told_(told), wide_(told != nullptr) {}

  std::vector<TimeExpression> scan() {
    std::vector<TimeExpression> out;
    for (int i = 0; i < t_.size();) {
      auto time = time_at(i);
      if (!time) {
        ++i;
        continue;
      }
      i = time->last + 1;
      if (wide_) remember(*time);
      out.push_back(std::move(*time));
    }
    return out;
  }

 private:
  std::string_view form(int i) const {
    return i >= 0 && i < t_.size() ? t_[i].form : std::string_view();
  }
  bool is(int i, std::string_view word) const { return equals_ignoring_case(form(i), word); }

  std::optional<TimeExpression> time_at(int start) const {
    if (is(start, "between") || is(start, "from"))
      if (auto r = range_at(start)) {
        r->point = r->when.interval;
        return r;
      }
    std::string prep = lower(form(start));
    if (!among(kPrepositions, prep)) prep.clear();
    int i = prep.empty() ? start : start + 1;
    if (prep == "as") {
      if (!is(i, "of")) return std::nullopt;
      ++i;
      prep = "in";
    }
    const auto point = point_at(i, !prep.empty());
    if (!point) return std::nullopt;
    TimeExpression out = expression(start, point->next - 1);
    out.floating = point->floating;
    out.point = point->interval;
    out.when.interval = bounded(prep, point->interval);
    return out;
  }

  // What is told in order: a month without a year, or "a year later", goes by the date before it.
  void remember(TimeExpression& time) const {
    const auto& from = time.point.start;
    const bool season_or_day = from && from->month > 0;
    if (time.floating && season_or_day && *told_ && published_ &&
        (*told_)->year < published_->year) {
      const auto shift = [&](std::optional<Date>& d) {
        if (d) d->year += (*told_)->year - from->year;
      };
      Interval moved = time.point;
      shift(moved.end);
      shift(moved.start);
      time.point = moved;
      time.when.interval = moved;
      *told_ = moved.start;
    } else if (from && !time.floating && from == time.point.end) {
      *told_ = from;
    }
  }

  // "that year", "the same month", "the following year", "two years later", "a month earlier"
  std::optional<Point> from_told(int i) const {
    if (!wide_ || !*told_) return std::nullopt;
    const Date& d = **told_;
    const int k = is(i, "the") ? i + 1 : i;
    int shift = 2, n = 1, unit = k + 1;
    if (is(k, "that") || is(k, "same")) shift = 0;
    else if (is(k, "following") || (is(k, "next") && k > i)) shift = 1;
    else if (is(k, "previous") || is(k, "preceding")) shift = -1;
    int next = unit + 1;
    if (shift == 2) {
      if (is(k, "a") || is(k, "an")) n = 1;
      else if (const auto c = index_in(kCounts, form(k))) n = *c + 1;
      else if (const auto written = number(form(k), 1, 99)) n = *written;
      else return std::nullopt;
      if (is(next, "later") || is(next, "afterwards")) shift = n;
      else if (is(next, "earlier")) shift = -n;
      else return std::nullopt;
      ++next;
    }
    const std::string word = lower(form(unit));
    if (word.starts_with("year")) return Point{whole({d.year + shift, 0, 0}), next, false};
    if (word.starts_with("month") && d.month >= 1 && d.month <= 12)
      return Point{whole(add_months({d.year, d.month, 0}, shift)), next, false};
    if (word.starts_with("day") && d.day) return Point{whole(add_days(d, shift)), next, false};
    return std::nullopt;
  }

  static Interval bounded(std::string_view prep, const Interval& p) {
    if (prep == "since" || prep == "from" || prep == "after") return {p.start, std::nullopt};
    if (prep == "until" || prep == "till" || prep == "by") return {std::nullopt, p.end};
    if (prep == "before") return {std::nullopt, before(p)};
    return p;
  }

  // "before 2030" ends with 2029; "before the end of the year" with its last day.
  static std::optional<Date> before(const Interval& p) {
    if (!p.start) return p.end;
    if (p.start != p.end) return p.end;
    Date d = *p.start;
    if (d.day) return add_days(d, -1);
    if (d.month >= 1 && d.month <= 12) return add_months(d, -1);
    return Date{d.year - 1, 0, 0};
  }

  TimeExpression expression(int first, int last) const {
    TimeExpression out;
    out.first = first;
    out.last = last;
    const uint32_t begin = t_[first].begin;
    out.when.text = a_.document.text.substr(begin, t_[last].end - begin);
    out.anchor = last;
    for (int i = last; i >= first; --i) {
      const int h = t_.head(i);
      if (h < 0 || h < first || h > last) {
        if (t_[i].upos != Upos::adp && t_[i].upos != Upos::sconj) out.anchor = i;
      }
    }
    return out;
  }

  // "between A and B", "from A to B"; a year behind B counts for A too; "between 8 and 13 October".
  std::optional<TimeExpression> range_at(int start) const {
    const std::string_view joint = is(start, "between") ? "and" : "to";
    int i = start + 1;
    if (const auto day = number(form(i), 1, 31); day && is(i + 1, joint)) {
      const auto end = point_at(i + 2, true);
      if (end && end->interval.end && end->interval.end->day) {
        TimeExpression out = expression(start, end->next - 1);
        out.when.interval = {Date{end->interval.end->year, end->interval.end->month, *day},
                             end->interval.end};
        return out;
      }
    }
    in_range_ = true;
    const auto first = point_at(i, true);
    in_range_ = false;
    if (!first || !is(first->next, joint)) return std::nullopt;
    const auto second = point_at(first->next + 1, true);
    if (!second) return std::nullopt;
    TimeExpression out = expression(start, second->next - 1);
    Interval& w = out.when.interval;
    w = {first->interval.start, second->interval.end};
    if (w.start && w.end && w.start->month && first->floating &&
        (!second->floating || w.start->year > w.end->year))
      w.start->year = w.end->year;
    return out;
  }

  std::optional<Point> point_at(int i, bool after_preposition) const {
    if (auto p = modified_point(i)) return p;
    if (auto p = from_told(i)) return p;
    if (auto p = date_at(i)) return p;
    if (auto p = relative_at(i)) return p;
    if (auto p = weekday_at(i)) return p;
    if (auto p = part_of_year(i)) return p;
    if (auto p = season_at(i, after_preposition)) return p;
    if (auto p = century_at(i)) return p;
    if (auto p = era_at(i)) return p;
    if (after_preposition && !is_counted(i))
      if (const auto year = any_year_of(form(i))) return Point{whole({*year, 0, 0}), i + 1, false};
    return wide_ ? bare_year(i) : std::nullopt;
  }

  // "(1821)", "c. 1818", "the 1999 storm", "its 2020 elections": a year that dates a thing
  std::optional<Point> bare_year(int i) const {
    const auto year = any_year_of(form(i));
    if (!year || t_[i].upos != Upos::num) return std::nullopt;
    const Point p{whole({*year, 0, 0}), i + 1, false};
    const auto before = form(i - 1), after = form(i + 1);
    if (is(i - 1, "c.") || is(i - 1, "circa") || is(i - 1, "ca.")) return p;
    if (*year < 1500) return std::nullopt;
    const bool opens = i == 0 || before == "(" || before == "," || before == ";" || before == "–" ||
                       before == "-" || before == "." || before == "and" ||
                       t_[i - 1].upos == Upos::propn;
    const bool closes = i + 1 >= t_.size() || after == ")" || after == "," || after == ";" ||
                        after == "–" || after == "-" || after == "." || after == ":" ||
                        after == "]";
    if (opens && closes) return p;
    const bool joined = is(i - 1, "and") || is(i - 1, "or") || is(i - 1, "/");
    if (joined && any_year_of(form(i - 2))) return p;
    const bool names = t_.is(i, {Rel::nummod, Rel::compound, Rel::nmod_unmarked}) && t_.head(i) > i;
    const bool plural = names && t_[t_.head(i)].xpos == "NNS" && *year < 1900;
    const bool introduced =
        i > 0 && (t_[i - 1].upos == Upos::det || is(i - 1, "'s") || is(i - 1, "’s") ||
                  t_[i - 1].xpos == "PRP$" || t_[i - 1].upos == Upos::propn);
    return names && introduced && !plural ? std::optional(p) : std::nullopt;
  }

  // "the 19th century": EDTF counts it from 1800
  std::optional<Point> century_at(int i) const {
    const int k = is(i, "the") ? i + 1 : i;
    const auto n = number(form(k), 2, 21);
    const int at = form(k + 1) == "-" ? k + 2 : k + 1;
    if (!n || is_digit(form(k).back()) || (!is(at, "century") && !is(at, "centuries")) ||
        is(at + 1, "BC") || is(at + 1, "BCE"))
      return std::nullopt;
    return Point{{Date{*n * 100 - 100, 1, 1}, Date{*n * 100 - 1, 12, 31}}, at + 1, false};
  }

  // "508 BC", "394 AD", "AD 394", in a text that dates things of the past too
  std::optional<Point> era_at(int i) const {
    if (!wide_) return std::nullopt;
    const bool leads = is(i, "AD") && form(i) == "AD";
    const auto year = number(form(leads ? i + 1 : i), 1, 9999);
    if (!year || !is_digit(form(leads ? i + 1 : i).back())) return std::nullopt;
    const auto era = form(leads ? i : i + 1);
    const bool before = era == "BC" || era == "BCE";
    if (!before && era != "AD" && era != "CE") return std::nullopt;
    return Point{whole({before ? -*year : *year, 0, 0}), i + 2, false};
  }

  bool is_counted(int i) const {
    return i < t_.size() && t_.is(i, {Rel::nummod}) && t_.head(i) > i &&
           !month_of(form(t_.head(i)));
  }

  // "the end of the year", "late 2023", "mid-2024", "the 1980s"
  std::optional<Point> modified_point(int i) const {
    const int k = is(i, "the") ? i + 1 : i;
    const bool part = is(k, "end") || is(k, "start") || is(k, "beginning") || is(k, "middle");
    if (part && is(k + 1, "of")) return edge_of(k + 2, is(k, "end"));
    for (const auto& [word, from, to] :
         {std::tuple{"early", 1, 4}, {"mid", 5, 8}, {"late", 10, 12}}) {
      if (!is(k, word)) continue;
      const int at = form(k + 1) == "-" ? k + 2 : k + 1;
      if (const auto y = year_of(form(at)))
        return Point{{Date{*y, from, 0}, Date{*y, to, 0}}, at + 1, false};
      if (auto p = decade_at(at)) return p;
      if (auto p = date_at(at)) return p;
    }
    return decade_at(k);
  }

  // What begins at `i` is narrowed to its end, or to its first months.
  std::optional<Point> edge_of(int i, bool end) const {
    auto p = is(i, "the") && is(i + 1, "year") ? this_year(i + 2) : point_at(i, true);
    if (!p || !p->interval.start) return p;
    const Date edge = end ? last_day(*p->interval.end) : first_day(*p->interval.start);
    if (p->interval.start->month != 0) p->interval = whole({edge.year, edge.month, 0});
    else if (end) p->interval = whole(edge);
    else p->interval = {Date{edge.year, 1, 1}, edge};
    return p;
  }

  std::optional<Point> decade_at(int k) const {
    const auto f = form(k);
    if (f.size() != 5 || f[4] != 's') return std::nullopt;
    const auto y = number(f.substr(0, 4), 1000, 2090);
    if (!y || *y % 10 != 0) return std::nullopt;
    return Point{{Date{*y, 1, 1}, Date{*y + 9, 12, 31}}, k + 1, false};
  }

  std::optional<Point> this_year(int next) const {
    if (!published_) return Point{{}, next, false};
    return Point{whole({published_->year, 0, 0}), next, false};
  }

  // "July 14, 2025", "14 July 2025", "July 2025", "29 June this year", "July", "January and
  // February"
  std::optional<Point> date_at(int i) const {
    int k = is(i, "the") ? i + 1 : i;
    int day = 0;
    const int behind = is(k + 1, "day") ? k + 2 : k + 1;
    const int of = is(behind, "of");
    if (const auto d = number(form(k), 1, 31); d && month_of(form(behind + of))) {
      day = *d;
      k = behind + of;
    }
    const auto month = month_of(form(k));
    if (!month || (is(k, "may") && t_[k].upos == Upos::aux)) return std::nullopt;
    ++k;
    if (!day)
      if (const auto d = number(form(k), 1, 31); d && form(k).size() <= 4) day = *d, ++k;
    const int year = year_behind(k);
    if (day > days_in_month(year ? year : 2024, *month)) return std::nullopt;
    if (year) return with_second_month(Point{whole({year, *month, day}), k, false});
    if (const auto p = beside_told(*month, day, k)) return p;
    if (!published_) return Point{{}, k, true};
    return with_second_month(Point{whole(latest_month(*month, day)), k, true});
  }

  // "the 12th of October last", "the 1st day of February next", by the date told before
  std::optional<Point> beside_told(int month, int day, int at) const {
    const bool last = is(at, "last"), next = is(at, "next");
    if (!wide_ || !*told_ || (!last && !next) || t_[at].upos == Upos::propn) return std::nullopt;
    const Date& told = **told_;
    Date d{told.year, month, day};
    if (last && first_day(d) >= first_day(told)) --d.year;
    if (next && last_day(d) <= last_day(told)) ++d.year;
    return Point{whole(d), at + 1, false};
  }

  // "2025", ", 2025", "of 2025", "this year" behind a month; moves `k` past it. 0 without one.
  int year_behind(int& k) const {
    int at = form(k) == "," ? k + 1 : k;
    if (is(at, "of")) ++at;
    if (const auto year = any_year_of(form(at)); year && !(at != k && is_counted(at))) {
      k = at + 1;
      return *year;
    }
    const bool last = is(k, "last");
    if (!published_ || (!last && !is(k, "this")) || !is(k + 1, "year")) return 0;
    k += 2;
    return published_->year - last;
  }

  // "in January and February"
  std::optional<Point> with_second_month(Point p) const {
    if (in_range_ || !is(p.next, "and")) return p;
    const auto month = month_of(form(p.next + 1));
    if (!month || !p.interval.end || p.interval.end->day) return p;
    if (number(form(p.next + 2), 1, 31)) return p;
    p.interval.end = Date{p.interval.end->year, *month, 0};
    p.next += 2;
    return p;
  }

  // The last such month up to the date published.
  Date latest_month(int month, int day) const {
    Date d{published_->year, month, day};
    if (first_day(d) > last_day(*published_)) --d.year;
    return d;
  }

  std::optional<Point> weekday_at(int i) const {
    const bool last = is(i, "last"), next = is(i, "next");
    const int k = last || next || is(i, "this") ? i + 1 : i;
    const auto day = index_in(kWeekdays, form(k));
    if (!day || !is_upper(form(k)[0])) return std::nullopt;
    if (!published_ || !published_->is_exact_day()) return Point{{}, k + 1, true};
    int back = (weekday(*published_) - *day + 7) % 7;
    if (next) return Point{whole(add_days(*published_, back == 0 ? 7 : 7 - back)), k + 1, false};
    if (last && back == 0) back = 7;
    return Point{whole(add_days(*published_, -back)), k + 1, !last};
  }

  std::optional<Point> relative_at(int i) const {
    const bool day = published_ && published_->is_exact_day();
    for (const auto& [word, shift] :
         {std::pair{"today", 0}, {"yesterday", -1}, {"tomorrow", 1}, {"tonight", 0}})
      if (is(i, word))
        return Point{day ? whole(add_days(*published_, shift)) : Interval{}, i + 1, false};
    if (auto p = ago_at(i)) return p;
    int k = is(i, "the") && (is(i + 1, "last") || is(i + 1, "past")) ? i + 1 : i;
    const bool earlier = (is(i, "earlier") || is(i, "later")) && is(i + 1, "this");
    if (earlier) k = i + 1;
    int shift;
    if (is(k, "last") || is(k, "past")) shift = -1;
    else if (is(k, "this") || is(k, "that")) shift = 0;
    else if (is(k, "next")) shift = 1;
    else return std::nullopt;
    return shifted(k + 1, shift);
  }

  std::optional<Point> shifted(int k, int shift) const {
    const bool known = published_.has_value();
    if (is(k, "year"))
      return Point{known ? whole({published_->year + shift, 0, 0}) : Interval{}, k + 1, false};
    if (is(k, "month")) {
      if (!known || !published_->month) return Point{{}, k + 1, false};
      const Date d = add_months({published_->year, published_->month, 0}, shift);
      return Point{whole(d), k + 1, false};
    }
    if (is(k, "week")) {
      if (!known || !published_->is_exact_day()) return Point{{}, k + 1, false};
      const Date monday = add_days(*published_, -weekday(*published_) + 7 * shift);
      return Point{{monday, add_days(monday, 6)}, k + 1, false};
    }
    if (shift == 0 &&
        (is(k, "morning") || is(k, "afternoon") || is(k, "evening") || is(k, "day"))) {
      if (is(k, "day") && !wide_) return std::nullopt;
      const bool exact = known && published_->is_exact_day();
      return Point{exact ? whole(*published_) : Interval{}, k + 1, false};
    }
    if (is(k, "weekend")) {
      if (!known || !published_->is_exact_day()) return Point{{}, k + 1, false};
      const Date monday = add_days(*published_, -weekday(*published_) + 7 * shift);
      return Point{{add_days(monday, 5), add_days(monday, 6)}, k + 1, false};
    }
    if (is(k, "decade") && known) return decades(k + 1, shift);
    if (const auto month = month_of(form(k)); month && known)
      return Point{whole(shifted_month(*month, shift)), k + 1, false};
    if (const auto season = index_in(kSeasons, form(k)); season && known)
      return Point{whole(shifted_season(*season, shift)), k + 1, false};
    return std::nullopt;
  }

  // "the last decade": the ten years up to the date published
  Point decades(int next, int shift) const {
    const int from = published_->year + (shift < 0 ? -10 : 0);
    if (shift == 0)
      return {{Date{from / 10 * 10, 1, 1}, Date{from / 10 * 10 + 9, 12, 31}}, next, false};
    return {{Date{from, 0, 0}, Date{from + 10, 0, 0}}, next, false};
  }

  // "last March", "next March", counted from the date published.
  Date shifted_month(int month, int shift) const {
    Date d = latest_month(month, 0);
    if (shift < 0 && d.month == published_->month && d.year == published_->year) --d.year;
    if (shift > 0 && first_day(d) <= *published_) ++d.year;
    return d;
  }

  Date shifted_season(int season, int shift) const {
    Date d{published_->year, season_code(season), 0};
    if (shift < 0 && last_day(d) >= *published_) --d.year;
    if (shift > 0 && first_day(d) <= *published_) ++d.year;
    return d;
  }

  // The number of a season in place of a month (ISO 8601-2); "fall" is autumn.
  static int season_code(int index) { return index == 4 ? 23 : 21 + index; }

  // "two years ago", "a year ago", "three days earlier" keeps its text only
  std::optional<Point> ago_at(int i) const {
    int n = 0;
    if (is(i, "a") || is(i, "an")) n = 1;
    else if (const auto c = index_in(kCounts, form(i))) n = *c + 1;
    else if (const auto d = number(form(i), 1, 60)) n = *d;
    if (!n || !is(i + 2, "ago")) return std::nullopt;
    const std::string unit = lower(form(i + 1));
    Point p{{}, i + 3, false};
    if (!published_) return p;
    const Date& today = *published_;
    const bool exact = today.is_exact_day();
    if (unit.starts_with("year")) p.interval = whole({today.year - n, 0, 0});
    else if (unit.starts_with("month") && today.month)
      p.interval = whole(add_months({today.year, today.month, 0}, -n));
    else if (unit.starts_with("week") && exact) p.interval = whole(add_days(today, -7 * n));
    else if (unit.starts_with("day") && exact) p.interval = whole(add_days(today, -n));
    else if (!unit.starts_with("hour") && !unit.starts_with("minute")) return std::nullopt;
    return p;
  }

  // "the first four months of the year", "the first half of 2024", "the second quarter of last
  // year"
  std::optional<Point> part_of_year(int i) const {
    int k = is(i, "the") ? i + 1 : i;
    int ordinal = 0;
    for (const auto& [word, n] :
         {std::pair{"first", 1}, {"second", 2}, {"third", 3}, {"fourth", 4}})
      if (is(k, word)) ordinal = n;
    if (!ordinal) return std::nullopt;
    ++k;
    int from = 1, to = 12;
    if (const auto n = index_in(kCounts, form(k)); n && is(k + 1, "months")) to = *n + 1, k += 2;
    else if (is(k, "half") && ordinal <= 2) from = ordinal * 6 - 5, to = ordinal * 6, ++k;
    else if (is(k, "quarter")) from = ordinal * 3 - 2, to = ordinal * 3, ++k;
    else return std::nullopt;
    if (!is(k, "of")) return std::nullopt;
    ++k;
    int year = 0;
    if (const auto y = year_of(form(k))) {
      year = *y;
      ++k;
    } else {
      const bool last = is(k, "last");
      if ((!last && !is(k, "the") && !is(k, "this")) || !is(k + 1, "year")) return std::nullopt;
      if (published_) year = published_->year - last;
      k += 2;
    }
    if (!year) return Point{{}, k, false};
    return Point{{Date{year, from, 0}, Date{year, to, 0}}, k, false};
  }

  // "in the spring", "the summer of 2023"
  std::optional<Point> season_at(int i, bool after_preposition) const {
    const int k = is(i, "the") ? i + 1 : i;
    const auto season = index_in(kSeasons, form(k));
    if (!season || !after_preposition) return std::nullopt;
    if (is(k, "fall") && t_[k].upos != Upos::noun) return std::nullopt;
    if (is(k, "spring") && t_[k].upos == Upos::verb) return std::nullopt;
    const int code = season_code(*season);
    const int at = is(k + 1, "of") ? k + 2 : k + 1;
    if (const auto y = year_of(form(at))) return Point{whole({*y, code, 0}), at + 1, false};
    if (!published_) return Point{{}, k + 1, true};
    Date d{published_->year, code, 0};
    if (first_day(d) > last_day(*published_)) --d.year;
    return Point{whole(d), k + 1, true};
  }

  const Analysis& a_;
  const Tree& t_;
  const std::optional<Date>& published_;
  std::optional<Date>* told_;  // the date told last; null: dates stand by themselves
  bool wide_;
  mutable bool in_range_ = false;  // inside "between … and …", where "and" joins the ends
};

}  // namespace

std::vector<TimeExpression> find_times(const Analysis& analysis, int sentence,
                                       const std::optional<Date>& published,
                                       std::optional<Date>* told) {
  return TimeScanner(analysis, sentence, published, told).scan();
}

When future(const TimeExpression& time, const std::optional<Date>& published) {
  When out = time.when;
  if (!time.floating || !published) return out;
  const auto ahead = [&](std::optional<Date>& d) {
    if (!d || last_day(*d) >= first_day(*published)) return;
    const bool days = d->day && published->is_exact_day();
    if (days && days_from_epoch(*published) - days_from_epoch(*d) < 7) *d = add_days(*d, 7);
    else ++d->year;
  };
  ahead(out.interval.start);
  ahead(out.interval.end);
  return out;
}

}  // namespace entente
