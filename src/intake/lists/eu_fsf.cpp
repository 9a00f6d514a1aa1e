// The consolidated list of EU financial sanctions as the Commission's FSF export writes it (version
// 1.1): values stand in attributes. Source: the export's schema,
// http://eu.europa.ec/fpi/fsd/export. Tests: xml_lists_test.cpp.
#include "base/date.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/xml_records.h"

namespace entente::intake {
namespace {

constexpr std::string_view kElements[] = {
    "export",      "sanctionEntity", "remark",        "regulation", "publicationUrl",
    "subjectType", "nameAlias",      "citizenship",   "birthdate",  "regulationSummary",
    "address",     "contactInfo",    "identification"};
constexpr std::string_view kRecords[] = {"sanctionEntity"};

struct Kind {
  std::string_view code, property;
};
constexpr Kind kIdentifications[] = {{"passport", "passportNumber"},
                                     {"diplpass", "passportNumber"},
                                     {"id", "idNumber"},
                                     {"ssn", "idNumber"},
                                     {"fiscalcode", "taxNumber"},
                                     {"tradelic", "licenseNumber"},
                                     {"regnumber", "registrationNumber"},
                                     {"imo", "imoNumber"},
                                     {"swiftbic", "swiftBic"}};

std::string_view property_of(std::string_view code) {
  for (const Kind& k : kIdentifications)
    if (equals_ignoring_case(k.code, code)) return k.property;
  return "idNumber";
}

std::string joined(const XmlElement& e, std::initializer_list<std::string_view> attributes) {
  std::string out;
  for (const auto a : attributes)
    if (!e.attribute(a).empty()) out += (out.empty() ? "" : ", ") + std::string(e.attribute(a));
  return out;
}

std::string country_of(const XmlElement& e) {
  const std::string code = lower(e.attribute("countryIso2Code"));
  return code == "00" || code.empty() ? code_or_name(e.attribute("countryDescription")) : code;
}

void add_name(EntityBuilder& out, const XmlElement& alias, bool person, bool first,
              const std::string& place) {
  std::string name(alias.attribute("wholeName"));
  if (name.empty())
    for (const std::string_view part : {"firstName", "middleName", "lastName"})
      name += (name.empty() ? "" : " ") + std::string(alias.attribute(part));
  const bool weak = equals_ignoring_case(alias.attribute("strong"), "false");
  const std::string language = lower(alias.attribute("nameLanguage"));
  out.add(weak ? "weakAlias" : first ? "name" : "alias", name, place, language);
  if (!person) return;
  out.add("firstName", alias.attribute("firstName"), place, language);
  out.add("middleName", alias.attribute("middleName"), place, language);
  out.add("lastName", alias.attribute("lastName"), place, language);
  out.add("title", alias.attribute("title"), place, language);
  out.add("position", alias.attribute("function"), place, language);
  const std::string_view gender = alias.attribute("gender");
  if (gender == "M" || gender == "F") out.add("gender", gender == "M" ? "male" : "female", place);
}

void add_birth(EntityBuilder& out, const XmlElement& birth, const std::string& place) {
  if (birth.attribute("birthdate").empty())
    add_dates(out, "birthDate", birth.attribute("year"), place);
  else add_dates(out, "birthDate", birth.attribute("birthdate"), place);
  const std::string where =
      joined(birth, {"place", "city", "region", "zipCode", "countryDescription"});
  out.add("birthPlace", where, place);
  out.add("birthCountry", country_of(birth), place);
}

void add_address(EntityBuilder& out, const XmlElement& a, const std::string& place) {
  out.add(
      "address",
      joined(a, {"street", "poBox", "place", "city", "zipCode", "region", "countryDescription"}),
      place);
  out.add("country", country_of(a), place);
  a.each("contactInfo", [&](const XmlElement& c) {
    const std::string key = lower(c.attribute("key"));
    out.add(key == "email" ? "email"
            : key == "web" ? "website"
                           : "phone",
            c.attribute("value"), place);
  });
}

void add_child(EntityBuilder& out, const XmlElement& c, bool person, const std::string& place) {
  const std::string_view name = c.name();
  if (name == "citizenship") out.add(person ? "nationality" : "country", country_of(c), place);
  if (name == "birthdate") add_birth(out, c, place);
  if (name == "address") add_address(out, c, place);
  if (name == "remark") out.add("notes", c.text(), place);
  if (name == "identification") {
    const auto property = property_of(c.attribute("identificationTypeCode"));
    const auto number = c.attribute("number");
    out.add(property, property == "imoNumber" ? imo_digits(number) : std::string(number), place);
  }
  if (name == "regulation") {
    out.add("program", c.attribute("programme"), place);
    out.add("provisions", c.attribute("numberTitle"), place);
    out.add("listingDate", c.attribute("publicationDate"), place);
    out.add("sourceUrl", c.text("publicationUrl"), place);
  }
}

Status take_entity(const XmlElement& record, const std::string& place, const EntitySink& sink) {
  const std::string id(record.attribute("logicalId"));
  if (id.empty()) return fail(Code::malformed, "a sanctionEntity without logicalId");
  const std::string type = lower(record.child("subjectType").attribute("code"));
  const bool person = type == "person";
  const auto name = record.child("nameAlias").attribute("wholeName");
  EntityBuilder out("eu-fsf-" + id, person ? "Person" : std::string(schema_of_organisation(name)),
                    std::string(kEuFsf.info.id));
  bool first = true;
  record.each("nameAlias", [&](const XmlElement& alias) {
    add_name(out, alias, person, first, place);
    first = false;
  });
  if (first) return fail(Code::malformed, "a sanctionEntity without nameAlias", {}, id);
  record.each([&](const XmlElement& c) { add_child(out, c, person, place); });
  out.add("authorityId", record.attribute("euReferenceNumber"), place);
  out.add("unscId", record.attribute("unitedNationId"), place);
  out.add("notes", record.attribute("designationDetails"), place);
  out.add("topics", "sanction", place);
  Entity entity = std::move(out).build();
  if (entity.caption.empty()) entity.caption = name;
  sink(std::move(entity));
  return {};
}

Status read_fsf(const std::string& file, const ListOptions& options, const EntitySink& out,
                ListReport& report) {
  size_t rows = 0;
  auto status = read_xml(file, {kElements, kRecords}, options.bytes_max,
                         [&](const XmlElement& record, const std::string& place) -> Status {
                           if (record.name() == "export") {
                             const auto day = record.attribute("generationDate").substr(0, 10);
                             if (parse_date(day)) report.edition = day;
                             return {};
                           }
                           ++rows;
                           return take_entity(record, place, out);
                         });
  report.parts.push_back({place_name(file), rows});
  return status;
}

Role fsf_role(std::string_view head, std::string_view) {
  return has_root(head, "export") && head.find("sanctionEntity") != std::string_view::npos
             ? Role::main
             : Role::none;
}

}  // namespace

const ListFormat kEuFsf{
    {"eu_fsf", "EU consolidated financial sanctions list", "European Commission",
     "one XML file (version 1.1), plain or gzipped", "stated in the file"},
    &fsf_role,
    &read_fsf};

}  // namespace entente::intake
