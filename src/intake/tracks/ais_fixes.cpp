// Where the fields stand is also in ais_layouts.cpp; here only those few are read that tracks need,
// straight from the bits. track_reader_test.cpp holds the two against each other.
#include "intake/tracks/ais_fixes.h"

#include <algorithm>

#include "base/text.h"
#include "intake/tracks/ais_layouts.h"

namespace entente {
namespace {

struct PositionAt {
  uint16_t speed, longitude, latitude, course, bits_min;
};
constexpr PositionAt kClassA{50, 61, 89, 116, 163}, kClassB{46, 57, 85, 112, 168};

// Ten-thousandths of a minute → ten-millionths of a degree.
int32_t degrees_e7(int64_t minutes_e4) {
  const int64_t half = minutes_e4 < 0 ? -3 : 3;
  return static_cast<int32_t>((minutes_e4 * 100 + half) / 6);
}

void put_position(int64_t longitude, int64_t latitude, Fix& fix) {
  constexpr int64_t kMinute = 600'000;
  if (std::abs(longitude) > 180 * kMinute || std::abs(latitude) > 90 * kMinute) return;
  fix.lon_e7 = degrees_e7(longitude);
  fix.lat_e7 = degrees_e7(latitude);
}

void read_position(const AisBits& bits, const PositionAt& at, Fix& fix) {
  put_position(bits.signed_at(at.longitude, 28), bits.signed_at(at.latitude, 27), fix);
  const auto speed = static_cast<int16_t>(bits.unsigned_at(at.speed, 10));
  const auto course = static_cast<int16_t>(bits.unsigned_at(at.course, 12));
  if (speed < 1022) fix.speed_dkn = speed;
  if (course < 3600) fix.course_ddeg = course;
}

void read_long_range(const AisBits& bits, Fix& fix) {
  put_position(bits.signed_at(44, 18) * 1000, bits.signed_at(62, 17) * 1000, fix);
  const auto speed = static_cast<int16_t>(bits.unsigned_at(79, 6));
  const auto course = static_cast<int16_t>(bits.unsigned_at(85, 9));
  if (speed < 63) fix.speed_dkn = static_cast<int16_t>(speed * 10);
  if (course < 360) fix.course_ddeg = static_cast<int16_t>(course * 10);
}

std::string type_of(uint64_t code) { return code ? std::to_string(code) : std::string(); }

Particulars particulars_of(const AisBits& bits, unsigned type) {
  Particulars out;
  if (type == 5) {
    out.imo = static_cast<uint32_t>(bits.unsigned_at(40, 30));
    out.callsign = bits.text_at(70, 42);
    out.name = bits.text_at(112, 120);
    out.type = type_of(bits.unsigned_at(232, 8));
  } else if (type == 19) {
    out.name = bits.text_at(143, 120);
    out.type = type_of(bits.unsigned_at(263, 8));
  } else if (bits.unsigned_at(38, 2) == 0) {
    out.name = bits.text_at(40, 120);
  } else {
    out.type = type_of(bits.unsigned_at(40, 8));
    out.callsign = bits.text_at(90, 42);
  }
  return out;
}

}  // namespace

void AisFixes::say(Particulars&& said, Fix& fix, TrackBlock& out) {
  if (said.empty()) return;
  fix.particulars = particulars_key(said.name + "\n" + said.callsign + "\n" + said.type + "\n" +
                                    std::to_string(said.imo));
  if (!seen_.seen(fix.particulars)) out.particulars.emplace_back(fix.particulars, std::move(said));
}

void AisFixes::take(const AisMessage& message, uint64_t line, TrackBlock& out) {
  const AisBits& bits = message.bits;
  const unsigned type = ais_type(bits);
  Fix fix;
  fix.mmsi = ais_mmsi(bits);
  fix.row = line;
  const bool position = type >= 1 && type <= 3 && bits.size() >= kClassA.bits_min;
  const bool class_b = (type == 18 || type == 19) && bits.size() >= kClassB.bits_min;
  const bool long_range = type == 27 && bits.size() >= 94;
  const bool says = (type == 5 && bits.size() >= 420) || (type == 19 && bits.size() >= 312) ||
                    (type == 24 && bits.size() >= 160);
  if (!position && !class_b && !long_range && !says) {
    ++(type == 4 || type == 9 || type == 21 ? out.counts.not_ships : out.counts.other);
    return;
  }
  if (fix.mmsi == 0 || is_no_ship(fix.mmsi)) {
    ++out.counts.not_ships;
    return;
  }
  if (message.time_ms == kNoTime) {
    ++out.counts.no_time;
    return;
  }
  fix.time_ms = message.time_ms;
  if (position) read_position(bits, kClassA, fix);
  if (class_b) read_position(bits, kClassB, fix);
  if (long_range) read_long_range(bits, fix);
  fix.sender = long_range              ? Fix::Sender::long_range
               : class_b || type == 24 ? Fix::Sender::class_b
                                       : Fix::Sender::class_a;
  if (says) say(particulars_of(bits, type), fix, out);
  out.fixes.push_back(fix);
  ++out.counts.fixes;
}

void AisFixes::parse(std::string_view lines, TrackBlock& out) {
  constexpr size_t kLineUsual = 60;
  out.fixes.reserve(out.fixes.size() + lines.size() / kLineUsual);
  uint64_t line = 0;
  while (!lines.empty()) {
    const size_t size = std::min(lines.find('\n'), lines.size());
    std::string_view text = lines.substr(0, size);
    if (text.ends_with('\r')) text.remove_suffix(1);
    ++line;
    const uint64_t damaged = reader_.counts().damaged;
    reader_.take_all(text, [&](const AisMessage& message) { take(message, line, out); });
    if (reader_.counts().damaged > damaged) out.add_bad(line, "damaged AIS sentence", text);
    lines.remove_prefix(std::min(size + 1, lines.size()));
  }
  out.counts.lines += line;
  out.counts.other += reader_.counts().other - before_.other;
  before_ = reader_.counts();
}

void AisFixes::finish(TrackBlock& out) {
  reader_.finish();
  out.counts.other += reader_.counts().incomplete;
}

}  // namespace entente
