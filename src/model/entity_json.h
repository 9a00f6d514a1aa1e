// Entities to the forms of FollowTheMoney: JSON and statement rows.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/entity.h"

namespace entente {

// One object, no line end: id, caption, schema, properties (in order of appearance), datasets,
// referents, target, first_seen, last_seen, last_change, origin; empty fields of the record are
// left out. An entity that was read from this JSON comes out with the same values.
std::string ftm_json(const Entity& entity);

// Rows of a statement CSV, with line ends; the head is kFtmStatementColumns. `id` is the SHA-1 of
// dataset, entity, property and value as FollowTheMoney makes it.
inline constexpr std::string_view kFtmStatementColumns =
    "canonical_id,entity_id,prop,prop_type,schema,value,dataset,lang,original_value,external,"
    "first_seen,last_seen,id,origin\n";
std::string ftm_statement_rows(const Entity& entity);

// The entity as the model has it: what its schema does not define goes to entities of its own
// (a Sanction, a CryptoWallet), and what none of them defines to the notes.
std::vector<Entity> as_ftm(const Entity& entity);

}  // namespace entente
