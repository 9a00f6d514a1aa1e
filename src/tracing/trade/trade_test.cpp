// Sums and mirror gaps beside slow twins, and the traps that tables of trade set.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <random>

#include "tracing/trade/mirror.h"
#include "tracing/trade/sums.h"

namespace entente {
namespace {

using Flow = TradeRow::Flow;

std::vector<Place> places() {
  std::vector<Place> out;
  for (const char* code : {"AA", "BB", "CC", "DD", "EE"})
    out.push_back({code, code, "", Place::Kind::country});
  Place group{"@G", "Group", "", Place::Kind::group};
  group.members = {{0, INT32_MIN, INT32_MAX}, {1, INT32_MIN, 2020}};
  out.push_back(group);
  return out;
}

TradeRow row(Flow flow, int reporter, int partner, int year, double value, int digits = 0,
             uint32_t code = 0) {
  static uint64_t line = 1;
  TradeRow out;
  out.line = ++line;
  out.flow = flow;
  out.reporter = static_cast<uint16_t>(reporter);
  out.partner = static_cast<uint16_t>(partner);
  out.year = static_cast<uint16_t>(year);
  out.value = value;
  out.digits = static_cast<uint8_t>(digits);
  out.code = code;
  return out;
}

TradeSums sums_of(const std::vector<TradeRow>& rows) {
  TradeSums part, out;
  for (const TradeRow& r : rows) part.add(r);
  out.merge(std::move(part), 0);
  return out;
}

std::vector<MirrorRow> gaps(const TradeSums& exports, const TradeSums& imports) {
  static const auto kPlaces = places();
  const MirrorInput input{.exports = &exports,
                          .imports = &imports,
                          .place = [](uint16_t id) -> const Place& { return kPlaces[id]; }};
  return find_mirror_gaps(input, {});
}

TEST(TradeSums, SameAsAddingUpByHandHoweverTheRowsAreParted) {
  std::mt19937_64 random(7);
  std::vector<TradeRow> rows;
  for (int i = 0; i < 4000; ++i) {
    TradeRow r = row(static_cast<Flow>(1 + random() % 2), static_cast<int>(random() % 5),
                     static_cast<int>(random() % 5), 2019 + static_cast<int>(random() % 3),
                     static_cast<double>(random() % 1000), 6, static_cast<uint32_t>(random() % 50));
    rows.push_back(r);
  }
  std::map<std::tuple<Flow, int, int, int>, double> slow;
  for (const TradeRow& r : rows) slow[{r.flow, r.reporter, r.partner, r.year}] += r.value;
  TradeSums fast;
  for (size_t at = 0; at < rows.size(); at += 700) {
    TradeSums part;
    for (size_t i = at; i < std::min(at + 700, rows.size()); ++i) part.add(rows[i]);
    fast.merge(std::move(part), at);
  }
  size_t count = 0;
  fast.each([&](Flow flow, uint16_t reporter, uint16_t partner, int year, const FlowSum& sum) {
    ++count;
    EXPECT_EQ(sum.value(), (slow[{flow, reporter, partner, year}]));
  });
  EXPECT_EQ(count, slow.size());
}

TEST(TradeSums, TheHighestLevelCountsAndARepeatedRowDoesNot) {
  const TradeSums sums = sums_of(
      {row(Flow::imports, 0, 1, 2020, 100), row(Flow::imports, 0, 1, 2020, 60, 2, 85),
       row(Flow::imports, 0, 1, 2020, 40, 2, 84), row(Flow::imports, 0, 1, 2020, 60, 6, 850440),
       row(Flow::imports, 0, 1, 2020, 100), row(Flow::imports, 0, 2, 2020, 7, 6, 850440),
       row(Flow::imports, 0, 3, 2020, 5), row(Flow::imports, 0, 3, 2020, 6)});
  EXPECT_EQ(sums.find(Flow::imports, 0, 1, 2020)->value(), 100);
  EXPECT_EQ(sums.find(Flow::imports, 0, 2, 2020)->value(), 7);
  EXPECT_EQ(sums.find(Flow::imports, 0, 3, 2020)->value(), 11)
      << "two different figures are two parts";
  EXPECT_EQ(sums.repeated(), 1u);
}

TEST(TradeSums, MonthsAreCountedAndAWholeYearWins) {
  std::vector<TradeRow> rows;
  for (int month = 1; month <= 8; ++month) {
    rows.push_back(row(Flow::exports, 0, 1, 2024, 10));
    rows.back().month = static_cast<uint8_t>(month);
  }
  EXPECT_EQ(sums_of(rows).find(Flow::exports, 0, 1, 2024)->value(), 80);
  EXPECT_EQ(sums_of(rows).find(Flow::exports, 0, 1, 2024)->months_told(), 8);
  rows.push_back(row(Flow::exports, 0, 1, 2024, 130));
  EXPECT_EQ(sums_of(rows).find(Flow::exports, 0, 1, 2024)->value(), 130);
}

// Exporters 0 and 1 send to 2; in 2022 half of it is not seen to arrive.
struct Story {
  std::vector<TradeRow> sent, got;
  Story() {
    for (int year = 2018; year <= 2022; ++year) {
      const double x = year == 2022 ? 300 : 100 + year - 2018;
      sent.push_back(row(Flow::exports, 0, 2, year, x));
      sent.push_back(row(Flow::exports, 1, 2, year, 50));
      sent.push_back(row(Flow::exports, 0, 5, year, 1e6));  // to a group
      got.push_back(row(Flow::imports, 2, 0, year, year == 2022 ? 120 : 1.05 * x));
      got.push_back(row(Flow::imports, 2, 1, year, 50));
      got.push_back(row(Flow::imports, 2, 3, year, 1000));  // others
      got.push_back(row(Flow::imports, 2, 5, year, 160));   // the group's own row
      got.push_back(row(Flow::imports, 3, 0, year, 20 + year % 3));
      sent.push_back(row(Flow::exports, 0, 3, year, 20 + year % 2));
    }
  }
};

const MirrorRow& of(const std::vector<MirrorRow>& rows, int partner, int year) {
  for (const MirrorRow& r : rows)
    if (r.partner == partner && r.year == year) return r;
  throw std::runtime_error("no such row");
}

TEST(Mirror, FiguresAreThoseOfTheFormulas) {
  const Story story;
  const auto rows = gaps(sums_of(story.sent), sums_of(story.got));
  const MirrorRow& r = of(rows, 2, 2022);
  EXPECT_EQ(*r.exports_fob, 350);
  EXPECT_EQ(*r.imports_cif, 170) << "neither the group's row nor other partners count";
  EXPECT_DOUBLE_EQ(*r.ratio, 170.0 / 350);
  EXPECT_NEAR(*r.gap, 350 - 170 / 1.08, 1e-9);
  EXPECT_NEAR(*r.discrepancy, (350 - 170 / 1.08) / (350 + 170 / 1.08), 1e-12);
  EXPECT_NEAR(*r.gap_low, 180, 1e-9);
  EXPECT_NEAR(*r.gap_high, 350 - 170 / 1.2, 1e-9);
  EXPECT_EQ(r.exports.reporters, 2);
  EXPECT_EQ(r.imports.of, 2);
  EXPECT_TRUE(r.has("gap"));
  EXPECT_TRUE(r.has("surge"));
  EXPECT_FALSE(of(rows, 2, 2021).has("gap"));
  EXPECT_FALSE(of(rows, 3, 2022).has("gap"));
}

TEST(Mirror, ATableThatIsNotWholeIsNoGap) {
  Story story;
  for (TradeRow& r : story.got)
    if (r.year == 2022 && r.reporter == 2) r.value *= 0.1;
  const auto rows = gaps(sums_of(story.sent), sums_of(story.got));
  EXPECT_TRUE(of(rows, 2, 2022).has("incomplete_imports"));
  EXPECT_FALSE(of(rows, 2, 2022).has("gap"));
}

TEST(Mirror, AGroupThatReportsStandsForItsMembersOfThatYear) {
  std::vector<TradeRow> sent, got;
  for (const int year : {2020, 2021}) {
    sent.push_back(row(Flow::exports, 5, 2, year, 100));
    got.push_back(row(Flow::imports, 2, 0, year, 60));
    got.push_back(row(Flow::imports, 2, 1, year, 40));
    got.push_back(row(Flow::imports, 2, 5, year, 101));
  }
  const auto rows = gaps(sums_of(sent), sums_of(got));
  EXPECT_EQ(*of(rows, 2, 2020).imports_cif, 100);
  EXPECT_EQ(*of(rows, 2, 2021).imports_cif, 60) << "BB left in 2020";
  EXPECT_EQ(*of(rows, 2, 2021).group_row, 101);
}

TEST(Mirror, MissingMonthsAndMissingSidesAreTold) {
  Story story;
  std::erase_if(story.got, [](const TradeRow& r) { return r.year == 2020 && r.reporter == 2; });
  for (TradeRow& r : story.sent)
    if (r.year == 2022) r.month = 5;
  const auto rows = gaps(sums_of(story.sent), sums_of(story.got));
  EXPECT_TRUE(of(rows, 2, 2020).has("imports_missing"));
  EXPECT_FALSE(of(rows, 2, 2020).gap.has_value());
  EXPECT_TRUE(of(rows, 2, 2022).has("incomplete_exports"));
  EXPECT_EQ(of(rows, 2, 2022).exports.months, 1);
}

}  // namespace
}  // namespace entente
