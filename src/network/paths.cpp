// A path of cost C has each of its nodes within C - r of one end or within r of the other. So two
// balls are grown, one round each end, until they meet and a little further; only nodes on paths of
// at most C are kept, which are found from where the balls meet and are few however large the
// graph; and among those Yen's algorithm (Management Science 17, 1971) finds the cheapest in order,
// each search led by the exact distance to the end. When C gives too few, it grows. Cost: the two
// balls, and 9 bytes a node of the graph; the rest is small. The slow twin (reference/paths.h)
// walks every path there is.
#include "network/paths.h"

#include <algorithm>
#include <array>
#include <queue>
#include <set>
#include <unordered_map>

namespace entente {
namespace {

constexpr uint32_t kFar = UINT32_MAX;
constexpr std::array<uint32_t, 6> kEvidenceCost{8, 4, 2, 1, 16, 32};  // in the order of Standing
constexpr size_t kRings = 64;                                         // more than any hop costs
constexpr size_t kHubsTold = 20;
constexpr uint32_t kWorthSeeking = 3;  // alternatives up to so many times the best cost

class Walker {
 public:
  Walker(const Graph& graph, const PathQuery& query)
      : graph_(graph), query_(query), looks_(query.filter.looks_at_ties()) {}

  uint32_t cost(const Graph::Step& step) const {
    return query_.aim == PathAim::hops ? 1 : kEvidenceCost[step.standing()];
  }
  // Whether the step may be taken away from its node (`outwards`), or towards it.
  bool takes(const Graph::Step& step, bool outwards) const {
    if ((query_.filter.standings >> step.standing() & 1) == 0) return false;
    if (query_.directed && step.forward() != outwards && !graph_.tie(step.tie()).mutual)
      return false;
    return !looks_ || query_.filter.takes(graph_.tie(step.tie()));
  }
  bool is_hub(uint32_t node) const { return graph_.is_hub(node, query_.hub_min); }
  const Graph& graph() const { return graph_; }
  const PathQuery& query() const { return query_; }

 private:
  const Graph& graph_;
  const PathQuery& query_;
  bool looks_;
};

enum Role : uint8_t { kStart = 1, kEnd = 2 };

// Distances from one side, grown ring by ring. A node is left once its distance is sure; ends of
// the other side and hubs are reached and never left.
class Ball {
 public:
  Ball(const Walker& walker, const std::vector<uint8_t>& roles, bool outwards)
      : walker_(walker),
        roles_(roles),
        outwards_(outwards),
        distance_(roles.size(), kFar),
        rings_(kRings) {
    const auto& query = walker.query();
    for (const uint32_t node : outwards ? query.from : query.to) reach(node, 0);
  }

  // Settles the nodes at the next distance; told(node, distance) is called for each that is
  // reached.
  template <class Told>
  void grow(std::vector<uint32_t>& hubs, Told told) {
    std::vector<uint32_t> ring;
    ring.swap(rings_[next_ % kRings]);
    waiting_ -= ring.size();
    constexpr size_t kAhead = 8;  // memory is what this waits for
    for (size_t i = 0; i < ring.size(); ++i) {
      if (i + kAhead < ring.size()) walker_.graph().prefetch_steps(ring[i + kAhead]);
      const uint32_t node = ring[i];
      if (distance_[node] != next_) continue;  // reached again, from nearer
      ++settled_;
      if (next_ > 0 && (roles_[node] & (kStart | kEnd)) != 0) continue;
      if (next_ > 0 && walker_.is_hub(node)) {
        if (hubs.size() < kHubsTold && std::ranges::find(hubs, node) == hubs.end())
          hubs.push_back(node);
        continue;
      }
      for (const auto& step : walker_.graph().steps(node)) {
        if (!walker_.takes(step, outwards_)) continue;
        const uint32_t there = next_ + walker_.cost(step);
        if (reach(step.other, there)) told(step.other, there);
      }
    }
    ++next_;
  }

  bool exhausted() const { return waiting_ == 0; }
  size_t frontier() const { return waiting_; }
  uint32_t radius() const { return next_; }  // everything nearer is settled
  uint32_t distance(uint32_t node) const { return distance_[node]; }
  bool has_settled(uint32_t node) const { return distance_[node] < next_; }
  size_t settled() const { return settled_; }

 private:
  bool reach(uint32_t node, uint32_t distance) {
    if (distance_[node] <= distance) return false;
    distance_[node] = distance;
    rings_[distance % kRings].push_back(node);
    ++waiting_;
    return true;
  }
  const Walker& walker_;
  const std::vector<uint8_t>& roles_;
  bool outwards_;
  std::vector<uint32_t> distance_;
  size_t settled_ = 0;
  std::vector<std::vector<uint32_t>> rings_;
  uint32_t next_ = 0;
  size_t waiting_ = 0;
};

// The part of the graph that paths of a bounded cost can touch, renumbered. Weights order paths by
// cost, then by hops.
using Weight = uint64_t;
constexpr Weight kOneHop = 1, kOneCost = Weight{1} << 20, kNever = UINT64_MAX;

struct Part {
  struct Edge {
    uint32_t to;
    Weight weight;
  };
  std::vector<uint32_t> node;  // of the graph, by local number; ascending
  std::vector<std::vector<Edge>> out;
  std::vector<Weight> to_end;
  std::vector<uint8_t> role;
};

// Paths of at most `cost_max` and what they pass: of `met`, nodes that both balls have reached,
// those on such a path, and from there back towards the start and on towards the end. What lies
// before is settled in the one ball and what lies after in the other, so every step knows what the
// whole way costs at the least, and nothing else is looked at.
class Corridor {
 public:
  Corridor(const Walker& walker, const std::vector<uint8_t>& roles, const Ball& forth,
           const Ball& back, uint32_t cost_max)
      : walker_(walker), roles_(roles), forth_(forth), back_(back), cost_max_(cost_max) {}

  std::vector<uint32_t> nodes(const std::vector<uint32_t>& met) {
    std::vector<uint32_t> out;
    for (const bool outwards : {false, true}) {
      const auto found = spread(met, outwards);
      out.insert(out.end(), found.begin(), found.end());
    }
    std::ranges::sort(out);
    out.erase(std::ranges::unique(out).begin(), out.end());
    return out;
  }

 private:
  using Queue = std::priority_queue<std::pair<uint32_t, uint32_t>,
                                    std::vector<std::pair<uint32_t, uint32_t>>, std::greater<>>;

  // Whether both distances are known and sum up to no more.
  bool fits(uint32_t known, uint32_t there) const {
    return known != kFar && there <= cost_max_ && known <= cost_max_ - there;
  }

  std::vector<uint32_t> spread(const std::vector<uint32_t>& met, bool outwards) const {
    const Ball &behind = outwards ? forth_ : back_, &ahead = outwards ? back_ : forth_;
    const uint8_t goal = outwards ? kEnd : kStart, source = outwards ? kStart : kEnd;
    std::unordered_map<uint32_t, uint32_t> distance;  // from what lies behind
    Queue queue;
    const auto reach = [&](uint32_t node, uint32_t there) {
      const auto [at, fresh] = distance.emplace(node, there);
      if (!fresh && at->second <= there) return;
      at->second = there;
      queue.emplace(there, node);
    };
    for (const uint32_t node : met)
      if (behind.distance(node) != kFar && fits(ahead.distance(node), behind.distance(node)))
        reach(node, behind.distance(node));
    std::vector<uint32_t> out;
    while (!queue.empty()) {
      const auto [here, node] = queue.top();
      queue.pop();
      if (distance.at(node) != here) continue;
      out.push_back(node);
      if ((roles_[node] & goal) != 0) continue;
      for (const auto& step : walker_.graph().steps(node)) {
        if (!walker_.takes(step, outwards) || !ahead.has_settled(step.other)) continue;
        const uint32_t there = here + walker_.cost(step);
        if ((roles_[step.other] & source) == 0 && fits(ahead.distance(step.other), there) &&
            ((roles_[step.other] & goal) != 0 || !walker_.is_hub(step.other)))
          reach(step.other, there);
      }
    }
    return out;
  }

  const Walker& walker_;
  const std::vector<uint8_t>& roles_;
  const Ball &forth_, &back_;
  uint32_t cost_max_;
};

Part part_of(const Walker& walker, const std::vector<uint8_t>& roles, std::vector<uint32_t> nodes) {
  Part out;
  out.node = std::move(nodes);
  const auto local = [&](uint32_t node) {
    const auto at = std::ranges::lower_bound(out.node, node);
    return at != out.node.end() && *at == node ? static_cast<uint32_t>(at - out.node.begin())
                                               : kFar;
  };
  out.out.resize(out.node.size());
  for (uint32_t i = 0; i < out.node.size(); ++i) {
    const uint32_t node = out.node[i];
    out.role.push_back(roles[node]);
    const bool is_start = (roles[node] & kStart) != 0;
    if ((roles[node] & kEnd) != 0 || (!is_start && walker.is_hub(node))) continue;
    for (const auto& step : walker.graph().steps(node)) {
      if (!walker.takes(step, true) || (roles[step.other] & kStart) != 0 || step.other == node)
        continue;
      const uint32_t other = local(step.other);
      if (other == kFar) continue;
      const Weight weight = walker.cost(step) * kOneCost + kOneHop;
      auto& edges = out.out[i];  // steps come by their other end
      if (!edges.empty() && edges.back().to == other)
        edges.back().weight = std::min(edges.back().weight, weight);
      else edges.push_back({other, weight});
    }
  }
  return out;
}

using Queue = std::priority_queue<std::pair<Weight, uint32_t>,
                                  std::vector<std::pair<Weight, uint32_t>>, std::greater<>>;

void find_distances_to_end(Part& part) {
  std::vector<std::vector<Part::Edge>> in(part.node.size());
  for (uint32_t i = 0; i < part.node.size(); ++i)
    for (const auto& edge : part.out[i]) in[edge.to].push_back({i, edge.weight});
  part.to_end.assign(part.node.size(), kNever);
  Queue queue;
  for (uint32_t i = 0; i < part.node.size(); ++i)
    if ((part.role[i] & kEnd) != 0) part.to_end[i] = 0, queue.emplace(0, i);
  while (!queue.empty()) {
    const auto [weight, at] = queue.top();
    queue.pop();
    if (weight != part.to_end[at]) continue;
    for (const auto& edge : in[at])
      if (weight + edge.weight < part.to_end[edge.to]) {
        part.to_end[edge.to] = weight + edge.weight;
        queue.emplace(part.to_end[edge.to], edge.to);
      }
  }
}

struct LocalPath {
  Weight weight = kNever;
  std::vector<uint32_t> nodes;
  auto operator<=>(const LocalPath&) const = default;
};

// Yen's algorithm. A search from a spur knows the exact rest of the way, so it looks at little more
// than the path it finds; a spur without another step to take costs nothing, so that a chain of a
// hundred thousand is walked once.
class Yen {
 public:
  explicit Yen(const Part& part)
      : part_(part),
        best_(part.node.size(), kNever),
        came_(part.node.size()),
        closed_(part.node.size()),
        in_root_(part.node.size()) {}

  std::vector<LocalPath> run(size_t count, Weight weight_max) {
    std::vector<LocalPath> out;
    std::set<LocalPath> waiting;
    for (uint32_t i = 0; i < part_.node.size(); ++i)
      if ((part_.role[i] & kStart) != 0) {
        in_root_[i] = true;
        if (auto rest = search(i, 0, {}); rest.weight <= weight_max) waiting.insert(rest);
        in_root_[i] = false;
      }
    while (!waiting.empty() && out.size() < count) {
      out.push_back(*waiting.begin());
      waiting.erase(waiting.begin());
      if (out.size() < count) add_spurs(out, weight_max, waiting);
    }
    return out;
  }

 private:
  // The cheapest path that leaves the last one found at each of its nodes.
  void add_spurs(const std::vector<LocalPath>& known, Weight weight_max,
                 std::set<LocalPath>& waiting) {
    const auto& last = known.back().nodes;
    std::vector<size_t> shared;  // how many first nodes each known path has in common with the last
    for (const auto& path : known)
      shared.push_back(
          static_cast<size_t>(std::ranges::mismatch(path.nodes, last).in1 - path.nodes.begin()));
    Weight before = 0;
    for (size_t spur = 0; spur + 1 < last.size(); ++spur) {
      in_root_[last[spur]] = true;
      std::set<uint32_t> barred;  // first steps that known paths with this root take
      for (size_t i = 0; i < known.size(); ++i)
        if (shared[i] > spur && known[i].nodes.size() > spur + 1)
          barred.insert(known[i].nodes[spur + 1]);
      Weight step = kNever;
      bool another = false;
      for (const auto& edge : part_.out[last[spur]]) {
        if (edge.to == last[spur + 1]) step = edge.weight;
        another = another || (!in_root_[edge.to] && !barred.contains(edge.to));
      }
      if (another) {
        auto path = search(last[spur], before, barred);
        if (path.weight <= weight_max) {
          path.nodes.insert(path.nodes.begin(), last.begin(),
                            last.begin() + static_cast<std::ptrdiff_t>(spur));
          waiting.insert(std::move(path));
        }
      }
      before += step;
    }
    for (const uint32_t node : last) in_root_[node] = false;
  }

  // From the spur on, past nobody of the root; the weight counts from the start.
  LocalPath search(uint32_t spur, Weight before, const std::set<uint32_t>& barred) {
    Queue queue;
    std::vector<uint32_t> touched;
    const auto step_from = [&](uint32_t node, Weight here) {
      for (const auto& edge : part_.out[node]) {
        if (in_root_[edge.to] || closed_[edge.to] || part_.to_end[edge.to] == kNever) continue;
        if (node == spur && barred.contains(edge.to)) continue;
        const Weight there = here + edge.weight;
        if (there >= best_[edge.to]) continue;
        if (best_[edge.to] == kNever) touched.push_back(edge.to);
        best_[edge.to] = there;
        came_[edge.to] = node;
        queue.emplace(there + part_.to_end[edge.to], edge.to);
      }
    };
    step_from(spur, before);
    LocalPath out;
    while (!queue.empty() && out.nodes.empty()) {
      const uint32_t at = queue.top().second;
      queue.pop();
      if (closed_[at]) continue;
      closed_[at] = true;
      if ((part_.role[at] & kEnd) == 0) {
        step_from(at, best_[at]);
        continue;
      }
      out.weight = best_[at];
      for (uint32_t node = at; node != spur; node = came_[node]) out.nodes.push_back(node);
      out.nodes.push_back(spur);
      std::ranges::reverse(out.nodes);
    }
    for (const uint32_t node : touched) best_[node] = kNever, closed_[node] = false;
    return out;
  }

  const Part& part_;
  std::vector<Weight> best_;
  std::vector<uint32_t> came_;
  std::vector<bool> closed_, in_root_;
};

Hop hop_between(const Walker& walker, uint32_t from, uint32_t to) {
  Hop out;
  const auto steps = walker.graph().steps(from);
  const auto first = std::ranges::lower_bound(steps, to, {}, &Graph::Step::other);
  for (auto step = first; step != steps.end() && step->other == to; ++step)
    if (walker.takes(*step, true)) out.ties.push_back(step->tie());
  std::ranges::stable_sort(
      out.ties, {}, [&](uint32_t tie) { return kEvidenceCost[walker.graph().tie(tie).standing]; });
  return out;
}

std::vector<uint8_t> roles_of(const Graph& graph, const PathQuery& query) {
  std::vector<uint8_t> out(graph.node_count());
  for (const uint32_t node : query.from) out[node] |= kStart;
  for (const uint32_t node : query.to) out[node] |= kEnd;
  return out;
}

}  // namespace

uint32_t evidence_cost(Standing standing) { return kEvidenceCost[static_cast<size_t>(standing)]; }

PathAnswer best_paths(const Graph& graph, const PathQuery& query) {
  PathAnswer out;
  const Walker walker(graph, query);
  const auto roles = roles_of(graph, query);
  Ball forth(walker, roles, true), back(walker, roles, false);
  uint32_t best = kFar;
  std::vector<uint32_t> met;  // reached by both, some of them often
  const auto grow = [&](Ball& ball, const Ball& other) {
    ball.grow(out.hubs, [&](uint32_t node, uint32_t there) {
      if (other.distance(node) == kFar || (roles[node] == 0 && walker.is_hub(node))) return;
      best = std::min(best, there + other.distance(node));
      met.push_back(node);
    });
  };
  // Everything of at most so much is surely seen: the first node of a path that is too far to be
  // settled in the one ball has been reached by it, and is settled in the other.
  const auto seen = [&] { return forth.radius() + back.radius() - 1; };
  const auto whole = [&] { return forth.exhausted() || back.exhausted(); };
  const auto grow_smaller = [&] {
    const bool first =
        back.exhausted() || (!forth.exhausted() && forth.frontier() <= back.frontier());
    if (first) grow(forth, back);
    else grow(back, forth);
  };
  grow(forth, back);
  grow(back, forth);
  while (!whole() && best > seen()) grow_smaller();
  out.searched = forth.settled() + back.settled();
  out.exhausted = whole();
  if (best == kFar) return out;
  const uint32_t most = best * kWorthSeeking;
  uint32_t bound = std::max(best, std::min(seen(), most));
  for (uint32_t more = best / 16 + 1;; more += (more + 1) / 2) {
    while (!whole() && seen() < bound) grow_smaller();
    Part part = part_of(walker, roles, Corridor(walker, roles, forth, back, bound).nodes(met));
    find_distances_to_end(part);
    const auto found = Yen(part).run(query.count, (Weight{bound} + 1) * kOneCost - 1);
    if (found.size() < query.count && bound < most) {
      bound = whole() ? most : std::min(most, bound + more);
      continue;
    }
    for (const auto& path : found) {
      Path made{{}, {}, static_cast<uint32_t>(path.weight / kOneCost)};
      for (const uint32_t node : path.nodes) made.nodes.push_back(part.node[node]);
      for (size_t i = 0; i + 1 < made.nodes.size(); ++i)
        made.hops.push_back(hop_between(walker, made.nodes[i], made.nodes[i + 1]));
      out.paths.push_back(std::move(made));
    }
    break;
  }
  out.searched = forth.settled() + back.settled();
  out.exhausted = whole();
  return out;
}

}  // namespace entente
