#include "tracing/money/path_back.h"

#include <gtest/gtest.h>

#include <numeric>
#include <random>

namespace entente {
namespace {

Payments random_table(std::mt19937& random, size_t count) {
  Payments out;
  for (const char* name : {"L", "M", "a", "b", "c", "d", "e"}) out.accounts.add(name);
  for (uint32_t i = 0; i < count; ++i) {
    const uint32_t from = random() % 7;
    out.source.push_back(from);
    out.target.push_back((from + 1 + random() % 6) % 7);
    out.narrow.push_back(1 + random() % 20);
    out.time.push_back(i);
    out.row.push_back(i + 1);
  }
  return out;
}

// A way begins at an origin, ends at the account, and each payment goes on from the one before.
void expect_a_way(const Payments& p, const TaintPath& path, uint32_t account) {
  ASSERT_FALSE(path.payments.empty());
  EXPECT_LE(p.source[path.payments.front()], 1u);
  EXPECT_EQ(p.target[path.payments.back()], account);
  for (size_t i = 1; i < path.payments.size(); ++i) {
    EXPECT_LT(path.payments[i - 1], path.payments[i]);
    EXPECT_EQ(p.target[path.payments[i - 1]], p.source[path.payments[i]]);
  }
}

TEST(PathBack, LeadsFromAnOriginToTheAccount) {
  std::mt19937 random(11);
  for (int round = 0; round < 60; ++round) {
    const Payments p = random_table(random, 40);
    for (const TaintMethod method :
         {TaintMethod::poison, TaintMethod::haircut, TaintMethod::fifo, TaintMethod::lifo}) {
      const TraceSettings settings{.method = method, .origins = {0, 1}};
      const Trace trace = trace_taint(p, settings);
      for (uint32_t account = 2; account < 7; ++account) {
        const auto ways = paths_back(p, settings, account, 1000);
        double sum = 0;
        for (const TaintPath& path : ways) {
          expect_a_way(p, path, account);
          sum += path.units;
        }
        const double held = trace.purses[account].tainted;
        if (method == TaintMethod::poison) {
          EXPECT_EQ(ways.empty(), !trace.poisoned[account]);
        } else if (method == TaintMethod::haircut) {
          EXPECT_LE(sum, held * (1 + 1e-9) + 1e-9);
        } else {
          EXPECT_DOUBLE_EQ(sum, held);
        }
        EXPECT_TRUE(held == 0 || !ways.empty());
      }
    }
  }
}

TEST(PathBack, HaircutSharesAreExact) {
  // L pays A 6 and B 2; both pay C, which holds 4 of 6 tainted units from A and 1 from B.
  Payments p;
  const auto pay = [&](const char* from, const char* to, int64_t amount) {
    p.source.push_back(p.accounts.add(from));
    p.target.push_back(p.accounts.add(to));
    p.narrow.push_back(amount);
    p.time.push_back(static_cast<int64_t>(p.time.size()));
    p.row.push_back(static_cast<uint32_t>(p.time.size()));
  };
  pay("L", "A", 6), pay("L", "B", 2), pay("x", "B", 2), pay("A", "C", 6), pay("B", "C", 2);
  pay("C", "D", 4);
  const auto ways = paths_back(p, {.origins = {*p.accounts.find("L")}}, *p.accounts.find("C"), 5);
  ASSERT_EQ(ways.size(), 2u);
  EXPECT_DOUBLE_EQ(ways[0].units, 3);
  EXPECT_EQ(ways[0].payments, (std::vector<uint32_t>{0, 3}));
  EXPECT_DOUBLE_EQ(ways[1].units, 0.5);
  EXPECT_EQ(ways[1].payments, (std::vector<uint32_t>{1, 4}));
}

}  // namespace
}  // namespace entente
