// AIS messages as gpsd prints them: the field names, order and units of `gpsdecode -j` (scaled), or
// of `gpsdecode -u -j` (as sent).
//
//   AisPrinter printer(/*scaled=*/true);
//   std::string line;
//   if (printer.print(message.bits, line)) …   // {"class":"AIS","type":1,…}, no newline
//   printer.finish([](const std::string& line) { … });
//
// The values are those that were sent: a latitude of 91 here means that the ship had none. Tracks
// (track.h) leave such values out. The two parts of a static report of class B (type 24) make one
// object; a part whose other part never came is printed with "part":"A" or "part":"B", the first
// kind at the end.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <string>

#include "intake/tracks/ais_bits.h"

namespace entente {

class AisPrinter {
 public:
  explicit AisPrinter(bool scaled) : scaled_(scaled) {}
  // Appends to `out`. False, and nothing appended, when there is nothing to print: no layout has
  // this type and size (counted), or a part that waits for its other part.
  bool print(const AisBits& bits, std::string& out);
  void finish(const std::function<void(const std::string&)>& take);
  uint64_t unknown() const { return unknown_; }

 private:
  struct PartA {
    uint32_t mmsi = 0;
    AisBits bits;
  };
  bool print_part_b(const AisBits& bits, std::string& out);

  bool scaled_;
  uint64_t unknown_ = 0;
  std::deque<PartA> parts_;
  std::deque<PartA> unmatched_;
};

}  // namespace entente
