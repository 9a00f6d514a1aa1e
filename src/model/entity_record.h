// The record of an entity (EntityRecord) as statements under names that no property has
// ("@referent"), so that what keeps statements keeps the record with them.
#pragma once

#include <vector>

#include "model/entity.h"

namespace entente {

// Without EntityRecord::sources.
std::vector<Statement> record_statements(const Entity& entity);
// True when the statement was one of them: it is in the entity's record now.
bool take_record_statement(Entity& entity, const Statement& statement);

}  // namespace entente
