// Positions and particulars out of AIS messages: the fast way of NMEA logs, which prints nothing.
//
//   AisFixes fixes;
//   fixes.parse(lines, out);       // whole lines; messages may go on in the next block
//   fixes.finish(out);
//
// Position reports of ships (types 1, 2, 3, 18, 19, 27) become fixes, static reports (5, 19, 24)
// too, without a position. One AisFixes reads one log from its beginning.
#pragma once

#include "intake/tracks/nmea.h"
#include "intake/tracks/track_block.h"

namespace entente {

class AisFixes {
 public:
  void parse(std::string_view lines, TrackBlock& out);
  void finish(TrackBlock& out);

 private:
  void take(const AisMessage& message, uint64_t line, TrackBlock& out);
  void say(Particulars&& said, Fix& fix, TrackBlock& out);

  NmeaReader reader_;
  NmeaCounts before_;  // counts at the end of the block before
  SeenParticulars seen_;
};

}  // namespace entente
