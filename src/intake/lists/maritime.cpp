// Vessels and their owners with IMO numbers: maritime.csv of OpenSanctions. Several values of a
// cell stand apart by ";". The table carries no date; the edition comes from the caller. Source:
// the columns as their exporter writes them. Tests: table_lists_test.cpp.
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/table.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {"type", "caption", "imo", "risk",     "countries", "flag",
                                         "mmsi", "id",      "url", "datasets", "aliases"};
constexpr std::string_view kRequired[] = {"type", "caption", "imo", "id"};
constexpr TableSpec kSpec{kColumns, kRequired};

std::string schema_of(std::string_view type) {
  if (equals_ignoring_case(type, "VESSEL")) return "Vessel";
  return equals_ignoring_case(type, "ORGANIZATION") ? "Organization" : "LegalEntity";
}

Entity entity_of(const ForeignTable& row, const std::string& series) {
  const std::string place = row.place();
  EntityBuilder out{std::string(row["id"]), schema_of(row["type"]), series};
  const bool ship = out.schema() == "Vessel";
  out.add("name", row["caption"], place);
  for (const auto& imo : split_cell(row["imo"]))
    out.add(ship ? "imoNumber" : "registrationNumber", imo_digits(imo), place);
  for (const auto& value : split_cell(row["mmsi"])) out.add("mmsi", value, place);
  for (const auto& value : split_cell(row["flag"]))
    out.add(ship ? "flag" : "country", code_or_name(value), place);
  for (const auto& value : split_cell(row["countries"]))
    out.add("country", code_or_name(value), place);
  for (const auto& value : split_cell(row["risk"])) out.add("topics", value, place);
  for (const auto& value : split_cell(row["aliases"])) out.add("alias", value, place);
  for (const auto& value : split_cell(row["url"])) out.add("sourceUrl", value, place);
  out.record().datasets = split_cell(row["datasets"]);
  return std::move(out).build();
}

Status read_maritime(const std::string& file, const ListOptions& options, const EntitySink& out,
                     ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  report.series = series_of(file, options);
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if ((*table)["id"].empty() || (*table)["caption"].empty())
      return fail(Code::malformed, "a row without id or caption", table->where());
    out(entity_of(*table, report.series));
  }
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role maritime_role(std::string_view head, std::string_view) {
  return has_columns(head, ',', kRequired) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kMaritime{{"maritime", "Vessels and their owners with IMO numbers",
                            "OpenSanctions", "maritime.csv, plain or gzipped", "--published"},
                           &maritime_role,
                           &read_maritime};

}  // namespace entente::intake
