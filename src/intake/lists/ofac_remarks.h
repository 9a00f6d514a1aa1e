// The Remarks column of OFAC's legacy tables: "DOB 18 Jun 1964; POB Kaesong, DPRK; Passport 38142".
#pragma once

#include <string>
#include <string_view>

#include "intake/lists/list_format.h"

namespace entente::intake {

// Every part becomes a statement; what has no property of its own stays as a note.
void add_remarks(EntityBuilder& entity, std::string_view remarks, const std::string& place);

}  // namespace entente::intake
