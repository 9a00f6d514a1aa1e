#include "engine/name_keys.h"

#include "base/text.h"
#include "names/index.h"
#include "names/normalise.h"
#include "names/search_words.h"
#include "weighing/lookup.h"
#include "weighing/reach.h"

namespace entente {
namespace {

// Starts with a capital, or with a letter of another script, once an article is off: "the pioneer"
// is no ship called Pioneer.
bool looks_like_a_name(std::string_view text) {
  if (text.size() > 4 && equals_ignoring_case(text.substr(0, 4), "the ")) text.remove_prefix(4);
  return !text.empty() && !is_lower(text[0]);
}

std::vector<std::string> keys_of_mention(std::string_view text) {
  if (!looks_like_a_name(text)) return {};
  std::vector<std::string> out{normalise_name(text)};
  for (auto& key : name_keys(text))
    if (key != out[0]) out.push_back(std::move(key));
  return out;
}

// Ships and aircraft bear the names of towns, people and things: one word of it is no evidence.
std::vector<std::string> keys_of_entity(const Entity& entity) {
  std::vector<std::string> out = index_keys(entity);
  if (entity.schema == "Vessel" || entity.schema == "Airplane")
    std::erase_if(out, [](const auto& key) { return key.find(' ') == std::string::npos; });
  return out;
}

}  // namespace

NameKeys make_name_keys() {
  return {&keys_of_entity, &keys_of_mention, &search_words, &numbers_of,
          [](const Claim& claim) { return number_of(reach_of(claim)); }};
}

}  // namespace entente
