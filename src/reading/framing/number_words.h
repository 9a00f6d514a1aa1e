// Numbers as a text writes them: digits, words and the words that multiply them.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "base/text.h"

namespace entente {

struct NumberWord {
  std::string_view form;
  double value;
};

inline constexpr std::array kSmall{
    NumberWord{"zero", 0},      NumberWord{"one", 1},       NumberWord{"two", 2},
    NumberWord{"three", 3},     NumberWord{"four", 4},      NumberWord{"five", 5},
    NumberWord{"six", 6},       NumberWord{"seven", 7},     NumberWord{"eight", 8},
    NumberWord{"nine", 9},      NumberWord{"ten", 10},      NumberWord{"eleven", 11},
    NumberWord{"twelve", 12},   NumberWord{"thirteen", 13}, NumberWord{"fourteen", 14},
    NumberWord{"fifteen", 15},  NumberWord{"sixteen", 16},  NumberWord{"seventeen", 17},
    NumberWord{"eighteen", 18}, NumberWord{"nineteen", 19}, NumberWord{"twenty", 20},
    NumberWord{"thirty", 30},   NumberWord{"forty", 40},    NumberWord{"fifty", 50},
    NumberWord{"sixty", 60},    NumberWord{"seventy", 70},  NumberWord{"eighty", 80},
    NumberWord{"ninety", 90}};
inline constexpr std::array kMultipliers{NumberWord{"dozen", 12},     NumberWord{"hundred", 100},
                                         NumberWord{"thousand", 1e3}, NumberWord{"million", 1e6},
                                         NumberWord{"billion", 1e9},  NumberWord{"trillion", 1e12},
                                         NumberWord{"m", 1e6},        NumberWord{"bn", 1e9},
                                         NumberWord{"mn", 1e6},       NumberWord{"k", 1e3}};
inline constexpr std::array kPlurals{NumberWord{"dozens", 24}, NumberWord{"hundreds", 100},
                                     NumberWord{"thousands", 1e3}, NumberWord{"millions", 1e6},
                                     NumberWord{"billions", 1e9}};
inline constexpr std::array kFractions{NumberWord{"half", 50},     NumberWord{"third", 33.3},
                                       NumberWord{"quarter", 25},  NumberWord{"fifth", 20},
                                       NumberWord{"sixth", 16.7},  NumberWord{"tenth", 10},
                                       NumberWord{"thirds", 33.3}, NumberWord{"quarters", 25},
                                       NumberWord{"fifths", 20},   NumberWord{"tenths", 10}};

template <size_t N>
std::optional<double> lookup(const std::array<NumberWord, N>& words, std::string_view form) {
  for (const auto& w : words)
    if (equals_ignoring_case(w.form, form)) return w.value;
  return std::nullopt;
}

// "28,000", "12.5"; a comma parts thousands.
std::optional<double> digits(std::string_view form);
// "-", "–", "—", "−"
bool hyphen(std::string_view form);

}  // namespace entente
