// targets.simple.csv of OpenSanctions: one row an entity, several values of a cell apart by ";".
// Source: the columns as their exporter writes them (zavod, SimpleCSVExporter).
// Tests: ftm_json_test.cpp.
#include <algorithm>

#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/table.h"
#include "model/ftm.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {"id",         "schema",     "name",      "aliases",
                                         "birth_date", "countries",  "addresses", "identifiers",
                                         "sanctions",  "phones",     "emails",    "program_ids",
                                         "dataset",    "first_seen", "last_seen", "last_change"};
constexpr std::string_view kRequired[] = {"id", "schema", "name"};
constexpr TableSpec kSpec{kColumns, kRequired};

// The column does not say of what kind an identifier is.
std::string_view identifier_property(std::string_view schema) {
  const auto* found = find_ftm_schema(schema);
  if (found && found->is_a("Vehicle")) return "registrationNumber";
  return found && found->is_a("LegalEntity") ? "idNumber" : "notes";
}

void add_all(EntityBuilder& out, std::string_view property, std::string_view cell,
             const std::string& place) {
  for (const auto& value : split_cell(cell)) out.add(property, value, place);
}

Entity entity_of(const ForeignTable& row, const std::string& series) {
  const std::string place = row.place();
  EntityBuilder out{std::string(row["id"]), std::string(row["schema"]), series};
  out.add("name", row["name"], place);
  add_all(out, "alias", row["aliases"], place);
  const auto* schema = find_ftm_schema(row["schema"]);
  const bool person = schema && schema->is_a("Person");
  add_all(out, person ? "birthDate" : "incorporationDate", row["birth_date"], place);
  add_all(out, "country", row["countries"], place);
  add_all(out, "address", row["addresses"], place);
  add_all(out, identifier_property(row["schema"]), row["identifiers"], place);
  add_all(out, "program", row["sanctions"], place);
  add_all(out, "phone", row["phones"], place);
  add_all(out, "email", row["emails"], place);
  add_all(out, "programId", row["program_ids"], place);
  EntityRecord& record = out.record();
  record.datasets = split_cell(row["dataset"]);
  record.first_seen = row["first_seen"];
  record.last_seen = row["last_seen"];
  record.last_change = row["last_change"];
  return std::move(out).build();
}

Status read_targets(const std::string& file, const ListOptions& options, const EntitySink& out,
                    ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  report.series = series_of(file, options);
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    for (const auto column : kRequired)
      if ((*table)[column].empty())
        return fail(Code::malformed, "an entity without " + std::string(column), table->where(),
                    shorten((*table)["id"], 80));
    Entity entity = entity_of(*table, report.series);
    if (entity.record.last_seen.size() >= 10)
      report.edition = std::max(report.edition, entity.record.last_seen.substr(0, 10));
    out(std::move(entity));
  }
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role targets_role(std::string_view head, std::string_view) {
  constexpr std::string_view kSigns[] = {"id",      "schema",     "name",
                                         "aliases", "birth_date", "identifiers"};
  return has_columns(head, ',', kSigns) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kTargetsSimple{
    {"targets_simple", "OpenSanctions targets.simple.csv", "OpenSanctions",
     "one table, plain or gzipped", "the latest last_seen"},
    &targets_role,
    &read_targets};

}  // namespace entente::intake
