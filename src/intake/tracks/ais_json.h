// AIS messages as gpsd prints them: the field names, order and units of `gpsdecode -j` (scaled), or
// of `gpsdecode -u -j` (as sent).
//
//   AisPrinter printer(/*scaled=*/true);
//   use(printer.print(message.bits));            // {"class":"AIS","type":1,…}, no newline
//   printer.finish([](std::string_view line) { … });
//
// The values are those that were sent: a latitude of 91 here means that the ship had none. Tracks
// (track.h) leave such values out. The two parts of a static report of class B (type 24) make one
// object; a part whose other part never came is printed with "part":"A" or "part":"B", the first
// kind at the end.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string_view>

#include "intake/tracks/ais_bits.h"
#include "intake/tracks/json_line.h"

namespace entente {

class AisPrinter {
 public:
  explicit AisPrinter(bool scaled) : scaled_(scaled) {}
  // Valid until the next call. Empty when there is nothing to print: no layout has this type and
  // size (counted), or a part waits for its other part.
  std::string_view print(const AisBits& bits);
  void finish(const std::function<void(std::string_view)>& take);
  uint64_t unknown() const { return unknown_; }

 private:
  struct PartA {
    uint32_t mmsi = 0;
    AisBits bits;
  };
  void print_part_b(const AisBits& bits);

  bool scaled_;
  JsonLine line_;
  uint64_t unknown_ = 0;
  std::deque<PartA> parts_;
  std::deque<PartA> unmatched_;
};

}  // namespace entente
