// Records of lists and their changes, with their JSON.
#pragma once

#include <string>

#include "entente/lists.h"
#include "model/entity.h"
#include "model/entity_change.h"

namespace entente {

ListChangeRecord record_of(const EntityChange& change);

// What makes of an entity its newer self, as lines of a FollowTheMoney delta; nullptr: there is
// none.
std::string delta_of(const Entity* before, const Entity* after);

std::string json_of(const ListFormatRecord& record);
std::string json_of(const ListEditionRecord& record);
std::string json_of(const ListDiffSummary& summary);

}  // namespace entente
