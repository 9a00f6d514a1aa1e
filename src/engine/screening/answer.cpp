// The answer as JSON, and back: what an audit must hold is what replay() reads. Keys stand in a set
// order, so that the same answer is the same bytes.
#include <nlohmann/json.hpp>

#include "base/utf8.h"
#include "engine/screening/queries.h"
#include "engine/screening/screener.h"
#include "entente/engine.h"
#include "names/compare.h"

namespace entente::screening {
namespace {

using nlohmann::ordered_json;

std::string dumped(const ordered_json& value) {
  return value.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

ordered_json hit_json(const ScreenHit& hit) {
  ordered_json out;
  out["id"] = hit.id;
  out["caption"] = hit.caption;
  out["schema"] = hit.schema;
  out["score"] = hit.score;
  out["match"] = hit.match;
  out["datasets"] = hit.datasets;
  ordered_json reasons = ordered_json::array();
  for (const ScreenReason& reason : hit.explanations) {
    ordered_json each;
    each["feature"] = reason.what;
    each["query"] = reason.left;
    each["result"] = reason.right;
    each["verdict"] = reason.verdict;
    if (!reason.detail.empty()) each["detail"] = reason.detail;
    each["weight"] = reason.weight;
    reasons.push_back(std::move(each));
  }
  out["explanations"] = std::move(reasons);
  if (!hit.allowed_reason.empty())
    out["allowed"] = {{"reason", hit.allowed_reason}, {"expires", hit.allowed_until}};
  return out;
}

std::vector<std::string> strings(const ordered_json& object, const char* key) {
  std::vector<std::string> out;
  if (const auto at = object.find(key); at != object.end() && at->is_array())
    for (const auto& each : *at)
      if (each.is_string()) out.push_back(each.get<std::string>());
  return out;
}

}  // namespace

std::string lists_json(const Segments& segments) {
  ordered_json out = ordered_json::array();
  const auto in_force = lists_in_force(segments);
  for (size_t s = 0; s < segments.size(); ++s)
    for (size_t i = 0; i < in_force[s].size(); ++i)
      if (const index::DatasetRow& row = segments[s]->datasets()[i]; in_force[s][i])
        out.push_back({{"dataset", row.id}, {"edition", row.edition}, {"sha256", row.file_hash}});
  return dumped(out);
}

std::string options_json(const ScreenOptions& options) {
  ordered_json out;
  out["threshold"] = options.threshold;
  out["limit"] = options.limit;
  out["date"] = options.date;
  ordered_json scope = ordered_json::object();
  if (!options.scope.datasets.empty()) scope["datasets"] = options.scope.datasets;
  if (!options.scope.schemas.empty()) scope["schemas"] = options.scope.schemas;
  if (!options.scope.topics.empty()) scope["topics"] = options.scope.topics;
  if (!options.scope.since.empty()) scope["since"] = options.scope.since;
  out["scope"] = std::move(scope);
  if (!options.allow.empty()) out["allow"] = options.allow;
  return dumped(out);
}

std::string answer_json(const Entity& query, const ScreenRecord& record,
                        const ScreenOptions& options, const std::string& lists) {
  ordered_json results = ordered_json::array();
  for (const ScreenHit& hit : record.hits) results.push_back(hit_json(hit));
  ordered_json id = record.id;
  return "{\"id\":" + dumped(id) + ",\"results\":" + dumped(results) +
         ",\"audit\":{\"schema\":\"entente.screen.v1\",\"program\":\"" + std::string(version()) +
         "\",\"matcher\":\"" + std::string(kMatcherVersion) +
         "\",\"index_format\":" + std::to_string(index::kFormatVersion) +
         ",\"options\":" + options_json(options) + ",\"lists\":" + lists +
         ",\"query\":" + entity_json(query) + "}}";
}

Result<Replayable> read_answer(std::string_view line, const std::string& where) {
  const auto bad = [&](const char* what) {
    return fail(Code::malformed, what, where, {}, "give lines that entente screen printed");
  };
  const auto object = ordered_json::parse(line, nullptr, false);
  if (object.is_discarded() || !object.is_object()) return bad("is no line of JSON");
  const auto audit = object.find("audit");
  if (audit == object.end() || !audit->is_object() || !audit->contains("query") ||
      !audit->contains("options") || !audit->contains("lists"))
    return bad("has no audit record");
  Replayable out;
  auto query = parse_entity((*audit)["query"].dump(), where);
  if (!query) return std::unexpected(query.error());
  out.query = *std::move(query);
  out.matcher = audit->value("matcher", "");
  const auto& options = (*audit)["options"];
  if (!options.is_object()) return bad("has no options in its audit record");
  out.options.threshold = options.value("threshold", 0.7);
  out.options.limit = options.value("limit", size_t{5});
  out.options.date = options.value("date", "");
  out.options.allow = options.value("allow", "");
  if (const auto scope = options.find("scope"); scope != options.end() && scope->is_object()) {
    out.options.scope = {strings(*scope, "datasets"), strings(*scope, "schemas"),
                         strings(*scope, "topics"), scope->value("since", "")};
  }
  out.options_json = options_json(out.options);
  out.lists_json = dumped((*audit)["lists"]);
  return out;
}

}  // namespace entente::screening
