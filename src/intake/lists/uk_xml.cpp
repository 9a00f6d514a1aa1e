// The UK Sanctions List as XML: a Designation with all its names. Source: the list's guide by the
// Foreign, Commonwealth and Development Office. Tests: xml_lists_test.cpp.
#include "base/date.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/uk_values.h"
#include "intake/lists/xml_records.h"

namespace entente::intake {
namespace {

constexpr std::string_view kRecords[] = {"DateGenerated", "Designation"};

// Elements of a Designation, at any depth, whose text becomes a statement as it stands.
struct Leaf {
  std::string_view element, property;
};
constexpr Leaf kPlain[] = {{"RegimeName", "program"},
                           {"SanctionsImposed", "provisions"},
                           {"OtherInformation", "notes"},
                           {"UKStatementofReasons", "reason"},
                           {"PhoneNumber", "phone"},
                           {"EmailAddress", "email"},
                           {"Website", "website"},
                           {"OFSIGroupID", "authorityId"},
                           {"UNReferenceNumber", "unscId"},
                           {"DesignationSource", "authority"},
                           {"NameNonLatinScript", "name"},
                           {"Title", "title"},
                           {"Position", "position"},
                           {"PassportNumber", "passportNumber"},
                           {"PassportAdditionalInformation", "notes"},
                           {"NationalIdentifierNumber", "idNumber"},
                           {"NationalIdentifierAdditionalInformation", "notes"},
                           {"BusinessRegistrationNumber", "registrationNumber"},
                           {"TypeOfEntity", "legalForm"},
                           {"ParentCompany", "parent"},
                           {"Subsidiary", "subsidiaries"},
                           {"CurrentOwnerOperator", "owner"},
                           {"PreviousOwnerOperator", "pastOwner"},
                           {"TypeOfShip", "type"},
                           {"TonnageOfShip", "tonnage"},
                           {"LengthOfShip", "length"},
                           {"YearBuilt", "buildDate"},
                           {"HullIdentificationNumber", "registrationNumber"},
                           {"TownOfBirth", "birthPlace"}};
constexpr Leaf kCountries[] = {{"Nationality", "nationality"},
                               {"CountryOfBirth", "birthCountry"},
                               {"CurrentBelievedFlagOfShip", "flag"},
                               {"PreviousFlag", "pastFlags"}};
constexpr Leaf kDates[] = {
    {"DOB", "birthDate"}, {"DateDesignated", "listingDate"}, {"LastUpdated", "modifiedAt"}};
// Elements that hold others, or are read with those beside them.
constexpr std::string_view kOthers[] = {"Designations",
                                        "DateGenerated",
                                        "Designation",
                                        "UniqueID",
                                        "IndividualEntityShip",
                                        "Names",
                                        "Name",
                                        "Name1",
                                        "Name2",
                                        "Name3",
                                        "Name4",
                                        "Name5",
                                        "Name6",
                                        "NameType",
                                        "AliasStrength",
                                        "NonLatinNames",
                                        "NonLatinName",
                                        "NonLatinScriptType",
                                        "NonLatinScriptLanguage",
                                        "Titles",
                                        "Addresses",
                                        "Address",
                                        "AddressLine1",
                                        "AddressLine2",
                                        "AddressLine3",
                                        "AddressLine4",
                                        "AddressLine5",
                                        "AddressLine6",
                                        "AddressPostalCode",
                                        "AddressCountry",
                                        "PhoneNumbers",
                                        "EmailAddresses",
                                        "Websites",
                                        "IndividualDetails",
                                        "Individual",
                                        "DOBs",
                                        "BirthDetails",
                                        "Location",
                                        "Nationalities",
                                        "PassportDetails",
                                        "Passport",
                                        "PassportDetail",
                                        "Genders",
                                        "Gender",
                                        "Positions",
                                        "NationalIdentifierDetails",
                                        "NationalIdentifier",
                                        "NationalIdentifierDetail",
                                        "EntityDetails",
                                        "Entity",
                                        "TypeOfEntities",
                                        "Subsidiaries",
                                        "ParentCompanies",
                                        "BusinessRegistrationNumbers",
                                        "ShipDetails",
                                        "Ship",
                                        "IMONumbers",
                                        "IMONumber",
                                        "CurrentOwnerOperators",
                                        "PreviousOwnerOperators",
                                        "CurrentBelievedFlagOfShips",
                                        "PreviousFlags",
                                        "TypeOfShipDetails",
                                        "TonnageOfShipDetails",
                                        "LengthOfShipDetails",
                                        "YearsBuilt",
                                        "HullIdentificationNumbers",
                                        "SanctionsImposedIndicators"};

std::vector<std::string_view> defined_elements() {
  std::vector<std::string_view> out(std::begin(kOthers), std::end(kOthers));
  for (const auto& table : {std::span<const Leaf>(kPlain), std::span<const Leaf>(kCountries),
                            std::span<const Leaf>(kDates)})
    for (const Leaf& leaf : table) out.push_back(leaf.element);
  // Whether each measure holds, as elements of their own; SanctionsImposed says the same in words.
  for (const std::string_view measure :
       {"AssetFreeze", "ArmsEmbargo", "CharteringOfShips", "ClosureOfRepresentativeOffices",
        "CrewServicingOfShipsAndAircraft", "Deflag", "PreventionOfBusinessArrangements",
        "ProhibitionOfPortEntry", "TravelBan", "PreventionOfCharteringOfShips",
        "PreventionOfCharteringOfShipsAndAircraft", "TechnicalAssistanceRelatedToAircraft",
        "TrustServicesSanctions", "DirectorDisqualificationSanction", "TargetedArmsEmbargo",
        "InsuranceServices", "ClosureOfBankAccounts"})
    out.push_back(measure);
  return out;
}

std::string joined(const XmlElement& e, std::initializer_list<std::string_view> children,
                   std::string_view between) {
  std::string out;
  for (const auto c : children)
    if (!e.text(c).empty())
      out += (out.empty() ? "" : std::string(between)) + std::string(e.text(c));
  return out;
}

std::string name_of(const XmlElement& name) {
  return joined(name, {"Name1", "Name2", "Name3", "Name4", "Name5", "Name6"}, " ");
}

void add_leaf(EntityBuilder& out, const XmlElement& e, const std::string& place) {
  const std::string_view name = e.name();
  for (const auto& [element, property] : kPlain)
    if (element == name) out.add(property, e.text(), place);
  for (const auto& [element, property] : kCountries)
    if (element == name) add_countries(out, property, e.text(), place);
  for (const auto& [element, property] : kDates)
    if (element == name) add_uk_dates(out, property, e.text(), place);
  if (name == "IMONumber") out.add("imoNumber", imo_digits(e.text()), place);
  if (name == "Gender") out.add("gender", lower(e.text()), place);
}

void add_tree(EntityBuilder& out, const XmlElement& e, const std::string& place) {
  e.each([&](const XmlElement& c) {
    if (c.name() == "Name") {
      out.add(uk_name_property(c.text("NameType"), c.text("AliasStrength")), name_of(c), place);
      if (out.schema() != "Person") return;
      out.add("lastName", c.text("Name6"), place);
      out.add("firstName", c.text("Name1"), place);
    } else if (c.name() == "Address") {
      out.add("address",
              joined(c,
                     {"AddressLine1", "AddressLine2", "AddressLine3", "AddressLine4",
                      "AddressLine5", "AddressLine6", "AddressPostalCode", "AddressCountry"},
                     ", "),
              place);
      add_countries(out, "country", c.text("AddressCountry"), place);
    } else if (c.first()) {
      add_tree(out, c, place);
    } else {
      add_leaf(out, c, place);
    }
  });
}

Status take_designation(const XmlElement& record, const std::string& place,
                        const EntitySink& sink) {
  const auto id = record.text("UniqueID");
  const std::string name = name_of(record.child("Names").child("Name"));
  if (id.empty() || name.empty())
    return fail(Code::malformed, "a Designation without UniqueID or name", {},
                id.empty() ? name : std::string(id));
  EntityBuilder out(uk_id(id), uk_schema(record.text("IndividualEntityShip"), name),
                    std::string(kUkSeries));
  add_tree(out, record, place);
  out.add("topics", "sanction", place);
  Entity entity = std::move(out).build();
  if (entity.caption.empty()) entity.caption = name;
  sink(std::move(entity));
  return {};
}

Status read_uk_xml(const std::string& file, const ListOptions& options, const EntitySink& out,
                   ListReport& report) {
  static const auto elements = defined_elements();
  report.series = kUkSeries;
  size_t rows = 0;
  auto status = read_xml(file, {elements, kRecords}, options.bytes_max,
                         [&](const XmlElement& record, const std::string& place) -> Status {
                           if (record.name() == "DateGenerated") {
                             const std::string day = uk_day(record.text());
                             if (parse_date(day)) report.edition = day;
                           }
                           if (record.name() != "Designation") return {};
                           ++rows;
                           return take_designation(record, place, out);
                         });
  report.parts.push_back({place_name(file), rows});
  return status;
}

Role uk_xml_role(std::string_view head, std::string_view) {
  return has_root(head, "Designations") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kUkXml{
    {"gb_fcdo_xml", "UK Sanctions List, XML", "Foreign, Commonwealth and Development Office",
     "UK-Sanctions-List.xml, plain or gzipped", "stated in the file"},
    &uk_xml_role,
    &read_uk_xml};

}  // namespace entente::intake
