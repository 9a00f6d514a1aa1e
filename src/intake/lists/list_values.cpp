// Lists put several values into one cell: "(a) 3.3.1965, (b) 1.1.1965", "1954 or 1955", "Between
// 1977 and 1982". A cell is cut at such marks and each piece is read by itself; nothing is guessed
// from a piece that is not wholly understood. Tests: list_values_test.cpp.
#include "intake/lists/list_values.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "base/date.h"
#include "base/text.h"
#include "intake/documents/calendar.h"
#include "intake/lists/countries.h"

namespace entente::intake {
namespace {

bool starts_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && equals_ignoring_case(text.substr(0, word.size()), word);
}

// The length of an enumerator at the start of `text`: "(a) ", "a) ", "(ii) "; 0 when there is none.
size_t enumerator(std::string_view text) {
  size_t at = text.starts_with('(') ? 1 : 0;
  const size_t first = at;
  while (at < text.size() && is_lower(text[at]) && at - first < 4) ++at;
  if (at == first || at >= text.size() || text[at] != ')') return 0;
  const std::string_view letters = text.substr(first, at - first);
  const bool roman = letters.find_first_not_of("ivx") == std::string_view::npos;
  return letters.size() == 1 || roman ? at + 1 : 0;
}

// Pieces between enumerators, commas, slashes and the words given.
std::vector<std::string> pieces_of(std::string_view text, std::span<const std::string_view> words) {
  std::vector<std::string> out(1);
  for (size_t at = 0; at < text.size();) {
    const bool begins = at == 0 || !is_alnum(text[at - 1]);
    size_t cut = text[at] == ',' || text[at] == '/' || text[at] == '"' ? 1 : 0;
    if (begins && cut == 0) cut = enumerator(text.substr(at));
    for (const auto word : words)
      if (begins && cut == 0 && starts_with_word(text.substr(at), word)) cut = word.size();
    if (cut == 0) {
      out.back() += text[at++];
      continue;
    }
    out.emplace_back();
    at += cut;
  }
  std::vector<std::string> clean;
  for (const auto& piece : out)
    if (const auto inner = trim(piece); !inner.empty()) clean.emplace_back(inner);
  return clean;
}

constexpr std::array<std::string_view, 8> kVague{
    "approximately ", "approx. ", "circa ", "about ", "c. ", "probably ", "between ", "alt. "};

// "24.6.1972": day, month, year.
std::optional<Date> dotted_date(std::string_view text) {
  const auto parts = split(text, '.');
  if (parts.size() != 3 || parts[2].size() != 4) return std::nullopt;
  std::array<int, 3> n{};
  for (size_t i = 0; i < 3; ++i)
    for (const char c : parts[i]) {
      if (!is_digit(c) || parts[i].size() > 4) return std::nullopt;
      n[i] = n[i] * 10 + (c - '0');
    }
  const Date date{n[2], n[1], n[0]};
  const bool sound = n[1] >= 1 && n[1] <= 12 && n[0] >= 1 && n[0] <= days_in_month(n[2], n[1]);
  return sound ? std::optional(date) : std::nullopt;
}

std::optional<Date> date_of(std::string_view text) {
  for (bool more = true; more;) {
    more = false;
    if (starts_with_word(text, "(probably)")) text = trim(text.substr(10)), more = true;
    for (const auto word : kVague)
      if (starts_with_word(text, word)) text = trim(text.substr(word.size())), more = true;
  }
  if (text.ends_with('.')) text.remove_suffix(1);
  const bool year =
      text.size() == 4 && std::ranges::all_of(text, [](char c) { return is_digit(c); });
  if (year) return parse_date(text);
  if (const auto dotted = dotted_date(text)) return dotted;
  if (text.size() >= 7 && text[4] == '-') return parse_date(text);
  Date date;
  return is_date_line(text, date) && date.year > 0 ? std::optional(date) : std::nullopt;
}

}  // namespace

void add_dates(EntityBuilder& out, std::string_view property, std::string_view text,
               const std::string& place) {
  constexpr std::array<std::string_view, 4> kWords{"or ", "to ", "and ", "- "};
  text = trim(text);
  if (text.empty()) return;
  const auto whole = date_of(text);  // "September 18, 2024" has a comma of its own
  if (whole) return out.add(property, to_string(*whole), place);
  bool understood = true;
  for (const std::string& piece : pieces_of(text, kWords)) {
    if (const auto date = date_of(piece)) out.add(property, to_string(*date), place);
    else understood = false;
  }
  if (!understood) out.add("notes", std::string(property) + ": " + std::string(text), place);
}

std::string code_or_name(std::string_view name) {
  std::string code = country_code(name);
  return code.empty() ? std::string(trim(name)) : code;
}

void add_countries(EntityBuilder& out, std::string_view property, std::string_view text,
                   const std::string& place) {
  constexpr std::array<std::string_view, 2> kWords{"and ", "or "};
  text = trim(text);
  if (text.ends_with('.')) text.remove_suffix(1);
  if (text.empty()) return;
  if (const auto code = country_code(text); !code.empty()) return out.add(property, code, place);
  std::vector<std::string> codes;
  for (const std::string& piece : pieces_of(text, kWords)) {
    codes.push_back(country_code(piece));
    if (codes.back().empty()) return out.add(property, text, place);
  }
  for (const auto& code : codes) out.add(property, code, place);
}

std::string imo_digits(std::string_view text) {
  text = trim(text);
  if (starts_with_word(text, "IMO")) text = trim(text.substr(3));
  const bool digits =
      text.size() == 7 && std::ranges::all_of(text, [](char c) { return is_digit(c); });
  return std::string(text.substr(0, digits ? 7 : text.size()));
}

}  // namespace entente::intake
