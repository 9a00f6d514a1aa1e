// The public face of the world: questions in, JSON out.
#include "entente/catalogue.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <set>

#include "engine/catalogue/neighbours.h"
#include "engine/catalogue/search.h"
#include "engine/name_keys.h"
#include "engine/screening/screener.h"
#include "ledger/sqlite.h"
#include "ledger/view.h"
#include "model/ftm.h"

namespace entente {

using catalogue::World;

namespace {
constexpr int kBusyMs = 1000;
}

struct Catalogue::State {
  explicit State(std::unique_ptr<World> w) : world(std::move(w)), searchers(*world) {}
  std::unique_ptr<World> world;
  catalogue::Searchers searchers;
};

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::~Catalogue() = default;

std::shared_ptr<const Catalogue> Catalogue::open(const Settings& settings,
                                                 const std::vector<std::string>& indexes,
                                                 const LedgerTime& at, const std::string& as_of) {
  const Engine::Parts parts(settings);
  auto world = World::open(parts, indexes, at, as_of);
  if (!world) {
    parts.report(world.error());
    return nullptr;
  }
  auto state = std::make_unique<State>(*std::move(world));
  return std::shared_ptr<const Catalogue>(new Catalogue(std::move(state)));
}

const std::vector<CatalogueDataset>& Catalogue::datasets() const { return state_->world->datasets; }
size_t Catalogue::size() const { return state_->world->size(); }
int64_t Catalogue::revision() const { return state_->world->revision; }
std::string Catalogue::updated() const { return state_->world->updated; }

CatalogueMatches Catalogue::match(const EntityQuestion& question, const CatalogueScope& scope,
                                  size_t limit, double threshold, double least) const {
  const World& world = *state_->world;
  const catalogue::Scope within(world, scope);
  const auto schemas = catalogue::answering_schemas(world, question.schema);
  const auto keep = [&](catalogue::Place at) {
    return schemas[at.segment][world.row(at).schema] && within.takes(at);
  };
  const Entity asked = catalogue::entity_of(question);
  CatalogueMatches out;
  out.query = catalogue::question_json(question);
  for (const auto& each :
       catalogue::best_of(world, state_->searchers, asked, limit, least, keep, within.open())) {
    const auto whole = catalogue::whole_of(world, each.number);
    if (!whole) continue;
    CatalogueResult result{
        whole->entity.id, whole->entity.caption, whole->entity.schema, 0, false, {}};
    result.score = std::round(static_cast<double>(each.score) * 1e4) / 1e4;
    result.match = result.score >= threshold;
    char score[64];
    std::snprintf(score, sizeof score,
                  ",\"score\":%.4f,\"match\":%s,\"explanations\":", result.score,
                  result.match ? "true" : "false");
    result.json = catalogue::entity_head(*whole) + score +
                  catalogue::explanations_json(explain(asked, whole->entity, world.tables)) + "}";
    out.results.push_back(std::move(result));
  }
  return out;
}

CatalogueFound Catalogue::search(const CatalogueSearch& request) const {
  return catalogue::search(*state_->world, state_->searchers, request);
}

CatalogueEntity Catalogue::entity(std::string_view id, bool nested) const {
  const World& world = *state_->world;
  CatalogueEntity out;
  const auto* merged = world.merged(id);
  if (merged && merged->front() != id && world.find(merged->front())) {
    out.found = CatalogueEntity::Found::elsewhere;
    out.id = merged->front();
    return out;
  }
  if (const auto whole = catalogue::find_whole(world, id)) {
    out = {CatalogueEntity::Found::yes, whole->entity.id, whole->entity.schema,
           whole->entity.caption,
           nested ? catalogue::nested_json(world, *whole) : catalogue::entity_json(*whole)};
    return out;
  }
  const auto holder = world.find_referent(id);
  const auto entity = holder ? world.entity(*holder) : std::nullopt;
  if (entity) out.found = CatalogueEntity::Found::elsewhere, out.id = entity->id;
  return out;
}

CataloguePage Catalogue::adjacent(std::string_view id, std::string_view property, size_t limit,
                                  size_t offset) const {
  const World& world = *state_->world;
  const auto whole = catalogue::find_whole(world, id);
  if (!whole) return {false, {}};
  const auto all = catalogue::neighbours_of(world, *whole);
  if (!property.empty()) {
    const auto at = std::ranges::find(all, property, &catalogue::Neighbours::property);
    if (at != all.end()) return {true, catalogue::page_json(*at, world, limit, offset)};
    // A property that entities of its kind may have, or the reverse of one that points to them.
    const bool known = std::ranges::any_of(ftm_properties(), [&](const FtmProperty& p) {
      return p.type == FtmType::entity && (p.name == property || p.reverse == property);
    });
    return {known, catalogue::page_json({std::string(property), {}}, world, limit, offset)};
  }
  std::string pages;
  for (const auto& each : all)
    pages += (pages.empty() ? "" : ",") + catalogue::text_json(each.property) + ":" +
             catalogue::page_json(each, world, limit, offset);
  return {true, "{\"entity\":" + catalogue::entity_json(*whole) + ",\"adjacent\":{" + pages + "}}"};
}

std::string Catalogue::audit_json() const {
  return "{\"program\":\"" + std::string(version()) + "\",\"matcher\":\"" +
         std::string(kMatcherVersion) +
         "\",\"lists\":" + screening::lists_json(state_->world->segments) + "}";
}

std::string Catalogue::value_caption(std::string_view property, std::string_view value) const {
  const auto& names = state_->world->country_names;
  const auto at = ftm_type({}, property) == FtmType::country ? names.find(value) : names.end();
  return at == names.end() ? std::string(value) : at->second;
}

const std::vector<std::string>& catalogue_facets() {
  static const std::vector<std::string> kFacets{"datasets",    "schema", "countries",
                                                "identifiers", "topics", "genders"};
  return kFacets;
}

bool is_entity_schema(std::string_view name) { return find_ftm_schema(name) != nullptr; }

bool is_matchable_schema(std::string_view name) {
  const FtmSchema* schema = find_ftm_schema(name);
  return schema && (schema->matchable || name == "Thing");
}

bool is_entity_property(std::string_view name) {
  static const auto kNames = [] {
    std::set<std::string_view> out;
    for (const FtmProperty& p : ftm_properties()) out.insert(p.name);
    return out;
  }();
  return kNames.contains(name);
}

bool has_entity_property(std::string_view schema, std::string_view name) {
  const FtmSchema* of = find_ftm_schema(schema);
  return of && of->property(name);
}

std::string property_label(std::string_view name) {
  for (const FtmProperty& p : ftm_properties())
    if (p.name == name && !p.label.empty()) return std::string(p.label);
  return std::string(name);
}

std::vector<WordRecord> entity_schemas() {
  std::vector<WordRecord> out;
  for (const FtmSchema& schema : ftm_schemata())
    if (!schema.abstract) out.push_back({std::string(schema.name), std::string(schema.label)});
  return out;
}

std::vector<PropertyRecord> entity_properties(std::string_view schema) {
  std::vector<PropertyRecord> out;
  const FtmSchema* of = find_ftm_schema(schema);
  if (!of) return out;
  for (const FtmProperty* p : of->properties)
    out.push_back({std::string(p->schema), std::string(p->name), std::string(p->label),
                   std::string(name(p->type))});
  return out;
}

std::string home_folder(const Settings& settings) {
  return Engine::Parts(settings).home().value_or("");
}

Exit make_ledger(const Settings& settings) {
  const Engine::Parts parts(settings);
  std::error_code ignored;
  if (!std::filesystem::exists(settings.ledger, ignored)) {
    const auto made = Writer::open(settings.ledger, make_name_keys(), parts.writing());
    return made ? Exit::done : parts.report(made.error());
  }
  const auto view = View::open(settings.ledger);
  return view ? Exit::done : parts.report(view.error());
}

// A server asks at every answer, so that the question is prepared once.
struct LedgerPulse::State {
  struct Asked {
    Database db;
    Query last;  // of `db`
  };
  std::string path;
  std::unique_ptr<Asked> asked;

  bool open() {
    if (const auto view = View::open(path); !view) return false;  // a ledger of this version
    auto db = Database::open(path, Database::Mode::read, kBusyMs);
    if (!db) return false;
    auto last = db->prepare("SELECT max(revision) FROM revisions");
    if (!last) return false;
    asked.reset(new Asked{*std::move(db), *std::move(last)});
    return true;
  }
};

LedgerPulse::LedgerPulse(const Settings& settings)
    : state_(std::make_unique<State>(State{settings.ledger, {}})) {}
LedgerPulse::~LedgerPulse() = default;

int64_t LedgerPulse::revision() {
  if (!state_->asked && !state_->open()) return -1;
  Query& last = state_->asked->last;
  const auto row = last.step();
  const int64_t revision = row && *row ? last.integer(0) : -1;
  last.reset();
  if (revision < 0) state_->asked.reset();
  return revision;
}

}  // namespace entente
