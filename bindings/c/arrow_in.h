// Rows from outside, as Arrow hands them over: checked, and turned into documents or queries.
#pragma once

#include <optional>

#include "call.h"

namespace capi {

// Fills call.texts or call.lines, whichever `command` takes; a problem that names the column when
// the table does not fit. Releases neither.
std::optional<entente::Problem> take_rows(Call& call, std::string_view command,
                                          const ArrowSchema& schema, const ArrowArray& array);

}  // namespace capi
