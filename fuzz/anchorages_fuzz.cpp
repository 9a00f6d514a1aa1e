// Places of port calls: any bytes as CSV or JSON. What is read lies on the earth, and is found
// again where it lies.
#include <cstdlib>
#include <string_view>

#include "engine/ships/anchorage_file.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace entente;
  auto read = parse_anchorages({reinterpret_cast<const char*>(data), size}, "places.csv");
  if (!read) return 0;
  if (read->empty()) std::abort();
  const AnchorageIndex index(*read);
  for (const Anchorage& place : *read) {
    if (!(std::abs(place.lat) <= 90 && std::abs(place.lon) <= 180)) std::abort();
    const auto near = index.nearest(place.lat, place.lon, 1);
    if (!near || near->km > 1) std::abort();
  }
  return 0;
}
