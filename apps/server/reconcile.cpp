// The Reconciliation Service API 0.2 (https://reconciliation-api.github.io/specs/0.2/), as
// OpenRefine speaks it: a manifest, queries and extensions as form fields, suggestions.
#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "handlers.h"

namespace server {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr size_t kBatchMax = 100, kLimitMax = 100;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

Answer bad(unsigned status, std::string detail, std::string piece, std::string where,
           std::string allowed) {
  return refuse({status, std::move(detail), "E-MALFORMED", std::move(piece), std::move(where),
                 std::move(allowed)});
}

std::string label_of(const std::string& schema) {
  for (const auto& each : entente::entity_schemas())
    if (each.word == schema) return each.meaning;
  return schema;
}

ordered_json type_json(const std::string& schema) {
  return {{"id", schema}, {"name", label_of(schema)}};
}

std::string lowered(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  return text;
}

bool begins(const std::string& prefix, const std::string& name, const std::string& label) {
  const std::string p = lowered(prefix);
  return p.empty() || lowered(name).starts_with(p) || lowered(label).find(p) != std::string::npos;
}

// "Person:birthDate" and "birthDate" are one property.
std::string property_name(const std::string& id) {
  const size_t colon = id.rfind(':');
  return colon == std::string::npos ? id : id.substr(colon + 1);
}

void put_value(const json& value, const std::string& name, entente::EntityQuestion& out) {
  if (value.is_array()) {
    for (const json& each : value) put_value(each, name, out);
  } else if (value.is_object()) {
    for (const char* key : {"id", "str", "name"})
      if (value.contains(key) && value[key].is_string())
        return out.properties.emplace_back(name, value[key].get<std::string>()), void();
  } else if (value.is_string()) {
    if (const auto text = value.get<std::string>(); !text.empty())
      out.properties.emplace_back(name, text);
  } else if (value.is_number()) {
    out.properties.emplace_back(name, value.dump());
  }
}

bool read_query(const std::string& key, const json& query, entente::EntityQuestion& out,
                size_t& limit, Answer& refusal) {
  const std::string where = "queries." + key;
  const auto fail = [&](const char* detail, std::string piece, std::string at,
                        const char* allowed) {
    refusal = bad(400, detail, std::move(piece), std::move(at), allowed);
    return false;
  };
  if (!query.is_object()) return fail("a query is no object", key, where, "{\"query\":\"…\"}");
  out.schema = "Thing";
  if (const auto type = query.find("type"); type != query.end()) {
    const json& first = type->is_array() && !type->empty() ? (*type)[0] : *type;
    if (first.is_string()) out.schema = first.get<std::string>();
    else if (first.is_object() && first.contains("id") && first["id"].is_string())
      out.schema = first["id"].get<std::string>();
  }
  if (out.schema.empty()) out.schema = "Thing";
  if (!entente::is_matchable_schema(out.schema))
    return fail("there is no such type", out.schema, where + ".type", "Person, Company, …");
  if (const auto text = query.find("query"); text != query.end() && text->is_string())
    put_value(*text, "name", out);
  if (const auto at = query.find("limit"); at != query.end() && at->is_number_integer())
    limit = static_cast<size_t>(std::clamp<long long>(at->get<long long>(), 1, kLimitMax));
  const auto properties = query.find("properties");
  if (properties == query.end()) return true;
  if (!properties->is_array())
    return fail("properties are no list", "", where + ".properties", "[{\"pid\",\"v\"}]");
  for (const json& each : *properties) {
    if (!each.is_object() || !each.contains("pid") || !each["pid"].is_string())
      return fail("a property has no pid", "", where + ".properties", "{\"pid\",\"v\"}");
    const std::string name = property_name(each["pid"].get<std::string>());
    if (each.contains("v") && entente::is_entity_property(name)) put_value(each["v"], name, out);
  }
  return true;
}

ordered_json candidate(const entente::CatalogueResult& result) {
  ordered_json out;
  out["id"] = result.id;
  out["name"] = result.caption;
  out["description"] = label_of(result.schema);
  out["type"] = ordered_json::array({type_json(result.schema)});
  return out;
}

Answer answer_queries(const entente::Catalogue& catalogue, const entente::CatalogueScope& scope,
                      const std::string& text) {
  const json queries = json::parse(text, nullptr, false);
  if (queries.is_discarded() || !queries.is_object())
    return bad(400, "the queries are no JSON object", "", "queries", "{\"q0\":{\"query\":\"…\"}}");
  if (queries.size() > kBatchMax)
    return bad(400, "too many queries in one batch", std::to_string(queries.size()), "queries",
               "at most 100");
  ordered_json out = ordered_json::object();
  for (const auto& [key, query] : queries.items()) {
    entente::EntityQuestion question;
    size_t limit = 5;
    Answer refusal;
    if (!read_query(key, query, question, limit, refusal)) return refusal;
    ordered_json results = ordered_json::array();
    for (const auto& each : catalogue.match(question, scope, limit, 0.7, 0.35).results) {
      ordered_json one = candidate(each);
      one["score"] = std::round(each.score * 1e4) / 1e2;
      one["match"] = each.match;
      results.push_back(std::move(one));
    }
    out[key]["result"] = std::move(results);
  }
  Answer answer = ok(dumped(out));
  answer.headers.emplace_back("x-batch-size", std::to_string(queries.size()));
  return answer;
}

ordered_json extended(const entente::Catalogue& catalogue, const json& entity, const json& property,
                      const std::string& name) {
  ordered_json out = ordered_json::array();
  size_t limit = 0;
  bool caption = true;
  if (const auto settings = property.find("settings");
      settings != property.end() && settings->is_object()) {
    if (const auto at = settings->find("limit"); at != settings->end())
      limit = at->is_number_unsigned() ? at->get<size_t>()
              : at->is_string()        ? std::strtoul(at->get<std::string>().c_str(), nullptr, 10)
                                       : 0;
    caption = settings->value("render", json("caption")) != "raw";
  }
  const auto values = entity["properties"].find(name);
  if (values == entity["properties"].end()) return out;
  for (const json& value : *values) {
    if (limit > 0 && out.size() >= limit) break;
    const std::string text = value.get<std::string>();
    out.push_back({{"str", caption ? catalogue.value_caption(name, text) : text}});
  }
  return out;
}

Answer answer_extension(const entente::Catalogue& catalogue, const std::string& text) {
  const json extend = json::parse(text, nullptr, false);
  const char* kShape = "{\"ids\":[\"…\"],\"properties\":[{\"id\":\"birthDate\"}]}";
  if (extend.is_discarded() || !extend.is_object() || !extend.contains("ids") ||
      !extend["ids"].is_array() || !extend.contains("properties") ||
      !extend["properties"].is_array())
    return bad(400, "Cannot decode extension request", "", "extend", kShape);
  if (extend["ids"].size() > kBatchMax)
    return bad(400, "too many ids in one batch", std::to_string(extend["ids"].size()), "extend.ids",
               "at most 100");
  ordered_json meta = ordered_json::array(), rows = ordered_json::object();
  for (const json& property : extend["properties"]) {
    if (!property.is_object() || !property.contains("id") || !property["id"].is_string())
      return bad(400, "a property has no id", "", "extend.properties", kShape);
    const std::string id = property["id"].get<std::string>();
    meta.push_back({{"id", id}, {"name", entente::property_label(property_name(id))}});
  }
  for (const json& each : extend["ids"]) {
    if (!each.is_string()) return bad(400, "an id is no text", "", "extend.ids", kShape);
    const std::string id = each.get<std::string>();
    ordered_json row = ordered_json::object();
    auto found = catalogue.entity(id, false);
    if (found.found == entente::CatalogueEntity::Found::elsewhere)
      found = catalogue.entity(found.id, false);
    const json entity = found.json.empty() ? json{{"properties", json::object()}}
                                           : json::parse(found.json, nullptr, false);
    for (const json& property : extend["properties"]) {
      const std::string pid = property["id"].get<std::string>();
      row[pid] = extended(catalogue, entity, property, property_name(pid));
    }
    rows[id] = std::move(row);
  }
  Answer answer = ok(dumped({{"meta", meta}, {"rows", rows}}));
  answer.headers.emplace_back("x-batch-size", std::to_string(rows.size()));
  return answer;
}

}  // namespace

Answer reconcile_manifest(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  const std::string dataset = call.text("dataset");
  entente::CatalogueScope scope;
  if (!scope_of(*catalogue, call, scope, refusal)) return refusal;
  // Queries may come by GET as well.
  if (call.has("queries")) return answer_queries(*catalogue, scope, call.text("queries"));
  if (call.has("extend")) return answer_extension(*catalogue, call.text("extend"));
  const std::string base = service.base_url() + "reconcile/" + dataset;
  const auto service_at = [&](const char* path) {
    return ordered_json{{"service_url", base}, {"service_path", path}};
  };
  ordered_json out;
  out["versions"] = {"0.2"};
  out["name"] = "Entente: " + dataset;
  out["identifierSpace"] = service.base_url() + "entities/";
  out["schemaSpace"] = "https://www.opensanctions.org/reference/#schema";
  out["view"] = {{"url", service.base_url() + "view/entity/{{id}}"}};
  out["documentation"] = service.base_url() + "openapi.json";
  out["preview"] = {{"url", base + "/preview/{{id}}"}, {"width", 430}, {"height", 300}};
  out["batchSize"] = 50;
  out["defaultTypes"] = ordered_json::array();
  for (const char* schema : {"Person", "Organization", "Company", "LegalEntity", "Vessel", "Thing"})
    out["defaultTypes"].push_back(type_json(schema));
  out["suggest"] = {{"entity", service_at("/suggest/entity")},
                    {"type", service_at("/suggest/type")},
                    {"property", service_at("/suggest/property")}};
  const ordered_json limit{{"name", "limit"},
                           {"label", "Limit"},
                           {"type", "number"},
                           {"default", 0},
                           {"help_text", "Most values of a row (0: all)."}};
  const ordered_json render{
      {"name", "render"},
      {"label", "Values"},
      {"type", "select"},
      {"default", "caption"},
      {"help_text", "Readable values (Russia) or as they stand (ru)."},
      {"choices", {{{"id", "caption"}, {"name", "Readable"}}, {{"id", "raw"}, {"name", "Raw"}}}}};
  out["extend"] = {{"propose_properties", service_at("/extend/property")},
                   {"property_settings", {limit, render}},
                   {"propose_settings", {limit, render}}};
  return ok(dumped(out));
}

Answer reconcile(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  entente::CatalogueScope scope;
  if (!scope_of(*catalogue, call, scope, refusal)) return refusal;
  std::vector<std::pair<std::string, std::string>> fields;
  if (!parse_form(call.body, fields))
    return bad(400, "the body is no form in UTF-8", "", "body", "queries={…} or extend={…}");
  for (const auto& [name, value] : fields) {
    if (name == "queries") return answer_queries(*catalogue, scope, value);
    if (name == "extend") return answer_extension(*catalogue, value);
  }
  return bad(400, "there are no queries", "", "body", "the form field queries, or extend");
}

// A few lines about an entity, for the frame that OpenRefine shows: text alone, nothing runs.
Answer reconcile_preview(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  const auto found = catalogue->entity(call.text("id"), false);
  if (found.found != entente::CatalogueEntity::Found::yes)
    return refuse(
        {404, "No such entity!", "E-NOT-FOUND", call.text("id").substr(0, 100), "path.id"});
  const auto escaped = [](std::string_view text) {
    std::string out;
    for (const char c : text)
      if (c == '<') out += "&lt;";
      else if (c == '&') out += "&amp;";
      else if (c == '"') out += "&quot;";
      else out += c;
    return out;
  };
  std::string body = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>" +
                     escaped(found.caption) + "</title><h1>" + escaped(found.caption) + "</h1><p>" +
                     escaped(label_of(found.schema)) + "</p><dl>";
  const json entity = json::parse(found.json, nullptr, false);
  for (const auto& [name, values] : entity["properties"].items()) {
    std::string line;
    for (const json& value : values)
      if (line.size() < 300)
        line += (line.empty() ? "" : "; ") +
                catalogue->value_caption(name, value.get_ref<const std::string&>());
    body += "<dt>" + escaped(entente::property_label(name)) + "</dt><dd>" + escaped(line) + "</dd>";
  }
  Answer out = ok(body + "</dl></html>\n");
  out.type = "text/html; charset=utf-8";
  out.framed = true;
  out.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return out;
}

Answer suggest_entity(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  entente::CatalogueSearch request;
  if (!scope_of(*catalogue, call, request.scope, refusal)) return refusal;
  request.words = call.text("prefix");
  request.prefix = true;
  request.schema = "Thing";
  request.limit = call.integer("limit");
  ordered_json out;
  out["code"] = "/api/status/ok";
  out["status"] = "200 OK";
  out["prefix"] = request.words;
  out["result"] = ordered_json::array();
  for (const auto& each : catalogue->search(request).results) {
    ordered_json one = candidate(each);
    one["notable"] = ordered_json::array({type_json(each.schema)});
    out["result"].push_back(std::move(one));
  }
  return ok(dumped(out));
}

Answer suggest_type(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  if (!has_dataset(*catalogue, call.text("dataset")))
    return no_dataset(*catalogue, call.text("dataset"));
  ordered_json out{{"code", "/api/status/ok"},
                   {"status", "200 OK"},
                   {"prefix", call.text("prefix")},
                   {"result", ordered_json::array()}};
  for (const auto& each : entente::entity_schemas())
    if (entente::is_matchable_schema(each.word) &&
        begins(call.text("prefix"), each.word, each.meaning))
      out["result"].push_back(
          {{"id", each.word}, {"name", each.meaning}, {"description", each.meaning}});
  return ok(dumped(out));
}

Answer suggest_property(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  if (!has_dataset(*catalogue, call.text("dataset")))
    return no_dataset(*catalogue, call.text("dataset"));
  ordered_json out{{"code", "/api/status/ok"},
                   {"status", "200 OK"},
                   {"prefix", call.text("prefix")},
                   {"result", ordered_json::array()}};
  std::vector<std::string> seen;
  for (const auto& schema : entente::entity_schemas()) {
    if (!entente::is_matchable_schema(schema.word)) continue;
    for (const auto& p : entente::entity_properties(schema.word)) {
      const std::string id = p.schema + ":" + p.name;
      if (p.type == "entity" || !begins(call.text("prefix"), p.name, p.label)) continue;
      if (std::find(seen.begin(), seen.end(), id) != seen.end() || seen.size() >= 50) continue;
      seen.push_back(id);
      out["result"].push_back({{"id", id}, {"name", p.label}, {"description", p.schema}});
    }
  }
  return ok(dumped(out));
}

Answer extend_property(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  if (!has_dataset(*catalogue, call.text("dataset")))
    return no_dataset(*catalogue, call.text("dataset"));
  const std::string type = call.text("type");
  if (!entente::is_entity_schema(type))
    return bad(400, "there is no such type", type.substr(0, 100), "query.type", "Person, …");
  ordered_json out{
      {"type", type}, {"limit", call.integer("limit")}, {"properties", ordered_json::array()}};
  for (const auto& p : entente::entity_properties(type))
    if (p.type != "entity" && out["properties"].size() < call.integer("limit"))
      out["properties"].push_back({{"id", p.name}, {"name", p.label}});
  return ok(dumped(out));
}

}  // namespace server
