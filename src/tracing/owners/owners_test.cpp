// Rules, integrated ownership and reasons against their slow twins over random registers, and what
// must end in linear time.
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <random>
#include <set>

#include "tracing/owners/flags.h"
#include "tracing/owners/integrated.h"
#include "tracing/owners/reference/rules.h"
#include "tracing/owners/rules.h"
#include "tracing/owners/why.h"

namespace entente {
namespace {

constexpr int kRounds = 300;

struct Register {
  Stakes stakes;
  std::vector<reference::Row> rows;
  std::vector<uint32_t> listed;
  size_t parties = 0;

  void add(uint32_t owner, uint32_t entity, Share low, Share high,
           StakeKind kind = StakeKind::ownership) {
    stakes.all.push_back(
        {.owner = owner, .entity = entity, .low = low, .high = high, .kind = kind});
    rows.push_back({owner, entity, low, high, kind});
  }
};

// Few parties, shares that often meet at 50, cross-holdings, shares of oneself, doubled rows.
Register random_register(std::mt19937& random, bool kinds, bool bands, bool sums_below_100) {
  Register out;
  out.parties = 2 + random() % 9;
  for (uint32_t p = 0; p < out.parties; ++p) out.stakes.party("p" + std::to_string(p));
  std::vector<Share> sum(out.parties);
  constexpr int kShares[] = {5, 10, 20, 25, 26, 30, 40, 49, 50, 51, 60, 75, 100};
  for (uint32_t n = random() % 22; n > 0; --n) {
    const uint32_t owner = random() % out.parties, entity = random() % out.parties;
    Share low = kShares[random() % std::size(kShares)] * kPercent;
    if (random() % 6 == 0) low = 16'666'666'667;
    Share high = bands && random() % 3 == 0 ? std::min(kWhole, low + 25 * kPercent) : low;
    if (bands && random() % 9 == 0) low = 0, high = kWhole;
    if (sums_below_100 && sum[entity] + high > 95 * kPercent) continue;
    sum[entity] += high;
    const auto kind =
        kinds ? static_cast<StakeKind>(random() % 8 < 5 ? 0 : random() % 4) : StakeKind::ownership;
    if (kind == StakeKind::control) low = high = kWhole;
    out.add(owner, entity, low, high, kind);
  }
  for (uint32_t p = 0; p < out.parties; ++p)
    if (random() % 4 == 0) out.listed.push_back(p);
  return out;
}

TEST(Owners, RulesAgreeWithTheirSlowTwin) {
  std::mt19937 random(398);
  for (const auto& rule : owner_rules())
    for (int round = 0; round < kRounds; ++round) {
      const Register r = random_register(random, round % 2 == 0, round % 3 == 0, false);
      const Holdings holdings = holdings_on(r.stakes, 0);
      for (const Bound bound : {Bound::least, Bound::most}) {
        const auto found = reach(holdings, rule, r.listed, bound);
        const auto twin =
            reference::reach(r.rows, rule, {r.listed.begin(), r.listed.end()}, bound, r.parties);
        ASSERT_EQ(std::set<uint32_t>(found.order.begin(), found.order.end()), twin)
            << rule.name << " " << round;
        ASSERT_EQ(found.order.size(), twin.size());
      }
    }
}

TEST(Owners, IntegratedSharesAgreeWithWalks) {
  std::mt19937 random(1998);
  size_t circles = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Register r = random_register(random, false, round % 2 == 0, true);
    const Holdings holdings = holdings_on(r.stakes, 0);
    Integrator integrator(holdings);
    for (uint32_t p = 0; p < r.parties; ++p) {
      std::vector<double> least(r.parties), most(r.parties);
      for (const auto& share : integrator.of(p)) {
        ASSERT_TRUE(share.bounded);
        least[share.entity] = share.least, most[share.entity] = share.most;
      }
      const auto twin_least = reference::integrated(r.rows, p, false, r.parties, 2000);
      const auto twin_most = reference::integrated(r.rows, p, true, r.parties, 2000);
      for (uint32_t e = 0; e < r.parties; ++e) {
        if (e == p) continue;
        ASSERT_NEAR(least[e], twin_least[e], 1e-9) << round;
        ASSERT_NEAR(most[e], twin_most[e], 1e-9) << round;
      }
    }
    const auto flags = owner_flags(r.stakes, holdings, r.listed);
    circles += static_cast<size_t>(std::ranges::count(flags, "cycle", &OwnerFlag::kind));
  }
  EXPECT_GT(circles, 30u) << "too few circles to mean anything";
}

// A ring with more members than are solved by elimination.
TEST(Owners, ALongRingHasTheShareOfItsSeries) {
  for (const Share held : {99 * kPercent, kWhole}) {
    Register r;
    r.parties = 50000;
    for (uint32_t p = 0; p < r.parties; ++p) r.stakes.party(std::to_string(p));
    for (uint32_t p = 1; p < r.parties; ++p) r.add(p, p + 1 < r.parties ? p + 1 : 1, held, held);
    r.add(0, 1, kPercent, kPercent);
    const Holdings holdings = holdings_on(r.stakes, 0);
    Integrator integrator(holdings);
    const auto shares = integrator.of(0);
    ASSERT_EQ(shares.size() > 100, true);
    EXPECT_EQ(shares.front().bounded, held < kWhole);
    if (held < kWhole) {
      EXPECT_NEAR(shares.front().least, 0.01, 1e-12);
    }
  }
}

TEST(Owners, ACircleThatOwnsItselfWhollyHasNoShare) {
  Register r;
  r.parties = 4;
  for (const char* name : {"X", "A", "B", "C"}) r.stakes.party(name);
  r.add(1, 2, kWhole, kWhole);
  r.add(2, 1, kWhole, kWhole);
  r.add(0, 1, 10 * kPercent, 10 * kPercent);
  r.add(0, 3, 10 * kPercent, 10 * kPercent);
  const Holdings holdings = holdings_on(r.stakes, 0);
  const auto shares = Integrator(holdings).of(0);
  ASSERT_EQ(shares.size(), 3u);
  EXPECT_FALSE(shares[0].bounded);
  EXPECT_FALSE(shares[1].bounded);
  EXPECT_TRUE(shares[2].bounded);
}

// What is given as the reason suffices by the slow twin, nothing in it can be left out, and no
// smaller set of stakes suffices either.
TEST(Owners, ReasonsAreTheSmallest) {
  std::mt19937 random(401);
  size_t told = 0;
  for (const auto& rule : owner_rules())
    for (int round = 0; round < kRounds; ++round) {
      Register r = random_register(random, round % 2 == 0, false, false);
      if (r.rows.size() > Reasons::kTriedMax) continue;
      if (!rule.together && r.listed.size() > 1) r.listed.resize(1);
      const std::set<uint32_t> listed(r.listed.begin(), r.listed.end());
      const Holdings holdings = holdings_on(r.stakes, 0);
      const auto reached = reach(holdings, rule, r.listed, Bound::least);
      Reasons reasons(r.stakes, holdings, rule, r.listed, reached, Bound::least);
      for (const uint32_t entity : reached.order) {
        const auto why = reasons.of(entity);
        const auto blocks = [&](uint32_t set) {
          std::vector<reference::Row> some;
          for (uint32_t i = 0; i < r.rows.size(); ++i) {
            if ((set >> i & 1) != 0) some.push_back(r.rows[i]);
            else if (r.rows[i].kind == StakeKind::votes)  // told votes stay told
              some.push_back({r.rows[i].owner, r.rows[i].entity, 0, 0, StakeKind::votes});
          }
          return reference::reach(some, rule, listed, Bound::least, r.parties).contains(entity);
        };
        uint32_t chosen = 0;
        for (const uint32_t stake : why) chosen |= 1u << stake;
        ASSERT_TRUE(blocks(chosen)) << rule.name << " " << round;
        for (uint32_t set = 0; set < 1u << r.rows.size(); ++set)
          if (static_cast<size_t>(__builtin_popcount(set)) < why.size()) {
            ASSERT_FALSE(blocks(set)) << rule.name << " " << round;
          }
        ++told;
      }
    }
  EXPECT_GT(told, 100u);
}

TEST(Owners, AStarOfAMillionAndAChainOfAHundredThousand) {
  Register star;
  star.parties = 1000001;
  for (uint32_t p = 0; p < star.parties; ++p) star.stakes.party(std::to_string(p));
  for (uint32_t p = 1; p < star.parties; ++p) star.add(p, 0, 60000, 60000);
  for (uint32_t p = 1; p < star.parties; ++p) star.listed.push_back(p);
  const OwnerRule& rule = *find_owner_rule("ofac50");
  const Holdings of_star = holdings_on(star.stakes, 0);
  const auto reached = reach(of_star, rule, star.listed, Bound::least);
  ASSERT_EQ(reached.order.size(), 1u);
  Reasons reasons(star.stakes, of_star, rule, star.listed, reached, Bound::least);
  EXPECT_EQ(reasons.of(0).size(), 833334u);
  EXPECT_TRUE(reach(of_star, *find_owner_rule("uk"), star.listed, Bound::least).order.empty());

  Register chain;
  chain.parties = 100000;
  for (uint32_t p = 0; p < chain.parties; ++p) chain.stakes.party(std::to_string(p));
  for (uint32_t p = 0; p + 1 < chain.parties; ++p) chain.add(p, p + 1, 51 * kPercent, kWhole);
  const Holdings of_chain = holdings_on(chain.stakes, 0);
  const std::vector<uint32_t> head{0};
  const auto all = reach(of_chain, rule, head, Bound::least);
  EXPECT_EQ(all.order.size(), 99999u);
  Reasons ways(chain.stakes, of_chain, rule, head, all, Bound::least);
  EXPECT_EQ(ways.of(40).size(), 40u);
  EXPECT_EQ(ways.of(99999).size(), 1u) << "a long chain is told by its last stake";
  Integrator integrator(of_chain);
  const auto shares = integrator.of(0);
  EXPECT_NEAR(shares[1].least, 0.2601, 1e-12);
  EXPECT_NEAR(shares[1].most, 1, 1e-12);
}

TEST(Stakes, FiguresAreReadExactly) {
  const auto band = [](std::string_view text) { return parse_band(text).value(); };
  EXPECT_EQ(band("50"), (Band{50 * kPercent, 50 * kPercent}));
  EXPECT_EQ(band(" 49.999999999 % "), (Band{50 * kPercent - 1, 50 * kPercent - 1}));
  EXPECT_EQ(band("33,3").low, 33'300'000'000);
  EXPECT_EQ(band("1e-05").low, 10'000);
  EXPECT_EQ(band("25-50"), (Band{25 * kPercent, 50 * kPercent}));
  EXPECT_EQ(band("25 to 50 %"), (Band{25 * kPercent, 50 * kPercent}));
  EXPECT_EQ(band(">25"), (Band{25 * kPercent + 1, kWhole}));
  EXPECT_EQ(band("\u2265 50"), (Band{50 * kPercent, kWhole}));
  EXPECT_EQ(band("less than 10"), (Band{0, 10 * kPercent - 1}));
  EXPECT_EQ(band("16.6666666666").low, 16'666'666'667);
  for (const auto& [text, why] : {std::pair("-5", "negative"),
                                  {"300", "more than 100 %"},
                                  {"100.01", "more than 100 %"},
                                  {"half", "no number"},
                                  {"", "no number"},
                                  {"50-25", "a range that ends before it begins"},
                                  {"1.2.3", "no number"},
                                  {"99999999999999999999", "no number"}})
    EXPECT_EQ(parse_band(text).error(), why) << text;
  EXPECT_EQ(to_text(band("33.30")), "33.3");
  EXPECT_EQ(to_text(band(">25")), "more than 25 up to 100");
  EXPECT_EQ(to_text(Band{50 * kPercent + 1, 75 * kPercent - 1}), "more than 50, less than 75");
  EXPECT_EQ(to_text(Band{}), "unknown");
}

TEST(Stakes, ADateKnownToTheYearIsSureOfNoDayInIt) {
  Interval sold;
  sold.end = parse_date("2024");
  const HoldsFor holds = holds_for(sold);
  const auto day = [](std::string_view iso) {
    return static_cast<int32_t>(days_from_epoch(*parse_date(iso)));
  };
  EXPECT_TRUE(holds.surely(day("2024-01-01")));
  EXPECT_FALSE(holds.surely(day("2024-06-01")));
  EXPECT_TRUE(holds.possibly(day("2024-12-31")));
  EXPECT_FALSE(holds.possibly(day("2025-01-01")));
}

}  // namespace
}  // namespace entente
