// The UN Security Council Consolidated List, XML. Read with expat as a stream: one record at a time
// is held as its elements, then turned into statements. Entity declarations stop the parser at the
// first one: the list has none, and expanding them is how a kilobyte becomes a gigabyte.
//
// Facts of the listing itself (programme, reference, date) are kept on the listed entity under the
// names that FollowTheMoney gives them in Sanction: program, unscId, listingDate.
// Source of the element names: the list's schema, sc-sanctions.xsd. Tests: lists_test.cpp.
#include <expat.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "base/date.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/byte_stream.h"
#include "intake/lists/countries.h"
#include "intake/lists/list_format.h"

namespace entente::intake {
namespace {

constexpr size_t kDepthMax = 16;
constexpr size_t kTextMax = size_t{1} << 20;  // of one element

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

// One child of a record: a plain value, or a group of named values.
struct Item {
  std::string name;
  std::string value;                                        // of a plain child
  std::vector<std::pair<std::string, std::string>> fields;  // of a group
  std::string_view field(std::string_view field_name) const {
    for (const auto& [key, text] : fields)
      if (key == field_name) return text;
    return {};
  }
};

struct Record {
  bool is_person = false;
  std::vector<Item> items;
  std::string_view value(std::string_view name) const {
    for (const Item& item : items)
      if (item.name == name) return item.value;
    return {};
  }
};

std::string joined(const Item& item, std::initializer_list<std::string_view> fields) {
  std::string out;
  for (std::string_view field : fields) {
    const std::string piece = squeeze(item.field(field));
    if (piece.empty()) continue;
    if (!out.empty()) out += ", ";
    out += piece;
  }
  return out;
}

std::string code_or_name(std::string_view country) {
  std::string code = country_code(country);
  return code.empty() ? squeeze(country) : code;
}

std::string full_name(const Record& record) {
  std::string out;
  for (std::string_view part : {"FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"})
    out += std::string(record.value(part)) + ' ';
  return squeeze(out);
}

// Property of a person's or an organisation's alias by the quality that the list gives it.
std::string_view alias_property(std::string_view quality) {
  if (equals_ignoring_case(trim(quality), "low")) return "weakAlias";
  if (lower(trim(quality)).starts_with("f.k.a")) return "previousName";
  return "alias";
}

void add_birth_date(EntityBuilder& out, const Item& item, const std::string& place) {
  for (std::string_view field : {"DATE", "YEAR", "FROM_YEAR", "TO_YEAR"}) {
    const auto date = parse_date(item.field(field));
    if (date) out.add("birthDate", to_string(*date), place);
  }
}

void add_document(EntityBuilder& out, const Item& item, const std::string& place) {
  const std::string type =
      lower(item.field("TYPE_OF_DOCUMENT")) + lower(item.field("TYPE_OF_DOCUMENT2"));
  const bool passport = type.find("passport") != std::string::npos;
  out.add(passport ? "passportNumber" : "idNumber", item.field("NUMBER"), place);
}

void add_group(EntityBuilder& out, const Item& item, bool is_person, const std::string& place) {
  const std::string_view name = item.name;
  if (name.ends_with("_ALIAS")) {
    out.add(alias_property(item.field("QUALITY")), item.field("ALIAS_NAME"), place);
  } else if (name.ends_with("_ADDRESS")) {
    out.add("address", joined(item, {"STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY"}),
            place);
    out.add("country", code_or_name(item.field("COUNTRY")), place);
  } else if (name == "INDIVIDUAL_DATE_OF_BIRTH") {
    add_birth_date(out, item, place);
  } else if (name == "INDIVIDUAL_PLACE_OF_BIRTH") {
    out.add("birthPlace", joined(item, {"STREET", "CITY", "STATE_PROVINCE", "COUNTRY"}), place);
    out.add("birthCountry", code_or_name(item.field("COUNTRY")), place);
  } else if (name == "INDIVIDUAL_DOCUMENT") {
    add_document(out, item, place);
  } else {
    for (const auto& [key, text] : item.fields) {
      if (name.starts_with("NATIONALITY")) out.add("nationality", code_or_name(text), place);
      if (name == "DESIGNATION") out.add(is_person ? "position" : "notes", text, place);
      if (name == "TITLE") out.add("title", text, place);
      if (name == "LAST_DAY_UPDATED") out.add("modifiedAt", text, place);
    }
  }
}

void add_plain(EntityBuilder& out, const Item& item, const std::string& place) {
  constexpr std::pair<std::string_view, std::string_view> kProperties[] = {
      {"NAME_ORIGINAL_SCRIPT", "name"}, {"UN_LIST_TYPE", "program"}, {"REFERENCE_NUMBER", "unscId"},
      {"LISTED_ON", "listingDate"},     {"COMMENTS1", "notes"},      {"GENDER", "gender"}};
  for (const auto& [element, property] : kProperties) {
    if (item.name != element) continue;
    if (property == "listingDate") out.add(property, item.value.substr(0, 10), place);
    else out.add(property, property == "gender" ? lower(item.value) : item.value, place);
  }
  if (item.name == "COMMENTS1")
    for (const std::string& number : imo_numbers(item.value)) out.add("imoNumber", number, place);
}

class UnReader {
 public:
  UnReader(std::string file, const EntitySink& out, ListReport& report)
      : file_(std::move(file)), out_(out), report_(report), parser_(XML_ParserCreate(nullptr)) {
    report_.parts = {{"INDIVIDUAL", 0}, {"ENTITY", 0}};
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(),
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<UnReader*>(self)->start(name, attributes);
        },
        [](void* self, const XML_Char* name) { static_cast<UnReader*>(self)->end(name); });
    XML_SetCharacterDataHandler(parser_.get(), [](void* self, const XML_Char* text, int size) {
      static_cast<UnReader*>(self)->text({text, static_cast<size_t>(size)});
    });
    XML_SetEntityDeclHandler(
        parser_.get(), [](void* self, const XML_Char* name, int, const XML_Char*, int,
                          const XML_Char*, const XML_Char*, const XML_Char*, const XML_Char*) {
          static_cast<UnReader*>(self)->stop(Code::forbidden_entity, "the XML declares an entity",
                                             name);
        });
  }

  Status feed(std::string_view piece, bool last) {
    const auto size = static_cast<int>(piece.size());
    if (XML_Parse(parser_.get(), piece.data(), size, last) == XML_STATUS_OK && !failure_) return {};
    if (failure_) return std::unexpected(*failure_);
    const XML_Error error = XML_GetErrorCode(parser_.get());
    const bool cut =
        last && (error == XML_ERROR_NO_ELEMENTS || error == XML_ERROR_UNCLOSED_TOKEN ||
                 error == XML_ERROR_PARTIAL_CHAR || error == XML_ERROR_UNCLOSED_CDATA_SECTION);
    if (cut)
      return fail(Code::truncated, "the list ends in the middle", place(), last_id_,
                  "fetch the list again");
    return fail(Code::malformed, XML_ErrorString(error), place(), last_id_);
  }

 private:
  std::string place() const {
    return file_ + ":" + std::to_string(XML_GetCurrentLineNumber(parser_.get())) + ":" +
           std::to_string(XML_GetCurrentColumnNumber(parser_.get()) + 1);
  }

  void stop(Code code, std::string what, std::string_view piece) {
    if (failure_) return;
    failure_ = fail(code, std::move(what), place(), shorten(piece, 80)).error();
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  void start(std::string_view name, const XML_Char** attributes) {
    if (failure_) return;
    if (std::ranges::find(kElements, name) == std::end(kElements))
      return stop(Code::unknown_column, "an element that the list does not define", name);
    if (++depth_ > kDepthMax) return stop(Code::too_deep, "elements within each other", name);
    if (depth_ == 1) take_edition(attributes);
    if (depth_ == 3) record_ = {name == "INDIVIDUAL", {}};
    if (depth_ == 4) record_.items.push_back({std::string(name), {}, {}});
    text_.clear();
  }

  void take_edition(const XML_Char** attributes) {
    for (; *attributes; attributes += 2)
      if (std::string_view(attributes[0]) == "dateGenerated")
        if (const auto date = parse_date(std::string_view(attributes[1]).substr(0, 10)))
          report_.edition = to_string(*date);
  }

  void text(std::string_view piece) {
    if (depth_ < 4) return;
    text_ += piece;
    if (text_.size() > kTextMax) stop(Code::too_large, "an element of over a million bytes", {});
  }

  void end(std::string_view name) {
    if (failure_) return;
    if (depth_ == 5) record_.items.back().fields.emplace_back(name, text_);
    if (depth_ == 4) record_.items.back().value = text_;
    if (depth_ == 3 && (name == "INDIVIDUAL" || name == "ENTITY")) finish(name);
    --depth_;
    text_.clear();
  }

  void finish(std::string_view name) {
    const std::string id = squeeze(record_.value("DATAID"));
    const std::string title = full_name(record_);
    if (id.empty() || title.empty())
      return stop(Code::malformed, "a record without DATAID or name", id.empty() ? title : id);
    last_id_ = "DATAID " + id;
    ++report_.parts[name == "INDIVIDUAL" ? 0 : 1].rows;
    const std::string where = "DATAID " + id;
    EntityBuilder entity("un-" + id,
                         std::string(record_.is_person ? "Person" : schema_of_organisation(title)),
                         std::string(kUnConsolidated.info.id));
    entity.add("name", title, where);
    for (const Item& item : record_.items) {
      if (item.fields.empty()) add_plain(entity, item, where);
      else add_group(entity, item, record_.is_person, where);
    }
    entity.add("topics", "sanction", where);
    out_(std::move(entity).build());
  }

  struct Closer {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  std::string file_;
  const EntitySink& out_;
  ListReport& report_;
  std::unique_ptr<XML_ParserStruct, Closer> parser_;
  size_t depth_ = 0;
  Record record_;
  std::string text_, last_id_;
  std::optional<Error> failure_;
};

Status read_un(const std::string& file, const ListOptions& options, const EntitySink& out,
               ListReport& report) {
  auto stream = ByteStream::open(file);
  if (!stream) return std::unexpected(stream.error());
  UnReader reader(file, out, report);
  for (;;) {
    const auto piece = stream->read(size_t{1} << 16, options.bytes_max);
    if (!piece) return std::unexpected(piece.error());
    if (auto status = reader.feed(*piece, piece->empty()); !status) return status;
    if (piece->empty()) return {};
  }
}

Role un_role(std::string_view head, std::string_view) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  const bool is_xml = trim(head).starts_with('<');
  return is_xml && head.find("CONSOLIDATED_LIST") != std::string_view::npos ? Role::main
                                                                            : Role::none;
}

}  // namespace

const ListFormat kUnConsolidated{
    {"un_sc_consolidated", "UN Security Council Consolidated List",
     "United Nations Security Council", "one XML file, plain or gzipped", "stated in the file"},
    &un_role,
    &read_un};

}  // namespace entente::intake
