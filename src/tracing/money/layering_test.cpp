#include "tracing/money/layering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "tracing/money/chance.h"
#include "tracing/money/closed_groups.h"
#include "tracing/money/rings.h"
#include "tracing/money/typologies.h"

namespace entente {
namespace {

// Ordinary payments among `accounts` over a hundred days; `add` puts in what is to be found.
class World {
 public:
  explicit World(uint32_t accounts, uint32_t payments, unsigned seed) : random_(seed) {
    for (uint32_t a = 0; a < accounts; ++a) table_.accounts.add("a" + std::to_string(a));
    for (uint32_t i = 0; i < payments; ++i) {
      const uint32_t from = random_() % accounts;
      add(from, (from + 1 + random_() % (accounts - 1)) % accounts,
          static_cast<int64_t>(random_() % 100));
    }
  }
  void add(uint32_t from, uint32_t to, int64_t day) { rows_.push_back({day, {from, to}}); }
  Payments table() {
    std::ranges::stable_sort(rows_, {}, [](const auto& row) { return row.first; });
    for (const auto& [day, pair] : rows_) {
      table_.source.push_back(pair.first);
      table_.target.push_back(pair.second);
      table_.time.push_back(day);
      table_.row.push_back(static_cast<uint32_t>(table_.row.size() + 2));
    }
    table_.time_form = TimeForm::number;
    return std::move(table_);
  }

 private:
  std::mt19937 random_;
  Payments table_;
  std::vector<std::pair<int64_t, std::pair<uint32_t, uint32_t>>> rows_;
};

TEST(TieTable, HoldsEachPairOnceWithItsPayments) {
  const Payments p = World(30, 400, 1).table();
  std::map<std::pair<uint32_t, uint32_t>, std::vector<uint32_t>> twin;
  for (uint32_t i = 0; i < p.size(); ++i) twin[{p.source[i], p.target[i]}].push_back(i);
  const TieTable ties(p);
  ASSERT_EQ(ties.size(), twin.size());
  uint32_t t = 0;
  for (const auto& [pair, payments] : twin) {
    EXPECT_EQ(ties.source(t), pair.first);
    EXPECT_EQ(ties.target(t), pair.second);
    EXPECT_EQ(std::vector(ties.payments(t).begin(), ties.payments(t).end()), payments);
    EXPECT_EQ(ties.find(pair.first, pair.second), t++);
  }
  for (uint32_t a = 0; a < 30; ++a)
    for (const uint32_t in : ties.incoming(a)) EXPECT_EQ(ties.target(in), a);
}

// Payees that pay one another, by three loops over all accounts.
TEST(ClosedGroups, AreThoseOfAPlainCount) {
  World world(3000, 12000, 2);
  for (uint32_t h = 0; h < 12; ++h)
    for (uint32_t i = 0; i < 4; ++i) {
      world.add(h, 100 + h * 4 + i, 10 + i);
      world.add(100 + h * 4 + i, 100 + h * 4 + (i + 1) % 4, 50);
    }
  const Payments p = world.table();
  const TieTable ties(p);
  const ClosedGroups found = closed_groups(ties, 2);
  EXPECT_GE(found.found.size(), 10u);
  std::set<uint32_t> payers;
  for (const ClosedGroup& group : found.found) {
    payers.insert(group.payer);
    size_t inside = 0;
    double paid = 0, received = 0;
    for (const uint32_t a : ties.targets(group.payer)) {
      paid += ties.out_degree(a), received += ties.in_degree(a);
      for (const uint32_t b : ties.targets(group.payer)) inside += ties.find(a, b).has_value();
    }
    EXPECT_EQ(inside, group.ties.size());
    EXPECT_DOUBLE_EQ(group.expected, paid * received / ties.size());
  }
  for (uint32_t h = 0; h < 12; ++h) EXPECT_TRUE(payers.contains(h)) << h;
  EXPECT_LE(payers.size(), 14u);  // 12 and what 5 % allow
}

TEST(ClosedGroups, AreNotSeenInOrdinaryPayments) {
  size_t found = 0;
  for (unsigned seed = 0; seed < 8; ++seed) {
    const Payments p = World(2000, 8000, seed).table();
    found += closed_groups(TieTable(p), 1).found.size();
  }
  EXPECT_LE(found, 2u);
}

TEST(Layering, FindsRingsAndFansAmongOrdinaryPayments) {
  World world(2000, 8000, 3);
  for (uint32_t i = 0; i < 5; ++i)
    for (int again = 0; again < 3; ++again) world.add(10 + i, 10 + (i + 1) % 5, 20 + i);
  for (uint32_t i = 0; i < 4; ++i)
    for (int again = 0; again < 3; ++again) world.add(30 + i, 40, 60 + i * 5);
  for (uint32_t i = 0; i < 4; ++i)
    for (int again = 0; again < 3; ++again) world.add(50, 51 + i, 70);
  for (int again = 0; again < 3; ++again) world.add(70, 71, 5);
  const Payments p = world.table();
  const TieTable ties(p);
  std::map<Typology, std::vector<MoneyFinding>> by;
  for (MoneyFinding& f : find_layering(p, ties, {})) by[f.typology].push_back(std::move(f));
  ASSERT_EQ(by[Typology::cycle].size(), 1u);
  const MoneyFinding& ring = by[Typology::cycle][0];
  EXPECT_EQ(ring.accounts, (std::vector<uint32_t>{10, 11, 12, 13, 14}));
  EXPECT_EQ(ring.payments.size(), 15u);
  EXPECT_NE(ring.why.find("closed ring in the order of time"), std::string::npos) << ring.why;
  ASSERT_EQ(by[Typology::fan_in].size(), 1u);
  EXPECT_EQ(by[Typology::fan_in][0].accounts.front(), 40u);
  ASSERT_EQ(by[Typology::fan_out].size(), 1u);
  EXPECT_EQ(by[Typology::fan_out][0].accounts.front(), 50u);
  ASSERT_EQ(by[Typology::burst].size(), 1u);
}

TEST(Layering, RareTiesAreTheRarestInAHundred) {
  World world(2000, 8000, 5);
  for (int again = 0; again < 4; ++again) world.add(1, 2, 7);
  const Payments p = world.table();
  const TieTable ties(p);
  const RareTies rare = rare_ties(p, ties);
  EXPECT_TRUE(rare.is_rare(*ties.find(1, 2)));
  EXPECT_LE(rare.share, 0.01);
  EXPECT_GE(rare.from, 2);
}

// Every ring of a small table, by all ways of three to six payments.
TEST(Rings, AreThoseOfAPlainSearch) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    const Payments p = World(7, 25, seed).table();
    std::set<std::vector<uint32_t>> twin;
    const auto go = [&](auto& self, std::vector<uint32_t> way) -> void {
      for (uint32_t next = way.back() + 1; next < p.size(); ++next) {
        if (p.source[next] != p.target[way.back()]) continue;
        auto longer = way;
        longer.push_back(next);
        std::set<uint32_t> sources;
        for (const uint32_t w : longer) sources.insert(p.source[w]);
        if (sources.size() != longer.size()) continue;
        if (p.target[next] == p.source[way.front()]) {
          if (longer.size() >= 3) twin.insert({sources.begin(), sources.end()});
        } else if (longer.size() < 6) {
          self(self, longer);
        }
      }
    };
    for (uint32_t first = 0; first < p.size(); ++first) go(go, {first});
    std::set<std::vector<uint32_t>> found;
    for (const MoneyFinding& f : find_rings(p, TieTable(p), {})) {
      auto accounts = f.accounts;
      std::ranges::sort(accounts);
      found.insert(accounts);
      for (size_t i = 0; i < f.payments.size(); ++i) {
        const uint32_t next = f.payments[(i + 1) % f.payments.size()];
        EXPECT_EQ(p.target[f.payments[i]], p.source[next]);
      }
    }
    EXPECT_EQ(found, twin);
  }
}

TEST(Rings, OfALargeTableStandWhenTheyAreQuick) {
  World world(4000, 20000, 9);
  for (uint32_t r = 0; r < 6; ++r)
    for (uint32_t i = 0; i < 4; ++i) world.add(r * 4 + i, r * 4 + (i + 1) % 4, 40);
  const Payments p = world.table();
  const auto found = find_rings(p, TieTable(p), {});
  EXPECT_GE(found.size(), 5u);
  EXPECT_LE(found.size(), 8u);
}

TEST(Chance, IsThatOfTheSumOfItsTerms) {
  for (const double expected : {0.01, 0.5, 3.0, 40.0})
    for (int count = 0; count < 60; ++count) {
      double below = 0, term = std::exp(-expected);
      for (int i = 0; i < count; term *= expected / ++i) below += term;
      EXPECT_NEAR(poisson_tail(count, expected), 1 - below, 1e-12);
    }
  EXPECT_EQ(false_discovery_cut(std::vector{0.001, 0.02, 0.2}, 3, 0.05), 2u);
  EXPECT_EQ(false_discovery_cut(std::vector{0.02, 0.03}, 100, 0.05), 0u);
}

}  // namespace
}  // namespace entente
