// Which names of an entity with very many are compared: a block holds kNamesMax of them, and a row
// may have 10,000 aliases.
//
//   const std::string block = prepare(near_names_first(asked, entity), tables);
#pragma once

#include "model/entity.h"

namespace entente {

// The entity with those names in front that share most words with a name of `asked`, of equals the
// one that came first; the rest as it was. Words are those of search_words.h, so that names of two
// scripts share none. Cost: linear in the letters of its names.
Entity near_names_first(const Entity& asked, Entity entity);

}  // namespace entente
