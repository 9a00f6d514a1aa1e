// Rows of positions: any bytes as CSV under two headers (its first byte chooses), as JSON Lines and
// as a JSON array. The fast scanner of CSV agrees with the one for quoted cells, and no row has a
// place off the earth.
#include <cstdlib>
#include <string>

#include "intake/tracks/csv_rows.h"
#include "intake/tracks/json_rows.h"

namespace {

void check(const entente::TrackBlock& block) {
  for (const entente::Fix& fix : block.fixes) {
    if (fix.has_position() && (std::abs(fix.latitude()) > 90 || std::abs(fix.longitude()) > 180))
      std::abort();
    if (fix.mmsi == 0 || fix.course_ddeg >= 3600 || fix.row > block.counts.lines) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  if (size == 0) return 0;
  const std::string text(reinterpret_cast<const char*>(data + 1), size - 1);
  static const auto kPlain = CsvColumns::of("mmsi,time,lat,lon,sog,cog,name,imo");
  static const auto kTabs = CsvColumns::of("time\tclass\tmmsi\tlon\tlat\tcallsign");
  const auto& columns = data[0] % 2 ? *kPlain : *kTabs;
  CsvRows rows(columns);
  TrackBlock fast;
  rows.parse(text, fast);
  check(fast);
  if (text.find('"') == std::string::npos && !text.empty()) {
    CsvRows quoted(columns);
    TrackBlock slow;
    quoted.parse(text + (text.back() == '\n' ? "\"" : "\n\""), slow);
    if (slow.fixes != fast.fixes) std::abort();
  }
  (void)CsvColumns::of(text);
  TrackBlock lines, array;
  JsonRows().parse(text, lines);
  JsonRows().parse_array(text, array);
  check(lines);
  check(array);
  return 0;
}
