// The extractor that the user chose.
#pragma once

#include <memory>

#include "base/result.h"
#include "engine/parts.h"
#include "reading/extractor.h"

namespace entente {

// It borrows the reader that `parts` keeps. bad_argument for a choice that makes no sense,
// missing_resource for the reader's model, not_found and the like for the key's file.
Result<std::unique_ptr<const Extractor>> choose_extractor(Engine::Parts& parts,
                                                          const ExtractorChoice& choice);

}  // namespace entente
