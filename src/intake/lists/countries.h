// Names of countries as lists write them to ISO 3166-1 alpha-2 in lower case.
#pragma once

#include <string>
#include <string_view>

namespace entente::intake {

// "Korea, North", "Iran (Islamic Republic of)", "Burma"; empty when the name is not known.
std::string country_code(std::string_view name);

}  // namespace entente::intake
