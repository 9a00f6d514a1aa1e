// Where a ship was at a moment, as a log of positions tells it: what readers of tracks make and
// what findings about ships are made of.
//
//   Fix fix;
//   if (fix.has_position()) use(fix.latitude(), fix.longitude());
//
// "Not available" values of AIS (latitude 91, speed 102.3, course 360) are absent here. A fix
// without a position is a sign of life all the same: a static report, or a row with empty cells.
#pragma once

#include <cstdint>
#include <string>

namespace entente {

struct Fix {
  static constexpr int32_t kNoDegrees = INT32_MIN;
  static constexpr int16_t kNone = -1;
  enum class Receiver : uint8_t { unknown, terrestrial, satellite, dynamic };
  enum class Sender : uint8_t { unknown, class_a, class_b, long_range };

  int64_t time_ms = 0;       // since 1970-01-01 UTC
  uint64_t row = 0;          // the line it stands on, counted over all inputs from 1
  uint64_t particulars = 0;  // key of what the sender says of itself in this row; 0: nothing
  uint32_t mmsi = 0;
  int32_t lat_e7 = kNoDegrees, lon_e7 = kNoDegrees;  // ten-millionths of a degree
  int16_t speed_dkn = kNone;                         // tenths of a knot over ground
  int16_t course_ddeg = kNone;                       // tenths of a degree over ground
  Receiver receiver = Receiver::unknown;
  Sender sender = Sender::unknown;

  bool has_position() const { return lat_e7 != kNoDegrees && lon_e7 != kNoDegrees; }
  double latitude() const { return lat_e7 / 1e7; }
  double longitude() const { return lon_e7 / 1e7; }
  bool operator==(const Fix&) const = default;
};

// What a ship says of itself.
struct Particulars {
  uint32_t imo = 0;  // seven digits as sent, its check digit right or not; 0: none
  std::string name = {}, callsign = {}, type = {};
  std::string flag = {};  // only where the log has it
  bool empty() const {
    return imo == 0 && name.empty() && callsign.empty() && type.empty() && flag.empty();
  }
  bool operator==(const Particulars&) const = default;
};

}  // namespace entente
