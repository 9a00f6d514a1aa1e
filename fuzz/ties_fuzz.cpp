// Tables of ties, GraphML and GEXF: a graph comes out that can be walked, or an error does.
#include "intake/ties/ties.h"
#include "list_fuzz.h"
#include "network/exports.h"
#include "network/paths.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  write_scratch("ties", bytes);
  const std::string path = scratch_folder() + "/ties";
  GraphBuilder builder;
  const auto take = [&](const TieRow& row) {
    if (row.from.empty() || row.to.empty()) std::abort();
    Tie tie{.from = builder.node(row.from), .to = builder.node(row.to)};
    tie.kind = builder.kind(row.kind, find_tie_group(row.group).value_or(TieGroup::link));
    const HoldsFor holds = holds_for(row.when);
    tie.begins = holds.begins_first, tie.ends = holds.ends_last;
    if (tie.begins > tie.ends) std::abort();
    tie.source = builder.source("fuzz");
    builder.tie(tie);
  };
  const auto report = is_xml_graph(bytes)
                          ? read_xml_graph(path, 1 << 20, take,
                                           [&](const NodeRow& row) {
                                             if (row.id.empty()) std::abort();
                                             builder.title(builder.node(row.id), row.title);
                                           })
                          : read_ties_csv(path, 1 << 20, take);
  if (!report && report.error().what.empty()) std::abort();
  const Graph graph = std::move(builder).build();
  if (graph.node_count() < 2) return 0;
  const auto answer = best_paths(graph, {.from = {0}, .to = {1}, .count = 3});
  for (const Path& p : answer.paths)
    for (const Hop& hop : p.hops)
      if (hop.ties.empty()) std::abort();
  const GraphPart part = neighbourhood(graph, {0}, {.hops = 2});
  const TiePlace nowhere = [](uint32_t) { return std::string(); };
  if (to_graphml(graph, part, nowhere).empty() || to_svg(graph, part).empty() ||
      to_cypher(graph, part, nowhere).empty())
    std::abort();
  return 0;
}
