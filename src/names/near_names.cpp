// Tests: compare_test.cpp, tests/cli/screening_test.py.
#include "names/near_names.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "names/search_words.h"

namespace entente {
namespace {

constexpr size_t kBytesRead = 1024;  // of a name: what follows is not compared either

bool is_name(const Statement& s) {
  return s.property == "name" || s.property == "alias" || s.property == "previousName" ||
         s.property == "weakAlias" || s.property == "abbreviation";
}

}  // namespace

Entity near_names_first(const Entity& asked, Entity entity) {
  const auto words_of = [](const Statement& s) {
    return search_words(shorten(s.value, kBytesRead));
  };
  std::set<std::string, std::less<>> wanted;
  for (const Statement& s : asked.statements) {
    if (!is_name(s)) continue;
    const std::string words = words_of(s);
    for (const std::string_view word : split(words, ' ')) wanted.emplace(word);
  }
  struct Place {
    size_t shared, at;
  };
  std::vector<Place> places;
  for (size_t i = 0; i < entity.statements.size(); ++i) {
    Place place{0, i};
    if (is_name(entity.statements[i])) {
      const std::string words = words_of(entity.statements[i]);
      for (const std::string_view word : split(words, ' ')) place.shared += wanted.contains(word);
    }
    places.push_back(place);
  }
  std::ranges::stable_sort(places, std::ranges::greater{}, &Place::shared);
  std::vector<Statement> ordered;
  for (const Place& place : places) ordered.push_back(std::move(entity.statements[place.at]));
  entity.statements = std::move(ordered);
  return entity;
}

}  // namespace entente
