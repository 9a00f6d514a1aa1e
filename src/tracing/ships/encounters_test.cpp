// Encounters against the published series, the documented difference, and a slow twin.
#include <nlohmann/json.hpp>

#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

json json_in(const fs::path& path) {
  std::ifstream in(path);
  return json::parse(in);
}

std::vector<Encounter> meet(const std::vector<Fix>& fixes, const EncounterSettings& settings) {
  std::map<uint32_t, Resampler> ships;
  std::map<int64_t, std::vector<ShipPoint>> slots;
  for (const Fix& fix : fixes)
    ships[fix.mmsi].take(fix, settings.grid, [&](const GridPoint& p) {
      slots[p.slot].push_back({fix.mmsi, fix.mmsi, p});
    });
  EncounterFinder finder(settings);
  std::vector<Encounter> out;
  const auto take = [&](Encounter&& e) { out.push_back(std::move(e)); };
  for (const auto& [slot, points] : slots)
    finder.close_slot(slot, points, near_pairs(points, settings.km_max), take);
  finder.finish(take);
  return out;
}

class PublishedSeries : public testing::TestWithParam<const char*> {};

// Both directions of the published rows are met by the two sides of the one encounter.
TEST_P(PublishedSeries, is_met) {
  const fs::path path =
      shared_data() / "gfw-encounters-tests" / (std::string(GetParam()) + ".json");
  if (!fs::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const json series = json_in(path);
  std::vector<Fix> fixes;
  for (const json& r : series["records"])
    fixes.push_back(fix_at(static_cast<uint32_t>(std::stoul(r["id"].get<std::string>())),
                           r["timestamp"], r["lat"], r["lon"], r["speed"], r["course"]));
  EncounterSettings settings;
  settings.grid.gap_ms_max = series["parameters"]["max_gap_s"].get<int64_t>() * 1000;
  settings.minutes_min = series["parameters"]["min_minutes_for_encounter"];
  const auto found = meet(fixes, settings);
  const json& expected = series["expected_raw"];
  ASSERT_EQ(found.size() * 2, expected.size());
  for (const json& row : expected) {
    const Encounter& e = found[0];
    const bool first = row["vessel_1_seg_id"] == "1";
    const EncounterSide& side = first ? e.a : e.b;
    const EncounterSide& other = first ? e.b : e.a;
    EXPECT_EQ(e.start_ms, row["start_time"].get<double>() * 1000);
    EXPECT_EQ(e.end_ms, row["end_time"].get<double>() * 1000);
    EXPECT_NEAR(side.mean_lat, row["mean_latitude"].get<double>(), 1e-6);
    EXPECT_NEAR(side.mean_lon, row["mean_longitude"].get<double>(), 1e-6);
    EXPECT_NEAR(e.median_km, row["median_distance_km"].get<double>(), 1e-6);
    EXPECT_NEAR(side.median_knots, row["median_speed_knots"].get<double>(), 1e-6);
    EXPECT_EQ(side.points, row["vessel_1_point_count"].get<int>());
    EXPECT_EQ(other.points, row["vessel_2_point_count"].get<int>());
    EXPECT_NEAR(side.start_lat, row["start_lat"].get<double>(), 1e-6);
    EXPECT_NEAR(side.end_lon, row["end_lon"].get<double>(), 1e-6);
  }
  if (!series.contains("expected_merged")) return;
  const json& merged = series["expected_merged"][0];
  EXPECT_NEAR(found[0].mean_lat(), merged["mean_latitude"].get<double>(), 1e-6);
  EXPECT_NEAR(found[0].mean_lon(), merged["mean_longitude"].get<double>(), 1e-6);
  EXPECT_NEAR(found[0].median_knots(), merged["median_speed_knots"].get<double>(), 1e-6);
}
INSTANTIATE_TEST_SUITE_P(Encounters, PublishedSeries,
                         testing::Values("simple", "dateline", "fastsep"));

// The documented difference: there A's run goes on over a gap of A (A's records follow each other
// whatever lies between), while B's run ends where A is missing. Here both end.
TEST(Encounters, end_when_either_ship_has_a_gap) {
  EncounterSettings settings;
  std::vector<Fix> fixes;
  for (int i = 0; i <= 36; ++i) {
    if (i <= 15 || i >= 24) fixes.push_back(fix_at(1, i * 600, 10, 20));
    fixes.push_back(fix_at(2, i * 600, 10.001, 20));
  }
  const auto found = meet(fixes, settings);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].end_ms, 15 * 600'000);
  EXPECT_EQ(found[1].start_ms, 24 * 600'000);
  for (Fix& fix : fixes) fix.mmsi = 3 - fix.mmsi;  // the gap is the other ship's: nothing changes
  const auto turned = meet(fixes, settings);
  ASSERT_EQ(turned.size(), 2u);
  EXPECT_EQ(turned[0].end_ms, found[0].end_ms);
}

TEST(Encounters, need_slow_ships_close_together_for_long) {
  EncounterSettings settings;
  const auto count = [&](double knots, double apart_km, int steps) {
    std::vector<Fix> fixes;
    for (int i = 0; i <= steps; ++i) {
      const double lat = knots * i / 6 / 60;
      fixes.push_back(fix_at(1, i * 600, lat, 0));
      fixes.push_back(fix_at(2, i * 600, lat, apart_km / 111.195));
    }
    return meet(fixes, settings).size();
  };
  EXPECT_EQ(count(0.5, 0.4, 12), 1u);
  EXPECT_EQ(count(0.5, 0.4, 11), 0u);  // 110 minutes
  EXPECT_EQ(count(0.5, 0.51, 12), 0u);
  EXPECT_EQ(count(2.1, 0.2, 12), 0u);  // a tow
}

TEST(Encounters, near_pairs_are_those_of_comparing_all) {
  std::mt19937 random(2);
  for (int round = 0; round < 300; ++round) {
    std::vector<ShipPoint> points(2 + random() % 60);
    const double lat0 = round % 3 == 0 ? 89.97 : static_cast<double>(random() % 160) - 80;
    const double lon0 = round % 2 == 0 ? 179.99 : static_cast<double>(random() % 300) - 150;
    for (uint32_t i = 0; i < points.size(); ++i) {
      points[i].ship = points[i].mmsi = i;
      points[i].at.lat = std::min(90.0, lat0 + static_cast<double>(random() % 1000) / 50000);
      points[i].at.lon = wrapped_degrees(lon0 + static_cast<double>(random() % 1000) / 40000);
    }
    std::set<std::pair<uint32_t, uint32_t>> slow, fast;
    for (uint32_t i = 0; i < points.size(); ++i)
      for (uint32_t j = i + 1; j < points.size(); ++j)
        if (sphere_km(points[i].at.lat, points[i].at.lon, points[j].at.lat, points[j].at.lon) <=
            0.5)
          slow.emplace(i, j);
    for (const NearPair& pair : near_pairs(points, 0.5)) fast.emplace(pair.first, pair.second);
    ASSERT_EQ(fast, slow) << lat0 << " " << lon0;
  }
}
}  // namespace
}  // namespace entente
