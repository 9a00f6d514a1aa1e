// A hand-written scanner: the forms are few, and a pattern engine would hide which of them can be
// read two ways. 04/05/2024 is left alone; 18/05/2024 can only be the 18th of May.
#include "intake/documents/calendar.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"

namespace entente::intake {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                   "may",       "june",     "july",     "august",
                                                   "september", "october",  "november", "december"};
constexpr std::array<std::string_view, 7> kWeekdays{
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
};
// Words that may stand on a line beside its date.
constexpr std::array<std::string_view, 24> kDateWords{
    "published", "updated", "posted", "last", "modified", "first", "date",      "dated",
    "issued",    "on",      "at",     "am",   "pm",       "gmt",   "utc",       "est",
    "edt",       "et",      "bst",    "cet",  "release",  "for",   "immediate", "of"};

struct Cursor {
  std::string_view text;
  size_t at;

  bool done() const { return at >= text.size(); }
  char peek() const { return done() ? '\0' : text[at]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at;
    return true;
  }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t') ++at;
    while (text.substr(at).starts_with("\xC2\xA0")) at += 2;
  }
  std::string_view word() {
    const size_t begin = at;
    while (is_alpha(peek())) ++at;
    return text.substr(begin, at - begin);
  }
  // A number of at most `digits_max` digits that no further digit follows; -1 otherwise.
  int number(size_t digits_min, size_t digits_max) {
    size_t end = at;
    int value = 0;
    while (end < text.size() && is_digit(text[end]) && end - at <= digits_max)
      value = value * 10 + (text[end++] - '0');
    if (end - at < digits_min || end - at > digits_max) return -1;
    at = end;
    return value;
  }
};

bool is_word_in(std::string_view word, std::string_view full, size_t letters_min) {
  return word.size() >= letters_min && word.size() <= full.size() &&
         equals_ignoring_case(word, full.substr(0, word.size()));
}

// 1..12 for a month written out or cut to three letters or more ("Sept"); 0 otherwise.
int month_of(std::string_view word) {
  if (word.empty() || !is_upper(word[0])) return 0;
  for (size_t m = 0; m < kMonths.size(); ++m)
    if (is_word_in(word, kMonths[m], 3) && (word.size() <= 4 || word.size() == kMonths[m].size()))
      return static_cast<int>(m) + 1;
  return 0;
}

void skip_ordinal(Cursor& c) {
  const std::string_view two = c.text.substr(std::min(c.at, c.text.size()), 2);
  for (std::string_view suffix : {"st", "nd", "rd", "th"})
    if (two == suffix) c.at += 2;
}

bool plausible(int year) { return year >= 1900 && year <= 2099; }

bool is_valid(const Date& d) {
  if (d.month < 1 || d.month > 12 || d.day < 0) return false;
  return d.day <= days_in_month(d.year ? d.year : 2000, d.month);
}

// A year after ", " or blanks; the cursor stays where it was when there is none.
int year_after(Cursor& c) {
  Cursor next = c;
  next.take('.');
  next.take(',');
  next.skip_blanks();
  const int year = next.number(4, 4);
  if (!plausible(year)) return 0;
  c = next;
  return year;
}

std::optional<Date> month_first(Cursor& c) {
  Date out;
  out.month = month_of(c.word());
  if (!out.month) return std::nullopt;
  c.take('.');
  c.skip_blanks();
  const Cursor before_day = c;
  out.day = c.number(1, 2);
  if (out.day > 0) {
    skip_ordinal(c);
    if (is_alpha(c.peek())) return std::nullopt;
    out.year = year_after(c);
  } else {
    c = before_day;
    out.day = 0;
    out.year = year_after(c);
    if (!out.year) return std::nullopt;
  }
  if (!is_valid(out)) return std::nullopt;
  return out;
}

std::optional<Date> day_first(Cursor& c) {
  Date out;
  out.day = c.number(1, 2);
  if (out.day < 1) return std::nullopt;
  skip_ordinal(c);
  c.take('.');
  c.skip_blanks();
  Cursor of = c;
  if (of.word() == "of") {
    c = of;
    c.skip_blanks();
  }
  c.take('-');
  out.month = month_of(c.word());
  c.take('-');
  if (!out.month) return std::nullopt;
  out.year = year_after(c);
  if (!is_valid(out)) return std::nullopt;
  return out;
}

std::optional<Date> iso(Cursor& c) {
  const size_t begin = c.at;
  if (!plausible(c.number(4, 4)) || !c.take('-') || c.number(2, 2) < 1) return std::nullopt;
  Cursor day = c;
  if (day.take('-') && day.number(2, 2) > 0) c = day;
  if (is_digit(c.peek()) || c.peek() == '-') return std::nullopt;
  return parse_date(c.text.substr(begin, c.at - begin));
}

// 18.05.2024, 18/05/2024 and 5/18/2024; with a dot the day always stands first.
std::optional<Date> numeric(Cursor& c) {
  const int first = c.number(1, 2);
  const char mark = c.peek();
  if (first < 1 || (mark != '.' && mark != '/')) return std::nullopt;
  c.take(mark);
  const int second = c.number(1, 2);
  if (second < 1 || !c.take(mark)) return std::nullopt;
  const int year = c.number(4, 4);
  if (!plausible(year)) return std::nullopt;
  Date out{year, second, first};
  if (mark == '/' && first <= 12) {
    if (second <= 12 && first != second) return std::nullopt;
    out = {year, first, second};
  }
  if (!is_valid(out)) return std::nullopt;
  return out;
}

std::optional<Date> date_at(Cursor& c) {
  using Form = std::optional<Date> (*)(Cursor&);
  for (Form form : {&iso, &day_first, &numeric, &month_first}) {
    Cursor trial = c;
    if (const auto date = form(trial)) {
      c = trial;
      return date;
    }
  }
  return std::nullopt;
}

bool may_stand_beside_date(std::string_view word) {
  if (is_digit(word[0]) || word.size() == 1) return true;  // a time, a zone letter
  for (std::string_view day : kWeekdays)
    if (is_word_in(word, day, 3)) return true;
  return std::ranges::any_of(kDateWords,
                             [&](std::string_view w) { return equals_ignoring_case(w, word); });
}

}  // namespace

std::optional<FoundDate> find_date(std::string_view text) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (!is_alnum(text[i]) || (i > 0 && is_alnum(text[i - 1]))) continue;
    Cursor c{text, i};
    if (const auto date = date_at(c)) return FoundDate{*date, i, c.at};
  }
  return std::nullopt;
}

bool is_date_line(std::string_view text, Date& date) {
  if (text.size() > 80) return false;
  const auto found = find_date(text);
  if (!found) return false;
  std::string rest(text.substr(0, found->begin));
  rest += ' ';
  rest += text.substr(found->end);
  for (size_t i = 0; i < rest.size();) {
    size_t end = i;
    while (end < rest.size() && is_alnum(rest[end])) ++end;
    if (end > i && !may_stand_beside_date(std::string_view(rest).substr(i, end - i))) return false;
    i = end + 1;
  }
  date = found->date;
  return true;
}

std::optional<Date> read_date(std::string_view text) {
  text = trim(text);
  if (const auto date = parse_date(text.substr(0, text.find('T')))) return date;
  const auto found = find_date(text);
  if (!found || !found->date.year) return std::nullopt;
  return found->date;
}

}  // namespace entente::intake
