// Distances from shore at places that are known, and against going through all segments.
#include "tracing/ships/coast.h"

#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

const Coast& coast() {
  static const Coast out = [] {
    std::ifstream in(fs::path(ENTENTE_SOURCE_DIR) / "data/coastline.tsv");
    const std::string text((std::istreambuf_iterator<char>(in)), {});
    auto parsed = Coast::parse(text);
    EXPECT_TRUE(parsed);
    return parsed ? *parsed : Coast();
  }();
  return out;
}

TEST(Coast, knows_land_and_sea) {
  EXPECT_GT(coast().rings().size(), 1000u);
  const std::pair<double, double> land[] = {
      {39.0, 126.5}, {62, 129}, {-25, 134}, {40, -100}, {51, -1}};
  for (const auto& [lat, lon] : land) EXPECT_EQ(coast().shore_nm(lat, lon), 0) << lat;
  EXPECT_NEAR(coast().shore_nm(39.0, 133.5), 150, 5);     // the Sea of Japan, from Ulleungdo
  EXPECT_NEAR(coast().shore_nm(51.0, 1.5), 7, 5);         // the Strait of Dover
  EXPECT_EQ(coast().shore_nm(-45, -120), Coast::kFarNm);  // the South Pacific
  EXPECT_LT(coast().shore_nm(66, -179.5), 80);            // by the date line
}

TEST(Coast, distance_is_that_of_all_segments) {
  std::mt19937 random(9);
  for (int round = 0; round < 300; ++round) {
    const double lat = static_cast<double>(random() % 13000) / 100 - 60;
    const double lon = static_cast<double>(random() % 36000) / 100 - 180;
    const double found = coast().shore_nm(lat, lon);
    if (found == 0) continue;
    const double narrow = std::cos(lat * M_PI / 180);
    double slow = 1e9;
    for (const auto& ring : coast().rings())
      for (size_t i = 0; i + 1 < ring.size(); ++i) {
        if (std::abs(ring[i].lon - ring[i + 1].lon) > 18000) continue;
        const double ax = wrapped_degrees(ring[i].lon / 100.0 - lon) * narrow,
                     ay = ring[i].lat / 100.0 - lat;
        const double bx = ax + (ring[i + 1].lon - ring[i].lon) / 100.0 * narrow;
        const double by = ring[i + 1].lat / 100.0 - lat;
        const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
        const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0;
        slow = std::min(slow, 60 * std::hypot(ax + t * dx, ay + t * dy));
      }
    ASSERT_NEAR(found, std::min(slow, Coast::kFarNm), 1e-6) << lat << " " << lon;
  }
}

TEST(Coast, tells_how_far_inside_land) {
  EXPECT_GT(coast().inland_nm(50, 110), 200);          // Transbaikal
  EXPECT_NEAR(coast().inland_nm(52.5, 13.4), 80, 15);  // Berlin
  for (const auto& [lat, lon] : {std::pair(30.0, -40.0), {38.9, 132.6}})
    EXPECT_EQ(coast().inland_nm(lat, lon), -coast().shore_nm(lat, lon));
}

TEST(Coast, refuses_what_is_no_table) {
  EXPECT_FALSE(Coast::parse("ring\n1,2 3\n"));
  EXPECT_FALSE(Coast::parse("ring\n17999,2 3,4\n"));
}

}  // namespace
}  // namespace entente
