// The table by which figures are converted (data/measures.tsv).
#pragma once

#include <string>

#include "base/result.h"
#include "weighing/measures.h"

namespace entente {

// missing_resource, unknown_column or malformed, naming file:line and column.
Result<Measures> load_measures(const std::string& data_folder);

}  // namespace entente
