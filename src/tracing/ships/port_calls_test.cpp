// Port calls against the published cases; the nearest anchorage against comparing all.
#include <nlohmann/json.hpp>

#include "tracing/ships/testing.h"

namespace entente {
namespace {

using namespace ships_testing;

json json_in(const fs::path& path) {
  std::ifstream in(path);
  return json::parse(in);
}

std::string type_name(PortEventType type) {
  static const char* const kNames[] = {"PORT_ENTRY",      "PORT_GAP_BEGIN", "PORT_GAP_END",
                                       "PORT_STOP_BEGIN", "PORT_STOP_END",  "PORT_EXIT"};
  return kNames[static_cast<size_t>(type)];
}

PortEvent port_event(const json& e) {
  PortEvent out;
  for (int i = 0; i < 6; ++i)
    if (type_name(static_cast<PortEventType>(i)) == e["event_type"])
      out.type = static_cast<PortEventType>(i);
  out.time_ms = std::llround(e["timestamp"].get<double>() * 1000);
  out.track = e["seg_id"].get<uint32_t>();
  out.anchorage = e["anchorage_id"];
  out.lat = e["lat"];
  out.lon = e["lon"];
  return out;
}

TEST(PortCalls, are_those_of_the_published_cases_in_any_order) {
  const fs::path path = shared_data() / "gfw-anchorages-ports" / "port_visit_cases.json";
  if (!fs::exists(path)) GTEST_SKIP() << "skipped: no " << path;
  const json cases = json_in(path);
  PortSettings settings;
  settings.tracks_nm_max = cases["max_interseg_dist_nm"];
  std::mt19937 random(1);
  for (const auto& [name, one] : cases.items()) {
    if (!one.is_object()) continue;
    std::vector<PortEvent> events;
    for (const json& e : one["events"]) events.push_back(port_event(e));
    for (int round = 0; round < 20; ++round) {
      std::shuffle(events.begin(), events.end(), random);
      const auto calls = port_calls(events, settings);
      ASSERT_EQ(calls.size(), one["expected"].size()) << name;
      for (size_t i = 0; i < calls.size(); ++i) {
        const json& visit = one["expected"][i];
        EXPECT_EQ(calls[i].confidence, visit["confidence"].get<int>());
        EXPECT_EQ(calls[i].events.front().time_ms, visit["start_timestamp"].get<double>() * 1000);
        EXPECT_EQ(calls[i].events.back().time_ms, visit["end_timestamp"].get<double>() * 1000);
        EXPECT_EQ(calls[i].events.front().anchorage, visit["start_anchorage_id"]);
        EXPECT_EQ(calls[i].events.back().anchorage, visit["end_anchorage_id"]);
        ASSERT_EQ(calls[i].events.size(), visit["events"].size());
        for (size_t k = 0; k < calls[i].events.size(); ++k)
          EXPECT_EQ(type_name(calls[i].events[k].type), visit["events"][k]["event_type"]);
      }
    }
  }
}

TEST(PortCalls, need_not_flicker_at_the_edge) {
  const AnchorageIndex index({{"a", "WONSAN", "KP", 39.2, 127.5}});
  const PortSettings settings;
  PortEvents events;
  std::vector<std::string> told;
  const auto give = [&](PortEvent&& e) { told.push_back(type_name(e.type)); };
  const double km = 1 / 111.195;
  const std::pair<double, double> path[] = {{6, 8},   {3.5, 8}, {2.9, 6},  {3.5, 2}, {3.9, 2},
                                            {1, 0.1}, {1, 0.4}, {1, 0.45}, {1, 0.6}, {4.1, 8}};
  double seconds = 0;
  for (const auto& [away, knots] : path)
    events.take(fix_at(1, seconds += 600, 39.2 + away * km, 127.5, knots), 0, index, settings,
                give);
  EXPECT_THAT(told,
              testing::ElementsAre("PORT_ENTRY", "PORT_STOP_BEGIN", "PORT_STOP_END", "PORT_EXIT"));
}

TEST(PortCalls, nearest_anchorage_is_that_of_comparing_all) {
  std::mt19937 random(4);
  std::vector<Anchorage> places(400);
  for (size_t i = 0; i < places.size(); ++i) {
    places[i].id = std::to_string(i);
    places[i].lat = static_cast<double>(random() % 1800) / 10 - 90;
    places[i].lon = static_cast<double>(random() % 3600) / 10 - 180;
  }
  const AnchorageIndex index(places);
  for (int round = 0; round < 5000; ++round) {
    const Anchorage& by = places[random() % places.size()];
    const double lat =
        std::max(-90.0, std::min(90.0, by.lat + static_cast<double>(random() % 100) / 200 - 0.25));
    const double lon = wrapped_degrees(by.lon + static_cast<double>(random() % 100) / 100 - 0.5);
    double best = 30.0001;
    for (const Anchorage& a : places) best = std::min(best, sphere_km(lat, lon, a.lat, a.lon));
    const auto found = index.nearest(lat, lon, 30);
    ASSERT_EQ(found.has_value(), best <= 30) << lat << " " << lon;
    if (found) {
      ASSERT_DOUBLE_EQ(found->km, best);
    }
  }
}
}  // namespace
}  // namespace entente
