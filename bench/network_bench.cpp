// Speed of ownership and of the graph, equality first: every answer is held against a plain twin
// before a figure is printed.
//
//   network_bench FOLDER [STAKES [EDGES [TIES]]]
//
// FOLDER gets the made-up files, which bench/network_peer.py reads with igraph, networkx and DuckDB
// for the same questions in the same run. Time is processor time of this thread.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <random>

#include "base/components.h"
#include "base/grouped.h"
#include "intake/owners/owners.h"
#include "intake/ties/ties.h"
#include "measure.h"
#include "network/paths.h"
#include "tracing/owners/rules.h"

using namespace entente;
using namespace entente::bench;

namespace {

double milliseconds(double seconds) { return seconds * 1e3; }

[[noreturn]] void differ(const char* what) {
  fmt::print(stderr, "{} differs from its plain twin\n", what);
  std::exit(1);
}

// Holders of many small stakes and chains of companies below them.
void write_stakes(const std::string& path, size_t count) {
  std::mt19937 random(50);
  std::ofstream out(path);
  out << "owner,entity,percent\n";
  const size_t companies = count / 3;
  constexpr int kShares[] = {5, 10, 15, 20, 25, 30, 40, 50, 60, 100};
  for (size_t i = 0; i < count; ++i) {
    const size_t entity = random() % companies;
    const bool by_company = random() % 2 == 0 && entity > 0;
    if (by_company) out << 'c' << random() % entity;
    else out << 'p' << random() % (count / 2);
    out << ",c" << entity << ',' << kShares[random() % std::size(kShares)] << '\n';
  }
}

void bench_stakes(const std::string& folder, size_t count) {
  const std::string path = folder + "/stakes.csv";
  write_stakes(path, count);
  double start = thread_seconds();
  Stakes stakes;
  if (!read_stakes(path, stakes, {})) differ("reading");
  const double read = thread_seconds() - start;
  start = thread_seconds();
  const Holdings holdings = holdings_on(stakes, 0);
  const double laid_out = thread_seconds() - start;
  std::vector<uint32_t> listed;
  std::ofstream list(folder + "/listed.txt");
  for (uint32_t p = 0; p < stakes.ids.size(); ++p)
    if (stakes.ids[p].starts_with('p') && p % 2 == 0) {
      listed.push_back(p);
      list << stakes.ids[p] << '\n';
    }
  list.close();
  const OwnerRule& rule = *find_owner_rule("ofac50");
  Reached reached;
  std::vector<double> times;
  for (int i = 0; i < 5; ++i) {
    start = thread_seconds();
    reached = reach(holdings, rule, listed, Bound::least);
    times.push_back(thread_seconds() - start);
  }
  // Sweep over all stakes until nothing changes.
  std::vector<bool> in(stakes.ids.size());
  for (const uint32_t p : listed) in[p] = true;
  size_t blocked = 0;
  for (bool more = true; more;) {
    more = false;
    std::vector<Share> sum(in.size());
    for (const Stake& s : stakes.all)
      if (in[s.owner]) sum[s.entity] += s.low;
    for (uint32_t p = 0; p < sum.size(); ++p)
      if (!in[p] && sum[p] >= rule.owned_min) in[p] = more = true, ++blocked;
  }
  if (blocked != reached.order.size()) differ("the 50 percent rule");
  for (const uint32_t p : reached.order)
    if (!in[p]) differ("the 50 percent rule");
  fmt::print(
      "50 percent rule over {} stakes, {} parties, {} listed: {} blocked, equal to a sweep\n",
      stakes.all.size(), stakes.ids.size(), listed.size(), blocked);
  fmt::print("  read {:.2f} s, laid out {:.0f} ms, the rule {:.1f} ms\n", read,
             milliseconds(laid_out), milliseconds(median(times)));
}

// The textbook recursion made plain: Tarjan over the same arrays, nothing else.
uint32_t plain_components(const std::vector<uint32_t>& start, const std::vector<uint32_t>& target) {
  const auto nodes = static_cast<uint32_t>(start.size() - 1);
  std::vector<uint32_t> index(nodes), low(nodes), stack, call, at(start.begin(), start.end() - 1);
  std::vector<char> on(nodes);
  uint32_t next = 0, count = 0;
  for (uint32_t root = 0; root < nodes; ++root) {
    if (index[root] != 0) continue;
    call.push_back(root);
    while (!call.empty()) {
      const uint32_t v = call.back();
      if (index[v] == 0) index[v] = low[v] = ++next, stack.push_back(v), on[v] = 1;
      bool down = false;
      while (at[v] < start[v + 1]) {
        const uint32_t w = target[at[v]++];
        if (index[w] == 0) {
          call.push_back(w);
          down = true;
          break;
        }
        if (on[w] != 0) low[v] = std::min(low[v], index[w]);
      }
      if (down) continue;
      call.pop_back();
      if (!call.empty()) low[call.back()] = std::min(low[call.back()], low[v]);
      if (low[v] != index[v]) continue;
      ++count;
      for (uint32_t w = UINT32_MAX; w != v;) w = stack.back(), stack.pop_back(), on[w] = 0;
    }
  }
  return count;
}

void bench_components(const std::string& folder, size_t edges) {
  std::mt19937 random(1972);
  const auto nodes = static_cast<uint32_t>(edges / 3);
  std::vector<uint32_t> from(edges), to(edges);
  for (size_t e = 0; e < edges; ++e) from[e] = random() % nodes, to[e] = random() % nodes;
  std::ofstream file(folder + "/edges.bin", std::ios::binary);
  for (const auto* ends : {&from, &to})
    file.write(reinterpret_cast<const char*>(ends->data()),
               static_cast<std::streamsize>(edges * sizeof(uint32_t)));
  const Grouped out = group_by(nodes, from);
  std::vector<uint32_t> target;
  for (const uint32_t e : out.item) target.push_back(to[e]);
  std::vector<double> ours, plain;
  uint32_t count = 0, twin = 0;
  for (int i = 0; i < 5; ++i) {
    double start = thread_seconds();
    const auto part = strong_components(out.start, target);
    ours.push_back(thread_seconds() - start);
    count = *std::ranges::max_element(part) + 1;
    start = thread_seconds();
    twin = plain_components(out.start, target);
    plain.push_back(thread_seconds() - start);
  }
  if (count != twin) differ("strong_components");
  fmt::print("strongly connected components of {} edges: {}, equal to the plain twin\n", edges,
             count);
  fmt::print("  ours {:.0f} ms, plain CSR twin {:.0f} ms, ratio {:.2f}\n",
             milliseconds(median(ours)), milliseconds(median(plain)), median(ours) / median(plain));
}

void write_ties(const std::string& path, size_t ties, size_t nodes) {
  std::mt19937 random(10);
  std::ofstream out(path);
  out << "from,to,kind,group,standing\n";
  constexpr const char* kStandings[] = {"unverified", "reported", "corroborated", "confirmed"};
  for (size_t t = 0; t < ties; ++t)
    out << 'n' << random() % nodes << ",n" << random() % nodes << ",give,flow,"
        << kStandings[random() % 4] << '\n';
}

Graph load_ties(const std::string& path) {
  GraphBuilder builder;
  const uint16_t source = builder.source("ties.csv");
  const auto report = read_ties_csv(path, size_t{8} << 30, [&](const TieRow& row) {
    Tie tie{.from = builder.node(row.from), .to = builder.node(row.to)};
    tie.kind = builder.kind(row.kind, TieGroup::flow);
    tie.source = source;
    tie.evidence = static_cast<uint32_t>(row.line);
    for (int s = 0; s < 6; ++s)
      if (row.standing == name(static_cast<Standing>(s))) tie.standing = static_cast<uint8_t>(s);
    builder.tie(tie);
  });
  if (!report) differ("reading");
  return std::move(builder).build();
}

// Dijkstra over everything: the cost of the best path, and nothing clever.
uint32_t plain_cost(const Graph& graph, uint32_t from, uint32_t to) {
  std::vector<uint32_t> best(graph.node_count(), UINT32_MAX);
  std::vector<std::vector<uint32_t>> rings(64);
  best[from] = 0;
  rings[0].push_back(from);
  size_t waiting = 1;
  for (uint32_t here = 0; waiting > 0; ++here) {
    std::vector<uint32_t> ring;
    ring.swap(rings[here % 64]);
    waiting -= ring.size();
    for (const uint32_t node : ring) {
      if (best[node] != here) continue;
      if (node == to) return here;
      for (const auto& step : graph.steps(node)) {
        const uint32_t there = here + evidence_cost(static_cast<Standing>(step.standing()));
        if (there >= best[step.other]) continue;
        best[step.other] = there;
        rings[there % 64].push_back(step.other);
        ++waiting;
      }
    }
  }
  return UINT32_MAX;
}

void bench_paths(const std::string& folder, size_t ties) {
  const size_t nodes = ties / 5;
  const std::string path = folder + "/ties.csv";
  write_ties(path, ties, nodes);
  const size_t before = resident();
  double start = thread_seconds();
  const Graph graph = load_ties(path);
  const double load = thread_seconds() - start;
  fmt::print("{} ties among {} nodes\n", graph.tie_count(), graph.node_count());
  fmt::print("  loaded in {:.1f} s, {:.1f} bytes a tie resident ({:.1f} by its own count)\n", load,
             static_cast<double>(resident() - before) / static_cast<double>(ties),
             static_cast<double>(graph.bytes()) / static_cast<double>(ties));
  std::mt19937 random(99);
  std::vector<double> times;
  std::ofstream pairs(folder + "/pairs.txt");
  for (int i = 0; i < 21; ++i) {
    const uint32_t from = random() % graph.node_count(), to = random() % graph.node_count();
    if (from == to) continue;
    start = thread_seconds();
    const auto answer = best_paths(graph, {.from = {from}, .to = {to}, .count = 10});
    times.push_back(thread_seconds() - start);
    if (answer.paths.size() != 10) differ("the number of paths");
    if (i < 5 && answer.paths[0].cost != plain_cost(graph, from, to)) differ("the best path");
    pairs << graph.id(from) << ' ' << graph.id(to);
    for (const Path& p : answer.paths) pairs << ' ' << p.cost;
    pairs << '\n';
  }
  fmt::print(
      "  10 best evidenced paths: median {:.0f} ms, worst {:.0f} ms of {}; the best equal to "
      "Dijkstra over everything\n",
      milliseconds(median(times)), milliseconds(*std::ranges::max_element(times)), times.size());
}

}  // namespace

int main(int count, char** words) {
  if (count < 2) {
    fmt::print(stderr, "usage: network_bench FOLDER [STAKES [EDGES [TIES]]]\n");
    return 2;
  }
  const auto number = [&](int at, size_t usual) {
    return count > at ? std::strtoull(words[at], nullptr, 10) : usual;
  };
  fmt::print("load average {:.1f}\n", load());
  bench_stakes(words[1], number(2, 1000000));
  bench_components(words[1], number(3, 3400000));
  bench_paths(words[1], number(4, 10000000));
  return 0;
}
