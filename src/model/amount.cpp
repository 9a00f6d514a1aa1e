// A cell of money is short and plain nearly always; the reader's fast way takes those and this one
// the rest. Tested by amount_test.cpp.
#include "model/amount.h"

#include <algorithm>

#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kDigitsMax = 30, kDecimalsMax = 18;

Wide power_of_ten(size_t exponent) {
  Wide out = 1;
  for (size_t i = 0; i < exponent; ++i) out *= 10;
  return out;
}

std::unexpected<std::string> refused(const char* why) { return std::unexpected(std::string(why)); }

// "EUR 5", "5 EUR", "5EUR": takes the code away.
std::string take_currency(std::string_view& text) {
  size_t front = 0, back = text.size();
  while (front < text.size() && is_alpha(text[front])) ++front;
  while (back > front && is_alpha(text[back - 1])) --back;
  std::string_view code;
  if (front >= 3 && front <= 5) code = text.substr(0, front);
  else if (front == 0 && text.size() - back >= 3 && text.size() - back <= 5)
    code = text.substr(back);
  if (code.empty()) return {};
  std::string out;
  for (const char c : code) out += is_lower(c) ? static_cast<char>(c - 32) : c;
  text = trim(front > 0 ? text.substr(front) : text.substr(0, back));
  return out;
}

// "1,234,567.8" → "1234567.8"; false when the commas may mean something else.
bool drop_groups(std::string& text) {
  const size_t point = text.find('.');
  if (text.find(',') == std::string::npos) return true;
  if (point == std::string::npos || text.find(',', point) != std::string::npos) return false;
  std::string out = text.substr(point);
  size_t digits = 0;
  for (size_t i = point; i-- > 0;) {
    if (text[i] == ',') {
      if (digits != 3 || i == 0) return false;
      digits = 0;
      continue;
    }
    if (++digits > 3 && is_digit(text[i])) return false;
    out.insert(out.begin(), text[i]);
  }
  text = out;
  return true;
}

std::expected<Amount, std::string> parse_decimal(std::string_view text) {
  Amount out;
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  size_t digits = 0, decimals = 0;
  bool point = false;
  size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || (text[at] == '.' && !point)); ++at) {
    if (text[at] == '.') {
      point = true;
      continue;
    }
    if (++digits > kDigitsMax) return refused("more than 30 digits");
    decimals += point;
    out.numerator = out.numerator * 10 + (text[at] - '0');
  }
  if (digits == 0) return refused("no number");
  int exponent = 0;
  if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
    bool down = false;
    if (++at < text.size() && (text[at] == '-' || text[at] == '+')) down = text[at++] == '-';
    size_t read = 0;
    for (; at < text.size() && is_digit(text[at]) && read < 3; ++at, ++read)
      exponent = exponent * 10 + (text[at] - '0');
    if (read == 0) return refused("no number");
    if (down) exponent = -exponent;
  }
  if (at != text.size()) return refused("no number");
  for (; decimals > 0 && out.numerator % 10 == 0 && exponent <= 0; --decimals) out.numerator /= 10;
  const int places = static_cast<int>(decimals) - exponent;
  if (places > static_cast<int>(kDecimalsMax)) return refused("more than 18 decimals");
  if (places < 0) {
    if (digits + static_cast<size_t>(-places) > kDigitsMax) return refused("more than 30 digits");
    out.numerator *= power_of_ten(static_cast<size_t>(-places));
  }
  out.denominator = power_of_ten(static_cast<size_t>(std::max(places, 0)));
  if (negative) out.numerator = -out.numerator;
  return out;
}

}  // namespace

Wide greatest_common_divisor(Wide a, Wide b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    const Wide rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

std::optional<Wide> least_common_multiple(Wide a, Wide b, Wide most) {
  const Wide part = a / greatest_common_divisor(a, b);
  if (part > most / b) return std::nullopt;
  return part * b;
}

std::expected<Amount, std::string> parse_amount(std::string_view text) {
  text = trim(text);
  std::string currency = take_currency(text);
  std::string plain(text);
  if (plain.empty()) return refused("no amount");
  if (!drop_groups(plain)) return refused("a comma that may mark thousands or decimals");
  const size_t stroke = plain.find('/');
  auto out = parse_decimal(std::string_view(plain).substr(0, stroke));
  if (!out) return out;
  out->currency = std::move(currency);
  if (stroke == std::string::npos) return out;
  const auto below = parse_decimal(std::string_view(plain).substr(stroke + 1));
  if (!below) return below;
  if (below->numerator <= 0) return refused("a fraction of nothing or less");
  // a/b over c/d = ad/bc; both sides are short enough, or it is refused.
  constexpr Wide kHalf = Wide{1} << 62;
  const Wide sides[] = {out->numerator < 0 ? -out->numerator : out->numerator, out->denominator,
                        below->numerator, below->denominator};
  if (std::ranges::any_of(sides, [](Wide side) { return side > kHalf; }))
    return refused("a fraction with too many digits");
  const Wide over = out->numerator * below->denominator,
             under = out->denominator * below->numerator;
  const Wide common = greatest_common_divisor(over, under);
  out->numerator = over / common;
  out->denominator = under / common;
  return out;
}

namespace {

// Units of a power of ten that fit 64 bits, as nearly all are; empty when they are not.
std::string short_text(Wide units, Wide scale) {
  if (units < 0 || units > INT64_MAX || scale > 1'000'000'000'000'000'000) return {};
  auto rest = static_cast<uint64_t>(units);
  char text[24];
  char* at = text + sizeof text;
  bool any = false;
  auto places = static_cast<uint64_t>(scale);
  for (; places > 1; places /= 10) {
    if (places % 10 != 0) return {};
    const char digit = static_cast<char>('0' + rest % 10);
    rest /= 10;
    any |= digit != '0';
    if (any) *--at = digit;
  }
  if (any) *--at = '.';
  do *--at = static_cast<char>('0' + rest % 10);
  while ((rest /= 10) > 0);
  return {at, text + sizeof text};
}

}  // namespace

std::optional<std::string> to_decimal(Wide units, Wide scale) {
  if (std::string out = short_text(units, scale); !out.empty()) return out;
  // A denominator of twos and fives ends after as many decimals as the larger count of the two.
  const Wide common = greatest_common_divisor(units == 0 ? scale : units, scale);
  units /= common;
  scale /= common;
  size_t twos = 0, fives = 0;
  for (Wide s = scale; s % 2 == 0; s /= 2) ++twos;
  for (Wide s = scale; s % 5 == 0; s /= 5) ++fives;
  Wide rest = scale;
  for (size_t i = 0; i < twos; ++i) rest /= 2;
  for (size_t i = 0; i < fives; ++i) rest /= 5;
  if (rest != 1) return std::nullopt;
  const size_t places = std::max(twos, fives);
  std::string out;
  const bool negative = units < 0;
  Wide whole = negative ? -units : units, part = whole % scale;
  whole /= scale;
  do {
    out.insert(out.begin(), static_cast<char>('0' + static_cast<int>(whole % 10)));
    whole /= 10;
  } while (whole > 0);
  if (places > 0) out += '.';
  for (size_t i = 0; i < places; ++i) {
    part *= 10;
    out += static_cast<char>('0' + static_cast<int>(part / scale));
    part %= scale;
  }
  return negative ? "-" + out : out;
}

double to_double(Wide units, Wide scale) {
  return static_cast<double>(static_cast<long double>(units) / static_cast<long double>(scale));
}

}  // namespace entente
