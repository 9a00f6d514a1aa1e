// `entente ships decode`: a log's lines through the reader and the printer, nothing kept.
#include "engine/parts.h"
#include "entente/ships.h"
#include "intake/tracks/ais_json.h"
#include "intake/tracks/line_blocks.h"
#include "intake/tracks/nmea.h"

namespace entente {
namespace {

class Decoder {
 public:
  Decoder(bool unscaled, const std::function<bool(std::string_view)>& take)
      : printer_(!unscaled), take_(take) {}

  // False when the receiver wants no more.
  bool lines(std::string_view bytes) {
    while (!bytes.empty() && go_on_) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      std::string_view line = bytes.substr(0, end);
      if (line.ends_with('\r')) line.remove_suffix(1);
      reader_.take_all(line, [&](const AisMessage& message) {
        if (const auto printed = printer_.print(message.bits); !printed.empty()) give(printed);
      });
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
    return go_on_;
  }
  void finish(AisCounts& counts) {
    reader_.finish();
    printer_.finish([&](std::string_view line) { give(line); });
    counts.lines += reader_.counts().lines;
    counts.messages += reader_.counts().messages;
    counts.damaged += reader_.counts().damaged;
    counts.incomplete += reader_.counts().incomplete;
    counts.unknown += printer_.unknown();
    counts.other += reader_.counts().other;
  }
  size_t given() const { return given_; }
  bool cut_off() const { return !go_on_; }

 private:
  void give(std::string_view line) {
    if (!go_on_) return;
    go_on_ = take_(line);
    ++given_;
  }

  NmeaReader reader_;
  AisPrinter printer_;
  const std::function<bool(std::string_view)>& take_;
  size_t given_ = 0;
  bool go_on_ = true;
};

}  // namespace

Exit decode_ais(const Settings& settings, const std::vector<std::string>& paths, bool unscaled,
                AisCounts& counts, const std::function<bool(std::string_view)>& take) {
  const Engine::Parts parts(settings);
  Tally tally;
  for (const std::string& path : paths) {
    auto blocks = LineBlocks::open(path, settings.stop);
    Decoder decoder(unscaled, take);
    Status status;
    if (!blocks) status = std::unexpected(blocks.error());
    while (status && !parts.stopped()) {
      const auto block = blocks->next();
      if (!block) status = std::unexpected(block.error());
      if (!block || block->bytes.empty() || !decoder.lines(block->bytes)) break;
      parts.progress("decoding", blocks->bytes_done(), blocks->bytes_total());
    }
    decoder.finish(counts);
    tally.found += decoder.given();
    tally.cut_off = decoder.cut_off();
    if (!status) {
      parts.report(status.error());
      ++tally.failed;
    }
    if (tally.cut_off) break;
  }
  return tally.end(parts);
}

}  // namespace entente
