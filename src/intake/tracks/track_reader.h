// Logs of positions, whatever their format, as blocks of fixes in the order of the file.
//
//   auto status = read_tracks("ais.csv.gz", {.threads = 2}, [&](TrackBlock&& block) {
//     …                                   // on the calling thread; false stops
//     return true;
//   });
//
// The format is recognised by content: NMEA (a line with an AIS sentence), JSON Lines, a JSON
// array, else CSV with a header; each plain, gzipped or zstd. CSV and JSON Lines are parsed on all
// threads.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "base/result.h"
#include "intake/tracks/track_block.h"

namespace entente {

struct TrackOptions {
  size_t threads = 1;
  const std::atomic<bool>* stop = nullptr;
  // The bytes read and in all (0: not known), of the file as it lies there.
  std::function<void(uint64_t, uint64_t)> progress = {};
  bool motion = true;  // false: speeds and courses of CSV are not asked for, and left out
};

// What was read; rows in blocks count on from block to block. not_found, unreadable; empty_input;
// unknown_column for CSV without the columns that are needed; too_large for a JSON array over 1
// GiB; truncated or malformed for a damaged archive, after the blocks before it.
Status read_tracks(const std::string& path, const TrackOptions& options,
                   const std::function<bool(TrackBlock&&)>& take);

}  // namespace entente
