// POST /match/{dataset}: questions by example, many at once, with the checks of each field.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers.h"

namespace server {
namespace {

using nlohmann::json;

constexpr size_t kQueriesMax = 100, kValuesMax = 500, kValueBytesMax = 4096;

// Of the configuration of logic-v2, which clients send; this matcher has its own weights.
constexpr std::string_view kConfigKeys[] = {"nm_name_property",      "nm_number_mismatch",
                                            "nm_extra_query_name",   "nm_extra_result_name",
                                            "nm_family_name_weight", "nm_fuzzy_cutoff_factor"};
// What an entity may say beside what is matched: clients send whole entities.
constexpr std::string_view kQueryKeys[] = {"id",        "schema",      "properties", "caption",
                                           "datasets",  "referents",   "target",     "first_seen",
                                           "last_seen", "last_change", "topics",     "countries"};

template <size_t N>
bool is_one_of(const std::string_view (&words)[N], std::string_view word) {
  return std::find(std::begin(words), std::end(words), word) != std::end(words);
}

template <size_t N>
std::string listed(const std::string_view (&words)[N]) {
  std::string out;
  for (const auto word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

bool value_text(const json& value, std::string& out) {
  if (value.is_string()) out = value.get<std::string>();
  else if (value.is_number()) out = value.dump();
  else if (value.is_boolean()) out = value.get<bool>() ? "true" : "false";
  else return false;
  return out.size() <= kValueBytesMax;
}

std::string nearest_property(const std::string& name) {
  std::vector<std::string> names;
  for (const auto& schema : entente::entity_schemas())
    for (const auto& p : entente::entity_properties(schema.word)) names.push_back(p.name);
  const std::string near = entente::suggest(name, names);
  return near.empty() ? "a property of the FollowTheMoney model" : "did you mean " + near + "?";
}

class Reader {
 public:
  explicit Reader(Answer& refusal) : refusal_(refusal) {}
  bool read(const std::string& body,
            std::vector<std::pair<std::string, entente::EntityQuestion>>& out);
  std::vector<std::string> ignored;

 private:
  bool bad(unsigned status, std::string detail, std::string piece, std::string where,
           std::string allowed) {
    refusal_ = refuse({status, std::move(detail), "E-MALFORMED", std::move(piece), std::move(where),
                       std::move(allowed)});
    return false;
  }
  bool read_settings(const json& all);
  bool read_query(const std::string& key, const json& query, entente::EntityQuestion& out);
  bool read_property(const std::string& where, const std::string& schema, const std::string& name,
                     const json& values, entente::EntityQuestion& out);
  Answer& refusal_;
};

bool Reader::read_settings(const json& all) {
  for (const auto& [key, value] : all.items())
    if (key != "queries" && key != "weights" && key != "config" && key != "params")
      return bad(422, "there is no such field", key, "body", "queries, weights, config");
  if (const auto at = all.find("weights"); at != all.end() && !at->is_null()) {
    if (!at->is_object()) return bad(422, "weights are no object", "", "weights", "{feature: 0.5}");
    for (const auto& [key, value] : at->items()) {
      if (!value.is_number()) return bad(422, "a weight is no number", key, "weights", "a number");
      ignored.push_back("weights." + key);
    }
  }
  if (const auto at = all.find("config"); at != all.end() && !at->is_null()) {
    if (!at->is_object()) return bad(422, "config is no object", "", "config", "{key: value}");
    for (const auto& [key, value] : at->items()) {
      if (!is_one_of(kConfigKeys, key))
        return bad(400, "there is no such key of the configuration", key, "config",
                   listed(kConfigKeys));
      if (value.is_object() || value.is_array())
        return bad(422, "a value of the configuration is no text and no number", key, "config", "");
      ignored.push_back("config." + key);
    }
  }
  return true;
}

bool Reader::read_property(const std::string& where, const std::string& schema,
                           const std::string& name, const json& values,
                           entente::EntityQuestion& out) {
  if (!entente::is_entity_property(name))
    return bad(400, "there is no such property", name, where, nearest_property(name));
  const bool own = entente::has_entity_property(schema, name);
  const json list = values.is_array() ? values : json::array({values});
  for (const json& value : list) {
    std::string text;
    if (value.is_null()) continue;
    if (!value_text(value, text))
      return bad(422, "a value is no text of at most 4096 bytes", name, where + "." + name,
                 "a text, a number, or a list of them");
    if (out.properties.size() >= kValuesMax)
      return bad(400, "too many values", name, where, "at most 500 values of a query");
    if (own && !text.empty()) out.properties.emplace_back(name, std::move(text));
  }
  return true;
}

bool Reader::read_query(const std::string& key, const json& query, entente::EntityQuestion& out) {
  const std::string where = "queries." + key;
  if (!query.is_object())
    return bad(422, "a query is no object", key, where, "{\"schema\",\"properties\"}");
  for (const auto& [field, value] : query.items())
    if (!is_one_of(kQueryKeys, field))
      return bad(422, "there is no such field", field, where, "id, schema, properties");
  if (const auto id = query.find("id"); id != query.end() && id->is_string())
    out.id = id->get<std::string>();
  const auto schema = query.find("schema");
  if (schema == query.end() || !schema->is_string())
    return bad(422, "a query needs a schema", "", where + ".schema", "Person, Company, Vessel, …");
  out.schema = schema->get<std::string>();
  if (!entente::is_entity_schema(out.schema)) {
    std::vector<std::string> names;
    for (const auto& each : entente::entity_schemas()) names.push_back(each.word);
    const std::string near = entente::suggest(out.schema, names);
    return bad(400, "there is no such schema", out.schema, where + ".schema",
               near.empty() ? "Person, Company, Organization, LegalEntity, Vessel, …"
                            : "did you mean " + near + "?");
  }
  if (!entente::is_matchable_schema(out.schema))
    return bad(400, "entities of this schema are not matched", out.schema, where + ".schema",
               "Person, Company, Organization, LegalEntity, Vessel, …");
  const auto properties = query.find("properties");
  if (properties == query.end() || !properties->is_object())
    return bad(422, "a query needs properties", "", where + ".properties", "{\"name\":[\"…\"]}");
  for (const auto& [name, values] : properties->items())
    if (!read_property(where + ".properties", out.schema, name, values, out)) return false;
  return true;
}

bool Reader::read(const std::string& body,
                  std::vector<std::pair<std::string, entente::EntityQuestion>>& out) {
  json all;
  try {
    all = json::parse(body);
  } catch (const json::parse_error& error) {
    return bad(400, "the body is no JSON", "", "body, byte " + std::to_string(error.byte),
               "{\"queries\":{…}}");
  }
  if (!all.is_object()) return bad(422, "the body is no object", "", "body", "{\"queries\":{…}}");
  if (!read_settings(all)) return false;
  const auto queries = all.find("queries");
  if (queries == all.end() || !queries->is_object())
    return bad(422, "there are no queries", "", "queries", "{\"q1\":{\"schema\",\"properties\"}}");
  if (queries->size() > kQueriesMax)
    return bad(400, "too many queries in one batch", std::to_string(queries->size()), "queries",
               "at most " + std::to_string(kQueriesMax));
  for (const auto& [key, query] : queries->items()) {
    entente::EntityQuestion question;
    if (!read_query(key, query, question)) return false;
    out.emplace_back(key, std::move(question));
  }
  return true;
}

}  // namespace

bool has_dataset(const entente::Catalogue& catalogue, std::string_view name) {
  if (name == "default" || name == "all" || name == "sanctions") return true;
  for (const auto& set : catalogue.datasets())
    if (set.name == name) return true;
  return false;
}

Answer no_dataset(const entente::Catalogue& catalogue, const std::string& name) {
  std::string names = "default";
  for (const auto& set : catalogue.datasets())
    if (names.size() < 400) names += ", " + set.name;
  return refuse({404, "No such dataset: " + name.substr(0, 100), "E-NOT-FOUND", name.substr(0, 100),
                 "dataset", std::move(names)});
}

bool scope_of(const entente::Catalogue& catalogue, const Call& call, entente::CatalogueScope& scope,
              Answer& refusal) {
  const std::string dataset = call.text("dataset");
  if (!has_dataset(catalogue, dataset)) {
    refusal = no_dataset(catalogue, dataset);
    return false;
  }
  if (dataset != "default" && dataset != "all" && dataset != "sanctions")
    scope.datasets = {dataset};
  // What is in both; a list that no edition bears lets nothing through.
  if (const auto included = call.list("include_dataset"); !included.empty()) {
    const bool within = std::ranges::find(included, dataset) != included.end();
    if (scope.datasets.empty()) scope.datasets = included;
    else if (!within) scope.datasets = {std::string()};
  }
  scope.without_datasets = call.list("exclude_dataset");
  scope.without_schemas = call.list("exclude_schema");
  scope.topics = call.list("topics");
  scope.countries = call.list("countries");
  scope.without_ids = call.list("exclude_entity_ids");
  scope.changed_since = call.text("changed_since");
  return true;
}

Answer match(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  entente::CatalogueScope scope;
  if (!scope_of(*catalogue, call, scope, refusal)) return refusal;
  if (scope.without_ids.size() > 50)
    return refuse({422, "too many ids are excluded", "E-TOO-LARGE",
                   std::to_string(scope.without_ids.size()), "query.exclude_entity_ids",
                   "at most 50"});
  std::vector<std::pair<std::string, entente::EntityQuestion>> questions;
  Reader reader(refusal);
  if (!reader.read(call.body, questions)) return refusal;
  const size_t limit = call.integer("limit");
  const double threshold = call.number("threshold");
  const double least = call.has("cutoff") ? call.number("cutoff") : std::min(threshold, 0.7);
  std::string body = "{\"responses\":{";
  for (const auto& [key, question] : questions) {
    const auto found = catalogue->match(question, scope, limit, threshold, least);
    if (body.back() != '{') body += ',';
    body += json_text(key) + ":{\"status\":200,\"results\":[";
    for (const auto& result : found.results) {
      if (body.back() != '[') body += ',';
      body += result.json;
    }
    body += "],\"total\":{\"value\":" + std::to_string(found.results.size()) +
            ",\"relation\":\"eq\"},\"query\":" + found.query + "}";
  }
  body += "},\"limit\":" + std::to_string(limit) +
          ",\"revision\":" + std::to_string(catalogue->revision());
  if (!reader.ignored.empty()) body += ",\"ignored\":" + json(reader.ignored).dump();
  Answer out = ok(body + "}");
  out.headers.emplace_back("x-batch-size", std::to_string(questions.size()));
  return out;
}

}  // namespace server
