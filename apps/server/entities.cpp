// Search, entities and their neighbours, the catalogue of lists, and the state of the server.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "handlers.h"

namespace server {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

std::string with_revision(std::string object, const entente::Catalogue& catalogue) {
  object.pop_back();
  return object + ",\"revision\":" + std::to_string(catalogue.revision()) + "}";
}

// What results are filtered and sorted by: a property of the model, or a field of the entity
// itself.
bool is_field(const std::string& name) {
  constexpr std::string_view kOwn[] = {"id",        "caption",   "schema",     "datasets",
                                       "referents", "target",    "first_seen", "last_seen",
                                       "score",     "countries", "topics",     "last_change",
                                       "genders",   "names",     "identifiers"};
  return entente::is_entity_property(name) || std::ranges::find(kOwn, name) != std::end(kOwn);
}

// field:value of ?filter=, field:desc of ?sort=.
bool pairs_of(const Call& call, const char* name,
              std::vector<std::pair<std::string, std::string>>& out, Answer& refusal) {
  for (const std::string& text : call.list(name)) {
    const size_t colon = text.find(':');
    const bool sort = std::string_view(name) == "sort";
    if (colon == 0 || (colon == std::string::npos && !sort)) {
      refusal = refuse({422, "the value is not field:value", "E-BAD-ARGUMENT", text.substr(0, 100),
                        std::string("query.") + name, sort ? "field:desc" : "field:value"});
      return false;
    }
    std::string field = text.substr(0, colon);
    if (field.starts_with("properties.")) field.erase(0, 11);
    const std::string value = colon == std::string::npos ? "" : text.substr(colon + 1);
    if (!is_field(field) || (sort && !value.empty() && value != "asc" && value != "desc")) {
      const bool way = is_field(field);
      refusal =
          refuse({422, way ? "an order is asc or desc" : "there is no such field", "E-BAD-ARGUMENT",
                  (way ? value : field).substr(0, 100), std::string("query.") + name,
                  way ? "asc, desc" : "a property (birthDate) or a field (caption, countries)"});
      return false;
    }
    out.emplace_back(std::move(field), value);
  }
  return true;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) || c == '-' || c == '_' || c == '.' || c == '~') {
      out += c;
    } else {
      constexpr char kHex[] = "0123456789ABCDEF";
      out += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return out;
}

// To the entity that stands for it now, asked the same.
Answer redirect(const std::string& id, std::string path, const Call& call) {
  Answer out;
  out.status = 308;
  char mark = '?';
  for (const auto& [name, value] : call.query) {
    path += mark + name + "=" + escaped(value);
    mark = '&';
  }
  out.headers.emplace_back("Location", "/entities/" + escaped(id) + path);
  out.body = "{\"detail\":\"merged\",\"id\":" + json_text(id) + "}";
  return out;
}

Answer no_entity(const std::string& id) {
  return refuse({404, "No such entity!", "E-NOT-FOUND", id.substr(0, 100), "path.id",
                 "/search/default finds ids"});
}

std::string dataset_day(const entente::CatalogueDataset& set) {
  return set.edition.size() >= 10 ? set.edition.substr(0, 10) + "T00:00:00" : "";
}

std::string version_of(const entente::CatalogueDataset& set) {
  std::string out;
  for (const char c : set.edition)
    if (c >= '0' && c <= '9') out += c;
  out += out.empty() ? "" : "-";
  return out + set.hash.substr(0, 8);
}

ordered_json dataset_json(const entente::CatalogueDataset& set) {
  ordered_json out;
  out["name"] = set.name;
  out["title"] = set.title.empty() ? set.name : set.title;
  out["version"] = version_of(set);
  out["updated_at"] =
      dataset_day(set).empty() ? ordered_json(nullptr) : ordered_json(dataset_day(set));
  out["entity_count"] = set.entities;
  out["thing_count"] = set.entities;
  out["resources"] = ordered_json::array();
  out["children"] = ordered_json::array();
  out["load"] = true;
  out["namespace"] = false;
  out["index_version"] = version_of(set);
  out["index_current"] = true;
  return out;
}

}  // namespace

Answer search_entities(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  entente::CatalogueSearch request;
  if (!scope_of(*catalogue, call, request.scope, refusal)) return refusal;
  request.words = call.text("q");
  request.schema = call.text("schema");
  if (!entente::is_entity_schema(request.schema))
    return refuse({400, "there is no such schema", "E-BAD-ARGUMENT", request.schema.substr(0, 100),
                   "query.schema", "Thing, Person, Company, Vessel, …"});
  request.fuzzy = call.flag("fuzzy");
  request.simple = call.flag("simple");
  request.limit = call.integer("limit");
  request.offset = call.integer("offset");
  request.all_of_field = call.text("filter_op") == "AND";
  std::vector<std::pair<std::string, std::string>> sorts;
  if (!pairs_of(call, "filter", request.filters, refusal) ||
      !pairs_of(call, "sort", sorts, refusal))
    return refusal;
  // With AND every topic and country must be there; a scope takes any of them.
  if (request.all_of_field) {
    for (const std::string& topic : std::exchange(request.scope.topics, {}))
      request.filters.emplace_back("topics", topic);
    for (const std::string& country : std::exchange(request.scope.countries, {}))
      request.filters.emplace_back("countries", country);
  }
  for (const std::string& set : call.list("datasets"))
    request.filters.emplace_back("datasets", set);
  for (const auto& [field, way] : sorts) request.sort.emplace_back(field, way == "desc");
  for (const std::string& facet : call.list("facets")) request.facets.push_back(facet);
  if (request.facets.empty()) request.facets = {"countries", "topics", "datasets"};
  const auto found = catalogue->search(request);
  std::string body = "{\"results\":[";
  for (const auto& result : found.results) body += (body.back() == '[' ? "" : ",") + result.json;
  body += "],\"facets\":" + found.facets + ",\"total\":{\"value\":" + std::to_string(found.total) +
          ",\"relation\":\"" + (found.total_exact ? "eq" : "gte") +
          "\"},\"limit\":" + std::to_string(request.limit) +
          ",\"offset\":" + std::to_string(request.offset) + "}";
  return ok(with_revision(std::move(body), *catalogue));
}

Answer entity(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  const std::string id = call.text("id");
  const auto found = catalogue->entity(id, call.flag("nested"));
  if (found.found == entente::CatalogueEntity::Found::no) return no_entity(id);
  if (found.found == entente::CatalogueEntity::Found::elsewhere)
    return redirect(found.id, "", call);
  return ok(with_revision(found.json, *catalogue));
}

Answer adjacent(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  const std::string id = call.text("id"), property = call.text("property");
  const auto found = catalogue->entity(id, false);
  if (found.found == entente::CatalogueEntity::Found::no) return no_entity(id);
  if (found.found == entente::CatalogueEntity::Found::elsewhere)
    return redirect(found.id, "/adjacent" + (property.empty() ? "" : "/" + escaped(property)),
                    call);
  const auto page =
      catalogue->adjacent(id, property, call.integer("limit"), call.integer("offset"));
  if (!page.known)
    return refuse({404, "No such property!", "E-NOT-FOUND", property.substr(0, 100),
                   "path.property", "a property that points to an entity: ownershipOwner, …"});
  return ok(with_revision(page.json, *catalogue));
}

Answer adjacent_property(Service& service, const Call& call) { return adjacent(service, call); }

Answer catalog(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  ordered_json out;
  out["datasets"] = ordered_json::array();
  out["current"] = ordered_json::array();
  out["outdated"] = ordered_json::array();
  ordered_json all;
  size_t entities = 0;
  std::vector<std::string> names;
  std::string versions, updated;
  for (const auto& set : catalogue->datasets()) {
    out["datasets"].push_back(dataset_json(set));
    out["current"].push_back(set.name);
    entities += set.entities;
    names.push_back(set.name);
    versions += set.name + version_of(set);
    updated = std::max(updated, dataset_day(set));
  }
  ordered_json whole = dataset_json({"default", "All lists", updated, "", entities});
  whole["children"] = names;
  whole["load"] = false;
  out["datasets"].insert(out["datasets"].begin(), std::move(whole));
  out["index_stale"] = service.stale();
  out["revision"] = catalogue->revision();
  Answer answer = ok(dumped(out));
  const std::string tag =
      "\"" + hash_of_token(versions + std::to_string(catalogue->revision())).substr(8, 32) + "\"";
  answer.headers = {{"ETag", tag}, {"Cache-Control", "no-cache"}};
  if (call.if_none_match.find(tag) != std::string::npos) {
    answer.status = 304;
    answer.body.clear();
  }
  return answer;
}

Answer algorithms(Service&, const Call&) {
  const auto feature = [](const char* meaning, double weight) {
    return ordered_json{{"description", meaning}, {"coefficient", weight}, {"url", ""}};
  };
  ordered_json features;
  features["name_match"] = feature("The best pair of names, word by word, across scripts.", 1.0);
  features["birth_date_match"] = feature("Dates of birth agree or contradict.", 0.25);
  features["country_match"] = feature("Countries agree or contradict.", 0.2);
  features["gender_match"] = feature("Genders agree or contradict.", 0.2);
  features["address_match"] = feature("Addresses agree.", 0.2);
  features["imo_number_ship_match"] = feature("An identifier of one only is shared.", 0.95);
  ordered_json out;
  out["algorithms"] = ordered_json::array();
  for (const auto& [name, meaning] :
       {std::pair{"entente",
                  "Names by rules for each script and kind, then what dates, countries "
                  "and identifiers add or take; every score says why."},
        std::pair{"logic-v2", "Answered by entente, under the name that clients ask for."}}) {
    ordered_json each;
    each["name"] = name;
    each["description"] = meaning;
    each["features"] = features;
    each["docs"] = {{"name", name},
                    {"description", meaning},
                    {"config", ordered_json::object()},
                    {"features", features}};
    out["algorithms"].push_back(std::move(each));
  }
  out["default"] = "entente";
  out["best"] = "entente";
  return ok(dumped(out));
}

Answer healthz(Service&, const Call&) { return ok("{\"status\":\"ok\"}"); }

Answer readyz(Service& service, const Call&) {
  if (service.ready()) return ok("{\"status\":\"ok\"}");
  return refuse({503, "Index not ready.", "E-NOT-READY"});
}

Answer updatez(Service& service, const Call& call) {
  const std::string token = call.text("token");
  const Holder* holder = token.empty() ? nullptr : service.tokens().holder(token);
  const bool may = call.role == Role::admin || (holder && holder->role == Role::admin);
  if (!may)
    return refuse(
        {403, "Invalid token.", "E-NOT-ALLOWED", {}, "query.token", "a token of the role admin"});
  if (!service.reload()) return refuse({500, "the lists cannot be read", "E-INTERNAL"});
  return ok("{\"status\":\"ok\",\"revision\":" + std::to_string(service.catalogue()->revision()) +
            "}");
}

Answer openapi(Service&, const Call&) {
  static const std::string kDocument = openapi_json();
  Answer out = ok(kDocument);
  out.headers = {{"Cache-Control", "no-cache"}};
  return out;
}

}  // namespace server
