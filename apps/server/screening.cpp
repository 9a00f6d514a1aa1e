// POST /api/screening: a table of those who are asked about, each row against the lists, with what
// was decided before about the same row and the same entity. A decision is a judgement of the kind
// match or clear; it holds for exactly what was asked then, so a row that says something else since
// is to be decided anew.
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "handlers.h"

namespace server {
namespace {

using entente::Exit;
using nlohmann::json;
using nlohmann::ordered_json;

// Who was asked about, as one text whatever the order of columns: what a decision names.
std::string asked_text(const std::string& query) {
  json out = json::parse(query, nullptr, false);
  if (!out.is_object()) return query;
  for (auto& values : out["properties"]) {
    std::sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
  }
  return out.dump(-1, ' ', false, json::error_handler_t::replace);
}

// By entity and who was asked about: the last decision that holds, as JSON.
using Decisions = std::map<std::pair<std::string, std::string>, std::string>;

Exit read_decisions(Desk& desk, const entente::LedgerTime& at, Decisions& out) {
  const Exit exit = desk.engine->judgements(at, [&](const entente::JudgementRecord& j) {
    if ((j.kind != "match" && j.kind != "clear") || j.undone_by != 0) return true;
    const ordered_json said{{"verdict", j.kind}, {"who", j.who},     {"why", j.why},
                            {"added", j.added},  {"score", j.value}, {"revision", j.revision}};
    out[{j.a, j.b}] = said.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    return true;
  });
  return exit == Exit::nothing_found ? Exit::done : exit;
}

bool read_columns(const Call& call, std::vector<std::pair<std::string, std::string>>& out,
                  Answer& refusal) {
  for (const std::string& map : call.list("map")) {
    const size_t equals = map.find('=');
    if (equals == std::string::npos) {
      refusal = refuse({422, "a column is mapped as COLUMN=property", "E-BAD-ARGUMENT",
                        map.substr(0, 100), "query.map", "full_name=name"});
      return false;
    }
    out.emplace_back(map.substr(0, equals), map.substr(equals + 1));
  }
  return true;
}

std::string row_json(const entente::EntityQuestion& question,
                     const entente::CatalogueMatches& found, const Decisions& decisions) {
  const std::string asked = found.results.empty() ? "" : asked_text(found.query);
  std::string out = "{\"id\":" + json_text(question.id) + ",\"query\":" + found.query +
                    ",\"asked\":" + json_text(asked) + ",\"results\":[";
  for (const auto& result : found.results) {
    if (out.back() != '[') out += ',';
    out += result.json;
    const auto decided = decisions.find({result.id, asked});
    if (decided == decisions.end()) continue;
    out.pop_back();
    out += ",\"decision\":" + decided->second + "}";
  }
  return out + "]}";
}

}  // namespace

Answer screening(Service& service, const Call& call) {
  Answer refusal;
  const auto catalogue = service.catalogue_of(call, refusal);
  if (!catalogue) return refusal;
  entente::CatalogueScope scope;
  Call with = call;
  with.path["dataset"] = call.text("dataset");
  if (!scope_of(*catalogue, with, scope, refusal)) return refusal;
  std::vector<std::pair<std::string, std::string>> columns;
  if (!read_columns(call, columns, refusal)) return refusal;
  return service.with_engine([&](Desk& desk) {
    entente::ScreenTable table;
    Decisions decisions;
    Exit exit = entente::read_screen_table(desk.settings, call.body, columns, table);
    if (exit == Exit::done) exit = read_decisions(desk, decided_by(call), decisions);
    if (exit != Exit::done) return answer_of(exit, desk, {});
    const size_t limit = call.integer("limit");
    const double threshold = call.number("threshold");
    std::string body = "{\"schema\":\"entente.screening.v1\",\"revision\":" +
                       std::to_string(catalogue->revision()) +
                       ",\"columns\":" + table.columns_json +
                       ",\"problems\":" + table.problems_json + ",\"results\":[";
    size_t hits = 0;
    for (const auto& question : table.questions) {
      const auto found = catalogue->match(question, scope, limit, threshold, threshold);
      body += body.back() == '[' ? "\n" : ",\n";
      body += row_json(question, found, decisions);
      hits += !found.results.empty();
    }
    return ok(body + "\n],\"audit\":" + catalogue->audit_json() +
              ",\"queries\":" + std::to_string(table.questions.size()) +
              ",\"with_results\":" + std::to_string(hits) + "}\n");
  });
}

}  // namespace server
