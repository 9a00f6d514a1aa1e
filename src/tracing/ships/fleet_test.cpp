// Identities, positions, loitering and whole fleets, by ships of our own making.
#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

TEST(Identity, imo_check_digit) {
  EXPECT_TRUE(imo_check_digit_holds(9074729));
  EXPECT_TRUE(imo_check_digit_holds(9307839));
  EXPECT_FALSE(imo_check_digit_holds(9074728));
  EXPECT_FALSE(imo_check_digit_holds(0));
  EXPECT_FALSE(imo_check_digit_holds(123));
}

TEST(Identity, tells_changes_shared_numbers_and_wrong_flags) {
  IdentityFinder finder;
  finder.said({9307839, "OLD NAME", "AAAA", "", "KP"}, fix_at(273000001, 0, 1, 2));
  finder.said({9307839, "", "AAAA", "", ""},
              fix_at(273000001, 500, 1, 2));  // tells less: no change
  finder.said({9307839, "NEW NAME", "AAAA", "", "KP"}, fix_at(273000001, 86400, 1, 2));
  finder.last_of(fix_at(273000001, 90000, 1, 2));
  finder.said({9307839, "OTHER", "", "", ""}, fix_at(412000001, 80000, 5, 6));
  finder.last_of(fix_at(412000001, 99000, 5, 6));
  finder.said({9307838, "FALSE", "", "", ""}, fix_at(412000002, 0, 5, 6));
  std::map<std::string, Finding> found;
  finder.findings({{273, "RU"}, {412, "CN"}},
                  [&](Finding&& f) { found.emplace(text(f, "kind"), f); });
  EXPECT_EQ(found.size(), 4u);
  EXPECT_EQ(text(found["name_change"], "values"), "OLD NAME > NEW NAME");
  EXPECT_EQ(found["imo_under_several_mmsi"].ships.size(), 2u);
  EXPECT_TRUE(std::get<bool>(measure(found["imo_under_several_mmsi"], "at_once")->value));
  EXPECT_EQ(text(found["flag_against_mmsi"], "mmsi_country"), "RU");
  EXPECT_EQ(found["imo_check_digit"].ships[0].mmsi, 412000002u);
  EXPECT_EQ(finder.at(273000001, 1000)->name, "OLD NAME");
  EXPECT_EQ(finder.at(273000001, 86'400'000)->name, "NEW NAME");
}

struct Found {
  std::vector<Finding> findings;
  std::vector<Gap> gaps;
};

Found sail(const std::vector<Fix>& fixes, ShipSettings settings) {
  Fleet fleet(settings, 0, 1);
  for (const Fix& fix : fixes) fleet.add(fix);
  fleet.process();
  fleet.finish();
  return {fleet.finds().findings, fleet.finds().gaps};
}

TEST(Positions, a_clone_is_a_jump_and_two_tracks_but_no_gap) {
  ShipSettings settings;
  settings.wanted.positions = settings.wanted.identity = settings.wanted.gaps = true;
  std::vector<Fix> fixes;
  for (int i = 0; i < 600; ++i) {
    fixes.push_back(fix_at(1, i * 300, 30 + i * 0.01, 130, 7.2, 0));
    if (i > 100) fixes.push_back(fix_at(1, i * 300 + 60, 38 - i * 0.01, 125, 7.2, 180));
  }
  std::map<std::string, int> kinds;
  const auto found = sail(fixes, settings);
  for (const Finding& f : found.findings) ++kinds[text(f, "kind")];
  EXPECT_EQ(kinds["jump"], 1);
  EXPECT_EQ(kinds["mmsi_on_two_tracks"], 1);
  EXPECT_TRUE(found.gaps.empty());
}

TEST(Positions, circles_are_told_and_turning_at_anchor_is_not) {
  ShipSettings settings;
  settings.wanted.positions = true;
  const auto circle = [&](double radius_nm) {
    std::vector<Fix> fixes;
    for (int i = 0; i < 160; ++i) {
      const double angle = i * 0.25;
      fixes.push_back(fix_at(1, i * 300, 30 + radius_nm / 60 * std::sin(angle),
                             130 + radius_nm / 60 * std::cos(angle) / std::cos(30 * M_PI / 180), 3,
                             std::fmod(720 - angle * 180 / M_PI, 360)));
    }
    size_t count = 0;
    for (const Finding& f : sail(fixes, settings).findings) count += text(f, "kind") == "circle";
    return count;
  };
  EXPECT_EQ(circle(1.2), 1u);
  EXPECT_EQ(circle(0.05), 0u);
}

TEST(Loitering, is_slow_long_and_far_from_shore) {
  ShipSettings settings;
  settings.wanted.loitering = true;
  std::vector<Fix> fixes;
  for (int i = 0; i < 60; ++i) fixes.push_back(fix_at(1, i * 300, 30 + i * 0.02, 130, 14, 0));
  for (int i = 60; i < 120; ++i)
    fixes.push_back(fix_at(1, i * 300, 31.2 + i % 2 * 0.0001, 130, 0.3, 0));
  for (int i = 120; i < 150; ++i)
    fixes.push_back(fix_at(1, i * 300, 31.2 + (i - 119) * 0.02, 130, 14, 0));
  const auto found = sail(fixes, settings).findings;
  ASSERT_EQ(found.size(), 1u);
  EXPECT_NEAR(number(found[0], "duration_hours"), 5, 0.2);
  settings.shore = [](double, double) { return std::optional(19.0); };
  EXPECT_TRUE(sail(fixes, settings).findings.empty());
}

// A window may hold its rows in any order, twice, and with several ships: the answer is the same.
TEST(Fleet, does_not_mind_order_and_repeats_within_a_window) {
  ShipSettings settings;
  settings.wanted.gaps = settings.wanted.encounters = true;
  std::mt19937 random(8);
  std::vector<Fix> fixes;
  for (uint32_t ship = 1; ship <= 40; ++ship)
    for (int i = 0; i < 100; ++i)
      fixes.push_back(
          fix_at(ship, i * 400 + (i > 50 ? 50'000 : 0) + ship, ship + i * 0.001, ship, 0.6, 0));
  const auto gaps_of = [&](const std::vector<Fix>& rows) {
    std::set<std::pair<uint32_t, int64_t>> out;
    for (const Gap& gap : sail(rows, settings).gaps) out.emplace(gap.off.mmsi, gap.off.time_ms);
    return out;
  };
  const auto expected = gaps_of(fixes);
  EXPECT_EQ(expected.size(), 40u);
  fixes.insert(fixes.end(), fixes.begin(), fixes.begin() + 500);
  std::shuffle(fixes.begin(), fixes.end(), random);
  EXPECT_EQ(gaps_of(fixes), expected);
}
}  // namespace
}  // namespace entente
