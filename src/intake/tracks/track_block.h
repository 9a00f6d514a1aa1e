// What a reader makes of one block of lines: fixes, what senders say of themselves, and a count of
// the rest. Readers of tracks share it; the format decides which one fills it (track_reader.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "model/fix.h"

namespace entente {

struct BadLine {
  uint64_t line = 0;  // in the block, from 1; in the file once it is reported
  std::string why, piece;
};

struct TrackCounts {
  uint64_t lines = 0;
  uint64_t fixes = 0;
  uint64_t bad = 0;        // lines that are no row of this format, or without sender or time
  uint64_t not_ships = 0;  // base stations, buoys, aircraft, beacons
  uint64_t other = 0;      // blank lines and comments; of NMEA also messages that place no ship
  uint64_t no_time = 0;    // NMEA messages whose line has no time

  void add(const TrackCounts& more);
};

struct TrackBlock {
  static constexpr size_t kBadLinesKept = 5;

  std::vector<Fix> fixes;  // row: the line within the block, from 1
  std::vector<std::pair<uint64_t, Particulars>> particulars;  // by key; a key may come twice
  TrackCounts counts;
  std::vector<BadLine> bad_lines;  // the first ones

  void add_bad(uint64_t line, std::string_view why, std::string_view piece);
};

// Which keys a reader has given out, so that most rows cost one look at one line of memory; the
// oldest of seven that share a line is forgotten when an eighth comes.
class SeenParticulars {
 public:
  void fetch(uint64_t key) const { __builtin_prefetch(&lines_[key >> 51]); }
  bool seen(uint64_t key) {
    Line& line = lines_[key >> 51];
    for (const uint64_t known : line.keys)
      if (known == key) return true;
    line.keys[line.next++ % line.keys.size()] = key;
    return false;
  }

 private:
  struct alignas(64) Line {
    std::array<uint64_t, 7> keys{};
    uint64_t next = 0;
  };
  std::vector<Line> lines_ = std::vector<Line>(size_t{1} << 13);
};

// A station on land, a buoy, an aircraft or a beacon by the form of its MMSI (ITU-R M.585).
bool is_no_ship(uint32_t mmsi);

// A key of these bytes; never 0.
uint64_t particulars_key(std::string_view bytes);

}  // namespace entente
