// Gaps against the published sample where it lies beside the project, and their definition.
#include <nlohmann/json.hpp>

#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

json json_in(const fs::path& path) {
  std::ifstream in(path);
  return json::parse(in);
}

TEST(Gaps, are_those_of_the_published_sample) {
  const fs::path folder = shared_data() / "gfw-gaps-tests";
  if (!fs::exists(folder)) GTEST_SKIP() << "skipped: no " << folder;
  std::vector<Fix> fixes;
  for (const json& m : json_in(folder / "sample_messages.json")) {
    Fix fix;
    fix.mmsi = static_cast<uint32_t>(std::stoul(m["ssvid"].get<std::string>()));
    fix.time_ms = std::llround(m["timestamp"].get<double>() * 1000);
    fix.receiver = Fix::Receiver::terrestrial;
    if (!m["lat"].is_null()) {
      fix.lat_e7 = static_cast<int32_t>(std::llround(m["lat"].get<double>() * 1e7));
      fix.lon_e7 = static_cast<int32_t>(std::llround(m["lon"].get<double>() * 1e7));
    }
    fixes.push_back(fix);
  }
  std::sort(fixes.begin(), fixes.end(),
            [](const Fix& a, const Fix& b) { return a.time_ms < b.time_ms; });
  const std::pair<double, size_t> wanted[] = {{1, 82}, {1.2, 19}, {2, 0}};
  for (const auto& [hours, count] : wanted) {
    GapFinder finder;
    GapSettings settings;
    settings.hours_min = hours;
    std::vector<Gap> gaps;
    for (const Fix& fix : fixes)
      if (auto gap = finder.take(fix, settings)) gaps.push_back(*gap);
    ASSERT_EQ(gaps.size(), count) << hours;
    if (hours != 1) continue;
    const json expected = json_in(folder / "expected_sample_messages.json")["1"];
    for (size_t i = 0; i < count; ++i) {
      const Finding f = finding_of(gaps[i], {}, settings);
      EXPECT_EQ(gaps[i].id(), expected[i]["gap_id"].get<std::string>());
      EXPECT_NEAR(gaps[i].hours(), expected[i]["duration_h"].get<double>(), 1e-9);
      EXPECT_EQ(gaps[i].before, expected[i]["positions_hours_before"].get<uint32_t>());
      EXPECT_EQ(gaps[i].before_terrestrial,
                expected[i]["positions_hours_before_ter"].get<uint32_t>());
    }
  }
}

TEST(Gaps, are_strictly_longer_than_the_threshold) {
  GapFinder finder;
  const GapSettings settings;
  EXPECT_FALSE(finder.take(fix_at(1, 0, 0, 0), settings));
  EXPECT_FALSE(finder.take(fix_at(1, 12 * 3600, 0, 0), settings));
  const auto gap = finder.take(fix_at(1, 24 * 3600 + 1, 0, 1), settings);
  ASSERT_TRUE(gap);
  EXPECT_NEAR(*gap->metres(), 111319.49, 0.01);  // a degree of the equator on WGS84
}

TEST(Gaps, are_suspected_disabling_only_under_all_four_conditions) {
  Gap gap;
  gap.off = gap.off_position = fix_at(1, 0, 0, 0);
  gap.on = gap.on_position = fix_at(1, 13 * 3600, 0, 1);
  gap.before = 14;
  const GapSettings settings;
  const auto suspected = [&](const Gap& g, const GapPlace& place) {
    return std::get<bool>(measure(finding_of(g, place, settings), "suspected_disabling")->value);
  };
  EXPECT_TRUE(suspected(gap, {50.0, 10.1}));
  EXPECT_FALSE(suspected(gap, {49.9, 10.1}));
  EXPECT_FALSE(suspected(gap, {50.0, 10.0}));
  EXPECT_FALSE(suspected(gap, {std::nullopt, 20.0}));
  EXPECT_FALSE(suspected(gap, {60.0, std::nullopt}));
  gap.before = 13;
  EXPECT_FALSE(suspected(gap, {60.0, 20.0}));
  gap.before = 20;
  gap.on.time_ms = 11 * 3'600'000;
  EXPECT_FALSE(suspected(gap, {60.0, 20.0}));
}
}  // namespace
}  // namespace entente
