// What the CSV and the XML of the UK Sanctions List share.
#pragma once

#include <string>
#include <string_view>

#include "intake/lists/list_format.h"

namespace entente::intake {

inline constexpr std::string_view kUkSeries = "gb_fcdo_sanctions";

std::string uk_schema(std::string_view kind,
                      std::string_view name);  // "Individual", "Entity", "Ship"
std::string uk_id(std::string_view unique_id);
// "24/02/2022", "dd/mm/1960", "(1) 01/02/1960 (2) dd/mm/1961": day, month, year.
void add_uk_dates(EntityBuilder& out, std::string_view property, std::string_view text,
                  const std::string& place);
std::string uk_day(std::string_view text);  // ISO 8601, or as it stands
// "Primary Name", "Alias" with "Good quality a.k.a" or "Low quality a.k.a".
std::string_view uk_name_property(std::string_view type, std::string_view strength);
// "(1) Russia (2) Cyprus" is two values.
std::vector<std::string> uk_values(std::string_view text);

}  // namespace entente::intake
