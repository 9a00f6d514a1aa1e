// What the writers share. Internal to brief/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "brief/brief.h"

namespace entente {

// Runs of footnote numbers, first and last: {1, 2, 3, 7} -> {1,3} {7,7}. Numbers start at 1.
std::vector<std::pair<size_t, size_t>> note_ranges(const std::vector<ClaimIndex>& claims);

// Control characters, and marks that turn the direction of text, become U+FFFD: a quote must not
// steer a terminal or disguise itself. Line feeds stay.
std::string harmless(std::string_view text);

// "As of 2025-08-01", "ledger revision 12", "sources not graded by an analyst".
std::vector<std::string> standing_facts(const Brief& brief);

// Title, publisher, date of a document as one line.
std::string document_words(const DocumentRef& document);

}  // namespace entente
