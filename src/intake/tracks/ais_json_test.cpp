// Every message of the shared logs held, field by field, against the decodes that gpsd and libais
// publish with them; skipped where ../shared is absent.
#include "intake/tracks/ais_json.h"

#include <gmock/gmock.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "intake/tracks/nmea.h"

namespace entente {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;

fs::path shared_data() {
  if (const char* named = std::getenv("ENTENTE_SHARED_DATA")) return named;
  return fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared" / "data";
}

std::vector<json> decode(const fs::path& log, bool scaled) {
  std::ifstream in(log);
  NmeaReader reader;
  AisPrinter printer(scaled);
  std::vector<json> out;
  std::string line;
  while (std::getline(in, line)) {
    const AisMessage* m = reader.take(line);
    if (!m) continue;
    if (const auto text = printer.print(m->bits); !text.empty()) out.push_back(json::parse(text));
  }
  printer.finish([&](std::string_view text) { out.push_back(json::parse(text)); });
  return out;
}

std::vector<json> objects_of(const fs::path& file) {
  std::ifstream in(file);
  std::vector<json> out;
  std::string line;
  while (std::getline(in, line))
    if (line.starts_with('{')) out.push_back(json::parse(line));
  return out;
}

class Published : public testing::TestWithParam<const char*> {};

TEST_P(Published, gpsd_decodes_are_met_field_by_field) {
  const fs::path log = shared_data() / "ais-nmea-gpsd" / GetParam();
  if (!fs::exists(log)) GTEST_SKIP() << "skipped: no " << log;
  std::vector<json> expected;
  for (json& o : objects_of(log.string() + ".chk"))
    if (o["class"] == "AIS") expected.push_back(std::move(o));
  ASSERT_FALSE(expected.empty());
  auto ours = decode(log, false);
  // gpsd drops a part of a static report whose other part never came; here it is printed.
  std::erase_if(ours, [](const json& o) { return o.contains("part"); });
  ASSERT_EQ(ours.size(), expected.size());
  for (size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(ours[i], expected[i]) << i;
}
INSTANTIATE_TEST_SUITE_P(Logs, Published, testing::Values("ais-nmea.log", "ait250.log"));

// libais has its own words for some things: each is listed here with ours.
json in_gpsd_words(json theirs) {
  static const std::set<std::string> kOnlyLibais = {
      "device",       "spare",       "spare2",          "spare3",           "slot_timeout",
      "sync_state",   "slot_number", "slot_offset",     "transmission_ctl", "received_stations",
      "retransmit_2", "txrx",        "part_num",        "notice_type",      "notice_type_str",
      "sub_areas",    "link_id",     "duration_minutes"};
  for (const auto& name : kOnlyLibais)
    if (!(name == "txrx" && theirs["type"] == 22)) theirs.erase(name);
  // "Tanker, all ships" for "Tanker - all ships".
  if (theirs.contains("shiptype_text")) {
    std::string text = theirs["shiptype_text"];
    if (const size_t comma = text.find(", "); comma != std::string::npos)
      theirs["shiptype_text"] = text.replace(comma, 2, " - ");
  }
  // gpsd squares the turn and so loses which way it goes; scaled, we print what gpsd does.
  if (theirs.contains("turn")) theirs["turn"] = std::round(std::abs(theirs["turn"].get<double>()));
  // Of a long-range report: gpsd gives the word for the status, and the bit as sent for gnss, where
  // libais turns it round (a 0 was sent for "is a GNSS position").
  if (theirs["type"] == 27) {
    theirs["status"] = theirs["status_text"];
    theirs.erase("status_text");
    theirs["gnss"] = !theirs["gnss"].get<bool>();
  }
  return theirs;
}

double number_in(const json& value) {
  return value.is_string() ? std::atof(value.get<std::string>().c_str()) : value.get<double>();
}

bool same_value(const json& a, const json& b, double tolerance) {
  if (a.is_number() && b.is_number())
    return std::abs(a.get<double>() - b.get<double>()) <= tolerance;
  // A position of gpsd's that is a string; an IMO number of theirs.
  if (a.is_string() != b.is_string() && (a.is_number() || b.is_number()))
    return std::abs(number_in(a) - number_in(b)) <= tolerance;
  if (a.is_boolean() && b.is_number()) return a.get<bool>() == (b.get<int>() != 0);
  return a == b;
}

TEST(Published, libais_decodes_are_met_field_by_field) {
  const fs::path folder = shared_data() / "ais-nmea-libais";
  if (!fs::exists(folder)) GTEST_SKIP() << "skipped: no " << folder;
  std::map<std::pair<int, unsigned>, json> ours;
  for (const json& o : decode(folder / "typeexamples.nmea", true))
    ours[{o["type"].get<int>(), o["mmsi"].get<unsigned>()}] = o;
  EXPECT_GE(ours.size(), 26u);
  for (const json& theirs : objects_of(folder / "typeexamples_odd_lines.json")) {
    const auto key = std::pair(theirs["type"].get<int>(), theirs["mmsi"].get<unsigned>());
    ASSERT_TRUE(ours.contains(key)) << theirs;
    const json& mine = ours[key];
    const json wanted = in_gpsd_words(theirs);
    for (const auto& [name, value] : wanted.items()) {
      ASSERT_TRUE(mine.contains(name)) << name << " " << theirs << "\n" << mine;
      // 32-bit floats on their side, one decimal in gpsd's long-range report.
      EXPECT_TRUE(same_value(mine[name], value, key.first == 27 ? 0.06 : 2e-5))
          << "type " << key.first << " " << name << ": " << mine[name] << " " << value;
    }
  }
}

}  // namespace
}  // namespace entente
