// Two ends and at most two between: every first tie out of the start is followed by every second,
// and a second counts when a last one leads on to the end in time. Earlier is never worse, so the
// earliest possible day at each is all that is kept. Cost: the ties of those the start is tied to,
// and for each way those of its last one to the end.
// The slow twin walks every path (reference/paths.h).
#include "network/middles.h"

#include <algorithm>
#include <array>
#include <bit>
#include <initializer_list>
#include <map>
#include <set>

#include "network/paths.h"

namespace entente {
namespace {

enum Side : uint8_t { kNeither = 0, kStart = 1, kEnd = 2 };

// What passes between two over the ties that join them.
struct Crossing {
  int32_t arrives = HoldsFor::kForever;
  uint32_t cost = UINT32_MAX;  // of the best evidenced tie that can be gone
  bool possible = false;
};

class Direction {
 public:
  Direction(const Graph& graph, const MiddlesQuery& query, const std::vector<uint32_t>& from,
            const std::vector<uint32_t>& to)
      : graph_(graph),
        query_(query),
        side_(graph.node_count()),
        last_(graph.node_count()),
        place_(graph.node_count()) {
    for (const uint32_t node : from) side_[node] = kStart;
    for (const uint32_t node : to) side_[node] = kEnd;
    for (const uint32_t node : from)
      each_neighbour(node, HoldsFor::kAlways, [&](uint32_t other, const Crossing& c) {
        if (side_[other] != kNeither || is_hub(other)) return;
        auto& first = first_[other];
        first.arrives = std::min(first.arrives, c.arrives);
        first.cost = std::min(first.cost, c.cost);
        first.possible = true;
      });
    for (const uint32_t node : to)  // who has a tie to the end, and which
      for (const auto& step : graph.steps(node)) {
        const Tie& tie = graph.tie(step.tie());
        if (!query.filter.takes(tie) || (step.forward() && !tie.mutual)) continue;
        if (side_[step.other] != kNeither || is_hub(step.other)) continue;
        if (last_[step.other] == 0) last_[step.other] = static_cast<uint32_t>(to_end_.size() + 1);
        if (last_[step.other] > to_end_.size()) to_end_.emplace_back();
        to_end_[last_[step.other] - 1].push_back(step.tie());
      }
  }

  struct Found {
    size_t ways = 0;
    uint32_t weakest = UINT32_MAX;
    // Neighbours on ways, ascending, each once; kNobody stands for the start or the end.
    std::vector<uint32_t> before, after;
  };
  static constexpr uint32_t kNobody = UINT32_MAX;

  size_t run() {
    for (const auto& [one, in] : first_) {
      if (const Crossing out = to_end(one, in.arrives); out.possible)
        count({one}, std::max(in.cost, out.cost));
      if (query_.ties_max < 3) continue;
      each_neighbour(
          one, in.arrives,
          [&](uint32_t two, const Crossing& over) {
            if (two == one) return;
            if (const Crossing out = to_end(two, over.arrives); out.possible)
              count({one, two}, std::max({in.cost, over.cost, out.cost}));
          },
          true);
    }
    for (auto& [node, f] : found_)
      for (auto* list : {&f.before, &f.after}) {
        std::ranges::sort(*list);
        list->erase(std::ranges::unique(*list).begin(), list->end());
      }
    std::ranges::sort(found_, {}, &std::pair<uint32_t, Found>::first);
    return ways_;
  }

  const std::vector<std::pair<uint32_t, Found>>& found() const { return found_; }
  const Found* found(uint32_t node) const {
    const auto at = std::ranges::lower_bound(found_, node, {}, &std::pair<uint32_t, Found>::first);
    return at != found_.end() && at->first == node ? &at->second : nullptr;
  }

  // Ties between a middle and its neighbours on ways, the best evidenced first. A
  // step shows the standing: ties that come too late to be told are not looked at.
  std::vector<uint32_t> legs(uint32_t node, const std::vector<uint32_t>& neighbours,
                             bool in) const {
    const auto is_one = [&](uint32_t n) { return std::ranges::binary_search(neighbours, n); };
    const bool nobody = is_one(kNobody);
    std::array<std::vector<uint32_t>, 6> by_cost;  // which are powers of two
    for (const auto& step : graph_.steps(node)) {
      const auto cost = evidence_cost(static_cast<Standing>(step.standing()));
      const auto rank = static_cast<size_t>(std::countr_zero(cost));
      size_t before = 0;
      for (size_t i = 0; i <= rank; ++i) before += by_cost[i].size();
      if (before >= query_.legs_max) continue;
      const bool at_side = side_[step.other] == (in ? kStart : kEnd);
      if (!(at_side ? nobody : is_one(step.other))) continue;
      const Tie& tie = graph_.tie(step.tie());
      if (query_.filter.takes(tie) && (step.forward() != in || tie.mutual))
        by_cost[rank].push_back(step.tie());
    }
    std::vector<uint32_t> out;
    for (const auto& list : by_cost) out.insert(out.end(), list.begin(), list.end());
    if (out.size() > query_.legs_max) out.resize(query_.legs_max);
    return out;
  }

 private:
  bool is_hub(uint32_t node) const {
    return graph_.node(node).kind == NodeKind::feature || graph_.is_hub(node, query_.hub_min);
  }

  // Calls use(other, crossing) for each neighbour that can be reached from the day on; of those
  // alone that lead on to the end, when asked.
  template <class Use>
  void each_neighbour(uint32_t node, int32_t since, Use use, bool only_leading_on = false) const {
    const auto steps = graph_.steps(node);
    for (size_t i = 0; i < steps.size();) {
      const uint32_t other = steps[i].other;
      const bool wanted = !only_leading_on || last_[other] != 0;
      Crossing c;
      for (; i < steps.size() && steps[i].other == other; ++i) {
        if (!wanted || (query_.filter.standings >> steps[i].standing() & 1) == 0) continue;
        const Tie& tie = graph_.tie(steps[i].tie());
        if (!query_.filter.takes(tie) || (!steps[i].forward() && !tie.mutual)) continue;
        const int32_t arrives = std::max(since, tie.begins);
        if (arrives > tie.ends) continue;
        c.possible = true;
        c.arrives = std::min(c.arrives, arrives);
        c.cost = std::min(c.cost, evidence_cost(static_cast<Standing>(tie.standing)));
      }
      if (c.possible) use(other, c);
    }
  }

  Crossing to_end(uint32_t node, int32_t since) const {
    Crossing out;
    if (last_[node] == 0) return out;
    for (const uint32_t t : to_end_[last_[node] - 1]) {
      const Tie& tie = graph_.tie(t);
      const int32_t arrives = std::max(since, tie.begins);
      if (arrives > tie.ends) continue;
      out.possible = true;
      out.arrives = std::min(out.arrives, arrives);
      out.cost = std::min(out.cost, evidence_cost(static_cast<Standing>(tie.standing)));
    }
    return out;
  }

  void count(std::initializer_list<uint32_t> middle, uint32_t weakest) {
    ++ways_;
    uint32_t before = kNobody;
    for (const uint32_t* node = middle.begin(); node != middle.end(); ++node) {
      if (place_[*node] == 0) found_.push_back({*node, {}}), place_[*node] = found_.size();
      Found& f = found_[place_[*node] - 1].second;
      ++f.ways;
      f.weakest = std::min(f.weakest, weakest);
      f.before.push_back(before);
      f.after.push_back(node + 1 == middle.end() ? kNobody : node[1]);
      before = *node;
    }
  }

  const Graph& graph_;
  const MiddlesQuery& query_;
  std::vector<uint8_t> side_;
  std::map<uint32_t, Crossing> first_;
  std::vector<uint32_t> last_;                 // of each node: 1 + its place in to_end_; 0: none
  std::vector<std::vector<uint32_t>> to_end_;  // ties to the end
  std::vector<size_t> place_;                  // of each node: 1 + its place in found_; 0: none
  std::vector<std::pair<uint32_t, Found>> found_;
  size_t ways_ = 0;
};

// Whether a tie, seen from what is shared, leads to one who shares it.
bool shares(const Graph& graph, uint32_t feature, const Graph::Step& from_feature) {
  if (graph.node(feature).kind == NodeKind::feature) return true;
  const TieGroup group = graph.group(graph.tie(from_feature.tie()).kind);
  return from_feature.forward() &&
         (group == TieGroup::role || group == TieGroup::control || group == TieGroup::ownership);
}

std::vector<uint32_t> sharers(const Graph& graph, uint32_t feature, uint16_t& kind) {
  std::vector<uint32_t> out;
  for (const auto& step : graph.steps(feature)) {
    if (!shares(graph, feature, step)) continue;
    if (out.empty()) kind = graph.tie(step.tie()).kind;
    if (out.empty() || out.back() != step.other) out.push_back(step.other);
  }
  return out;
}

void add_shared_features(const Graph& graph, const MiddlesQuery& query, MiddlesAnswer& out) {
  std::map<uint32_t, size_t> features;  // and how many of the middle have each
  for (const auto& m : out.middles) {
    std::set<uint32_t> own;
    for (const auto& step : graph.steps(m.node)) {
      const Graph::Step back{m.node, step.packed ^ 1u << 28};  // the same tie from its other end
      if (shares(graph, step.other, back)) own.insert(step.other);
    }
    for (const uint32_t feature : own) ++features[feature];
  }
  for (const auto& [feature, count] : features) {
    SharedFeature shared{feature, 0, {}};
    shared.members = sharers(graph, feature, shared.kind);
    if (shared.members.size() > query.hub_min) out.hubs.push_back(feature);
    else if (shared.members.size() > 1) out.shared.push_back(std::move(shared));
  }
  std::ranges::stable_sort(out.shared, std::ranges::greater{},
                           [&](const SharedFeature& s) { return features.at(s.feature); });
}

void add_legs(const Direction& direction, const MiddlesQuery& query, GraphMiddle& m) {
  const auto* found = direction.found(m.node);
  if (!found) return;
  for (auto& [legs, in] : {std::pair(&m.legs_in, true), {&m.legs_out, false}})
    for (const uint32_t tie : direction.legs(m.node, in ? found->before : found->after, in))
      if (legs->size() < query.legs_max && std::ranges::find(*legs, tie) == legs->end())
        legs->push_back(tie);
}

}  // namespace

MiddlesAnswer find_middles(const Graph& graph, const MiddlesQuery& query) {
  MiddlesAnswer out;
  Direction forth(graph, query, query.from, query.to), back(graph, query, query.to, query.from);
  out.ways_forth = forth.run();
  out.ways_back = back.run();
  std::map<uint32_t, GraphMiddle> middles;
  for (const bool is_forth : {true, false}) {
    const Direction& direction = is_forth ? forth : back;
    for (const auto& [node, found] : direction.found()) {
      auto& m =
          middles
              .try_emplace(
                  node,
                  GraphMiddle{.node = node, .weakest = UINT32_MAX, .legs_in = {}, .legs_out = {}})
              .first->second;
      (is_forth ? m.ways_forth : m.ways_back) = found.ways;
      m.weakest = std::min(m.weakest, found.weakest);
    }
  }
  const double all = static_cast<double>(out.ways_forth + out.ways_back);
  for (auto& [node, m] : middles) {
    m.share = static_cast<double>(m.ways_forth + m.ways_back) / all;
    out.middles.push_back(std::move(m));
  }
  std::ranges::stable_sort(out.middles, [](const GraphMiddle& x, const GraphMiddle& y) {
    return x.share != y.share ? x.share > y.share : x.weakest < y.weakest;
  });
  for (size_t i = 0; i < std::min(query.told_max, out.middles.size()); ++i)
    for (const auto* direction : {&forth, &back}) add_legs(*direction, query, out.middles[i]);
  add_shared_features(graph, query, out);
  return out;
}

}  // namespace entente
