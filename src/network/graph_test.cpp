// Graph, paths and middles against their slow twins over random graphs.
#include "network/graph.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <set>

#include "network/middles.h"
#include "network/paths.h"
#include "network/reference/paths.h"

namespace entente {
namespace {

constexpr int kRounds = 300;

Graph random_graph(std::mt19937& random, bool times) {
  GraphBuilder builder;
  const uint32_t nodes = 3 + random() % 8;
  for (uint32_t n = 0; n < nodes; ++n) {
    const uint32_t node = builder.node("n" + std::to_string(n));
    if (random() % 8 == 0) builder.details(node).kind = NodeKind::feature;
  }
  const uint16_t kinds[] = {builder.kind("give", TieGroup::flow),
                            builder.kind("own", TieGroup::ownership)};
  const uint16_t source = builder.source("test");
  for (uint32_t t = random() % 34; t > 0; --t) {
    Tie tie{.from = static_cast<uint32_t>(random() % nodes),
            .to = static_cast<uint32_t>(random() % nodes)};
    tie.kind = kinds[random() % 2];
    tie.source = source;
    tie.standing = static_cast<uint8_t>(random() % 6);
    tie.mutual = random() % 5 == 0;
    if (times && random() % 4 != 0) tie.begins = static_cast<int32_t>(random() % 10);
    if (times && random() % 4 != 0)
      tie.ends = std::max(tie.begins, 0) + static_cast<int32_t>(random() % 5);
    builder.tie(tie);
  }
  return std::move(builder).build();
}

PathQuery random_query(std::mt19937& random, const Graph& graph) {
  PathQuery query;
  query.from = {0};
  query.to = {1};
  if (graph.node_count() > 4 && random() % 3 == 0) query.to.push_back(2);
  query.count = 1 + random() % 6;
  query.aim = random() % 2 == 0 ? PathAim::evidence : PathAim::hops;
  query.directed = random() % 2 == 0;
  query.hub_min = 3;
  if (random() % 5 == 0) query.filter.kinds = {true, false};
  if (random() % 4 == 0) query.filter.standings = standings_from(Standing::unverified);
  if (random() % 4 == 0) query.filter.since = 3, query.filter.until = 6;
  return query;
}

void check_path(const Graph& graph, const PathQuery& query, const Path& path) {
  ASSERT_EQ(path.hops.size() + 1, path.nodes.size());
  const std::set<uint32_t> once(path.nodes.begin(), path.nodes.end());
  ASSERT_EQ(once.size(), path.nodes.size());
  for (size_t i = 0; i < path.hops.size(); ++i) {
    ASSERT_FALSE(path.hops[i].ties.empty());
    for (const uint32_t t : path.hops[i].ties) {
      const Tie& tie = graph.tie(t);
      ASSERT_TRUE(query.filter.takes(tie));
      const bool forward = tie.from == path.nodes[i] && tie.to == path.nodes[i + 1];
      const bool backward = tie.to == path.nodes[i] && tie.from == path.nodes[i + 1];
      ASSERT_TRUE(forward || (backward && (!query.directed || tie.mutual)));
    }
  }
}

TEST(Paths, TheBestAgreeWithEveryPathThereIs) {
  std::mt19937 random(1971);
  size_t several = 0;
  for (int round = 0; round < kRounds * 4; ++round) {
    const Graph graph = random_graph(random, true);
    const PathQuery query = random_query(random, graph);
    std::vector<uint32_t> costs;
    reference::each_path(graph, query, [&](const std::vector<uint32_t>& path) {
      costs.push_back(reference::cost_of(graph, query, path));
    });
    std::ranges::sort(costs);
    while (costs.size() > query.count || (!costs.empty() && costs.back() > 3 * costs.front()))
      costs.pop_back();
    const auto answer = best_paths(graph, query);
    std::vector<uint32_t> found;
    std::set<std::vector<uint32_t>> once;
    for (const Path& path : answer.paths) {
      found.push_back(path.cost);
      ASSERT_EQ(reference::cost_of(graph, query, path.nodes), path.cost);
      ASSERT_TRUE(once.insert(path.nodes).second);
      check_path(graph, query, path);
    }
    ASSERT_EQ(found, costs) << round;
    several += found.size() > 2;
  }
  EXPECT_GT(several, 100u);
}

TEST(Paths, InTimeAgreeWithEveryPathThereIs) {
  std::mt19937 random(2008);
  size_t some = 0;
  for (int round = 0; round < kRounds * 4; ++round) {
    const Graph graph = random_graph(random, true);
    PathQuery query = random_query(random, graph);
    query.count = 1;
    std::optional<std::pair<size_t, int32_t>> best;
    reference::each_path(graph, query, [&](const std::vector<uint32_t>& path) {
      if (const auto day = reference::arrival(graph, query, path)) {
        const std::pair<size_t, int32_t> one(path.size() - 1, *day);
        best = best ? std::min(*best, one) : one;
      }
    });
    const auto answer = paths_in_time(graph, query);
    ASSERT_EQ(answer.paths.empty(), !best) << round;
    if (!best) continue;
    ++some;
    const Path& path = answer.paths[0];
    ASSERT_EQ(path.cost, best->first) << round;
    ASSERT_EQ(path.arrives, best->second) << round;
    check_path(graph, query, path);
  }
  EXPECT_GT(some, 300u);
}

TEST(Middles, AgreeWithEveryWayThereIs) {
  std::mt19937 random(1991);
  size_t some = 0;
  for (int round = 0; round < kRounds * 4; ++round) {
    const Graph graph = random_graph(random, true);
    const PathQuery drawn = random_query(random, graph);
    MiddlesQuery query{
        .from = drawn.from, .to = drawn.to, .filter = drawn.filter, .ties_max = 2 + random() % 2};
    std::map<uint32_t, size_t> forth, back;
    size_t all = 0;
    for (const bool is_forth : {true, false}) {
      PathQuery walk = drawn;
      walk.directed = true;
      walk.from = is_forth ? query.from : query.to;
      walk.to = is_forth ? query.to : query.from;
      std::set<std::vector<uint32_t>> ways;  // by whom they pass
      reference::each_path(graph, walk, [&](const std::vector<uint32_t>& path) {
        const bool feature = std::any_of(path.begin() + 1, path.end() - 1, [&](uint32_t n) {
          return graph.node(n).kind == NodeKind::feature;
        });
        if (path.size() < 3 || path.size() > query.ties_max + 1 || feature) return;
        if (reference::arrival(graph, walk, path)) ways.insert({path.begin() + 1, path.end() - 1});
      });
      all += ways.size();
      for (const auto& way : ways)
        for (const uint32_t node : way) ++(is_forth ? forth : back)[node];
    }
    const auto answer = find_middles(graph, query);
    ASSERT_EQ(answer.ways_forth + answer.ways_back, all) << round;
    std::map<uint32_t, size_t> found_forth, found_back;
    for (const auto& m : answer.middles) {
      if (m.ways_forth > 0) found_forth[m.node] = m.ways_forth;
      if (m.ways_back > 0) found_back[m.node] = m.ways_back;
      ASSERT_FALSE(m.legs_in.empty());
      ASSERT_FALSE(m.legs_out.empty());
      ASSERT_NEAR(m.share * static_cast<double>(all),
                  static_cast<double>(m.ways_forth + m.ways_back), 1e-9);
      ++some;
    }
    ASSERT_EQ(found_forth, forth) << round;
    ASSERT_EQ(found_back, back) << round;
  }
  EXPECT_GT(some, 200u);
}

TEST(Paths, AHubTiesNobody) {
  GraphBuilder builder;
  const uint32_t x = builder.node("X"), y = builder.node("Y"),
                 zone = builder.node("Free Zone, Box 1");
  builder.details(zone).kind = NodeKind::feature;
  const uint16_t at = builder.kind("address", TieGroup::feature);
  for (int i = 0; i < 5000; ++i)
    builder.tie({.from = builder.node("c" + std::to_string(i)), .to = zone, .kind = at});
  builder.tie({.from = x, .to = zone, .kind = at});
  builder.tie({.from = y, .to = zone, .kind = at});
  const Graph graph = std::move(builder).build();
  const auto answer = best_paths(graph, {.from = {x}, .to = {y}});
  EXPECT_TRUE(answer.paths.empty());
  EXPECT_EQ(answer.hubs, std::vector{zone});
  const auto through = best_paths(graph, {.from = {x}, .to = {y}, .hub_min = 10000});
  EXPECT_EQ(through.paths.size(), 1u);
}

TEST(Paths, AChainOfAHundredThousandAndAStarOfAMillion) {
  GraphBuilder builder;
  const uint16_t kind = builder.kind("tie", TieGroup::link);
  for (uint32_t n = 0; n < 100000; ++n)
    builder.tie({.from = builder.node("c" + std::to_string(n)),
                 .to = builder.node("c" + std::to_string(n + 1)),
                 .begins = static_cast<int32_t>(n),
                 .ends = static_cast<int32_t>(n),
                 .kind = kind});
  const uint32_t hub = builder.node("hub");
  for (uint32_t n = 0; n < 1000000; ++n)
    builder.tie({.from = hub, .to = builder.node("s" + std::to_string(n)), .kind = kind});
  const Graph graph = std::move(builder).build();
  const auto at = [&](const char* id) { return *graph.find(id); };
  const auto chain = best_paths(graph, {.from = {at("c0")}, .to = {at("c100000")}, .count = 3});
  ASSERT_EQ(chain.paths.size(), 1u);
  EXPECT_EQ(chain.paths[0].hops.size(), 100000u);
  const auto in_time = paths_in_time(graph, {.from = {at("c0")}, .to = {at("c100000")}});
  ASSERT_EQ(in_time.paths.size(), 1u);
  EXPECT_EQ(in_time.paths[0].arrives, 99999);
  EXPECT_TRUE(paths_in_time(graph, {.from = {at("c100000")}, .to = {at("c0")}}).paths.empty());
  const auto star = best_paths(graph, {.from = {at("s7")}, .to = {at("s999999")}, .count = 3});
  ASSERT_EQ(star.paths.size(), 1u);
  EXPECT_EQ(star.paths[0].nodes[1], hub);
}

TEST(Middles, WhatTiesThemTogether) {
  GraphBuilder builder;
  const auto node = [&](const char* id) { return builder.node(id); };
  const uint16_t give = builder.kind("give", TieGroup::flow),
                 directs = builder.kind("directorship", TieGroup::role),
                 at = builder.kind("address", TieGroup::feature);
  for (const char* front : {"f1", "f2"}) {
    builder.tie({.from = node("A"), .to = node(front), .kind = give});
    builder.tie({.from = node(front), .to = node("B"), .kind = give});
    builder.tie({.from = node("director"), .to = node(front), .kind = directs});
    builder.tie({.from = node(front), .to = node("zone"), .kind = at});
  }
  builder.tie(
      {.from = node("f1"), .to = node("son"), .kind = directs});  // f1 directs, shares nothing
  for (int i = 0; i < 60; ++i)
    builder.tie({.from = builder.node("c" + std::to_string(i)), .to = node("zone"), .kind = at});
  builder.details(node("zone")).kind = NodeKind::feature;
  const uint32_t a = node("A"), b = node("B"), director = node("director"), zone = node("zone");
  const std::vector fronts{node("f1"), node("f2")};
  const Graph graph = std::move(builder).build();
  const auto answer = find_middles(graph, {.from = {a}, .to = {b}});
  ASSERT_EQ(answer.shared.size(), 1u);
  EXPECT_EQ(answer.shared[0].feature, director);
  EXPECT_EQ(answer.shared[0].members, fronts);
  EXPECT_EQ(answer.hubs, std::vector{zone});
}

TEST(Graph, NamesKindsAndSizes) {
  GraphBuilder builder;
  const uint32_t a = builder.node("a");
  EXPECT_EQ(builder.node("a"), a);
  builder.title(a, "Alfa");
  builder.title(a, "Beta");
  builder.details(a).state = pack_state("kp");
  EXPECT_EQ(pack_state("xx"), 0);
  const Graph graph = std::move(builder).build();
  EXPECT_EQ(graph.title(a), "Alfa");
  EXPECT_EQ(graph.titled(" alfa "), std::vector{a});
  EXPECT_EQ(graph.of_state("kp"), std::vector{a});
  EXPECT_EQ(state_text(graph.node(a).state), "kp");
  EXPECT_TRUE(graph.steps(a).empty());
  for (int g = 0; g < kTieGroups; ++g)
    EXPECT_EQ(find_tie_group(name(static_cast<TieGroup>(g))), static_cast<TieGroup>(g));
  EXPECT_EQ(find_node_kind("vessel"), NodeKind::vessel);
  EXPECT_FALSE(find_node_kind("boat"));
  EXPECT_EQ(standings_from(Standing::confirmed), 1u << static_cast<unsigned>(Standing::confirmed));
}

}  // namespace
}  // namespace entente
