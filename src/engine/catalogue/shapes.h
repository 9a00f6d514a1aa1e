// Entities, results and pages as the OpenSanctions API writes them.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/catalogue/world.h"
#include "names/compare.h"

namespace entente::catalogue {

// An entity with all that analysts and its source say is the same.
struct Whole {
  Entity entity;                    // of the first id; the statements of all
  std::vector<std::string> others;  // its other ids
};
// Of an entity in force. `split`: what its schema does not define is left to its parts.
std::optional<Whole> whole_of(const World& world, uint32_t number);
// The parts (a Sanction, a CryptoWallet) that its list tells with it.
std::vector<Entity> parts_of(const Entity& entity);

// By property: the JSON of its values, in place of the ids that stand there.
using Nested = std::map<std::string, std::string>;
// Without the closing brace, so that fields may follow.
std::string entity_head(const Whole& whole, const Nested& nested = {});
std::string entity_json(const Whole& whole);
// {"id","schema","properties"} of a question.
std::string question_json(const EntityQuestion& question);
// {"name_match":{"score","detail","query","candidate"}, …}
std::string explanations_json(const Explanation& explanation);
std::string text_json(std::string_view text);

}  // namespace entente::catalogue
