// `entente path`: ways from one to another, every hop with its claims.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "engine/network/telling.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

// Who is on both sides ("Russia" and a company of it) is on the smaller one.
Status part_sides(NamedNodes& from, NamedNodes& to) {
  auto& larger = from.nodes.size() > to.nodes.size() ? from : to;
  const auto& smaller = &larger == &from ? to : from;
  std::erase_if(larger.nodes, [&](uint32_t n) {
    return std::ranges::find(smaller.nodes, n) != smaller.nodes.end();
  });
  if (!larger.nodes.empty()) return {};
  return fail(Code::bad_argument, "both names mean the same", {}, from.name + ", " + to.name,
              "name another as the second");
}

Result<PathQuery> query_of(const PathRequest& request, const ScopedGraph& scoped) {
  PathQuery out;
  out.count = request.count;
  out.directed = request.directed;
  out.filter = scoped.filter;
  if (request.scope.hub_min > 0) out.hub_min = request.scope.hub_min;
  if (request.by == "hops") out.aim = PathAim::hops;
  else if (!request.by.empty() && request.by != "evidence" && request.by != "time")
    return fail(Code::bad_argument, "no way to choose a path", "--by", request.by,
                "one of: evidence, hops, time");
  return out;
}

std::string aim_text(const std::string& by) {
  if (by == "hops") return "fewest hops first";
  if (by == "time") return "in an order of time that is possible, fewest hops first";
  return "best evidenced first";
}

std::string hubs_text(const Graph& graph, const std::vector<uint32_t>& hubs) {
  std::string out;
  for (const uint32_t hub : hubs)
    out += fmt::format("not passed through: {} is a hub, {} share it\n", graph.title(hub),
                       graph.degree(hub));
  return out;
}

}  // namespace

Exit find_path(const Settings& settings, const PathRequest& request, NetworkRecord& out) {
  Engine::Parts parts(settings);
  auto scoped = open_scope(parts, request.scope);
  if (!scoped) return parts.report(scoped.error());
  auto query = query_of(request, *scoped);
  if (!query) return parts.report(query.error());
  auto from = nodes_named(parts, *scoped, request.from);
  if (!from) return parts.report(from.error());
  auto to = nodes_named(parts, *scoped, request.to);
  if (!to) return parts.report(to.error());
  if (auto ok = part_sides(*from, *to); !ok) return parts.report(ok.error());
  query->from = from->nodes, query->to = to->nodes;
  const auto answer = request.by == "time" ? paths_in_time(scoped->graph, *query)
                                           : best_paths(scoped->graph, *query);
  Json json = answer_json(*scoped, "path");
  json["from"] = from->name, json["to"] = to->name;
  json["by"] = request.by.empty() ? "evidence" : request.by;
  Json paths = Json::array(), hubs = Json::array();
  for (const uint32_t hub : answer.hubs)
    hubs.push_back(
        {{"node", node_json(scoped->graph, hub)}, {"share_it", scoped->graph.degree(hub)}});
  json["looked_at"] = answer.searched;
  if (answer.paths.empty()) {
    json["why"] = answer.exhausted ? "everything that can be reached was looked at" : "none found";
    out.text = fmt::format("no path from {} to {}\n{}{}", from->name, to->name,
                           searched_text(*scoped), hubs_text(scoped->graph, answer.hubs));
    out.text += fmt::format("{} of the nodes can be reached from one side\n", answer.searched);
  } else {
    out.text = fmt::format("{} to {}, {}\n", from->name, to->name, aim_text(request.by));
  }
  for (size_t i = 0; i < answer.paths.size(); ++i) {
    const Path& path = answer.paths[i];
    paths.push_back(path_json(*scoped, path));
    out.text += fmt::format("\n{}. {}", i + 1, path_text(*scoped, path));
    if (const auto day = day_text(path.arrives); !day.empty())
      out.text += "  possible from " + day + " on\n";
  }
  if (!answer.paths.empty() && !answer.hubs.empty())
    out.text += "\n" + hubs_text(scoped->graph, answer.hubs);
  json["hubs"] = std::move(hubs);
  json["paths"] = std::move(paths);
  out.json = written(json);
  if (scoped->problems > 0) return Exit::some_failed;
  return answer.paths.empty() ? Exit::nothing_found : Exit::done;
}

}  // namespace entente
