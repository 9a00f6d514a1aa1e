// Amounts of money, exactly: decimals, decimals with an exponent, and fractions.
//
//   auto a = parse_amount("0.001");      // {1, 1000}
//   auto b = parse_amount("1/3");        // {1, 3}
//   to_decimal(1234567, 1000)            // "1234.567"
//
// Money is added and taken away millions of times, so no amount is ever a floating number: a table
// of payments holds whole numbers of one unit, 1/scale, that all its amounts are multiples of.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace entente {

__extension__ using Wide = __int128;

struct Amount {
  Wide numerator = 0;
  Wide denominator = 1;  // > 0; 1, 10, 100 … of a decimal as written, in lowest terms of a fraction
  std::string currency = {};  // where it stands in the same cell: "100 EUR", "$5" has none
  bool operator==(const Amount&) const = default;
};

// At most 30 digits and 18 decimals (those of the finest coin). "1,234.50" has groups of three
// before a point; "1,5" and "1.234.567" may mean several things and are refused. The error says
// why.
std::expected<Amount, std::string> parse_amount(std::string_view text);

// Units of 1/scale as a decimal, exactly, without needless zeros; nothing when it has no end
// (scale 3).
std::optional<std::string> to_decimal(Wide units, Wide scale);
// The nearest floating number.
double to_double(Wide units, Wide scale);

Wide greatest_common_divisor(Wide a, Wide b);
// Nothing when it is beyond `most`.
std::optional<Wide> least_common_multiple(Wide a, Wide b, Wide most);

}  // namespace entente
