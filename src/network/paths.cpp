// A path of cost C has each of its nodes within C - r of one end or within r of the other. So two
// balls are grown, one round each end, until they meet and a little further; only nodes on paths of
// at most C are kept, which are few however large the graph; and among those Yen's algorithm
// (Management Science 17, 1971) finds the cheapest in order, each search led by the exact distance
// to the end. When C gives too few, it grows. Cost: the two balls, and 12 bytes a node of the
// graph; the rest is small. The slow twin (reference/paths.h) walks every path there is.
#include "network/paths.h"

#include <algorithm>
#include <array>
#include <queue>
#include <set>

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

enum Role : uint8_t { kStart = 1, kEnd = 2, kWithin = 4 };

// Distances from one side, grown ring by ring. A node is left once its distance is sure; ends of
// the other side and hubs are reached and never left.
class Ball {
 public:
  Ball(const Walker& walker, const std::vector<uint8_t>& roles, bool outwards, bool within = false)
      : walker_(walker),
        roles_(roles),
        outwards_(outwards),
        within_(within),
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
    for (const uint32_t node : ring) {
      if (distance_[node] != next_) continue;  // reached again, from nearer
      settled_.push_back(node);
      if (next_ > 0 && (roles_[node] & (kStart | kEnd)) != 0) continue;
      if (next_ > 0 && walker_.is_hub(node)) {
        if (hubs.size() < kHubsTold && std::ranges::find(hubs, node) == hubs.end())
          hubs.push_back(node);
        continue;
      }
      for (const auto& step : walker_.graph().steps(node)) {
        if (!walker_.takes(step, outwards_)) continue;
        if (within_ && (roles_[step.other] & kWithin) == 0) continue;
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
  const std::vector<uint32_t>& settled() const { return settled_; }

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
  bool outwards_, within_;
  std::vector<uint32_t> distance_, settled_;
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

Part part_of(const Walker& walker, std::vector<uint8_t>& roles, const Ball& forth, const Ball& back,
             uint32_t cost_max) {
  for (const auto* ball : {&forth, &back})
    for (const uint32_t node : ball->settled()) roles[node] |= kWithin;
  Ball from(walker, roles, true, true), to(walker, roles, false, true);
  std::vector<uint32_t> ignored;
  for (auto* ball : {&from, &to})
    while (!ball->exhausted() && ball->radius() <= cost_max) ball->grow(ignored, [](auto, auto) {});
  Part out;
  for (const uint32_t node : from.settled())
    if (to.distance(node) <= cost_max && from.distance(node) + to.distance(node) <= cost_max)
      out.node.push_back(node);
  std::ranges::sort(out.node);
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
  for (const auto* ball : {&forth, &back})
    for (const uint32_t node : ball->settled()) roles[node] &= static_cast<uint8_t>(~kWithin);
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
  auto roles = roles_of(graph, query);
  Ball forth(walker, roles, true), back(walker, roles, false);
  uint32_t best = kFar;
  const auto grow = [&](Ball& ball, const Ball& other) {
    ball.grow(out.hubs, [&](uint32_t node, uint32_t there) {
      if (other.distance(node) == kFar || (roles[node] == 0 && walker.is_hub(node))) return;
      best = std::min(best, there + other.distance(node));
    });
  };
  // Everything of at most so much is surely seen: what each ball has settled, and one hop between.
  const auto seen = [&] { return forth.radius() + back.radius() - 2; };
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
  out.searched = forth.settled().size() + back.settled().size();
  out.exhausted = whole();
  if (best == kFar) return out;
  const uint32_t most = best * kWorthSeeking;
  for (uint32_t bound = std::max(best, std::min(seen(), most)), more = best / 8 + 1;; more *= 2) {
    while (!whole() && seen() < bound) grow_smaller();
    Part part = part_of(walker, roles, forth, back, bound);
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
  out.searched = forth.settled().size() + back.settled().size();
  out.exhausted = whole();
  return out;
}

}  // namespace entente
