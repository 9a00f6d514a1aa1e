// What differs between two states of an entity, and between two editions of a list.
//
//   EditionDiff diff(entities_of_the_older_edition);
//   for (const Entity& e : newer) if (auto change = diff.take(e)) show(*change);
//   for (const EntityChange& gone : diff.rest()) show(gone);
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/entity.h"

namespace entente {

struct EntityChange {
  enum class Kind { added, changed, removed } kind{};
  std::string id, schema, caption;  // as in the newer edition; of what was removed, the older
  std::string schema_before, caption_before;  // where they changed
  std::vector<Statement> added, removed;      // values; only where `changed`
};
std::string_view name(EntityChange::Kind kind);

// Nothing when both say the same: order, places and record fields do not count.
std::optional<EntityChange> compare(const Entity& before, const Entity& after);

class EditionDiff {
 public:
  explicit EditionDiff(std::vector<Entity> before);
  // Each entity of the newer edition once; nothing when it is as it was.
  std::optional<EntityChange> take(const Entity& after);
  // The entity as the older edition has it; nullptr.
  const Entity* before(std::string_view id) const;
  // What the newer edition did not have, in the older one's order. Call it once, last.
  std::vector<EntityChange> rest();
  size_t added = 0, changed = 0, removed = 0, same = 0;

 private:
  std::vector<Entity> before_;
  std::vector<bool> seen_;
  std::unordered_map<std::string_view, size_t> by_id_;
};

}  // namespace entente
