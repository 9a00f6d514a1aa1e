// Tables of two states and a year: alliances (ATOP, COW), shared organisations (COW IGO),
// diplomatic exchange, and whatever else has two states, a year and columns of figures.
//
//   StateNumbers numbers;                                   // from a table ccode,statenme
//   read_dyads("atop_alliance.csv.gz", numbers, names, [&](const DyadRow& row) { … });
//
// States are columns ccode1, ccode2 (numbers of the Correlates of War, known from a table of
// states) or state1, state2 / country1, country2 / iso1, iso2 by name or code. Every further column
// whose cells are numbers is a measure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/tables/place_names.h"

namespace entente::intake {

using StateNumbers = std::map<std::string, uint16_t, std::less<>>;  // "365" -> a place

struct DyadRow {
  uint16_t a = 0, b = 0;
  int year = 0;
  std::string_view measure;  // the column's name
  double value = 0;
  size_t line = 0;
};

// True when the head of a file is a table of states: ccode and statenme (or country).
bool is_state_table(std::string_view head);
Result<StateNumbers> read_state_numbers(const std::string& path, const PlaceNames& names);

struct DyadReport {
  size_t rows = 0, strangers = 0;  // strangers: rows with a state that is not known
};
// not_found, unreadable, unknown_column, too_large.
Result<DyadReport> read_dyads(const std::string& path, const StateNumbers& numbers,
                              const PlaceNames& names,
                              const std::function<void(const DyadRow&)>& take);

}  // namespace entente::intake
