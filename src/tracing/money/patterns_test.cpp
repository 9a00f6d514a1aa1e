// Fans, two-step patterns and patterns of amounts: small tables against plain loops, and what was
// hidden among ordinary payments is found, with little else.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "tracing/money/fans.h"
#include "tracing/money/sums.h"
#include "tracing/money/two_steps.h"
#include "tracing/money/typologies.h"

namespace entente {
namespace {

struct Row {
  int64_t day;
  uint32_t from, to;
  int64_t amount;
};

Payments table_of(std::vector<Row> rows, uint32_t accounts) {
  Payments out;
  for (uint32_t a = 0; a < accounts; ++a) out.accounts.add("a" + std::to_string(a));
  std::ranges::stable_sort(rows, {}, &Row::day);
  for (const Row& row : rows) {
    out.source.push_back(row.from);
    out.target.push_back(row.to);
    out.narrow.push_back(row.amount);
    out.time.push_back(row.day);
    out.row.push_back(static_cast<uint32_t>(out.row.size() + 2));
  }
  out.time_form = TimeForm::number;
  return out;
}

std::vector<Row> ordinary(uint32_t accounts, size_t count, unsigned seed, int64_t days = 200) {
  std::mt19937 random(seed);
  std::vector<Row> out;
  for (size_t i = 0; i < count; ++i) {
    const uint32_t from = random() % accounts;
    out.push_back({static_cast<int64_t>(random() % static_cast<unsigned>(days)), from,
                   static_cast<uint32_t>((from + 1 + random() % (accounts - 1)) % accounts),
                   static_cast<int64_t>(1 + random() % 20000)});
  }
  return out;
}

TypologySettings only(Typology typology) {
  TypologySettings out;
  out.wanted.assign(kTypologies, false);
  out.wanted[static_cast<size_t>(typology)] = true;
  return out;
}

std::set<uint32_t> firsts(const std::vector<MoneyFinding>& findings) {
  std::set<uint32_t> out;
  for (const MoneyFinding& f : findings) out.insert(f.accounts.front());
  return out;
}

TEST(Fans, OfASmallTableAreThoseOfEveryWindow) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const Payments p = table_of(ordinary(8, 40, seed, 60), 8);
    const TieTable ties(p);
    std::set<uint32_t> twin;
    for (uint32_t a = 0; a < 8; ++a) {
      std::set<uint32_t> all;
      for (uint32_t i = 0; i < p.size(); ++i)
        if (p.target[i] == a) all.insert(p.source[i]);
      for (uint32_t i = 0; i < p.size(); ++i) {
        if (p.target[i] != a) continue;
        std::set<uint32_t> payers;
        for (uint32_t j = i; j < p.size(); ++j)
          if (p.time[j] < p.time[i] + 7 && p.target[j] == a) payers.insert(p.source[j]);
        if (payers.size() >= 3 && 2 * payers.size() >= all.size()) twin.insert(a);
      }
    }
    EXPECT_EQ(firsts(find_fans(p, ties, only(Typology::fan_in))), twin) << seed;
  }
}

TEST(Fans, AreFoundAmongOrdinaryPayments) {
  auto rows = ordinary(3000, 15000, 1);
  for (uint32_t i = 0; i < 12; ++i) {
    rows.push_back({100 + i % 4, 50 + i, 3000, 500});  // in …
    rows.push_back({104 + i % 4, 3000, 80 + i, 490});  // … and out again
    rows.push_back({50 + i % 3, 3001, 200 + i, 100});  // out only
  }
  const Payments p = table_of(std::move(rows), 3002);
  const TieTable ties(p);
  EXPECT_EQ(firsts(find_fans(p, ties, only(Typology::fan_in))), (std::set<uint32_t>{3000}));
  EXPECT_EQ(firsts(find_fans(p, ties, only(Typology::fan_out))), (std::set<uint32_t>{3000, 3001}));
  EXPECT_EQ(firsts(find_fans(p, ties, only(Typology::gather_scatter))), (std::set<uint32_t>{3000}));
}

TEST(TwoSteps, ScatterGathersOfASmallTableAreThoseOfPlainLoops) {
  for (unsigned seed = 0; seed < 30; ++seed) {
    const Payments p = table_of(ordinary(9, 45, seed), 9);
    std::set<std::pair<uint32_t, uint32_t>> twin, found;
    for (uint32_t s = 0; s < 9; ++s)
      for (uint32_t t = 0; t < 9; ++t) {
        if (s == t) continue;
        std::set<uint32_t> middles;
        for (uint32_t i = 0; i < p.size(); ++i)
          for (uint32_t j = 0; j < p.size(); ++j)
            if (p.source[i] == s && p.target[i] == p.source[j] && p.target[j] == t &&
                p.time[i] <= p.time[j])
              middles.insert(p.target[i]);
        if (middles.size() >= 3) twin.insert({s, t});
      }
    for (const MoneyFinding& f :
         find_scatter_gathers(p, TieTable(p), only(Typology::scatter_gather))) {
      found.insert({f.accounts[0], f.accounts[1]});
      EXPECT_EQ(static_cast<double>(f.accounts.size() - 2), f.figures[0].second);
    }
    EXPECT_EQ(found, twin) << seed;
  }
}

TEST(TwoSteps, AreFoundAmongOrdinaryPayments) {
  auto rows = ordinary(3000, 15000, 4);
  for (uint32_t i = 0; i < 6; ++i) {
    rows.push_back({100, 3000, 60 + i, 500});
    rows.push_back({103, 60 + i, 3001, 490});
    for (uint32_t j = 0; j < 4; ++j) {
      rows.push_back({50, 3010 + i, 3020 + j, 10});
      rows.push_back({60, 3020 + j, 3030 + i, 10});
    }
  }
  const Payments p = table_of(std::move(rows), 3040);
  const TieTable ties(p);
  const auto gathers = find_scatter_gathers(p, ties, only(Typology::scatter_gather));
  EXPECT_TRUE(firsts(gathers).contains(3000));
  const auto blocks = find_blocks(p, ties, only(Typology::bipartite));
  ASSERT_EQ(blocks.size(), 2u);
  const auto stacks = find_blocks(p, ties, only(Typology::stack));
  ASSERT_EQ(stacks.size(), 1u);
  EXPECT_EQ(stacks[0].accounts.size(), 16u);
  EXPECT_EQ(stacks[0].payments.size(), 48u);
}

TEST(Sums, StructuringIsSetAgainstTheTablesShare) {
  auto rows = ordinary(500, 5000, 6);
  for (int64_t i = 0; i < 6; ++i) rows.push_back({100 + i, 500, 501, 9500 + i * 50});
  for (int64_t i = 0; i < 200; ++i) rows.push_back({i, 502, 503, 3000 + i * 50});  // a busy shop
  const Payments p = table_of(std::move(rows), 504);
  const auto found = find_structuring(p, only(Typology::structuring));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].accounts, (std::vector<uint32_t>{500, 501}));
  EXPECT_EQ(found[0].payments.size(), 6u);
}

TEST(Sums, PassThroughKeepsNothing) {
  auto rows = ordinary(500, 5000, 7);
  for (int64_t i = 0; i < 4; ++i) {
    rows.push_back({100 + i * 5, static_cast<uint32_t>(i), 500, 700});
    rows.push_back({100 + i * 5, 500, 501, 690});
  }
  const Payments p = table_of(std::move(rows), 502);
  const auto found = find_pass_through(p, only(Typology::pass_through));
  EXPECT_TRUE(firsts(found).contains(500));
  EXPECT_LE(found.size(), 3u);
}

TEST(Sums, PeelChainsGoThroughHands) {
  auto rows = ordinary(3000, 9000, 8);
  int64_t sum = 10000;
  for (uint32_t i = 0; i < 8; ++i) {
    rows.push_back({100 + i, 3000 + i, 3001 + i, sum});
    rows.push_back({101 + i, 3001 + i, 20 + i, sum / 10});
    sum -= sum / 10;
  }
  const Payments p = table_of(std::move(rows), 3010);
  const auto found = find_peel_chains(p, only(Typology::peel_chain));
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].payments.size(), 8u);
  EXPECT_EQ(found[0].accounts.front(), 3000u);
}

TEST(Typologies, SeeLittleInOrdinaryPayments) {
  size_t found = 0;
  for (unsigned seed = 20; seed < 26; ++seed)
    found += find_typologies(table_of(ordinary(2000, 10000, seed), 2000), {}).findings.size();
  EXPECT_LE(found, 6u);
}

TEST(Typologies, AreTheSameOnAnyNumberOfThreads) {
  const Payments p = table_of(ordinary(300, 6000, 30), 300);
  const auto told = [&](size_t threads) {
    TypologySettings settings;
    settings.threads = threads;
    std::string out;
    for (const MoneyFinding& f : find_typologies(p, settings).findings)
      out += std::string(name(f.typology)) + f.why + std::to_string(f.accounts.front()) + "\n";
    return out;
  };
  EXPECT_EQ(told(1), told(3));
}

}  // namespace
}  // namespace entente
