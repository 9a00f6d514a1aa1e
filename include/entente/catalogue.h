// The listed entities of a ledger and of indexes, held ready for many questions at once: what a
// server asks of lists. Entities and results are JSON of the OpenSanctions API (FollowTheMoney).
//
//   const auto catalogue = entente::Catalogue::open(settings, {"big.index"});
//   entente::EntityQuestion question{.schema = "Person", .properties = {{"name", "Kim Jong Un"}}};
//   for (const auto& result : catalogue->match(question, scope, 5, 0.7, 0.7).results)
//   use(result.json);
//
// A catalogue never changes: what came into the ledger since is in one that is opened later. Every
// function may be called by any number of threads. Only open() reports problems.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "entente/engine.h"

namespace entente {

struct CatalogueDataset {
  std::string name, title, edition;
  std::string hash;  // of its file, or the edition's id in the ledger
  size_t entities = 0;
};

struct EntityQuestion {
  std::string id = {}, schema = {};
  std::vector<std::pair<std::string, std::string>> properties = {};  // FtM property, value
};

// Empty fields let everything through.
struct CatalogueScope {
  std::vector<std::string> datasets = {}, without_datasets = {};
  std::vector<std::string> without_schemas = {};
  std::vector<std::string> topics = {}, countries = {};
  std::vector<std::string> without_ids = {};
  std::string changed_since = {};  // ISO 8601
};

struct CatalogueResult {
  std::string id, caption, schema;
  double score = 0;
  bool match = false;
  std::string json;  // the entity with score, match and explanations
};
struct CatalogueMatches {
  std::vector<CatalogueResult> results;  // best first
  std::string query;  // the question as it was understood: {"id","schema","properties"}
};

struct CatalogueSearch {
  std::string words = {};             // names, identifiers or an id; empty: all
  std::string schema = "Thing";       // and what it is the parent of
  bool fuzzy = false, simple = true;  // fuzzy: nearer misses too
  bool prefix = false;                // the last word may go on
  CatalogueScope scope = {};
  // Field and value: countries, topics, datasets, schema, genders, or an FtM property. Values of a
  // field are joined by `all_of_field`.
  std::vector<std::pair<std::string, std::string>> filters = {};
  bool all_of_field = false;
  size_t limit = 10, offset = 0;
  std::vector<std::pair<std::string, bool>> sort = {};  // property or field; true: descending
  std::vector<std::string> facets = {};                 // of catalogue_facets()
};
struct CatalogueFound {
  std::vector<CatalogueResult> results;
  size_t total = 0;
  bool total_exact = true;
  std::string facets;  // {"countries":{"label","values":[…]}}
};

struct CatalogueEntity {
  enum class Found { no, yes, elsewhere } found = Found::no;
  std::string id;  // elsewhere: the id that stands for it now
  std::string schema, caption;
  std::string json;
};

struct CataloguePage {
  bool known = true;  // the schema of the entity has such a property
  std::string json;   // {"results","total","limit","offset"}; of all: {"entity","adjacent"}
};

class Catalogue {
 public:
  // The newest edition of each list of the ledger at settings.ledger (none: no lists) and of the
  // indexes; a list that stands in several counts once, the last. Null when that cannot be had,
  // which was a Problem. `at` and `as_of`: the ledger as it was, and only editions of that day or
  // before, those of indexes too; an edition without a date is as old as its entering the ledger.
  static std::shared_ptr<const Catalogue> open(const Settings& settings,
                                               const std::vector<std::string>& indexes,
                                               const LedgerTime& at = {},
                                               const std::string& as_of = {});
  ~Catalogue();

  const std::vector<CatalogueDataset>& datasets() const;
  size_t size() const;
  int64_t revision() const;  // of the ledger when it was opened
  std::string updated() const;

  // Results of `least` or more; a match is one of `threshold` or more.
  CatalogueMatches match(const EntityQuestion& question, const CatalogueScope& scope, size_t limit,
                         double threshold, double least) const;
  CatalogueFound search(const CatalogueSearch& search) const;
  CatalogueEntity entity(std::string_view id, bool nested) const;
  // What stands next to an entity, by property; `property` empty: by every one that has something.
  CataloguePage adjacent(std::string_view id, std::string_view property, size_t limit,
                         size_t offset) const;

  // {"program","matcher","lists":[{"dataset","edition","sha256"}]}: by what an answer came about.
  std::string audit_json() const;
  // A value as people read it: "Russia" of a country's "ru".
  std::string value_caption(std::string_view property, std::string_view value) const;

  Catalogue(const Catalogue&) = delete;
  Catalogue& operator=(const Catalogue&) = delete;

 private:
  struct State;
  explicit Catalogue(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The names that a search counts its results by: "countries", …
const std::vector<std::string>& catalogue_facets();

// The model of entities, for checks and for reconciliation.
struct PropertyRecord {
  std::string schema, name, label, type;
};
bool is_entity_schema(std::string_view name);
bool is_matchable_schema(std::string_view name);
bool is_entity_property(std::string_view name);  // of any schema
bool has_entity_property(std::string_view schema, std::string_view name);
std::string property_label(std::string_view name);  // "Date of birth"
std::vector<WordRecord> entity_schemas();           // name, label; those that have entities
// The properties that entities of this schema may have; empty when there is no such schema.
std::vector<PropertyRecord> entity_properties(std::string_view schema);

// The folder of models/ and data/; empty when there is none.
std::string home_folder(const Settings& settings);
// A table of those who are asked about, CSV or JSON Lines, as questions.
struct ScreenTable {
  std::vector<EntityQuestion> questions;
  std::string columns_json, problems_json;  // what was taken for what; lines that are no query
};
Exit read_screen_table(const Settings& settings, std::string_view bytes,
                       const std::vector<std::pair<std::string, std::string>>& columns,
                       ScreenTable& out);

// Makes an empty ledger where there is none. done when there is a ledger that can be read.
Exit make_ledger(const Settings& settings);

// The last revision of a ledger, asked often. One a thread.
class LedgerPulse {
 public:
  explicit LedgerPulse(const Settings& settings);
  ~LedgerPulse();
  // -1 when the ledger cannot be read.
  int64_t revision();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace entente
