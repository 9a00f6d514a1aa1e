// Logs in every form and packing, good and damaged, through read_tracks.
#include "intake/tracks/track_reader.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>

#include "intake/tracks/ais_json.h"
#include "intake/tracks/csv_rows.h"
#include "intake/tracks/json_rows.h"
#include "intake/tracks/nmea.h"

namespace entente {
namespace {

namespace fs = std::filesystem;

fs::path shared_data() {
  if (const char* named = std::getenv("ENTENTE_SHARED_DATA")) return named;
  return fs::path(ENTENTE_SOURCE_DIR).parent_path() / "shared" / "data";
}

struct Log {
  std::vector<Fix> fixes;
  std::map<uint64_t, Particulars> said;
  TrackCounts counts;
  Status status;
};

Log read(const std::string& path, size_t threads = 2) {
  Log out;
  out.status = read_tracks(path, {.threads = threads}, [&](TrackBlock&& block) {
    out.fixes.insert(out.fixes.end(), block.fixes.begin(), block.fixes.end());
    for (auto& [key, said] : block.particulars) out.said.emplace(key, said);
    out.counts.add(block.counts);
    return true;
  });
  return out;
}

class File {
 public:
  explicit File(std::string_view bytes) { std::ofstream(path_, std::ios::binary) << bytes; }
  ~File() { fs::remove(path_); }
  const std::string& path() const { return path_; }

 private:
  std::string path_ = fmt::format("{}/entente_tracks_{}_{}", fs::temp_directory_path().string(),
                                  ::getpid(), counter()++);
  static int& counter() {
    static int out = 0;
    return out;
  }
};

constexpr const char* kNoaa =
    "MMSI,BaseDateTime,LAT,LON,SOG,COG,Heading,VesselName,IMO,CallSign,VesselType,Status,Length,"
    "Width,Draft,Cargo,TransceiverClass\n"
    "368084090,2023-01-11T00:00:00,29.93174,-89.99239,6.6,296.2,299.0,LARRY B WHIPPLE,IMO9307839,"
    "WDK7401,31,0.0,23.0,10.0,3.1,57.0,A\n"
    "368140160,2023-01-11T00:00:01,29.99706,-90.41192,102.3,360.0,511.0,,,,0,,,,,,B\n"
    "3669882,2023-01-11T00:00:01,29.9,-90.4,0.0,0.0,511.0,,,,,,,,,,B\n"
    "a line of nonsense\n"
    "\n"
    "368140160,2023-01-11 24:00,91,181,,,,\"A, B\",IMO1234567,,0,,,,,,B\n";

TEST(TrackReader, csv_of_marinecadastre) {
  const File file(kNoaa);
  for (const size_t threads : {1, 4}) {
    const Log log = read(file.path(), threads);
    ASSERT_TRUE(log.status) << to_string(log.status.error());
    ASSERT_EQ(log.fixes.size(), 3u);
    const Fix& first = log.fixes[0];
    EXPECT_EQ(first.mmsi, 368084090u);
    EXPECT_EQ(first.time_ms, 1673395200000);
    EXPECT_EQ(first.lat_e7, 299317400);
    EXPECT_EQ(first.lon_e7, -899923900);
    EXPECT_EQ(first.speed_dkn, 66);
    EXPECT_EQ(first.course_ddeg, 2962);
    EXPECT_EQ(first.sender, Fix::Sender::class_a);
    EXPECT_EQ(first.row, 2u);
    EXPECT_EQ(log.said.at(first.particulars),
              (Particulars{9307839, "LARRY B WHIPPLE", "WDK7401", "31", ""}));
    // Speed 102.3, course 360 and latitude 91 are how AIS says that there is none.
    EXPECT_EQ(log.fixes[1].speed_dkn, Fix::kNone);
    EXPECT_EQ(log.fixes[1].course_ddeg, Fix::kNone);
    EXPECT_FALSE(log.fixes[2].has_position());
    EXPECT_EQ(log.fixes[2].time_ms, 1673395200000 + 86'400'000);
    EXPECT_EQ(log.said.at(log.fixes[2].particulars).name, "A, B");
    EXPECT_EQ(log.fixes[2].row, 7u);
    EXPECT_EQ(log.counts.bad, 1u);
    EXPECT_EQ(log.counts.not_ships, 1u);
    EXPECT_EQ(log.counts.other, 1u);
  }
}

TEST(TrackReader, danish_and_plain_csv) {
  const File danish(
      "# Timestamp,Type of mobile,MMSI,Latitude,Longitude,Navigational status,ROT,SOG,COG,Heading,"
      "IMO,Callsign,Name,Ship type\n"
      "26/04/2026 00:00:00,Class A,211429600,54.693287,8.575183,Under way,0.0,0.0,,62,Unknown,"
      "Unknown,,Undefined\n"
      "26/04/2026 00:00:00,Base Station,2190064,56.716565,11.519042,,,,,,Unknown,Unknown,,\n");
  Log log = read(danish.path());
  ASSERT_EQ(log.fixes.size(), 1u);
  EXPECT_EQ(log.fixes[0].time_ms, 1777161600000);
  EXPECT_TRUE(log.said.at(log.fixes[0].particulars).empty());
  EXPECT_EQ(log.counts.not_ships, 1u);
  const File plain("lat;lon;time;ssvid\n-1.5e0; 55.25 ;1293896400;412331104\n");
  log = read(plain.path());
  ASSERT_EQ(log.fixes.size(), 1u);
  EXPECT_EQ(log.fixes[0].lat_e7, -15000000);
  EXPECT_EQ(log.fixes[0].lon_e7, 552500000);
  EXPECT_EQ(log.fixes[0].time_ms, 1293896400000);
}

TEST(TrackReader, json_lines_and_arrays) {
  const std::string one =
      R"({"ssvid":"412331104","timestamp":1704412120.5,"lat":null,"lon":null,"extra":{"a":[1,"}"]}})";
  const std::string two =
      R"({"id":"x","mmsi":412331104,"timestamp":"2024-01-05T00:00:00+02:00","lat":45.4,"lon":80.6,)"
      R"("receiver_type":"satellite","shipname":"A \"B\""})";
  const File lines(one + "\n\n" + two + "\nno json\n{\"lat\":1}\n");
  Log log = read(lines.path());
  ASSERT_EQ(log.fixes.size(), 2u);
  EXPECT_EQ(log.fixes[0].time_ms, 1704412120500);
  EXPECT_FALSE(log.fixes[0].has_position());
  EXPECT_EQ(log.fixes[1].time_ms, 1704405600000);
  EXPECT_EQ(log.fixes[1].receiver, Fix::Receiver::satellite);
  EXPECT_EQ(log.said.at(log.fixes[1].particulars).name, "A \"B\"");
  EXPECT_EQ(log.fixes[1].row, 3u);
  EXPECT_EQ(log.counts.bad, 2u);
  const File array("[" + one + ",\n " + two + "]\n");
  const Log same = read(array.path());
  ASSERT_EQ(same.fixes.size(), 2u);
  EXPECT_EQ(same.fixes[1].lat_e7, 454000000);
}

TEST(TrackReader, packed_logs_read_as_plain_ones) {
  std::string plain = "mmsi,time,lat,lon\n";
  for (int i = 0; i < 300'000; ++i)
    plain += fmt::format("{},{},{:.5f},{:.5f}\n", 200000000 + i % 977, 1700000000 + i,
                         (i % 17000) / 100.0 - 85, (i % 35000) / 100.0 - 175);
  std::string zstd(ZSTD_compressBound(plain.size()), '\0');
  zstd.resize(ZSTD_compress(zstd.data(), zstd.size(), plain.data(), plain.size(), 1));
  const File as_plain(plain), as_zstd(zstd);
  const std::string gz = as_plain.path() + ".gz";
  gzFile file = gzopen(gz.c_str(), "wb1");
  gzwrite(file, plain.data(), static_cast<unsigned>(plain.size()));
  gzclose(file);
  const Log one = read(as_plain.path(), 1), two = read(as_zstd.path(), 2), three = read(gz, 3);
  ASSERT_EQ(one.fixes.size(), 300'000u);
  EXPECT_TRUE(one.fixes == two.fixes);
  EXPECT_TRUE(one.fixes == three.fixes);
  // Cut short: what stands before the cut counts, and the cut is an error.
  fs::resize_file(gz, fs::file_size(gz) / 2);
  const Log cut = read(gz);
  ASSERT_FALSE(cut.status);
  EXPECT_EQ(cut.status.error().code, Code::truncated);
  EXPECT_GT(cut.fixes.size(), 0u);
  fs::remove(gz);
}

TEST(TrackReader, says_what_is_wrong) {
  EXPECT_EQ(read("/nowhere/at/all").status.error().code, Code::not_found);
  EXPECT_EQ(read("/tmp").status.error().code, Code::unreadable);
  const File empty(" \n"), columns("a,b,c\n1,2,3\n");
  EXPECT_EQ(read(empty.path()).status.error().code, Code::empty_input);
  EXPECT_EQ(read(columns.path()).status.error().code, Code::unknown_column);
}

// The fast scanner and the one for quoted cells are each other's twin.
TEST(CsvRows, agree_with_and_without_quotes) {
  std::mt19937 random(3);
  const auto columns = CsvColumns::of("mmsi,time,lat,lon,sog,name,imo");
  ASSERT_TRUE(columns);
  const std::string alphabet = "0123456789.,-+eE \n\r;:TZabcIMO";
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (size_t i = random() % 400; i > 0; --i) text += alphabet[random() % alphabet.size()];
    if (round % 3 == 0) text = "412331104,2024-01-01T00:00:00,1.5,2.5,3.1,A,IMO9307839\n" + text;
    CsvRows fast(*columns), slow(*columns);
    TrackBlock a, b;
    fast.parse(text, a);
    // A quote in a last line of its own sends the whole block the slow way.
    const std::string quoted = text + (text.ends_with('\n') || text.empty() ? "\"" : "\n\"");
    slow.parse(quoted, b);
    ASSERT_EQ(a.fixes, b.fixes) << text;
    ASSERT_EQ(a.counts.bad + 1, b.counts.bad) << text;
  }
}

TEST(TrackReader, real_rows_of_the_shared_samples) {
  const fs::path folder = shared_data() / "ais-csv-samples";
  if (!fs::exists(folder)) GTEST_SKIP() << "skipped: no " << folder;
  const Log noaa = read((folder / "noaa_marinecadastre_1000rows.csv").string());
  EXPECT_EQ(noaa.counts.bad, 0u);
  EXPECT_EQ(noaa.counts.not_ships, 2u);  // MMSI 3669882 and 36926403
  EXPECT_EQ(noaa.fixes.size(), 998u);
  const Log danish = read((folder / "dma_danish_sample.csv").string());
  EXPECT_EQ(danish.counts.bad, 0u);
  EXPECT_EQ(danish.fixes.size() + danish.counts.not_ships, 25u);
  for (const Fix& fix : danish.fixes) EXPECT_TRUE(!fix.has_position() || fix.latitude() < 90);
}

std::string log_of_messages(size_t count) {
  std::mt19937 random(11);
  std::string out;
  for (size_t i = 0; i < count; ++i) {
    std::string body = "AIVDM,1,1,,A,1";
    for (int c = 0; c < 27; ++c) {
      const unsigned value = random() % 64;
      body += static_cast<char>(value < 40 ? value + 48 : value + 56);
    }
    body += ",0";
    unsigned sum = 0;
    for (const char c : body) sum ^= static_cast<unsigned char>(c);
    const std::string tag = fmt::format("c:{}", 1700000000 + i);
    unsigned tag_sum = 0;
    for (const char c : tag) tag_sum ^= static_cast<unsigned char>(c);
    out += fmt::format("\\{}*{:02X}\\!{}*{:02X}\r\n", tag, tag_sum, body, sum);
  }
  return out;
}

TEST(TrackReader, nmea_positions_are_those_that_decoding_prints) {
  const std::string text = log_of_messages(2000);
  const File file(text);
  const Log log = read(file.path());
  ASSERT_TRUE(log.status);
  size_t at = 0, line = 0;
  NmeaReader reader;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = text.find('\n', begin);
    const AisMessage* message = reader.take(text.substr(begin, end - begin - 1));
    begin = end + 1;
    ++line;
    ASSERT_TRUE(message);
    if (at >= log.fixes.size() || log.fixes[at].row != line) continue;  // no ship
    const Fix& fix = log.fixes[at++];
    EXPECT_EQ(fix.mmsi, message->bits.unsigned_at(8, 30));
    EXPECT_EQ(fix.time_ms, message->time_ms);
    const double lat = static_cast<double>(message->bits.signed_at(89, 27)) / 600000;
    const double lon = static_cast<double>(message->bits.signed_at(61, 28)) / 600000;
    ASSERT_EQ(fix.has_position(), std::abs(lat) <= 90 && std::abs(lon) <= 180);
    if (!fix.has_position()) continue;
    EXPECT_NEAR(fix.latitude(), lat, 1e-7);
    EXPECT_NEAR(fix.longitude(), lon, 1e-7);
  }
  EXPECT_EQ(at, log.fixes.size());
}

// "A log with every tenth byte damaged gives the undamaged messages and a count of the rest."
TEST(TrackReader, damaged_lines_cost_themselves_only) {
  std::string text = log_of_messages(3000);
  const File whole(text);
  const Log before = read(whole.path());
  std::mt19937 random(5);
  size_t spoiled = 0, line_begin = 0;
  std::vector<bool> good;
  for (size_t end; (end = text.find('\n', line_begin)) != std::string::npos; line_begin = end + 1) {
    const bool spoil = random() % 3 == 0;
    good.push_back(!spoil);
    if (!spoil) continue;
    ++spoiled;
    const size_t bang = text.find('!', line_begin);
    for (size_t i = bang + 8 + random() % 10; i < end - 1; i += 10)
      text[i] = static_cast<char>(text[i] ^ 0x15);
  }
  const File file(text);
  const Log after = read(file.path());
  std::vector<Fix> expected;
  for (const Fix& fix : before.fixes)
    if (good[fix.row - 1]) expected.push_back(fix);
  std::vector<Fix> kept;
  for (const Fix& fix : after.fixes)
    if (good[fix.row - 1]) kept.push_back(fix);
  EXPECT_EQ(kept, expected);
  // A checksum of eight bits lets one in 256 damaged lines pass.
  EXPECT_GE(after.counts.bad, spoiled * 95 / 100);
}

// Line ends are bytes too: what stands whole beside a lost one is read all the same.
TEST(TrackReader, lines_run_together_cost_nothing_but_the_damage) {
  const std::string text = log_of_messages(3000);
  const File whole(text);
  const Log before = read(whole.path());
  std::mt19937 random(6);
  std::string damaged;
  size_t lost = 0;
  for (const char c : text) {
    const bool lose = c == '\n' && random() % 10 == 0;
    lost += lose;
    damaged += lose ? '\x1a' : c;
  }
  ASSERT_GT(lost, 200u);
  const File file(damaged);
  const Log after = read(file.path());
  ASSERT_EQ(after.fixes.size(), before.fixes.size());
  for (size_t i = 0; i < after.fixes.size(); ++i) {
    EXPECT_EQ(after.fixes[i].time_ms, before.fixes[i].time_ms);
    EXPECT_EQ(after.fixes[i].lat_e7, before.fixes[i].lat_e7);
    EXPECT_LE(after.fixes[i].row, before.fixes[i].row);
  }
}

// Every tenth byte of a whole stretch, wherever it falls: sentences are longer than ten bytes, so
// none of the stretch is whole, all before and behind it are, and every line is accounted for.
TEST(TrackReader, every_tenth_byte_damaged) {
  std::string text = log_of_messages(3000);
  const File whole(text);
  const Log before = read(whole.path());
  std::mt19937 random(8);
  const size_t from = text.size() / 3, to = 2 * text.size() / 3;
  const auto line_at = [&](size_t at) {
    return static_cast<uint64_t>(
        std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
  };
  const uint64_t first = line_at(from) + 1, last = line_at(to) + 1;  // lines that it touches
  for (size_t at = from; at < to; at += 10)
    text[at] = static_cast<char>(text[at] ^ (1 + random() % 127));
  const File file(text);
  const Log after = read(file.path());
  std::vector<int64_t> kept, expected;  // times, for lines are no longer those of before
  for (const Fix& fix : before.fixes)
    if (fix.row < first || fix.row > last) expected.push_back(fix.time_ms);
  const int64_t begins = 1700000000000 + static_cast<int64_t>(first - 1) * 1000;
  const int64_t ends = 1700000000000 + static_cast<int64_t>(last - 1) * 1000;
  size_t passed = 0;  // damaged, and yet of a right checksum: one in 256
  for (const Fix& fix : after.fixes)
    if (fix.time_ms < begins || fix.time_ms > ends) kept.push_back(fix.time_ms);
    else ++passed;
  EXPECT_EQ(kept, expected);
  EXPECT_LE(passed, (last - first) / 50);
  const TrackCounts& c = after.counts;
  EXPECT_GE(c.bad + c.other + c.no_time, (last - first) * 9 / 10);
  EXPECT_GE(c.fixes + c.bad + c.other + c.no_time + c.not_ships, c.lines);
}

}  // namespace
}  // namespace entente
