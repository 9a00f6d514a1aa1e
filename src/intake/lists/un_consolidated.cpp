// The UN Security Council Consolidated List, XML: a record a person or a body.
//
// Facts of the listing itself (programme, reference, date) are kept on the listed entity under the
// names that FollowTheMoney gives them in Sanction: program, unscId, listingDate.
// Source of the element names: the list's schema, sc-sanctions.xsd. Tests: lists_test.cpp.
#include "base/date.h"
#include "base/text.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"
#include "intake/lists/xml_records.h"

namespace entente::intake {
namespace {

constexpr std::string_view kElements[] = {
    "CONSOLIDATED_LIST",
    "INDIVIDUALS",
    "ENTITIES",
    "INDIVIDUAL",
    "ENTITY",
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "SUBMITTED_ON",
    "SUBMITTED_BY",
    "DELISTED_ON",
    "GENDER",
    "NAME_ORIGINAL_SCRIPT",
    "COMMENTS1",
    "TITLE",
    "DESIGNATION",
    "NATIONALITY",
    "NATIONALITY2",
    "LIST_TYPE",
    "LAST_DAY_UPDATED",
    "VALUE",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "QUALITY",
    "ALIAS_NAME",
    "INDIVIDUAL_ADDRESS",
    "ENTITY_ADDRESS",
    "STREET",
    "CITY",
    "STATE_PROVINCE",
    "ZIP_CODE",
    "COUNTRY",
    "NOTE",
    "INDIVIDUAL_DATE_OF_BIRTH",
    "TYPE_OF_DATE",
    "DATE",
    "YEAR",
    "FROM_YEAR",
    "TO_YEAR",
    "INDIVIDUAL_PLACE_OF_BIRTH",
    "INDIVIDUAL_DOCUMENT",
    "TYPE_OF_DOCUMENT",
    "TYPE_OF_DOCUMENT2",
    "NUMBER",
    "ISSUING_COUNTRY",
    "DATE_OF_ISSUE",
    "CITY_OF_ISSUE",
    "COUNTRY_OF_ISSUE",
    "DATE_OF_BIRTH",
    "CITY_OF_BIRTH",
    "COUNTRY_OF_BIRTH",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
};

constexpr std::string_view kRecords[] = {"INDIVIDUAL", "ENTITY"};

std::string joined(const XmlElement& item, std::initializer_list<std::string_view> fields) {
  std::string out;
  for (std::string_view field : fields) {
    const std::string piece = squeeze(item.text(field));
    if (piece.empty()) continue;
    if (!out.empty()) out += ", ";
    out += piece;
  }
  return out;
}

std::string full_name(const XmlElement& record) {
  std::string out;
  for (std::string_view part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"})
    out += std::string(record.text(part)) + ' ';
  return squeeze(out);
}

// Property of a person's or an organisation's alias by the quality that the list gives it.
std::string_view alias_property(std::string_view quality) {
  if (equals_ignoring_case(trim(quality), "low")) return "weakAlias";
  if (lower(trim(quality)).starts_with("f.k.a")) return "previousName";
  return "alias";
}

void add_birth_date(EntityBuilder& out, const XmlElement& item, const std::string& place) {
  for (std::string_view field : {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR"}) {
    const auto date = parse_date(item.text(field));
    if (date) out.add("birthDate", to_string(*date), place);
  }
}

void add_document(EntityBuilder& out, const XmlElement& item, const std::string& place) {
  const std::string type =
      lower(item.text("TYPE_OF_DOCUMENT")) + lower(item.text("TYPE_OF_DOCUMENT2"));
  const bool passport = type.find("passport") != std::string::npos;
  out.add(passport ? "passportNumber" : "idNumber", item.text("NUMBER"), place);
}

void add_group(EntityBuilder& out, const XmlElement& item, bool is_person,
               const std::string& place) {
  const std::string_view name = item.name();
  if (name.ends_with("_ALIAS")) {
    out.add(alias_property(item.text("QUALITY")), item.text("ALIAS_NAME"), place);
  } else if (name.ends_with("_ADDRESS")) {
    out.add("address", joined(item, {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"}),
            place);
    out.add("country", code_or_name(item.text("COUNTRY")), place);
  } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
    add_birth_date(out, item, place);
  } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
    out.add("birthPlace", joined(item, {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY"}), place);
    out.add("birthCountry", code_or_name(item.text("COUNTRY")), place);
  } else if (name == "INDIVIDUAL_DOCUMENT") {
    add_document(out, item, place);
  } else {
    item.each([&](const XmlElement& value) {
      const std::string_view text = value.text();
      if (name.starts_with("NATIONALITY")) out.add("nationality", code_or_name(text), place);
      if (name == "DESIGNATION") out.add(is_person ? "position" : "notes", text, place);
      if (name == "TITLE") out.add("title", text, place);
      if (name == "LAST_DAY_UPDATED") out.add("modifiedAt", text, place);
    });
  }
}

void add_plain(EntityBuilder& out, const XmlElement& item, const std::string& place) {
  constexpr std::pair<std::string_view, std::string_view> kProperties[] = {
      {"NAME_ORIGINAL_SCRIPT", "name"}, {"UN_LIST_TYPE", "program"}, {"REFERENCE_NUMBER", "unscId"},
      {"LISTED_ON", "listingDate"},     {"COMMENTS1", "notes"},      {"GENDER", "gender"}};
  for (const auto& [element, property] : kProperties) {
    if (item.name() != element) continue;
    if (property == "listingDate") out.add(property, item.text().substr(0, 10), place);
    else
      out.add(property, property == "gender" ? lower(item.text()) : std::string(item.text()),
              place);
  }
  if (item.name() == "COMMENTS1")
    for (const std::string& number : imo_numbers(item.text())) out.add("imoNumber", number, place);
}

Status take_record(const XmlElement& record, const EntitySink& out) {
  const std::string id = squeeze(record.text("DATAID"));
  const std::string title = full_name(record);
  if (id.empty() || title.empty())
    return fail(Code::malformed, "a record without DATAID or name", {}, id.empty() ? title : id);
  const bool is_person = record.name() == "INDIVIDUAL";
  const std::string where = "DATAID " + id;
  EntityBuilder entity("un-" + id,
                       std::string(is_person ? "Person" : schema_of_organisation(title)),
                       std::string(kUnConsolidated.info.id));
  entity.add("name", title, where);
  record.each([&](const XmlElement& item) {
    if (item.first()) add_group(entity, item, is_person, where);
    else add_plain(entity, item, where);
  });
  entity.add("topics", "sanction", where);
  out(std::move(entity).build());
  return {};
}

Status read_un(const std::string& file, const ListOptions& options, const EntitySink& out,
               ListReport& report) {
  report.parts = {{"INDIVIDUAL", 0}, {"ENTITY", 0}};
  return read_xml(file, {kElements, kRecords}, options.bytes_max,
                  [&](const XmlElement& record, const std::string&) -> Status {
                    if (record.name() == "CONSOLIDATED_LIST") {
                      const auto day = record.attribute("dateGenerated").substr(0, 10);
                      if (const auto date = parse_date(day)) report.edition = to_string(*date);
                      return {};
                    }
                    ++report.parts[record.name() == "INDIVIDUAL" ? 0 : 1].rows;
                    return take_record(record, out);
                  });
}

Role un_role(std::string_view head, std::string_view) {
  return has_root(head, "CONSOLIDATED_LIST") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kUnConsolidated{
    {"un_sc_consolidated", "UN Security Council Consolidated List",
     "United Nations Security Council", "one XML file, plain or gzipped", "stated in the file"},
    &un_role,
    &read_un};

}  // namespace entente::intake
