#include "names/index.h"

#include <algorithm>

#include "base/utf8.h"
#include "names/normalise.h"

namespace entente {
namespace {

constexpr size_t kLettersMin = 4;  // of a key of one word

bool is_indexed(const Statement& s) {
  return s.property == "name" || s.property == "alias" || s.property == "previousName";
}

bool is_distinct(std::string_view key, bool is_person) {
  if (key.find(' ') != std::string_view::npos) return true;
  return !is_person && count_code_points(key) >= kLettersMin;
}

}  // namespace

std::vector<std::string> index_keys(const Entity& entity) {
  const bool is_person = entity.schema == "Person";
  std::vector<std::string> out;
  for (const Statement& statement : entity.statements) {
    if (!is_indexed(statement)) continue;
    for (std::string& key : name_keys(statement.value))
      if (is_distinct(key, is_person) && std::ranges::find(out, key) == out.end())
        out.push_back(std::move(key));
  }
  return out;
}

void NameIndex::add(const Entity& entity) {
  for (const std::string& key : index_keys(entity)) {
    std::vector<std::string>& ids = ids_[key];
    if (std::ranges::find(ids, entity.id) == ids.end()) ids.push_back(entity.id);
  }
}

std::span<const std::string> NameIndex::lookup(std::string_view name) const {
  const auto at = ids_.find(normalise_name(name));
  if (at != ids_.end()) return at->second;
  for (const std::string& key : name_keys(name))
    if (const auto other = ids_.find(key); other != ids_.end()) return other->second;
  return {};
}

}  // namespace entente
