// Acts of the Official Journal of the European Union as tables, one file an act: who is listed
// under which programme and measure, as OpenSanctions transcribes it
// (datasets/eu/journal_sanctions). A file of consolidated/ is the whole of a framework act, one of
// amendments/ what an act added to it. The tables carry no date of their own; the edition comes
// from the caller.
//
// Rows that repeat an entity for another measure are one entity, known by act, annex and number.
// Tests: eu_journal_test.cpp.
#include <map>

#include "base/hash.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/table.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {"celex",       "amendedCelex", "amendmentCelex",
                                         "recordId",    "programKey",   "annex",
                                         "measure",     "startDate",    "reason",
                                         "schema",      "name",         "alias",
                                         "weakAlias",   "previousName", "country",
                                         "nationality", "jurisdiction", "birthDate",
                                         "birthPlace",  "position",     "passportNumber",
                                         "gender",      "appearance",   "ethnicity",
                                         "fatherName",  "motherName",   "incorporationDate",
                                         "legalForm",   "sector",       "registrationNumber",
                                         "taxNumber",   "idNumber",     "innCode",
                                         "ogrnCode",    "kppCode",      "okpoCode",
                                         "leiCode",     "swiftBic",     "ticker",
                                         "imoNumber",   "mmsi",         "flag",
                                         "address",     "phone",        "email",
                                         "website",     "notes"};
constexpr std::string_view kRequired[] = {"recordId", "programKey", "annex", "schema", "name"};
constexpr TableSpec kSpec{kColumns, kRequired};

// Cells whose values become statements of the same name as they stand.
constexpr std::string_view kPlain[] = {"alias",
                                       "weakAlias",
                                       "previousName",
                                       "birthPlace",
                                       "position",
                                       "passportNumber",
                                       "appearance",
                                       "ethnicity",
                                       "fatherName",
                                       "motherName",
                                       "legalForm",
                                       "sector",
                                       "registrationNumber",
                                       "taxNumber",
                                       "idNumber",
                                       "innCode",
                                       "ogrnCode",
                                       "kppCode",
                                       "okpoCode",
                                       "leiCode",
                                       "swiftBic",
                                       "ticker",
                                       "mmsi",
                                       "address",
                                       "phone",
                                       "email",
                                       "website",
                                       "notes"};
constexpr std::string_view kCountries[] = {"country", "nationality", "jurisdiction", "flag"};

std::string slug(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_alnum(c)) out += lower(c);
    else if (!out.empty() && out.back() != '-') out += '-';
  }
  if (out.ends_with('-')) out.pop_back();
  return out;
}

std::string_view act_of(const ForeignTable& row) {
  return row["celex"].empty() ? row["amendedCelex"] : row["celex"];
}

// An entry without a number in its annex is known by its name.
std::string id_of(const ForeignTable& row) {
  const std::string record = slug(row["recordId"]);
  const std::string name = std::string(row["schema"]) + ":" + std::string(row["name"]);
  std::string out = "eu-" + slug(act_of(row));
  if (!row["annex"].empty()) out += "-" + slug(row["annex"]);
  return out + "-" + (record.empty() ? sha256_hex(name).substr(0, 10) : record);
}

void add_row(EntityBuilder& out, const ForeignTable& row) {
  const std::string place = row.place();
  out.add("name", row["name"], place);
  for (const auto column : kPlain)
    for (const auto& value : split_cell(row[column])) out.add(column, value, place);
  for (const auto column : kCountries)
    for (const auto& value : split_cell(row[column])) add_countries(out, column, value, place);
  for (const std::string_view column : {"birthDate", "incorporationDate"})
    for (const auto& value : split_cell(row[column])) add_dates(out, column, value, place);
  for (const auto& value : split_cell(row["gender"])) out.add("gender", lower(value), place);
  for (const auto& value : split_cell(row["imoNumber"]))
    out.add("imoNumber", imo_digits(value), place);
  out.add("program", row["programKey"], place);
  out.add("provisions", row["measure"], place);
  out.add("reason", row["reason"], place);
  add_dates(out, "startDate", row["startDate"], place);
  out.add("topics", "sanction", place);
}

Status read_eu(const std::string& file, const ListOptions& options, const EntitySink& out,
               ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  std::vector<EntityBuilder> entities;
  std::map<std::string, size_t> by_id;
  std::string series;
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (act_of(*table).empty() || (*table)["name"].empty() || (*table)["schema"].empty())
      return fail(Code::malformed, "a row without act, schema or name", table->where(),
                  shorten((*table)["name"], 80));
    const std::string_view act =
        (*table)["amendmentCelex"].empty() ? act_of(*table) : (*table)["amendmentCelex"];
    series = "eu_journal_" + slug(act);
    std::string id = id_of(*table);
    const std::string key = id + ":" + std::string((*table)["schema"]);
    const auto [at, fresh] = by_id.try_emplace(key, entities.size());
    if (fresh && !by_id.try_emplace(id, entities.size()).second)
      id += "-" + lower((*table)["schema"]);  // a person and a company under one number
    if (fresh) entities.emplace_back(id, std::string((*table)["schema"]), series);
    add_row(entities[at->second], *table);
  }
  for (EntityBuilder& entity : entities) out(std::move(entity).build());
  report.series = report.series.empty() || report.series == series ? series : "eu_journal";
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role eu_role(std::string_view head, std::string_view) {
  constexpr std::string_view kSigns[] = {"programKey", "annex", "measure", "schema", "name"};
  return has_columns(head, ',', kSigns) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kEuJournal{
    {"eu_journal", "EU sanctions as in the Official Journal, tables",
     "European Union, transcribed by OpenSanctions",
     "a table for each act (32014R0269.csv), plain or gzipped, or a folder of them", "--published"},
    &eu_role,
    &read_eu,
    true,
    true};

}  // namespace entente::intake
