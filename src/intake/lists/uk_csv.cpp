// The UK Sanctions List as CSV: a row a name of a designation, known by its Unique ID. The
// first line gives the report's date. Source: the list's guide by the Foreign, Commonwealth and
// Development Office. Tests: table_lists_test.cpp.
#include <unordered_map>

#include "base/text.h"
#include "intake/documents/calendar.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/table.h"
#include "intake/lists/uk_values.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {"Last Updated",
                                         "Unique ID",
                                         "OFSI Group ID",
                                         "UN Reference Number",
                                         "Name 6",
                                         "Name 1",
                                         "Name 2",
                                         "Name 3",
                                         "Name 4",
                                         "Name 5",
                                         "Name type",
                                         "Alias strength",
                                         "Title",
                                         "Name non-latin script",
                                         "Non-latin script type",
                                         "Non-latin script language",
                                         "Regime Name",
                                         "Designation Type",
                                         "Designation source",
                                         "Sanctions Imposed",
                                         "Other Information",
                                         "UK Statement of Reasons",
                                         "Address Line 1",
                                         "Address Line 2",
                                         "Address Line 3",
                                         "Address Line 4",
                                         "Address Line 5",
                                         "Address Line 6",
                                         "Address Postal Code",
                                         "Address Country",
                                         "Phone number",
                                         "Website",
                                         "Email address",
                                         "Date Designated",
                                         "D.O.B",
                                         "Nationality(/ies)",
                                         "National Identifier number",
                                         "National Identifier additional information",
                                         "Passport number",
                                         "Passport additional information",
                                         "Position",
                                         "Gender",
                                         "Town of birth",
                                         "Country of birth",
                                         "Type of entity",
                                         "Subsidiaries",
                                         "Parent company",
                                         "Business registration number (s)",
                                         "IMO number",
                                         "Current owner/operator (s)",
                                         "Previous owner/operator (s)",
                                         "Current believed flag of ship",
                                         "Previous flags",
                                         "Type of ship",
                                         "Tonnage of ship",
                                         "Length of ship",
                                         "Year Built",
                                         "Hull identification number (HIN)"};
constexpr std::string_view kRequired[] = {"Unique ID",   "Name 6",           "Name type",
                                          "Regime Name", "Designation Type", "Date Designated"};
constexpr TableSpec kSpec{kColumns, kRequired, ',', 1};

struct Column {
  std::string_view name, property;
};
constexpr Column kPlain[] = {{"Regime Name", "program"},
                             {"Sanctions Imposed", "provisions"},
                             {"Other Information", "notes"},
                             {"UK Statement of Reasons", "reason"},
                             {"Phone number", "phone"},
                             {"Website", "website"},
                             {"Email address", "email"},
                             {"OFSI Group ID", "authorityId"},
                             {"UN Reference Number", "unscId"},
                             {"National Identifier number", "idNumber"},
                             {"Passport number", "passportNumber"},
                             {"Position", "position"},
                             {"Business registration number (s)", "registrationNumber"},
                             {"Type of entity", "legalForm"},
                             {"Subsidiaries", "subsidiaries"},
                             {"Parent company", "parent"},
                             {"Current owner/operator (s)", "owner"},
                             {"Previous owner/operator (s)", "pastOwner"},
                             {"Type of ship", "type"},
                             {"Tonnage of ship", "tonnage"},
                             {"Year Built", "buildDate"},
                             {"Hull identification number (HIN)", "registrationNumber"},
                             {"Length of ship", "length"},
                             {"National Identifier additional information", "notes"},
                             {"Passport additional information", "notes"},
                             {"Designation source", "authority"}};
constexpr Column kCountries[] = {{"Address Country", "country"},
                                 {"Nationality(/ies)", "nationality"},
                                 {"Country of birth", "birthCountry"},
                                 {"Current believed flag of ship", "flag"},
                                 {"Previous flags", "pastFlags"}};

std::string joined(const ForeignTable& row, std::initializer_list<std::string_view> columns,
                   std::string_view between) {
  std::string out;
  for (const auto c : columns)
    if (!row[c].empty()) out += (out.empty() ? "" : std::string(between)) + std::string(row[c]);
  return out;
}

std::string name_of(const ForeignTable& row) {
  return joined(row, {"Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Name 6"}, " ");
}

void add_row(EntityBuilder& out, const ForeignTable& row) {
  const std::string place = row.place();
  out.add(uk_name_property(row["Name type"], row["Alias strength"]), name_of(row), place);
  out.add("name", row["Name non-latin script"], place);
  if (out.schema() == "Person") {
    out.add("lastName", row["Name 6"], place);
    out.add("firstName", row["Name 1"], place);
    out.add("title", row["Title"], place);
  }
  for (const auto& [column, property] : kPlain)
    for (const auto& value : uk_values(row[column])) out.add(property, value, place);
  for (const auto& [column, property] : kCountries)
    for (const auto& value : uk_values(row[column])) add_countries(out, property, value, place);
  out.add("address",
          joined(row,
                 {"Address Line 1", "Address Line 2", "Address Line 3", "Address Line 4",
                  "Address Line 5", "Address Line 6", "Address Postal Code", "Address Country"},
                 ", "),
          place);
  out.add("gender", lower(row["Gender"]), place);
  for (const auto& value : uk_values(row["Town of birth"])) out.add("birthPlace", value, place);
  for (const auto& value : uk_values(row["IMO number"]))
    out.add("imoNumber", imo_digits(value), place);
  add_uk_dates(out, "birthDate", row["D.O.B"], place);
  add_uk_dates(out, "listingDate", row["Date Designated"], place);
  add_uk_dates(out, "modifiedAt", row["Last Updated"], place);
  out.add("topics", "sanction", place);
}

// "Report Date: 11-Sep-2026"
std::string report_day(std::string_view line) {
  const auto found = find_date(line.substr(0, line.find(',')));
  if (found && found->date.day > 0) return to_string(found->date);
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  std::string text(trim(line.substr(colon + 1, line.find(',') - colon - 1)));
  for (char& c : text)
    if (c == '-') c = ' ';
  const auto date = read_date(text);
  return date ? to_string(*date) : std::string{};
}

Status read_uk(const std::string& file, const ListOptions& options, const EntitySink& out,
               ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  report.series = kUkSeries;
  report.edition = report_day(table->above());
  std::vector<EntityBuilder> entities;
  std::unordered_map<std::string, size_t> by_id;
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if ((*table)["Unique ID"].empty() || name_of(*table).empty())
      return fail(Code::malformed, "a row without Unique ID or name", table->where());
    const std::string id = uk_id((*table)["Unique ID"]);
    const auto [at, fresh] = by_id.try_emplace(id, entities.size());
    if (fresh)
      entities.emplace_back(id, uk_schema((*table)["Designation Type"], name_of(*table)),
                            std::string(kUkSeries));
    add_row(entities[at->second], *table);
  }
  for (EntityBuilder& builder : entities) {
    Entity entity = std::move(builder).build();
    if (entity.caption.empty()) entity.caption = entity.statements[0].value;
    out(std::move(entity));
  }
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role uk_role(std::string_view head, std::string_view) {
  constexpr std::string_view kSigns[] = {"Unique ID", "Name 6", "Regime Name", "Designation Type"};
  const size_t line = head.find('\n');
  return line != std::string_view::npos && has_columns(head.substr(line + 1), ',', kSigns)
             ? Role::main
             : Role::none;
}

}  // namespace

const ListFormat kUkCsv{
    {"gb_fcdo_csv", "UK Sanctions List, CSV", "Foreign, Commonwealth and Development Office",
     "UK-Sanctions-List.csv, plain or gzipped", "stated in the first line"},
    &uk_role,
    &read_uk,
    true};

}  // namespace entente::intake
