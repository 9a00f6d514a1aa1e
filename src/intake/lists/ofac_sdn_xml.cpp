// OFAC's lists as sdn.xml and consolidated.xml: an entry a person, body, vessel or aircraft.
// Source of the elements: OFAC's sdn.xsd. Tests: xml_lists_test.cpp.
#include "base/date.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/ofac_remarks.h"
#include "intake/lists/xml_records.h"

namespace entente::intake {
namespace {

constexpr std::string_view kElements[] = {"sdnList",
                                          "publshInformation",
                                          "Publish_Date",
                                          "Record_Count",
                                          "sdnEntry",
                                          "uid",
                                          "firstName",
                                          "lastName",
                                          "title",
                                          "sdnType",
                                          "remarks",
                                          "programList",
                                          "program",
                                          "idList",
                                          "id",
                                          "idType",
                                          "idNumber",
                                          "idCountry",
                                          "issueDate",
                                          "expirationDate",
                                          "akaList",
                                          "aka",
                                          "type",
                                          "category",
                                          "addressList",
                                          "address",
                                          "address1",
                                          "address2",
                                          "address3",
                                          "city",
                                          "stateOrProvince",
                                          "postalCode",
                                          "country",
                                          "nationalityList",
                                          "nationality",
                                          "mainEntry",
                                          "citizenshipList",
                                          "citizenship",
                                          "dateOfBirthList",
                                          "dateOfBirthItem",
                                          "dateOfBirth",
                                          "placeOfBirthList",
                                          "placeOfBirthItem",
                                          "placeOfBirth",
                                          "vesselInfo",
                                          "callSign",
                                          "vesselType",
                                          "vesselFlag",
                                          "vesselOwner",
                                          "tonnage",
                                          "grossRegisteredTonnage"};
constexpr std::string_view kRecords[] = {"publshInformation", "sdnEntry"};

std::string schema_of(const XmlElement& entry, std::string_view name) {
  const std::string type = lower(entry.text("sdnType"));
  if (type == "individual") return "Person";
  if (type == "vessel") return "Vessel";
  if (type == "aircraft") return "Airplane";
  return std::string(schema_of_organisation(name));
}

// "RI, Yong Ju" as in the legacy tables, so that the editions of both compare.
std::string name_of(const XmlElement& element) {
  std::string out(element.text("lastName"));
  if (!element.text("firstName").empty())
    out += (out.empty() ? "" : ", ") + std::string(element.text("firstName"));
  return out;
}

void add_aka(EntityBuilder& out, const XmlElement& aka, const std::string& place) {
  const bool weak = equals_ignoring_case(aka.text("category"), "weak");
  const bool former = lower(aka.text("type")).starts_with("f");
  out.add(weak ? "weakAlias" : former ? "previousName" : "alias", name_of(aka), place);
}

void add_address(EntityBuilder& out, const XmlElement& address, const std::string& place) {
  std::string text;
  for (const std::string_view part :
       {"address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country"})
    if (!address.text(part).empty())
      text += (text.empty() ? "" : ", ") + std::string(address.text(part));
  if (text != address.text("country")) out.add("address", text, place);
  out.add("country", code_or_name(address.text("country")), place);
}

void add_vessel(EntityBuilder& out, const XmlElement& vessel, const std::string& place) {
  out.add("callSign", vessel.text("callSign"), place);
  out.add("type", vessel.text("vesselType"), place);
  out.add("flag", code_or_name(vessel.text("vesselFlag")), place);
  out.add("owner", vessel.text("vesselOwner"), place);
  out.add("tonnage", vessel.text("tonnage"), place);
  out.add("grossRegisteredTonnage", vessel.text("grossRegisteredTonnage"), place);
}

Status take_entry(const XmlElement& entry, const std::string& series, const std::string& place,
                  const EntitySink& sink) {
  const std::string uid(entry.text("uid")), name = name_of(entry);
  if (uid.empty() || name.empty())
    return fail(Code::malformed, "an entry without uid or name", {}, uid.empty() ? name : uid);
  EntityBuilder out("ofac-" + uid, schema_of(entry, name), series);
  const bool person = out.schema() == "Person";
  out.add("name", name, place);
  if (person) {
    out.add("lastName", entry.text("lastName"), place);
    out.add("firstName", entry.text("firstName"), place);
  }
  entry.child("programList").each("program", [&](const XmlElement& p) {
    out.add("program", p.text(), place);
  });
  out.add(person ? "position" : "title", entry.text("title"), place);
  entry.child("akaList").each([&](const XmlElement& aka) { add_aka(out, aka, place); });
  entry.child("addressList").each([&](const XmlElement& a) { add_address(out, a, place); });
  entry.child("nationalityList").each([&](const XmlElement& n) {
    out.add("nationality", code_or_name(n.text("country")), place);
  });
  entry.child("citizenshipList").each([&](const XmlElement& c) {
    out.add("citizenship", code_or_name(c.text("country")), place);
  });
  entry.child("dateOfBirthList").each([&](const XmlElement& d) {
    add_dates(out, "birthDate", d.text("dateOfBirth"), place);
  });
  entry.child("placeOfBirthList").each([&](const XmlElement& p) {
    out.add("birthPlace", p.text("placeOfBirth"), place);
  });
  entry.child("idList").each([&](const XmlElement& id) {
    add_remarks(out, std::string(id.text("idType")) + " " + std::string(id.text("idNumber")),
                place);
  });
  if (const auto vessel = entry.child("vesselInfo")) add_vessel(out, vessel, place);
  add_remarks(out, entry.text("remarks"), place);
  out.add("topics", "sanction", place);
  sink(std::move(out).build());
  return {};
}

// "07/14/2025" is month, day, year.
std::string published(std::string_view text) {
  const auto parts = split(text, '/');
  if (parts.size() != 3) return {};
  const std::string iso =
      std::string(parts[2]) + "-" + std::string(parts[0]) + "-" + std::string(parts[1]);
  return parse_date(iso) ? iso : std::string{};
}

Status read_sdn_xml(const std::string& file, const ListOptions& options, const EntitySink& out,
                    ListReport& report) {
  const bool consolidated = lower(place_name(file)).starts_with("cons");
  report.series = consolidated ? "us_ofac_cons" : "us_ofac_sdn";
  std::string promised;
  size_t entries = 0;
  auto status = read_xml(file, {kElements, kRecords}, options.bytes_max,
                         [&](const XmlElement& record, const std::string& place) -> Status {
                           if (record.name() == "publshInformation") {
                             report.edition = published(record.text("Publish_Date"));
                             promised = record.text("Record_Count");
                             return {};
                           }
                           if (record.name() != "sdnEntry") return {};
                           ++entries;
                           return take_entry(record, report.series, place, out);
                         });
  report.parts.push_back({place_name(file), entries});
  if (status && !promised.empty() && promised != std::to_string(entries))
    return fail(Code::truncated,
                "states " + promised + " entries but holds " + std::to_string(entries), file,
                promised, "fetch the list again");
  return status;
}

Role sdn_xml_role(std::string_view head, std::string_view) {
  return has_root(head, "sdnList") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kOfacSdnXml{
    {"us_ofac_sdn_xml", "OFAC lists, sdn.xml and consolidated.xml",
     "Office of Foreign Assets Control", "one XML file, plain or gzipped", "stated in the file"},
    &sdn_xml_role,
    &read_sdn_xml};

}  // namespace entente::intake
