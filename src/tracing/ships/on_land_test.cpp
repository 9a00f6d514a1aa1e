#include "tracing/ships/on_land.h"

#include <random>

#include "tracing/ships/positions.h"
#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

// Land west of 130° E: so far inside it as a degree of longitude is long at the equator.
double plain_coast(double, double lon) { return (130 - lon) * 60; }

std::vector<Finding> watch(const std::vector<Fix>& fixes, const LandSettings& settings) {
  std::vector<Finding> out;
  const auto give = [&](Finding&& f) { out.push_back(std::move(f)); };
  LandWatch land;
  for (const Fix& fix : fixes) land.take(fix, false, settings, give);
  land.finish(settings, give);
  return out;
}

// The slow twin asks of every fix.
TEST(OnLand, agrees_with_asking_of_every_fix) {
  std::mt19937 random(11);
  std::normal_distribution<double> step(0, 0.02);
  size_t stays = 0, asked = 0, all = 0;
  for (int round = 0; round < 40; ++round) {
    std::vector<Fix> fixes;
    double lat = 0, lon = 130;
    for (int i = 0; i < 2000; ++i)
      fixes.push_back(fix_at(1, i * 60, lat += step(random) / 4, lon += step(random)));
    std::vector<std::pair<uint64_t, uint64_t>> expected;
    size_t length = 0;
    for (size_t i = 0; i <= fixes.size(); ++i) {
      const bool in = i < fixes.size() && plain_coast(0, fixes[i].longitude()) >= 5;
      if (!in && length >= 3) expected.emplace_back(fixes[i - length].row, fixes[i - 1].row);
      length = in ? length + 1 : 0;
    }
    LandSettings settings;
    settings.inland_nm = [&](double y, double x) { return ++asked, plain_coast(y, x); };
    std::vector<std::pair<uint64_t, uint64_t>> told;
    for (const Finding& f : watch(fixes, settings)) told.emplace_back(f.rows[0], f.rows[1]);
    EXPECT_EQ(told, expected);
    stays += told.size();
    all += fixes.size();
  }
  EXPECT_GT(stays, 50u);
  EXPECT_LT(asked, all / 2);
}

TEST(OnLand, is_deep_inside_far_from_ports_and_for_some_fixes) {
  const auto count = [](double lon, int fixes, const LandSettings& settings) {
    std::vector<Fix> stay;
    for (int i = 0; i < fixes; ++i) stay.push_back(fix_at(1, i * 600, 10, lon));
    return watch(stay, settings).size();
  };
  LandSettings settings;
  EXPECT_EQ(count(129, 9, settings), 0u);  // nobody knows where land is
  settings.inland_nm = plain_coast;
  EXPECT_EQ(count(129, 9, settings), 1u);
  EXPECT_EQ(count(129, 2, settings), 0u);
  EXPECT_EQ(count(129.95, 9, settings), 0u);  // 3 miles: the coastline may err by so much
  EXPECT_EQ(count(131, 9, settings), 0u);
  const AnchorageIndex ports({{"a", "River port", "XXX", 10, 129.3}});
  settings.anchorages = &ports;
  EXPECT_EQ(count(129, 9, settings), 0u);
  EXPECT_EQ(count(128, 9, settings), 1u);
}

TEST(OnLand, says_whether_the_ship_came_or_left_by_a_jump) {
  PositionSettings settings;
  settings.land.inland_nm = plain_coast;
  const auto by_jump = [&](double lon_before, double lon_after) {
    std::vector<Finding> found;
    const auto give = [&](Finding&& f) { found.push_back(std::move(f)); };
    PositionWatch watch;
    double seconds = 0;
    const auto sail = [&](uint32_t track, double lon, double to) {
      for (const double knots = 12; std::abs(lon - to) > 0.02; lon += to > lon ? 0.02 : -0.02)
        watch.take(fix_at(1, seconds += 0.02 * 60 / knots * 3600, 0.003, lon, knots), track,
                   settings, give);
    };
    sail(1, lon_before, 129.001);
    sail(2, 129.001, 128.5);
    sail(3, lon_after, lon_after + 0.5);
    watch.finish(settings, give);
    bool out = false;
    for (const Finding& f : found)
      if (text(f, "kind") == "on_land")
        for (const FindingMeasure& m : f.measures)
          if (m.name == "by_jump") out |= std::get<bool>(m.value);
    return out;
  };
  EXPECT_FALSE(by_jump(130.5, 128.5));  // up a river
  EXPECT_TRUE(by_jump(135, 135.5));
  EXPECT_TRUE(by_jump(130.5, 135));
}

}  // namespace
}  // namespace entente
