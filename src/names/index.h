// Names of listed entities to their ids, by exact key.
//
//   NameIndex index;
//   for (const Entity& e : entities) index.add(e);
//   for (const std::string& id : index.lookup("Blue Harbour Trading Limited")) …
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "model/entity.h"

namespace entente {

// The keys by which an entity may be found, none twice: of name, alias and previousName. Left
// out, since they would meet ordinary words: weak aliases, single words for persons, and keys of
// one word under four letters.
std::vector<std::string> index_keys(const Entity& entity);

class NameIndex {
 public:
  // Under its index_keys().
  void add(const Entity& entity);
  // One-word names of ships and firms ("SNOW", "HELM") meet ordinary words as well: ask for those
  // only where the text has a name.
  // Ids in the order they were added; several when the name is ambiguous, none when it is unknown.
  // Valid until the next add().
  std::span<const std::string> lookup(std::string_view name) const;
  size_t size() const { return ids_.size(); }  // keys

 private:
  std::unordered_map<std::string, std::vector<std::string>> ids_;
};

}  // namespace entente
