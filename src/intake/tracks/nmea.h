// Lines of an AIS log: sentences checked, pieces of one message joined, times taken from tag
// blocks.
//
//   NmeaReader reader;
//   for (line : lines)
//     if (const AisMessage* m = reader.take(line)) use(m->bits, m->time_ms);
//   reader.counts().damaged …
//
// A line is `!AIVDM,<pieces>,<piece>,<sequence>,<channel>,<payload>,<fill>*<checksum>` (also AIVDO
// and other talkers than AI), with a tag block `\…\` before it or not, and whatever a logger wrote
// behind it. Other sentences (GPS fixes), comments and blank lines are passed over. Nothing is
// fatal: a line that starts as AIS and breaks the format or its checksum counts as damaged.
//
// A message's time is that of its tag block (`c:`, seconds or milliseconds), else the whole number
// of seconds that USCG loggers write last on the line, else none: AIS itself sends no date.
#pragma once

#include <cstdint>
#include <deque>
#include <string_view>
#include <vector>

#include "intake/tracks/ais_bits.h"

namespace entente {

inline constexpr int64_t kNoTime = INT64_MIN;

struct AisMessage {
  AisBits bits;
  int64_t time_ms = kNoTime;
  uint64_t line = 0;  // of its last piece, from 1
};

struct NmeaCounts {
  uint64_t lines = 0;
  uint64_t messages = 0;
  uint64_t damaged = 0;     // starts as AIS, but breaks the format or its checksum
  uint64_t incomplete = 0;  // pieces whose message never got its other pieces
  uint64_t other = 0;       // no AIS: other sentences, comments, blank lines
};

class NmeaReader {
 public:
  // The message that this line completes, valid until the next call; null when it completes none.
  const AisMessage* take(std::string_view line);
  // After the last line: what is still waiting for pieces is counted as incomplete.
  void finish();
  const NmeaCounts& counts() const { return counts_; }
  // use(message) for each message that a line completes: one, or several where the ends of lines
  // between them were lost. Counts as one line.
  template <class Use>
  void take_all(std::string_view line, Use use) {
    const uint64_t before = counts_.lines;
    do {
      counts_.lines = before;
      if (const AisMessage* message = take(cut_sentence(line))) use(*message);
    } while (!line.empty());
  }

 private:
  // What stands before a second sentence and its tag block, and takes it away; mostly all.
  static std::string_view cut_sentence(std::string_view& line);
  struct Sentence {
    unsigned pieces = 0, piece = 0, fill = 0;
    char sequence = 0, channel = 0;
    std::string_view payload, behind;
    int64_t time_ms = kNoTime;
  };
  struct Waiting {
    char sequence = 0, channel = 0;
    unsigned pieces = 0, next = 0;
    uint64_t line = 0;
    AisMessage message;
  };
  // Nothing: not AIS (counted), or damaged (counted).
  bool parse(std::string_view line, Sentence& out);
  const AisMessage* join(const Sentence& sentence);

  AisMessage message_;
  std::deque<Waiting> waiting_;
  NmeaCounts counts_;
};

}  // namespace entente
