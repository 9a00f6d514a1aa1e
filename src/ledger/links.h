// The derived tables: the names of listed entities by key, and the mentions in claims that bear
// one of them. Both follow from the sealed tables and can be dropped and rebuilt. How a name
// becomes a key is not the ledger's business: the caller hands in the functions.
//
// A mention is linked to an entity when their keys are equal and no other entity of the same
// dataset has that key: a name that two listed persons share decides nothing. Places are not
// linked.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "ledger/sqlite.h"
#include "model/entity.h"

namespace entente {

struct NameKeys {
  // Keys of the names that are strong enough to resolve a mention by.
  std::function<std::vector<std::string>(const Entity&)> of_entity;
  // Keys of a text that may be a name, the best first; the first that any entity has decides.
  std::function<std::vector<std::string>(std::string_view)> of_mention;
};

// Inserts the names of a list's entities. Names already there stay with their first revision.
Status insert_names(const Database& db, std::span<const Entity> entities, int64_t revision,
                    const NameKeys& keys);
// Links the mentions of claims whose revision is `revision_min` or later; links there stay.
Status insert_links(const Database& db, int64_t revision_min, const NameKeys& keys);
// Drops every link and links all claims again.
Status rebuild_links(const Database& db, const NameKeys& keys);

}  // namespace entente
