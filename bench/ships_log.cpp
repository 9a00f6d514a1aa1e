// Writes a log of made-up ships to measure with: CSV in the form of NOAA MarineCadastre, or NMEA.
//
//   ships_log csv ROWS FILE [SHIPS]      ships_log nmea SENTENCES FILE [SHIPS]
//
// Sorted by time, the same bytes for the same arguments. Ships keep a speed and turn slowly, report
// every two to four minutes, lie silent for 13 to 20 hours now and then, and some drift in pairs.
#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <queue>
#include <random>
#include <string>
#include <vector>

namespace {

constexpr int64_t kStart = 1704067200;  // 2024-01-01
constexpr double kRadians = M_PI / 180;

struct Ship {
  uint32_t mmsi = 0, imo = 0;
  std::string name, callsign;
  double lat = 0, lon = 0, knots = 0, course = 0;
  int64_t time = 0;
  bool pair = false;
};

uint32_t imo_of(uint32_t six) {
  uint32_t sum = 0, rest = six;
  for (uint32_t weight = 2; weight <= 7; ++weight, rest /= 10) sum += rest % 10 * weight;
  return six * 10 + sum % 10;
}

std::vector<Ship> fleet(size_t count, std::mt19937_64& random) {
  static const char* const kWords[] = {"GRAND", "OCEAN", "STAR", "PACIFIC", "EAST", "LUCKY", "NEW"};
  std::vector<Ship> out(count);
  for (size_t i = 0; i < count; ++i) {
    Ship& ship = out[i];
    ship.mmsi = 201000000 + static_cast<uint32_t>(i) * 97003 % 570000000;
    ship.imo = imo_of(800000 + static_cast<uint32_t>(i) % 190000);
    ship.name = fmt::format("{} {} {}", kWords[random() % 7], kWords[random() % 7], i);
    ship.callsign = fmt::format("{:c}{:c}{:c}{}", 'A' + random() % 26, 'A' + random() % 26,
                                'A' + random() % 26, random() % 100);
    ship.lat = -55 + 110.0 * static_cast<double>(random() % 10000) / 10000;
    ship.lon = -180 + 360.0 * static_cast<double>(random() % 100000) / 100000;
    ship.knots = 6 + static_cast<double>(random() % 100) / 10;
    ship.course = static_cast<double>(random() % 3600) / 10;
    ship.time = kStart + static_cast<int64_t>(random() % 180);
    if (i % 50 == 1) {  // drifts beside the one before it
      ship.lat = out[i - 1].lat + 0.001;
      ship.lon = out[i - 1].lon;
      ship.pair = out[i - 1].pair = true;
      ship.knots = out[i - 1].knots = 0.5;
      ship.course = out[i - 1].course;
    }
  }
  return out;
}

void sail(Ship& ship, int64_t seconds, std::mt19937_64& random) {
  if (!ship.pair)
    ship.course = std::fmod(ship.course + static_cast<double>(random() % 100) / 10 - 5 + 360, 360);
  const double miles = ship.knots * static_cast<double>(seconds) / 3600;
  ship.lat += miles / 60 * std::cos(kRadians * ship.course);
  ship.lon += miles / 60 * std::sin(kRadians * ship.course) / std::cos(kRadians * ship.lat);
  if (std::abs(ship.lat) > 60) ship.course = std::fmod(ship.course + 180, 360);
  ship.lat = std::fmax(-60, std::fmin(60, ship.lat));
  if (ship.lon >= 180) ship.lon -= 360;
  if (ship.lon < -180) ship.lon += 360;
  ship.time += seconds;
}

void csv_row(const Ship& ship, std::string& out) {
  const int64_t day = (ship.time - kStart) / 86400, second = (ship.time - kStart) % 86400;
  fmt::format_to(
      std::back_inserter(out),
      "{},2024-01-{:02}T{:02}:{:02}:{:02},{:.5f},{:.5f},{:.1f},{:.1f},{:.0f},{},IMO{},{},"
      "70,0,189,32,10.5,70,A\n",
      ship.mmsi, day + 1, second / 3600, second / 60 % 60, second % 60, ship.lat, ship.lon,
      ship.knots, ship.course, ship.course, ship.name, ship.imo, ship.callsign);
}

// A position report of class A, behind a tag block with its time.
void nmea_line(const Ship& ship, std::string& out) {
  uint64_t bits[3] = {};
  size_t at = 0;
  const auto put = [&](uint64_t value, size_t count) {
    for (size_t i = count; i-- > 0; ++at) bits[at / 60] |= (value >> i & 1) << (59 - at % 60);
  };
  put(1, 6), put(0, 2), put(ship.mmsi, 30), put(0, 4), put(128, 8);
  put(static_cast<uint64_t>(std::lround(ship.knots * 10)), 10), put(0, 1);
  put(static_cast<uint64_t>(std::lround(ship.lon * 600000)) & 0xFFFFFFF, 28);
  put(static_cast<uint64_t>(std::lround(ship.lat * 600000)) & 0x7FFFFFF, 27);
  put(static_cast<uint64_t>(std::lround(ship.course * 10)) % 3600, 12), put(511, 9);
  put(static_cast<uint64_t>(ship.time % 60), 6), put(0, 25);
  std::string body = "AIVDM,1,1,,A,";
  for (size_t i = 0; i < 28; ++i) {
    const auto value = static_cast<unsigned>(bits[i / 10] >> (54 - i % 10 * 6) & 63);
    body += static_cast<char>(value < 40 ? value + 48 : value + 56);
  }
  body += ",0";
  const std::string tag = fmt::format("c:{}", ship.time);
  const auto sum = [](const std::string& text) {
    unsigned out_sum = 0;
    for (const char c : text) out_sum ^= static_cast<unsigned char>(c);
    return out_sum;
  };
  fmt::format_to(std::back_inserter(out), "\\{}*{:02X}\\!{}*{:02X}\r\n", tag, sum(tag), body,
                 sum(body));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    fmt::print(stderr, "ships_log csv|nmea ROWS FILE [SHIPS]\n");
    return 2;
  }
  const bool nmea = std::string(argv[1]) == "nmea";
  const long rows = std::stol(argv[2]);
  std::mt19937_64 random(20240117);
  auto ships = fleet(argc > 4 ? std::stoul(argv[4]) : 5000, random);
  std::FILE* file = std::fopen(argv[3], "w");
  if (!file) return 1;
  std::string out;
  if (!nmea)
    out =
        "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,"
        "Length,Width,Draft,Cargo,TransceiverClass\n";
  using Next = std::pair<int64_t, size_t>;
  std::priority_queue<Next, std::vector<Next>, std::greater<>> queue;
  for (size_t i = 0; i < ships.size(); ++i) queue.emplace(ships[i].time, i);
  for (long row = 0; row < rows; ++row) {
    Ship& ship = ships[queue.top().second];
    const size_t number = queue.top().second;
    queue.pop();
    nmea ? nmea_line(ship, out) : csv_row(ship, out);
    const bool silent = !ship.pair && random() % 8000 == 0;
    sail(ship,
         silent ? 46800 + static_cast<int64_t>(random() % 25000)
                : 120 + static_cast<int64_t>(random() % 121),
         random);
    queue.emplace(ship.time, number);
    if (out.size() > (1 << 22)) {
      std::fwrite(out.data(), 1, out.size(), file);
      out.clear();
    }
  }
  std::fwrite(out.data(), 1, out.size(), file);
  std::fclose(file);
}
