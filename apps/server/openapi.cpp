// The OpenAPI 3.1 document and the table for people, both from the route table.
#include <nlohmann/json.hpp>

#include "entente/server.h"
#include "route.h"

namespace server {
namespace {

using nlohmann::ordered_json;

ordered_json schema_of(const Parameter& p) {
  ordered_json out;
  switch (p.type) {
    case Type::integer:
      out = {{"type", "integer"},
             {"minimum", static_cast<int64_t>(p.least)},
             {"maximum", static_cast<int64_t>(p.most)}};
      break;
    case Type::number:
      out = {{"type", "number"}, {"minimum", p.least}, {"maximum", p.most}};
      break;
    case Type::boolean:
      out = {{"type", "boolean"}};
      break;
    case Type::day:
      out = {{"type", "string"}, {"pattern", "^\\d{4}(-\\d{2}(-\\d{2})?)?$"}};
      break;
    case Type::time:
      out = {{"type", "string"}, {"pattern", "^(\\d{4}(-\\d{2}(-\\d{2})?)?|r[1-9]\\d{0,8})$"}};
      break;
    case Type::moment:
      out = {{"type", "string"},
             {"pattern", "^\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2})?)?)?$"}};
      break;
    case Type::word: {
      out = {{"type", "string"}, {"enum", ordered_json::array()}};
      std::string_view words = p.words;
      while (!words.empty()) {
        const size_t blank = std::min(words.find(' '), words.size());
        out["enum"].push_back(words.substr(0, blank));
        words.remove_prefix(std::min(blank + 1, words.size()));
      }
      break;
    }
    case Type::text:
      out = {{"type", "string"},
             {"maxLength", p.most > 0 ? static_cast<size_t>(p.most) : kTextMax}};
      break;
  }
  if (!p.fallback.empty() && !p.repeated) {
    const ordered_json value = ordered_json::parse(p.fallback, nullptr, false);
    out["default"] = value.is_discarded() || p.type == Type::text || p.type == Type::word
                         ? ordered_json(p.fallback)
                         : value;
  }
  if (p.repeated) out = {{"type", "array"}, {"items", out}};
  return out;
}

ordered_json parameters_of(const Route& route) {
  ordered_json out = ordered_json::array();
  std::string_view path = route.path;
  for (size_t at; (at = path.find('{')) != std::string_view::npos;) {
    const size_t end = path.find('}');
    out.push_back({{"name", path.substr(at + 1, end - at - 1)},
                   {"in", "path"},
                   {"required", true},
                   {"schema", {{"type", "string"}, {"minLength", 1}, {"maxLength", 512}}}});
    path.remove_prefix(end + 1);
  }
  for (const Parameter& p : route.parameters) {
    ordered_json one{{"name", p.name},
                     {"in", "query"},
                     {"description", p.meaning},
                     {"required", p.required},
                     {"schema", schema_of(p)}};
    if (p.repeated) one["explode"] = true;
    out.push_back(std::move(one));
  }
  return out;
}

const char* body_type(Body body) {
  return body == Body::json   ? "application/json"
         : body == Body::form ? "application/x-www-form-urlencoded"
                              : "application/octet-stream";
}

ordered_json body_schema(Body body) {
  if (body == Body::bytes) return {{"type", "string"}, {"format", "binary"}};
  return {{"type", "object"}};
}

ordered_json operation_of(const Route& route) {
  ordered_json out;
  out["summary"] = route.summary;
  std::string id(name(route.method));
  for (const char c : route.path) id += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
  out["operationId"] = id;
  out["tags"] = {route.tag};
  out["parameters"] = parameters_of(route);
  if (route.body != Body::none)
    out["requestBody"] = {
        {"required", route.body != Body::bytes || route.role >= Role::analyst},
        {"content", {{body_type(route.body), {{"schema", body_schema(route.body)}}}}}};
  const ordered_json revision{
      {"X-Ledger-Revision",
       {{"description", "the last revision of the ledger"}, {"schema", {{"type", "integer"}}}}}};
  const ordered_json problem{
      {"content",
       {{"application/json", {{"schema", {{"$ref", "#/components/schemas/Problem"}}}}}}}};
  ordered_json answers;
  answers["200"] = {{"description", "the answer"},
                    {"headers", revision},
                    {"content", {{route.answers, {{"schema", ordered_json::object()}}}}}};
  for (const auto& [status, meaning] : {std::pair{"400", "a request that makes no sense"},
                                        {"404", "nothing there"},
                                        {"422", "a value that makes no sense"},
                                        {"503", "too much is under way"}}) {
    answers[status] = problem;
    answers[status]["description"] = meaning;
  }
  out["responses"] = std::move(answers);
  if (route.role >= Role::analyst) out["security"] = {{{"token", ordered_json::array()}}};
  out["x-limits"] = {{"max_request_size", route.bytes_max},
                     {"in_flight", route.in_flight},
                     {"per_second", route.per_second},
                     {"role", name(route.role)}};
  return out;
}

std::string lower_name(Method method) { return method == Method::get ? "get" : "post"; }

}  // namespace

std::string openapi_json() {
  ordered_json out;
  out["openapi"] = "3.1.0";
  out["info"] = {{"title", "Entente"},
                 {"version", entente::version()},
                 {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}},
                 {"description",
                  "Claims with their sources, what they come to, and screening of lists. /match, "
                  "/search, /entities, /catalog and /reconcile are those of the OpenSanctions API. "
                  "Every answer has the header X-Ledger-Revision."}};
  ordered_json paths = ordered_json::object();
  for (const Route& route : routes())
    paths[std::string(route.path)][lower_name(route.method)] = operation_of(route);
  out["paths"] = std::move(paths);
  const ordered_json text{{"type", "string"}};
  out["components"]["schemas"]["Problem"] = {
      {"type", "object"},
      {"required", {"detail"}},
      {"properties",
       {{"detail", text}, {"code", text}, {"piece", text}, {"where", text}, {"allowed", text}}}};
  out["components"]["securitySchemes"]["token"] = {{"type", "http"}, {"scheme", "bearer"}};
  return out.dump(1) + "\n";
}

std::string routes_text() {
  std::string out;
  for (const Route& route : routes()) {
    std::string head = std::string(name(route.method)) + " " + std::string(route.path);
    head.resize(std::max<size_t>(head.size() + 2, 46), ' ');
    out += head + std::string(route.summary) + "\n";
  }
  return out;
}

}  // namespace server
