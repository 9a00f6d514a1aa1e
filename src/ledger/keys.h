// How words become keys is not the ledger's business: whoever opens one hands in the functions.
// Derived tables hold what they gave; after a change of them `rebuild` makes the tables anew.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "model/claim.h"
#include "model/entity.h"

namespace entente {

struct NameKeys {
  // Keys of the names that are strong enough to resolve a mention by.
  std::function<std::vector<std::string>(const Entity&)> of_entity = {};
  // Keys of a text that may be a name, the best first; the first that any entity has decides.
  std::function<std::vector<std::string>(std::string_view)> of_mention = {};
  // A text as full-text search takes it: folded words, each one or more of them, between blanks.
  std::function<std::string(std::string_view)> search_words = {};
  // Numbers under which a claim is found by what it tells, ascending; not negative.
  std::function<std::vector<int64_t>(const Claim&)> of_claim = {};
  // One that stands beside each of them, and by which claims of one number are sorted; not
  // negative.
  std::function<int64_t(const Claim&)> time_of_claim = {};
};

}  // namespace entente
