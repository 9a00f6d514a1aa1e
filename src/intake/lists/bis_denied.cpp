// The Denied Persons List of the Bureau of Industry and Security: dpl.txt, tab-separated, a row an
// order. The list gives its entries no number; an entity is known by its name and the order's
// notice. The table carries no date; the edition comes from the caller. Tests:
// table_lists_test.cpp.
#include <unordered_set>

#include "base/date.h"
#include "base/hash.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/table.h"

namespace entente::intake {
namespace {

constexpr std::string_view kColumns[] = {
    "Name",           "Street_Address",  "City",           "State",       "Country", "Postal_Code",
    "Effective_Date", "Expiration_Date", "Standard_Order", "Last_Update", "Action",  "FR_Citation"};
constexpr std::string_view kRequired[] = {"Name", "Country", "Effective_Date"};
constexpr TableSpec kSpec{kColumns, kRequired, '\t'};

// "06/19/2003" is month, day, year.
std::string iso_of(std::string_view text) {
  const auto parts = split(text, '/');
  if (parts.size() != 3 || parts[2].size() != 4) return std::string(text);
  const auto two = [](std::string_view n) { return (n.size() == 1 ? "0" : "") + std::string(n); };
  const std::string iso = std::string(parts[2]) + "-" + two(parts[0]) + "-" + two(parts[1]);
  return parse_date(iso) ? iso : std::string(text);
}

Entity entity_of(const ForeignTable& row, std::unordered_set<std::string>& ids) {
  const std::string place = row.place();
  const std::string name = squeeze(row["Name"]);
  std::string id = "bis-dpl-" + stable_id({name, row["Effective_Date"]}, 12);
  for (int n = 2; !ids.insert(id).second; ++n)  // two addresses of one order
    id = "bis-dpl-" + stable_id({name, row["Effective_Date"]}, 12) + "-" + std::to_string(n);
  const std::string_view kind = schema_of_organisation(name);
  EntityBuilder out(id, kind == "Company" ? "Company" : "LegalEntity", "us_bis_denied");
  out.add("name", name, place);
  std::string address;
  for (const std::string_view column :
       {"Street_Address", "City", "State", "Postal_Code", "Country"})
    if (!row[column].empty()) address += (address.empty() ? "" : ", ") + std::string(row[column]);
  out.add("address", address, place);
  const bool in_a_state = row["Country"].empty() && !row["State"].empty();
  out.add("country", in_a_state ? "us" : code_or_name(row["Country"]), place);
  out.add("startDate", iso_of(row["Effective_Date"]), place);
  out.add("endDate", iso_of(row["Expiration_Date"]), place);
  out.add("modifiedAt", row["Last_Update"], place);
  if (!row["Standard_Order"].empty())
    out.add("notes", "Standard order: " + std::string(row["Standard_Order"]), place);
  out.add("status", row["Action"], place);
  out.add("recordId", row["FR_Citation"], place);
  out.add("topics", "export.control", place);
  return std::move(out).build();
}

Status read_bis(const std::string& file, const ListOptions& options, const EntitySink& out,
                ListReport& report) {
  auto table = ForeignTable::open(file, kSpec, options.bytes_max);
  if (!table) return std::unexpected(table.error());
  std::unordered_set<std::string> ids;
  for (;;) {
    const auto more = table->next();
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if ((*table)["Name"].empty())
      return fail(Code::malformed, "a row without a name", table->where());
    out(entity_of(*table, ids));
  }
  report.parts.push_back({place_name(file), table->rows()});
  return {};
}

Role bis_role(std::string_view head, std::string_view) {
  constexpr std::string_view kSigns[] = {"Name", "Effective_Date", "Standard_Order", "FR_Citation"};
  return has_columns(head, '\t', kSigns) ? Role::main : Role::none;
}

}  // namespace

const ListFormat kBisDenied{
    {"us_bis_denied", "BIS Denied Persons List", "Bureau of Industry and Security",
     "dpl.txt, tab-separated, plain or gzipped", "--published"},
    &bis_role,
    &read_bis};

}  // namespace entente::intake
