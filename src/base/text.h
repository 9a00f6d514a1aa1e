// Small helpers over ASCII in UTF-8 text: they touch bytes below 0x80 only, so they never split
// or alter a code point. Anything that needs real Unicode (case, width, scripts) goes through ICU
// in names/.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

constexpr bool is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v';
}
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
constexpr bool is_alnum(char c) { return is_alpha(c) || is_digit(c); }
constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

std::string lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);
std::string_view trim(std::string_view text);
// Pieces between separators; empty pieces are kept: split("a,,b", ',') is {"a", "", "b"}.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(const std::vector<std::string>& pieces, std::string_view separator);
// Runs of white space become one blank; none at either end.
std::string squeeze(std::string_view text);
// At most `code_points_max` code points, with "…" in place of what was cut.
std::string shorten(std::string_view text, size_t code_points_max);

}  // namespace entente
