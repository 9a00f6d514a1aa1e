// What stands next to an entity: by its own properties, and by those of others that name it.
#pragma once

#include "engine/catalogue/shapes.h"

namespace entente::catalogue {

struct Neighbours {
  std::string property;  // of the entity, or the reverse of another's: "ownershipOwner"
  std::vector<Whole> entities;
};
std::vector<Neighbours> neighbours_of(const World& world, const Whole& whole);
// With neighbours in place of ids, and behind a relation its other end.
std::string nested_json(const World& world, const Whole& whole);
// The entity itself, or a part of one (ID-sanction); nothing when there is none.
std::optional<Whole> find_whole(const World& world, std::string_view id);
std::string page_json(const Neighbours& neighbours, const World& world, size_t limit,
                      size_t offset);

}  // namespace entente::catalogue
