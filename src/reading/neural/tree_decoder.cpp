// Method: the best head of each word, which is a tree nine times in ten; otherwise Chu-Liu and
// Edmonds' contraction of circles. That there is one root is had by a price on arcs from the root
// that no tree can earn back. Cost: n² for the greedy case, n² a circle otherwise; n is bounded by
// the encoder's window.
#include "reading/neural/tree_decoder.h"

#include <algorithm>
#include <limits>

namespace entente {
namespace {

constexpr double kNever = -1e30;

// Square: weight[h * nodes + d], node 0 is the root.
struct Graph {
  size_t nodes = 0;
  std::vector<double> weight;
  double at(size_t head, size_t dependent) const { return weight[head * nodes + dependent]; }
};

std::vector<size_t> greedy_heads(const Graph& g) {
  std::vector<size_t> heads(g.nodes, 0);
  for (size_t d = 1; d < g.nodes; ++d)
    for (size_t h = 0; h < g.nodes; ++h)
      if (h != d && g.at(h, d) > g.at(heads[d], d)) heads[d] = h;
  return heads;
}

// The nodes of one circle, in order; empty when there is none.
std::vector<size_t> find_circle(const std::vector<size_t>& heads) {
  std::vector<size_t> seen(heads.size(), 0);
  for (size_t start = 1; start < heads.size(); ++start) {
    size_t at = start;
    while (at != 0 && seen[at] == 0) {
      seen[at] = start;
      at = heads[at];
    }
    if (at == 0 || seen[at] != start) continue;
    std::vector<size_t> circle = {at};
    for (size_t next = heads[at]; next != at; next = heads[next]) circle.push_back(next);
    return circle;
  }
  return {};
}

// A graph in which a circle has become its last node, and where each arc of it came from.
struct Contracted {
  Graph graph;
  std::vector<size_t> old_node;      // of each node but the last
  std::vector<size_t> enter, leave;  // by new node: which of the circle the arc touches
};

Contracted contract(const Graph& g, const std::vector<size_t>& heads,
                    const std::vector<size_t>& circle) {
  std::vector<bool> inside(g.nodes, false);
  for (const size_t c : circle) inside[c] = true;
  Contracted out;
  for (size_t i = 0; i < g.nodes; ++i)
    if (!inside[i]) out.old_node.push_back(i);
  const size_t last = out.old_node.size(), nodes = last + 1;
  out.graph = {nodes, std::vector<double>(nodes * nodes, kNever)};
  out.enter.assign(nodes, circle[0]);
  out.leave.assign(nodes, circle[0]);
  for (size_t a = 0; a < last; ++a) {
    for (size_t b = 0; b < last; ++b)
      out.graph.weight[a * nodes + b] = g.at(out.old_node[a], out.old_node[b]);
    double best_in = 2 * kNever, best_out = 2 * kNever;
    for (const size_t c : circle) {
      const double in = g.at(out.old_node[a], c) - g.at(heads[c], c);
      const double from = g.at(c, out.old_node[a]);
      if (in > best_in) best_in = in, out.enter[a] = c;
      if (from > best_out) best_out = from, out.leave[a] = c;
    }
    out.graph.weight[a * nodes + last] = best_in;
    out.graph.weight[last * nodes + a] = best_out;
  }
  return out;
}

// A loop rather than recursion: as many levels as circles, each on a smaller graph.
std::vector<size_t> best_heads(Graph g) {
  struct Level {
    std::vector<size_t> heads, circle;
    Contracted contracted;
  };
  std::vector<Level> levels;
  std::vector<size_t> heads = greedy_heads(g);
  for (auto circle = find_circle(heads); !circle.empty(); circle = find_circle(heads)) {
    Contracted c = contract(g, heads, circle);
    g = c.graph;
    levels.push_back({std::move(heads), std::move(circle), std::move(c)});
    heads = greedy_heads(g);
  }
  for (; !levels.empty(); levels.pop_back()) {
    const Level& level = levels.back();
    const Contracted& c = level.contracted;
    const size_t last = c.old_node.size();
    std::vector<size_t> whole = level.heads;  // right within the circle but for its entry
    for (size_t a = 1; a < last; ++a)
      whole[c.old_node[a]] = heads[a] == last ? c.leave[a] : c.old_node[heads[a]];
    whole[c.enter[heads[last]]] = c.old_node[heads[last]];
    heads = std::move(whole);
  }
  return heads;
}

}  // namespace

std::vector<int32_t> best_tree(const std::vector<float>& scores, size_t n) {
  Graph g{n + 1, std::vector<double>((n + 1) * (n + 1), kNever)};
  double low = 0, high = 0;
  for (size_t d = 0; d < n; ++d)
    for (size_t h = 0; h <= n; ++h) {
      if (h == d + 1) continue;
      const double s = scores[d * (n + 1) + h];
      g.weight[h * g.nodes + d + 1] = s;
      low = std::min(low, s);
      high = std::max(high, s);
    }
  std::vector<size_t> heads = greedy_heads(g);
  const auto roots = std::count(heads.begin() + 1, heads.end(), size_t{0});
  if (roots != 1 || !find_circle(heads).empty()) {
    const double price = (high - low + 1) * static_cast<double>(n + 1);
    for (size_t d = 1; d < g.nodes; ++d) g.weight[d] -= price;
    heads = best_heads(std::move(g));
  }
  std::vector<int32_t> out(n);
  for (size_t d = 0; d < n; ++d) out[d] = static_cast<int32_t>(heads[d + 1]) - 1;
  return out;
}

}  // namespace entente
