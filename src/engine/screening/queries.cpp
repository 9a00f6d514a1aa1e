// Tests: screening_test.cpp, tests/cli/screening_test.py, fuzz/queries_fuzz.cpp.
#include "engine/screening/queries.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/date.h"
#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/csv.h"

namespace entente::screening {
namespace {

using json = nlohmann::ordered_json;  // the order of properties is part of an answer

constexpr size_t kBytesMax = size_t{1} << 30;
constexpr size_t kColumnsMax = 400, kValuesMax = 20000;

// Column names as tables have them, folded to letters; the property, and for names a schema.
struct Column {
  std::string_view name, property;
};
constexpr Column kColumns[] = {
    {"id", "id"},
    {"queryid", "id"},
    {"customerid", "id"},
    {"clientid", "id"},
    {"recordid", "id"},
    {"reference", "id"},
    {"schema", "schema"},
    {"type", "schema"},
    {"entitytype", "schema"},
    {"name", "name"},
    {"fullname", "name"},
    {"customername", "name"},
    {"companyname", "name"},
    {"entityname", "name"},
    {"legalname", "name"},
    {"vesselname", "name"},
    {"caption", "name"},
    {"alias", "alias"},
    {"aliases", "alias"},
    {"aka", "alias"},
    {"firstname", "firstName"},
    {"givenname", "firstName"},
    {"forename", "firstName"},
    {"middlename", "middleName"},
    {"fathername", "fatherName"},
    {"patronymic", "fatherName"},
    {"lastname", "lastName"},
    {"surname", "lastName"},
    {"familyname", "lastName"},
    {"dateofbirth", "birthDate"},
    {"birthdate", "birthDate"},
    {"dob", "birthDate"},
    {"yearofbirth", "birthDate"},
    {"placeofbirth", "birthPlace"},
    {"birthplace", "birthPlace"},
    {"gender", "gender"},
    {"sex", "gender"},
    {"nationality", "nationality"},
    {"citizenship", "nationality"},
    {"country", "country"},
    {"jurisdiction", "jurisdiction"},
    {"flag", "flag"},
    {"address", "address"},
    {"imo", "imoNumber"},
    {"imonumber", "imoNumber"},
    {"mmsi", "mmsi"},
    {"lei", "leiCode"},
    {"leicode", "leiCode"},
    {"swift", "swiftBic"},
    {"bic", "swiftBic"},
    {"inn", "innCode"},
    {"passport", "passportNumber"},
    {"passportnumber", "passportNumber"},
    {"registrationnumber", "registrationNumber"},
    {"taxnumber", "taxNumber"},
    {"idnumber", "idNumber"},
};

std::string folded(std::string_view name) {
  std::string out;
  for (char c : name)
    if (is_alnum(c)) out += lower(c);
  return out;
}

std::string property_of(std::string_view column, const ColumnMap& map) {
  for (const auto& [from, to] : map)
    if (from == column) return to;
  const std::string name = folded(column);
  const auto at = std::ranges::find(kColumns, std::string_view(name), &Column::name);
  return at == std::end(kColumns) ? std::string{} : std::string(at->property);
}

bool is_name(std::string_view property) {
  return property == "name" || property == "firstName" || property == "lastName";
}

// Where no header names a column: the one whose cells look most like names.
std::optional<size_t> column_of_names(const std::vector<std::vector<std::string>>& rows) {
  std::optional<size_t> best;
  size_t most = 0;
  for (size_t column = 0; !rows.empty() && column < rows[0].size(); ++column) {
    size_t words = 0;
    for (size_t i = 1; i < std::min<size_t>(rows.size(), 100); ++i) {
      if (column >= rows[i].size()) continue;
      const std::string& cell = rows[i][column];
      const bool digits = std::ranges::any_of(cell, [](char c) { return is_digit(c); });
      words += !digits && cell.find(' ') != std::string::npos && cell.size() < 120;
    }
    if (words > most) {
      most = words;
      best = column;
    }
  }
  return best;
}

void add(Entity& entity, std::string_view property, std::string_view value,
         const std::string& place) {
  const std::string clean = squeeze(value);
  if (clean.empty() || entity.statements.size() >= kValuesMax) return;
  if (entity.caption.empty() && is_name(property)) entity.caption = clean;
  entity.statements.push_back({std::string(property), clean, {}, place});
}

Entity entity_of(const std::vector<std::string>& row, const std::vector<std::string>& properties,
                 const std::string& place) {
  Entity out;
  for (size_t i = 0; i < row.size() && i < properties.size(); ++i) {
    if (properties[i].empty()) continue;
    if (properties[i] == "id") out.id = squeeze(row[i]);
    else if (properties[i] == "schema") out.schema = squeeze(row[i]);
    else add(out, properties[i], row[i], place);
  }
  const bool person = std::ranges::any_of(out.statements, [](const Statement& s) {
    return s.property == "birthDate" || s.property == "lastName" || s.property == "gender";
  });
  if (out.schema.empty()) out.schema = person ? "Person" : "LegalEntity";
  // A name in full says all that its parts do.
  if (std::ranges::any_of(out.statements, [](const Statement& s) { return s.property == "name"; }))
    std::erase_if(out.statements, [](const Statement& s) {
      return s.property == "firstName" || s.property == "middleName" || s.property == "lastName";
    });
  return out;
}

Result<Queries> parse_table(std::string_view text, const std::string& where,
                            const ColumnMap& columns) {
  intake::CsvReader csv(text, where);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> places;
  Queries out;
  std::vector<std::string> row;
  for (;;) {
    auto more = csv.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) break;
    if (row.size() > kColumnsMax)
      return fail(Code::too_large, "a row has too many columns", csv.place());
    rows.push_back(row);
    places.push_back(csv.place());
  }
  if (rows.empty()) return fail(Code::empty_input, "there is no row in it", where);
  std::vector<std::string> properties;
  bool named = false;
  for (const std::string& cell : rows[0]) {
    properties.push_back(property_of(cell, columns));
    named |= is_name(properties.back());
  }
  for (const auto& [from, to] : columns)
    if (std::ranges::find(rows[0], from) == rows[0].end())
      return fail(Code::unknown_column, "there is no such column", where, from,
                  "columns: " + join(rows[0], ", "));
  if (!named) {
    const auto at = column_of_names(rows);
    if (!at)
      return fail(Code::unknown_column, "no column looks like a name", where, join(rows[0], ", "),
                  "say which with --map COLUMN=name");
    properties[*at] = "name";
  }
  for (size_t i = 0; i < properties.size(); ++i)
    if (!properties[i].empty()) out.guesses.push_back(rows[0][i] + " = " + properties[i]);
  for (size_t i = 1; i < rows.size(); ++i) {
    Entity entity = entity_of(rows[i], properties, places[i]);
    if (entity.id.empty()) entity.id = std::to_string(i);
    out.entities.push_back(std::move(entity));
  }
  return out;
}

Result<Queries> parse_lines(std::string_view text, const std::string& where) {
  Queries out;
  size_t number = 0, start = 0;
  while (start < text.size()) {
    const size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = trim(text.substr(start, end - start));
    start = end + 1;
    ++number;
    if (line.empty()) continue;
    const std::string place = where + ":" + std::to_string(number);
    auto entity = parse_entity(line, place);
    if (!entity) {
      out.problems.push_back(entity.error());
      continue;
    }
    if (entity->id.empty()) entity->id = std::to_string(number);
    out.entities.push_back(*std::move(entity));
  }
  return out;
}

void add_json(Entity& out, const std::string& property, const json& value,
              const std::string& place) {
  if (value.is_string()) add(out, property, value.get_ref<const std::string&>(), place);
  else if (value.is_number_integer()) add(out, property, value.dump(), place);
  else if (value.is_array())
    for (const json& each : value)
      if (each.is_string() || each.is_number_integer()) add_json(out, property, each, place);
}

std::string text_of(const json& object, const char* key) {
  const auto at = object.find(key);
  if (at == object.end()) return {};
  if (at->is_string()) return at->get<std::string>();
  return at->is_number_integer() ? at->dump() : std::string{};
}

}  // namespace

Result<Entity> parse_entity(std::string_view text, const std::string& where) {
  const json object = json::parse(text, nullptr, false);
  if (object.is_discarded() || !object.is_object())
    return fail(Code::malformed, "is no line of JSON", where, shorten(text, 80));
  Entity out;
  out.id = text_of(object, "id");
  out.schema = text_of(object, "schema");
  out.caption = text_of(object, "caption");
  if (const auto sets = object.find("datasets"); sets != object.end() && sets->is_array())
    for (const json& set : *sets)
      if (set.is_string() && out.dataset.empty()) out.dataset = set.get<std::string>();
  const auto properties = object.find("properties");
  if (properties == object.end() || !properties->is_object())
    return fail(Code::malformed, "has no \"properties\"", where, shorten(text, 80),
                "a query is {\"id\":…,\"schema\":…,\"properties\":{\"name\":[…]}}");
  const bool named = !out.caption.empty();
  for (const auto& [property, values] : properties->items()) add_json(out, property, values, where);
  if (!named && properties->contains("name"))
    for (const Statement& s : out.statements)
      if (s.property == "name") {
        out.caption = s.value;
        break;
      }
  if (out.schema.empty()) out.schema = "LegalEntity";
  return out;
}

std::string entity_json(const Entity& entity) {
  json out, properties = json::object();
  for (const Statement& s : entity.statements) properties[s.property].push_back(s.value);
  out["id"] = entity.id;
  out["schema"] = entity.schema;
  out["properties"] = std::move(properties);
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

Result<Queries> parse_queries(std::string_view bytes, const std::string& where,
                              const ColumnMap& columns) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
    return fail(Code::bad_encoding, "is UTF-16", where, {}, "save it as UTF-8");
  if (const auto bad = first_ill_formed(bytes)) {
    const auto line = 1 + std::ranges::count(bytes.substr(0, *bad), '\n');
    return fail(Code::bad_encoding, "is not UTF-8", where + ":" + std::to_string(line), {},
                "save it as UTF-8");
  }
  const std::string_view body = trim(bytes.substr(0, std::min<size_t>(bytes.size(), 4096)));
  if (body.empty()) return fail(Code::empty_input, "there is nothing in it", where);
  if (body[0] == '{') return parse_lines(bytes, where);
  std::string lines(bytes);
  std::erase(lines, '\r');
  return parse_table(lines, where, columns);
}

Result<Queries> read_queries(const std::string& path, const ColumnMap& columns) {
  auto bytes = read_file(path, kBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  return parse_queries(*bytes, path == "-" ? "standard input" : path, columns);
}

}  // namespace entente::screening
