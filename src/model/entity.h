// An entity in the FollowTheMoney model: a schema, properties with many values, and where each
// value was read (dataset, row), so that nothing said of a name lacks its source.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace entente {

struct Statement {
  std::string property;  // FtM property name: "name", "alias", "weakAlias", "imoNumber", …
  std::string value;
  std::string language;  // BCP 47 or empty
  std::string place;     // where in the source: "sdn.csv:12", "entity 6908555"; never empty
  bool operator==(const Statement&) const = default;
};

// A row of a FollowTheMoney statement table: who says a value, and since when. Kept so that what
// came in as statements goes out again without loss, two sources that say the same among them.
struct StatementSource {
  static constexpr size_t kNoValue = SIZE_MAX;
  size_t statement = kNoValue;  // index into Entity::statements; kNoValue: the entity is there
  std::string value;            // where there is no statement
  std::string entity_id, schema, dataset;
  std::string language, original_value, external;
  std::string first_seen, last_seen, id, origin;
  bool operator==(const StatementSource&) const = default;
};

// What a FollowTheMoney record says of itself beside its properties; empty in lists of other
// formats. Times are as written, "2024-05-27T13:47:02".
struct EntityRecord {
  std::vector<std::string> datasets;   // all that the record was merged from
  std::vector<std::string> referents;  // other ids of the same entity
  std::vector<std::string> origin;
  std::optional<bool> target;
  std::string first_seen, last_seen, last_change;
  std::vector<StatementSource> sources;  // of statement tables: a row each, in their order
  bool operator==(const EntityRecord&) const = default;
};

struct Entity {
  std::string id;       // "un-6908555", "ofac-12345": dataset prefix and the list's own id
  std::string schema;   // FtM schema: Person, Organization, Company, Vessel, Airplane, LegalEntity
  std::string caption;  // the name to show
  std::string dataset;  // the list: "un_sc_consolidated", "us_ofac_sdn"
  std::string edition;  // date of the list, ISO 8601, or empty
  std::vector<Statement> statements;  // in the order of the source
  EntityRecord record = {};
  bool operator==(const Entity&) const = default;
};

}  // namespace entente
