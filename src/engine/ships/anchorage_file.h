// Places of port calls from a file: Global Fishing Watch's anchorage_overrides.csv, a table of
// one's own, or JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "tracing/ships/anchorages.h"

namespace entente {

// CSV (tabs and semicolons too) with columns latitude and longitude, and id or s2id, label or name,
// iso3 or country where there are any; or JSON {"NAME":[lat,lon],…}; plain, gzip or zstd, 256 MiB
// at most. Of rows with one id the last counts, as upstream. Errors: not_found, unreadable,
// too_large, malformed with the line, unknown_column, empty_input.
Result<std::vector<Anchorage>> read_anchorages(const std::string& path);
// Of the text of such a file; `path` is for messages.
Result<std::vector<Anchorage>> parse_anchorages(std::string_view text, const std::string& path);

}  // namespace entente
