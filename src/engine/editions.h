// The edition of a list before the one that comes: for what changed, and for deltas.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "entente/engine.h"
#include "ledger/writer.h"
#include "model/entity.h"

namespace entente {

// The entities of the newest edition that the ledger has; nothing when it has none.
Result<std::optional<std::vector<Entity>>> latest_edition(const std::string& ledger,
                                                          const std::string& list);
// Makes the changes in `entry` a whole edition: `before` with them in their places, without what
// was removed. not_found when there is no edition to change.
Status apply_delta(const std::optional<std::vector<Entity>>& before,
                   const std::vector<std::string>& removed, const std::string& path,
                   ListEntry& entry);
AddRecord::Changes changes_between(std::vector<Entity> before, const std::vector<Entity>& after);

}  // namespace entente
