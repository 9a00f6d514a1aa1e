#include "intake/tracks/track_block.h"

#include <cstring>

#include "base/eight_bytes.h"
#include "base/text.h"

namespace entente {

void TrackCounts::add(const TrackCounts& more) {
  lines += more.lines;
  fixes += more.fixes;
  bad += more.bad;
  not_ships += more.not_ships;
  other += more.other;
  no_time += more.no_time;
}

void TrackBlock::add_bad(uint64_t line, std::string_view why, std::string_view piece) {
  ++counts.bad;
  if (bad_lines.size() >= kBadLinesKept) return;
  std::string shown;
  for (const char c : piece.substr(0, 60))
    shown += static_cast<unsigned char>(c) >= 32 && static_cast<unsigned char>(c) < 127 ? c : '?';
  bad_lines.push_back({line, std::string(why), std::move(shown)});
}

// 00MIDxxxx coast station, 0MIDxxxxx group of ships, 111MIDxxx aircraft, 97x beacon, 99MIDxxxx aid.
bool is_no_ship(uint32_t mmsi) {
  if (mmsi >= 2'000'000 && mmsi <= 7'999'999) return true;
  if (mmsi >= 20'000'000 && mmsi <= 79'999'999) return true;
  return mmsi / 1'000'000 == 111 || mmsi / 10'000'000 == 97 || mmsi / 10'000'000 == 99;
}

// Multiply and fold, eight bytes a step: as good as is needed to tell a few million texts apart.
uint64_t particulars_key(std::string_view bytes) {
  constexpr uint64_t kOdd = 0x9E3779B97F4A7C15;
  uint64_t hash = bytes.size() * kOdd;
  const auto mix = [&](uint64_t word) {
    hash = (word ^ hash) * kOdd;
    hash ^= hash >> 29;
  };
  for (size_t i = 0; i + 8 <= bytes.size(); i += 8) mix(eight_bytes(bytes.data() + i));
  uint64_t last = 0;
  if (bytes.size() >= 8) last = eight_bytes(bytes.data() + bytes.size() - 8);
  else std::memcpy(&last, bytes.data(), bytes.size());
  mix(last + 1);
  mix(hash >> 32);
  mix(hash >> 32);
  return hash | 1;
}

}  // namespace entente
