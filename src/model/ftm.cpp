// The two tables are read once, when first asked for; ftm_test.cpp holds every row of them. Their
// text is put in by CMake from data/ftm, so that no call can fail for a missing file.
#include "model/ftm.h"

#include <entente_generated/ftm_tables.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <map>
#include <utility>

#include "base/text.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, 21> kTypes{
    "string",   "text",    "html",    "json",   "number", "name",     "identifier",
    "date",     "country", "address", "entity", "url",    "email",    "phone",
    "language", "iban",    "ip",      "gender", "topic",  "checksum", "mimetype"};

FtmType type_of(std::string_view word) {
  const auto at = std::ranges::find(kTypes, word);
  assert(at != kTypes.end());
  return static_cast<FtmType>(at - kTypes.begin());
}

// Rows of a table without its comments and its line of column names.
std::vector<std::vector<std::string_view>> rows_of(std::string_view table, size_t columns) {
  std::vector<std::vector<std::string_view>> out;
  bool head = true;
  for (const auto line : split(table, '\n')) {
    if (line.empty() || line.starts_with('#')) continue;
    if (!std::exchange(head, false)) {
      out.push_back(split(line, '\t'));
      out.back().resize(columns);
    }
  }
  return out;
}

std::vector<std::string_view> words_of(std::string_view cell) {
  return cell.empty() ? std::vector<std::string_view>{} : split(cell, ' ');
}

bool has_word(std::string_view cell, std::string_view word) {
  return std::ranges::count(words_of(cell), word) > 0;
}

struct Model {
  std::vector<FtmSchema> schemata;
  std::vector<FtmProperty> properties;
  std::map<std::string_view, const FtmProperty*> by_name;  // the first of each name
  Model();
  void add_family(FtmSchema& schema, std::string_view name,
                  const std::map<std::string_view, std::string_view>& parents);
};

Model::Model() {
  std::map<std::string_view, std::string_view> parents;
  for (const auto& row : rows_of(kFtmSchemata, 6)) {
    FtmSchema& s = schemata.emplace_back();
    s.name = row[0];
    parents[row[0]] = row[1];
    s.matchable = has_word(row[2], "matchable");
    s.abstract = has_word(row[2], "abstract");
    if (const auto ends = words_of(row[3]); ends.size() == 2)
      s.source = ends[0], s.target = ends[1];
    s.caption = words_of(row[4]);
    s.label = row[5];
  }
  for (const auto& row : rows_of(kFtmProperties, 8))
    properties.push_back({row[0], row[1], type_of(row[2]), row[3], row[4], row[5],
                          has_word(row[6], "matchable"), has_word(row[6], "deprecated"), row[7]});
  for (const auto& p : properties) by_name.try_emplace(p.name, &p);
  for (auto& s : schemata) add_family(s, s.name, parents);
  for (auto& s : schemata) {
    std::map<std::string_view, const FtmProperty*> own;  // the nearest ancestor's of each name
    for (const auto* member : s.family)
      for (const auto& p : properties)
        if (p.schema == member->name) own.try_emplace(p.name, &p);
    for (const auto& [name, property] : own) s.properties.push_back(property);
  }
}

void Model::add_family(FtmSchema& schema, std::string_view name,
                       const std::map<std::string_view, std::string_view>& parents) {
  const auto at = std::ranges::lower_bound(schemata, name, {}, &FtmSchema::name);
  if (at == schemata.end() || at->name != name) return;
  if (std::ranges::find(schema.family, &*at) != schema.family.end()) return;
  schema.family.push_back(&*at);
  for (const auto parent : words_of(parents.at(name))) add_family(schema, parent, parents);
}

const Model& model() {
  static const Model all;
  return all;
}

}  // namespace

std::string_view name(FtmType type) { return kTypes[static_cast<size_t>(type)]; }

bool FtmSchema::is_a(std::string_view schema) const {
  return std::ranges::any_of(family, [&](const auto* s) { return s->name == schema; });
}

const FtmProperty* FtmSchema::property(std::string_view wanted) const {
  const auto at = std::ranges::lower_bound(properties, wanted, {}, &FtmProperty::name);
  return at != properties.end() && (*at)->name == wanted ? *at : nullptr;
}

std::span<const FtmSchema> ftm_schemata() { return model().schemata; }
std::span<const FtmProperty> ftm_properties() { return model().properties; }

const FtmSchema* find_ftm_schema(std::string_view wanted) {
  const auto& all = model().schemata;
  const auto at = std::ranges::lower_bound(all, wanted, {}, &FtmSchema::name);
  return at != all.end() && at->name == wanted ? &*at : nullptr;
}

FtmType ftm_type(std::string_view schema, std::string_view property) {
  if (const auto* s = find_ftm_schema(schema))
    if (const auto* p = s->property(property)) return p->type;
  const auto at = model().by_name.find(property);
  return at == model().by_name.end() ? FtmType::string : at->second->type;
}

}  // namespace entente
