// The table by which figures are converted (data/measures.tsv).
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "engine/parts.h"
#include "weighing/measures.h"

namespace entente {

// missing_resource, unknown_column or malformed, naming file:line and column.
Result<Measures> load_measures(const std::string& data_folder);

// The same of the folder that an engine works with, kept where it keeps.
Result<std::shared_ptr<const Measures>> measures_of(const Engine::Parts& parts);

}  // namespace entente
