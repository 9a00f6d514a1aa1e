// The exchange drawn: both actors as bars, one band for each flow. Internal to brief/.
#pragma once

#include <string>

#include "brief/brief.h"

namespace entente {

// An <svg> element that takes its colours from CSS classes; empty when there is no flow. Text in it
// is escaped. The width of a band is the number of independent origins, never an amount.
std::string draw_exchange(const Brief& brief);

// For text and attribute values.
std::string html_escaped(std::string_view text);

}  // namespace entente
