// AIS logs: any bytes as lines. The reader counts each line once, joins what it can, and whatever
// is printed is JSON that parses.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string>

#include "intake/tracks/ais_fixes.h"
#include "intake/tracks/ais_json.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  NmeaReader reader;
  AisPrinter printer(size % 2 == 0);
  const auto parses = [](std::string_view json) {
    if (!nlohmann::json::accept(json)) std::abort();
  };
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    reader.take_all(text.substr(at, end - at), [&](const AisMessage& m) {
      if (const auto line = printer.print(m.bits); !line.empty()) parses(line);
    });
    at = end + 1;
  }
  reader.finish();
  printer.finish(parses);
  // The bits of a message without the sentence around them: damage rarely passes a checksum.
  AisBits bits;
  for (size_t i = 0; i < size && i < 200; ++i) {
    const unsigned value = data[i] & 63;
    const char c = static_cast<char>(value < 40 ? value + 48 : value + 56);
    if (!bits.append({&c, 1})) std::abort();
  }
  if (const auto line = printer.print(bits); !line.empty()) parses(line);
  printer.finish(parses);
  AisFixes fixes;
  TrackBlock out;
  fixes.parse(text, out);
  fixes.finish(out);
  for (const Fix& fix : out.fixes)
    if (fix.has_position() && (std::abs(fix.latitude()) > 90 || std::abs(fix.longitude()) > 180))
      std::abort();
  return 0;
}
