// One record of an archive as a line of JSON, and back. docs/formats/archive.md shows them.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "ledger/replay.h"

namespace entente {

std::string archive_line(const Replayed& record);
// malformed with what is wrong. Ids are hex digits of their length; hashes are not yet compared.
Result<Replayed> parse_archive_line(std::string_view line);

}  // namespace entente
