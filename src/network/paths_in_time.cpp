// Rounds of hops: after round n every node has the earliest day at which something that left the
// start can be there over n ties. Waiting is free, so arriving earlier is never worse, and a node
// is worth leaving again only when a later round got there earlier. Cost: each round looks at the
// ties of the nodes it improved. The slow twin walks every path.
#include <algorithm>
#include <unordered_map>

#include "network/paths.h"

namespace entente {
namespace {

struct Label {
  uint32_t node;
  int32_t arrives;
  size_t before;  // index of the label it came from; its own for a start
};
constexpr int32_t kNotYet = HoldsFor::kForever;

class TimeWalker {
 public:
  TimeWalker(const Graph& graph, const PathQuery& query)
      : graph_(graph), query_(query), barred_(graph.node_count()), is_end_(graph.node_count()) {
    for (const uint32_t node : query.from) barred_[node] = true;
    for (const uint32_t node : query.to) is_end_[node] = true;
  }
  void bar(uint32_t node) { barred_[node] = true; }

  // Nothing when no path is left.
  std::vector<Label> next(PathAnswer& answer) {
    std::unordered_map<uint32_t, int32_t> earliest;
    std::vector<Label> all;
    for (const uint32_t node : query_.from) all.push_back({node, HoldsFor::kAlways, all.size()});
    std::vector<size_t> round(all.size());
    for (size_t i = 0; i < round.size(); ++i) round[i] = i;
    while (!round.empty()) {
      std::unordered_map<uint32_t, size_t> reached;  // node -> its best label of this round
      for (const size_t at : round) extend(at, all, earliest, reached, answer);
      size_t best = SIZE_MAX;
      round.clear();
      for (const auto& [node, label] : reached) {
        if (is_end_[node]) {
          if (best == SIZE_MAX ||
              std::pair(all[label].arrives, node) < std::pair(all[best].arrives, all[best].node))
            best = label;
        } else {
          round.push_back(label);
        }
      }
      answer.searched = std::max(answer.searched, earliest.size() + query_.from.size());
      if (best != SIZE_MAX) return way(all, best);
      std::ranges::sort(round);  // the order of a map is nobody's
    }
    answer.exhausted = true;
    return {};
  }

 private:
  void extend(size_t at, std::vector<Label>& all, std::unordered_map<uint32_t, int32_t>& earliest,
              std::unordered_map<uint32_t, size_t>& reached, PathAnswer& answer) {
    const Label here = all[at];
    if (here.before != at && graph_.is_hub(here.node, query_.hub_min)) {
      if (answer.hubs.size() < 20 && std::ranges::find(answer.hubs, here.node) == answer.hubs.end())
        answer.hubs.push_back(here.node);
      return;
    }
    for (const auto& step : graph_.steps(here.node)) {
      const Tie& tie = graph_.tie(step.tie());
      if (barred_[step.other] || !query_.filter.takes(tie)) continue;
      if (query_.directed && !step.forward() && !tie.mutual) continue;
      const int32_t arrives = std::max(here.arrives, tie.begins);
      if (arrives > tie.ends) continue;
      const auto known = earliest.try_emplace(step.other, kNotYet).first;
      if (arrives >= known->second) continue;
      known->second = arrives;
      const auto [slot, fresh] = reached.try_emplace(step.other, all.size());
      if (fresh) all.push_back({step.other, arrives, at});
      else all[slot->second] = {step.other, arrives, at};
    }
  }

  static std::vector<Label> way(const std::vector<Label>& all, size_t end) {
    std::vector<Label> out;
    for (size_t at = end;; at = all[at].before) {
      out.push_back(all[at]);
      if (all[at].before == at) break;
    }
    std::ranges::reverse(out);
    return out;
  }

  const Graph& graph_;
  const PathQuery& query_;
  std::vector<bool> barred_, is_end_;
};

// The ties by which one can be at `to` on the day, having been at `from` on the day before it.
Hop hop_in_time(const Graph& graph, const PathQuery& query, const Label& from, const Label& to) {
  Hop out;
  for (const auto& step : graph.steps(from.node)) {
    const Tie& tie = graph.tie(step.tie());
    if (step.other != to.node || !query.filter.takes(tie)) continue;
    if (query.directed && !step.forward() && !tie.mutual) continue;
    if (std::max(from.arrives, tie.begins) == to.arrives && to.arrives <= tie.ends)
      out.ties.push_back(step.tie());
  }
  std::ranges::stable_sort(out.ties, {}, [&](uint32_t tie) {
    return evidence_cost(static_cast<Standing>(graph.tie(tie).standing));
  });
  return out;
}

}  // namespace

PathAnswer paths_in_time(const Graph& graph, const PathQuery& query) {
  PathAnswer out;
  TimeWalker walker(graph, query);
  bool direct = false;
  while (out.paths.size() < query.count) {
    const auto way = walker.next(out);
    if (way.empty() || (way.size() == 2 && direct)) break;
    direct = way.size() == 2;
    Path path{{}, {}, static_cast<uint32_t>(way.size() - 1), way.back().arrives};
    for (const Label& label : way) path.nodes.push_back(label.node);
    for (size_t i = 0; i + 1 < way.size(); ++i)
      path.hops.push_back(hop_in_time(graph, query, way[i], way[i + 1]));
    for (size_t i = 1; i + 1 < way.size(); ++i) walker.bar(way[i].node);
    out.paths.push_back(std::move(path));
    if (direct) break;  // nobody between: every other way would be found behind this one again
  }
  return out;
}

}  // namespace entente
