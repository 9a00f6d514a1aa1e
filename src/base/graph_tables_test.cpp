// grouped.h, components.h and name_table.h.
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "base/components.h"
#include "base/grouped.h"
#include "base/name_table.h"

namespace entente {
namespace {

TEST(Grouped, HoldsEveryEdgeOnceInOrder) {
  const std::vector<uint32_t> from{2, 0, 2, 2, 1};
  const Grouped out = group_by(4, from);
  const auto of = [&](uint32_t n) { return std::vector(out.of(n).begin(), out.of(n).end()); };
  EXPECT_EQ(of(0), (std::vector<uint32_t>{1}));
  EXPECT_EQ(of(1), (std::vector<uint32_t>{4}));
  EXPECT_EQ(of(2), (std::vector<uint32_t>{0, 2, 3}));
  EXPECT_TRUE(of(3).empty());
  EXPECT_EQ(group_by(0, {}).start.size(), 1u);
}

// By definition: two nodes are of one component when each leads to the other.
TEST(Components, AgreeWithReachability) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const uint32_t nodes = 1 + random() % 12, edges = random() % 30;
    std::vector<uint32_t> from, to;
    for (uint32_t e = 0; e < edges; ++e) {
      from.push_back(random() % nodes);
      to.push_back(random() % nodes);
    }
    const Grouped out = group_by(nodes, from);
    std::vector<uint32_t> target;
    for (const uint32_t e : out.item) target.push_back(to[e]);
    std::vector<std::vector<bool>> leads(nodes, std::vector<bool>(nodes));
    for (uint32_t n = 0; n < nodes; ++n) leads[n][n] = true;
    for (uint32_t e = 0; e < edges; ++e) leads[from[e]][to[e]] = true;
    for (uint32_t k = 0; k < nodes; ++k)
      for (uint32_t i = 0; i < nodes; ++i)
        for (uint32_t j = 0; j < nodes; ++j)
          if (leads[i][k] && leads[k][j]) leads[i][j] = true;
    const auto part = strong_components(out.start, target);
    for (uint32_t i = 0; i < nodes; ++i)
      for (uint32_t j = 0; j < nodes; ++j)
        ASSERT_EQ(part[i] == part[j], leads[i][j] && leads[j][i]) << round;
    for (uint32_t e = 0; e < edges; ++e) ASSERT_GE(part[from[e]], part[to[e]]);
  }
}

TEST(Components, AChainOfAMillionIsNotTooDeep) {
  std::vector<uint32_t> start, target;
  for (uint32_t n = 0; n < 1000000; ++n) start.push_back(n), target.push_back(n + 1);
  target.back() = 0;
  start.push_back(1000000);
  const auto part = strong_components(start, target);
  EXPECT_EQ(part.front(), 0u);
  EXPECT_EQ(part.back(), 0u);
  EXPECT_TRUE(strong_components({}, {}).empty());
}

TEST(NameTable, AgreesWithAMap) {
  std::mt19937 random(11);
  NameTable table;
  std::map<std::string, uint32_t> twin;
  EXPECT_FALSE(table.find("x"));
  for (int i = 0; i < 20000; ++i) {
    const std::string name = std::to_string(random() % 7000) + std::string(random() % 3, '\0');
    const auto [at, fresh] = twin.emplace(name, twin.size());
    ASSERT_EQ(table.add(name), at->second);
  }
  ASSERT_EQ(table.size(), twin.size());
  for (const auto& [name, number] : twin) {
    ASSERT_EQ(table.find(name), number);
    ASSERT_EQ(table[number], name);
  }
  EXPECT_FALSE(table.find("nobody"));
}

}  // namespace
}  // namespace entente
