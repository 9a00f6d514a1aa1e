// Agreement and ideal points beside their slow, obvious twins.
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tracing/votes/agreement.h"
#include "tracing/votes/ideal_points.h"

namespace entente {
namespace {

using Choice = Vote::Choice;

VoteTable table_of(size_t voters, size_t calls_a_year, int years, uint64_t seed) {
  std::mt19937_64 random(seed);
  VoteTable out;
  for (size_t i = 0; i < voters; ++i)
    out.voters.push_back({std::to_string(i), "State " + std::to_string(i), i == 1 ? "US" : "", ""});
  for (int year = 0; year < years; ++year)
    for (size_t c = 0; c < calls_a_year; ++c) {
      RollCall call;
      call.year = static_cast<uint16_t>(1990 + year);
      call.issues = static_cast<uint32_t>(random() % 4);
      call.is_paragraph = random() % 3 == 0;
      const auto index = static_cast<uint32_t>(out.roll_calls.size());
      out.roll_calls.push_back(call);
      for (size_t v = 0; v < voters; ++v)
        if (random() % 7)
          out.votes.push_back({index, static_cast<uint16_t>(v), static_cast<Choice>(random() % 4)});
    }
  return out;
}

PairCounts slow_count(const VoteTable& table, uint16_t a, uint16_t b, int year, uint32_t issues,
                      bool final_only) {
  PairCounts out;
  for (const Vote& x : table.votes)
    for (const Vote& y : table.votes) {
      const RollCall& call = table.roll_calls[x.roll_call];
      if (x.voter != a || y.voter != b || x.roll_call != y.roll_call || call.year != year) continue;
      if ((issues && !(call.issues & issues)) || (final_only && !call.is_final())) continue;
      if (x.choice == Choice::absent && y.choice != Choice::absent) ++out.absent_a;
      if (y.choice == Choice::absent && x.choice != Choice::absent) ++out.absent_b;
      if (x.choice == Choice::absent || y.choice == Choice::absent) continue;
      ++out.cells[static_cast<size_t>(x.choice)][static_cast<size_t>(y.choice)];
    }
  return out;
}

TEST(VoteBits, CountsAsOneDoesByHand) {
  const VoteTable table = table_of(5, 66, 2, 5);
  for (const uint32_t issues : {0u, 1u})
    for (const bool final_only : {false, true}) {
      const VoteBits bits(table, issues, final_only);
      for (int year = 1990; year <= 1992; ++year)
        for (uint16_t a = 0; a < 5; ++a)
          for (uint16_t b = 0; b < 5; ++b) {
            const PairCounts fast = bits.count(a, b, year),
                             slow = slow_count(table, a, b, year, issues, final_only);
            EXPECT_EQ(fast.cells, slow.cells);
            EXPECT_EQ(fast.absent_a, slow.absent_a);
            EXPECT_EQ(fast.absent_b, slow.absent_b);
          }
    }
}

// Kappa and pi over the votes themselves: every pair of a vote of one and a vote of the other.
TEST(Agreement, ChanceIsWhatAllPairsOfVotesGive) {
  const VoteTable table = table_of(4, 40, 1, 11);
  const VoteBits bits(table);
  for (uint16_t b = 1; b < 4; ++b) {
    std::vector<int> of_a, of_b;
    for (uint32_t call = 0; call < 40; ++call) {
      int x = 3, y = 3;
      for (const Vote& v : table.votes) {
        if (v.roll_call != call) continue;
        if (v.voter == 0) x = static_cast<int>(v.choice);
        if (v.voter == b) y = static_cast<int>(v.choice);
      }
      if (x < 3 && y < 3) of_a.push_back(x), of_b.push_back(y);
    }
    const Agreement told = agreement_of(bits.count(0, b, 1990));
    ASSERT_EQ(told.n, of_a.size());
    for (const bool squared : {false, true}) {
      const auto apart = [&](int x, int y) {
        return squared ? (x - y) * (x - y) : std::abs(x - y);
      };
      double observed = 0, own = 0, both = 0;
      const auto n = static_cast<double>(of_a.size());
      std::vector<int> pooled = of_a;
      pooled.insert(pooled.end(), of_b.begin(), of_b.end());
      for (size_t i = 0; i < of_a.size(); ++i) {
        observed += apart(of_a[i], of_b[i]) / n;
        for (const int y : of_b) own += apart(of_a[i], y) / n / n;
      }
      for (const int x : pooled)
        for (const int y : pooled) both += apart(x, y) / (4 * n * n);
      EXPECT_NEAR(squared ? told.kappa_sq : told.kappa_abs, 1 - observed / own, 1e-12);
      EXPECT_NEAR(squared ? told.pi_sq : told.pi_abs, 1 - observed / both, 1e-12);
    }
  }
}

TEST(Agreement, IsUndefinedWhereNothingCanDiffer) {
  PairCounts counts;
  EXPECT_TRUE(std::isnan(agreement_of(counts).agree));
  counts.cells[0][0] = 5;
  const Agreement told = agreement_of(counts);
  EXPECT_EQ(told.agree, 1);
  EXPECT_EQ(told.s, 1);
  EXPECT_TRUE(std::isnan(told.kappa_sq));
  EXPECT_TRUE(std::isnan(told.pi_abs));
}

// Votes of states whose places are known, drawn from the model itself.
VoteTable drawn(const std::vector<double>& places, int years, size_t calls_a_year) {
  std::mt19937_64 random(3);
  std::normal_distribution<double> normal;
  VoteTable out;
  for (size_t i = 0; i < places.size(); ++i)
    out.voters.push_back(
        {std::to_string(i), "State " + std::to_string(i), i + 1 == places.size() ? "US" : "", ""});
  for (int year = 0; year < years; ++year)
    for (size_t c = 0; c < calls_a_year; ++c) {
      RollCall call;
      call.year = static_cast<uint16_t>(2000 + year);
      const auto index = static_cast<uint32_t>(out.roll_calls.size());
      out.roll_calls.push_back(call);
      const double slope = normal(random), t1 = normal(random) - 0.6, t2 = t1 + 0.5;
      for (size_t v = 0; v < places.size(); ++v) {
        const double z = slope * places[v] + normal(random);
        out.votes.push_back({index, static_cast<uint16_t>(v),
                             z < t1   ? Choice::no
                             : z < t2 ? Choice::abstain
                                      : Choice::yes});
      }
    }
  return out;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
  const auto n = static_cast<double>(a.size());
  double sa = 0, sb = 0, ab = 0, aa = 0, bb = 0;
  for (size_t i = 0; i < a.size(); ++i) sa += a[i] / n, sb += b[i] / n;
  for (size_t i = 0; i < a.size(); ++i)
    ab += (a[i] - sa) * (b[i] - sb), aa += (a[i] - sa) * (a[i] - sa),
        bb += (b[i] - sb) * (b[i] - sb);
  return ab / std::sqrt(aa * bb);
}

TEST(IdealPoints, FindsThePlacesThatVotesWereDrawnFrom) {
  std::vector<double> places;
  for (int i = 0; i < 30; ++i) places.push_back(-1.8 + 3.6 * i / 29);
  const VoteTable table = drawn(places, 4, 60);
  const IdealPoints found = estimate_ideal_points(table, {});
  EXPECT_TRUE(found.converged);
  ASSERT_EQ(found.points.size(), 120u);
  for (int year = 2000; year < 2004; ++year) {
    std::vector<double> told;
    for (const IdealPoint& p : found.points)
      if (p.year == year) told.push_back(p.estimate);
    EXPECT_GT(correlation(told, places), 0.975) << year;
    EXPECT_GT(told.back(), 0) << "the anchor is positive";
  }
  // Nineteen of twenty true places (on the scale of the estimates) lie within two deviations.
  size_t within = 0;
  for (const IdealPoint& p : found.points)
    within += std::abs(p.estimate - places[p.voter] / 1.075) < 2 * p.deviation + 0.05;
  EXPECT_GT(within, 105u);
}

// Each state and each resolution is one thread's whole work, so sums come out the same.
TEST(IdealPoints, SameWhateverTheThreads) {
  const VoteTable table = drawn({-1.5, -1, -0.5, 0, 0.2, 0.7, 1.1, 1.6}, 3, 40);
  const IdealPoints one = estimate_ideal_points(table, {});
  IdealPointSettings settings;
  settings.threads = 4;
  const IdealPoints four = estimate_ideal_points(table, settings);
  ASSERT_EQ(one.points.size(), four.points.size());
  for (size_t i = 0; i < one.points.size(); ++i)
    EXPECT_EQ(one.points[i].estimate, four.points[i].estimate);
}

TEST(IdealPoints, NothingToEstimateIsNoFailure) {
  EXPECT_TRUE(estimate_ideal_points(VoteTable{}, {}).points.empty());
  VoteTable one;
  one.voters.push_back({"1", "Alone", "", ""});
  one.roll_calls.push_back({"1", "", "", 0, 2001, false, false});
  one.votes.push_back({0, 0, Choice::yes});
  const IdealPoints found = estimate_ideal_points(one, {});
  ASSERT_EQ(found.points.size(), 1u);
  EXPECT_TRUE(std::isfinite(found.points[0].estimate));
  EXPECT_TRUE(std::isfinite(found.points[0].deviation));
}

TEST(IdealPoints, BridgesAreMadeOfWords) {
  RollCall a, b;
  a.title = "The Syrian Golan question : resolution / adopted by the General Assembly";
  b.title = "THE SYRIAN GOLAN  QUESTION";
  EXPECT_EQ(bridge_key(a), bridge_key(b));
  b.is_paragraph = true;
  EXPECT_EQ(bridge_key(b), "");
  a.title = "Jerusalem";
  EXPECT_EQ(bridge_key(a), "");
}

}  // namespace
}  // namespace entente
