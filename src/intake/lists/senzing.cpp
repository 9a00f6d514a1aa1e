// Records in Senzing's JSON: a DATA_SOURCE, a RECORD_ID, and features, either in one FEATURES list
// or in lists of their own (NAMES, ADDRESSES, …), as OpenSanctions writes them. Source: Senzing,
// Entity Specification. Tests: ftm_json_test.cpp.
#include <simdjson.h>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/json_stream.h"
#include "intake/lists/list_format.h"
#include "intake/lists/list_values.h"

namespace entente::intake {
namespace {

namespace sj = simdjson::dom;

struct Feature {
  std::string_view key, property;
};
constexpr Feature kPlain[] = {{"NAME_FULL", "name"},
                              {"NAME_ORG", "name"},
                              {"NAME_LAST", "lastName"},
                              {"NAME_FIRST", "firstName"},
                              {"NAME_MIDDLE", "middleName"},
                              {"NAME_SUFFIX", "nameSuffix"},
                              {"NAME_PREFIX", "title"},
                              {"PHONE_NUMBER", "phone"},
                              {"EMAIL_ADDRESS", "email"},
                              {"WEBSITE_ADDRESS", "website"},
                              {"PASSPORT_NUMBER", "passportNumber"},
                              {"NATIONAL_ID_NUMBER", "idNumber"},
                              {"DRIVERS_LICENSE_NUMBER", "idNumber"},
                              {"SSN_NUMBER", "socialSecurityNumber"},
                              {"TAX_ID_NUMBER", "taxNumber"},
                              {"OTHER_ID_NUMBER", "idNumber"},
                              {"LEI_NUMBER", "leiCode"},
                              {"DUNS_NUMBER", "dunsCode"},
                              {"NPI_NUMBER", "npiCode"},
                              {"ACCOUNT_NUMBER", "idNumber"},
                              {"IMO_NUMBER", "imoNumber"},
                              {"MMSI_NUMBER", "mmsi"},
                              {"CALL_SIGN", "callSign"},
                              {"PLACE_OF_BIRTH", "birthPlace"},
                              {"EMPLOYER", "notes"},
                              {"GROUP_ASSOCIATION_ORG_NAME", "notes"},
                              {"ADDR_FULL", "address"},
                              {"TOPIC", "topics"},
                              {"URL", "sourceUrl"}};
constexpr Feature kCountries[] = {{"NATIONALITY", "nationality"},
                                  {"CITIZENSHIP", "citizenship"},
                                  {"ADDR_COUNTRY", "country"},
                                  {"COUNTRY_OF_ASSOCIATION", "country"},
                                  {"REGISTRATION_COUNTRY", "jurisdiction"}};
constexpr Feature kDates[] = {{"DATE_OF_BIRTH", "birthDate"},
                              {"DATE_OF_DEATH", "deathDate"},
                              {"REGISTRATION_DATE", "incorporationDate"}};

std::string text_of(sj::element value) {
  std::string_view text;
  return value.get(text) ? simdjson::minify(value) : std::string(text);
}

class Record {
 public:
  explicit Record(std::string place) : place_(std::move(place)) {}

  Status take(sj::object object, const std::string& where) {
    for (const auto field : object) {
      sj::array list;
      if (!field.value.get(list)) {
        for (const auto item : list) {
          sj::object feature;
          if (item.get(feature)) return fail(Code::malformed, "a feature that is no object", where);
          take_feature(feature);
        }
      } else if (field.key == "DATA_SOURCE") {
        source = text_of(field.value);
      } else if (field.key == "RECORD_ID") {
        id = text_of(field.value);
      } else {
        take_value(field.key, field.value);
      }
    }
    return {};
  }

  Entity build(const std::string& series) && {
    const bool person = equals_ignoring_case(type, "PERSON") || (type.empty() && has_given_name_);
    std::string schema = person ? "Person" : std::string(type_schema());
    EntityBuilder out{id, std::move(schema), series};
    for (const auto& [property, value] : values_) out.add(property, value, place_);
    for (const auto& [property, value] : countries_) out.add(property, code_or_name(value), place_);
    for (const auto& [property, value] : dates_) add_date(out, property, value);
    out.record().datasets = {source};
    return std::move(out).build();
  }

  std::string source, id, type;

 private:
  using Values = std::vector<std::pair<std::string, std::string>>;

  std::string_view type_schema() const {
    if (equals_ignoring_case(type, "VESSEL")) return "Vessel";
    if (equals_ignoring_case(type, "AIRCRAFT")) return "Airplane";
    return equals_ignoring_case(type, "ORGANIZATION") ? "Organization" : "LegalEntity";
  }

  // The parts of a name and of an address belong together.
  void take_feature(sj::object feature) {
    std::string name, address;
    bool alias = false;
    for (const auto field : feature) {
      const std::string value = text_of(field.value);
      if (field.key == "NAME_TYPE")
        alias = !equals_ignoring_case(value, "PRIMARY") && !values_.empty();
    }
    for (const std::string_view key : {"NAME_FIRST", "NAME_MIDDLE", "NAME_LAST", "NAME_SUFFIX"})
      append(name, feature, key, " ");
    for (const std::string_view key : {"ADDR_LINE1", "ADDR_LINE2", "ADDR_LINE3", "ADDR_CITY",
                                       "ADDR_STATE", "ADDR_POSTAL_CODE", "ADDR_COUNTRY"})
      append(address, feature, key, ", ");
    if (!name.empty()) values_.emplace_back(alias ? "alias" : "name", name), has_given_name_ = true;
    if (!address.empty()) values_.emplace_back("address", address);
    for (const auto field : feature) {
      const bool whole = field.key == "NAME_FULL" || field.key == "NAME_ORG";
      if (whole && alias) values_.emplace_back("alias", text_of(field.value));
      else take_value(field.key, field.value);
    }
  }

  static void append(std::string& out, sj::object feature, std::string_view key,
                     std::string_view between) {
    sj::element value;
    if (feature[key].get(value)) return;
    const std::string text = text_of(value);
    if (!text.empty()) out += (out.empty() ? "" : std::string(between)) + text;
  }

  void take_value(std::string_view key, sj::element value) {
    const std::string text = text_of(value);
    if (key == "RECORD_TYPE") type = text;
    if (key == "GENDER") values_.emplace_back("gender", gender(text));
    if (key == "REL_POINTER_KEY") values_.emplace_back("notes", "Related to: " + text);
    for (const auto& [name, property] : kPlain)
      if (name == key) values_.emplace_back(property, text);
    for (const auto& [name, property] : kCountries)
      if (name == key) countries_.emplace_back(property, text);
    for (const auto& [name, property] : kDates)
      if (name == key) dates_.emplace_back(property, text);
  }

  static std::string gender(std::string_view text) {
    const std::string word = lower(text);
    return word == "m" ? "male" : word == "f" ? "female" : word;
  }

  // "12/11/1978" is month, day, year.
  void add_date(EntityBuilder& out, const std::string& property, const std::string& text) {
    const auto parts = split(text, '/');
    const bool slashes = parts.size() == 3 && parts[2].size() == 4;
    const auto two = [](std::string_view n) { return (n.size() == 1 ? "0" : "") + std::string(n); };
    add_dates(out, property,
              slashes ? std::string(parts[2]) + "-" + two(parts[0]) + "-" + two(parts[1]) : text,
              place_);
  }

  std::string place_;
  Values values_, countries_, dates_;
  bool has_given_name_ = false;
};

Status read_senzing(const std::string& file, const ListOptions& options, const EntitySink& out,
                    ListReport& report) {
  auto objects = JsonStream::open(file, options.bytes_max);
  if (!objects) return std::unexpected(objects.error());
  report.series = series_of(file, options);
  sj::parser parser;
  size_t rows = 0;
  for (;;) {
    const auto text = objects->next();
    if (!text) return std::unexpected(text.error());
    if (text->empty()) break;
    sj::element root;
    sj::object object;
    if (const auto error = parser.parse(text->data(), text->size(), false).get(root))
      return fail(Code::malformed, simdjson::error_message(error), objects->where(),
                  shorten(text->substr(0, 320), 80));
    if (root.get(object)) return fail(Code::malformed, "is no object", objects->where());
    Record record(objects->place());
    if (auto status = record.take(object, objects->where()); !status) return status;
    if (record.id.empty() || record.source.empty())
      return fail(Code::malformed, "a record without DATA_SOURCE or RECORD_ID", objects->where());
    ++rows;
    out(std::move(record).build(report.series));
  }
  report.parts.push_back({place_name(file), rows});
  return {};
}

Role senzing_role(std::string_view head, std::string_view) {
  if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
  head = trim(head);
  const auto holds = [&](std::string_view key) { return head.find(key) != std::string_view::npos; };
  const bool json = head.starts_with('{') || head.starts_with('[');
  return json && holds("\"DATA_SOURCE\"") && holds("\"RECORD_ID\"") ? Role::main : Role::none;
}

}  // namespace

const ListFormat kSenzing{{"senzing_json", "Senzing entity records", "any",
                           "JSON Lines, plain or gzipped", "--published"},
                          &senzing_role,
                          &read_senzing};

}  // namespace entente::intake
