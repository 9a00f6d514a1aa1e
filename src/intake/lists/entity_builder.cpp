// What the readers of lists share when they make entities.
#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "intake/lists/list_format.h"

namespace entente::intake {
namespace {

// Whole words of a name that only a company bears.
constexpr std::string_view kLegalForms[] = {
    "ltd", "limited", "llc", "inc", "corp", "corporation", "co",   "company", "gmbh",
    "fze", "fzco",    "fzc", "llp", "plc",  "jsc",         "ojsc", "pjsc",    "ooo",
    "oao", "zao",     "pao", "bv",  "nv",   "ag",          "kg",   "srl",     "sarl",
    "sas", "spa",     "sa",  "cv",  "ltda", "eu",          "oy",   "ab",      "pte",
    "pty", "bhd",     "sdn", "as",  "dmcc", "wll",         "pjs",  "lp",      "ao"};

// Up to so many statements are compared one by one; more are found by their hash.
constexpr size_t kFewStatements = 12;

size_t hash_of(std::string_view property, std::string_view value) {
  const std::hash<std::string_view> hash;
  return hash(property) * 31 + hash(value);
}

}  // namespace

EntityBuilder::EntityBuilder(std::string id, std::string schema, std::string dataset) {
  entity_.id = std::move(id);
  entity_.schema = std::move(schema);
  entity_.dataset = std::move(dataset);
}

bool EntityBuilder::is_new(std::string_view property, std::string_view value) {
  const auto& all = entity_.statements;
  const auto same = [&](const Statement& s) { return s.value == value && s.property == property; };
  if (all.size() < kFewStatements) return std::ranges::none_of(all, same);
  if (by_hash_.empty())
    for (size_t i = 0; i < all.size(); ++i)
      by_hash_.emplace(hash_of(all[i].property, all[i].value), i);
  const size_t hash = hash_of(property, value);
  const auto [first, last] = by_hash_.equal_range(hash);
  for (auto at = first; at != last; ++at)
    if (same(all[at->second])) return false;
  by_hash_.emplace(hash, all.size());
  return true;
}

void EntityBuilder::add(std::string_view property, std::string_view value, const std::string& place,
                        std::string_view language) {
  std::string clean = squeeze(value);
  if (clean.empty() || !is_new(property, clean)) return;
  if (entity_.caption.empty() && property == "name") entity_.caption = clean;
  entity_.statements.push_back(
      {std::string(property), std::move(clean), std::string(language), place});
}

Entity EntityBuilder::build() && { return std::move(entity_); }

std::string_view schema_of_organisation(std::string_view name) {
  std::string word;
  std::string bare;
  for (char c : name)
    if (c != '.') bare += lower(c);  // "S.A." is "sa"
  for (size_t i = 0; i <= bare.size(); ++i) {
    if (i < bare.size() && is_alnum(bare[i])) {
      word += bare[i];
      continue;
    }
    if (std::ranges::find(kLegalForms, word) != std::end(kLegalForms)) return "Company";
    word.clear();
  }
  return "Organization";
}

std::vector<std::string> imo_numbers(std::string_view text) {
  std::vector<std::string> out;
  for (size_t at = 0; (at = text.find("IMO", at)) != std::string_view::npos; at += 3) {
    if (at > 0 && is_alnum(text[at - 1])) continue;
    const size_t digit = text.substr(at, 24).find_first_of("0123456789");
    if (digit == std::string_view::npos) continue;
    size_t end = at + digit;
    while (end < text.size() && is_digit(text[end])) ++end;
    if (end - at - digit == 7) out.emplace_back(text.substr(at + digit, 7));
  }
  return out;
}

std::string series_of(const std::string& file, const ListOptions& options) {
  namespace fs = std::filesystem;
  if (!options.series.empty()) return options.series;
  const std::string name = fs::path(file).filename().string();
  std::string stem = name.substr(0, name.find('.'));
  if (stem == "entities" || stem == "targets" || stem == "statements")
    if (const auto folder = fs::absolute(file).parent_path().filename().string(); !folder.empty())
      stem = folder;
  std::string out;
  for (const char c : lower(stem)) out += is_alnum(c) ? c : '_';
  return out.empty() ? "list" : out;
}

std::string place_name(const std::string& file) {
  std::string name = std::filesystem::path(file).filename().string();
  if (name.ends_with(".gz")) name.resize(name.size() - 3);
  return name;
}

}  // namespace entente::intake
