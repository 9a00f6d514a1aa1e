// Dates, countries and numbers as the cells of lists write them, to statements.
#pragma once

#include <string>
#include <string_view>

#include "intake/lists/list_format.h"

namespace entente::intake {

// "18 Jun 1964", "24.6.1972", "circa 1947", "1956 to 1958", "(a) 1964 (b) 28.8.1962": a statement
// for each date, in ISO 8601. What holds no date, or more than dates, is kept as it stands as a
// note.
void add_dates(EntityBuilder& out, std::string_view property, std::string_view text,
               const std::string& place);

// "Korea, North", "Russian and Ukrainian", "(a) German, (b) Moroccan": a code for each country that
// is known by its name or its adjective, the text itself otherwise.
void add_countries(EntityBuilder& out, std::string_view property, std::string_view text,
                   const std::string& place);

// The code of one country, or its name as it stands.
std::string code_or_name(std::string_view name);

// "IMO 9187629", "9187629" become "9187629"; anything else stays as it stands.
std::string imo_digits(std::string_view text);

}  // namespace entente::intake
