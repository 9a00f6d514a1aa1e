#include "engine/ships/tables.h"

#include <charconv>

#include "base/file.h"
#include "base/text.h"
#include "engine/ships/anchorage_file.h"

namespace entente {
namespace {

constexpr size_t kTableBytesMax = size_t{64} << 20;

MidTable mids_of(std::string_view text) {
  MidTable out;
  for (const std::string_view line : split(text, '\n')) {
    const size_t tab = line.find('\t');
    uint32_t mid = 0;
    if (tab == std::string_view::npos || line.starts_with('#')) continue;
    if (std::from_chars(line.data(), line.data() + tab, mid).ec == std::errc())
      out[mid] = trim(line.substr(tab + 1));
  }
  return out;
}

}  // namespace

Result<ShipTables> ship_tables(const Engine::Parts& parts, const ShipsRequest& request,
                               const ShipSettings& settings) {
  ShipTables out;
  const auto home = parts.home();
  const auto& wanted = settings.wanted;
  const auto table = [&](const std::string& name) {
    const auto text = home ? read_file(*home + "/data/" + name, kTableBytesMax)
                           : Result<std::string>(std::unexpected(home.error()));
    if (!text) parts.note("data/" + name + " is not there: findings that need it are left out");
    return text ? *text : std::string();
  };
  if (wanted.gaps || wanted.loitering || wanted.positions) {
    auto coast = Coast::parse(table("coastline.tsv"));
    if (!coast) return std::unexpected(coast.error());
    out.coast = std::move(*coast);
  }
  if (wanted.identity) out.mids = mids_of(table("mids.tsv"));
  if (!wanted.ports && !wanted.voyages && !wanted.encounters && !wanted.loitering &&
      !wanted.positions)
    return out;
  const bool own = request.anchorages.empty();
  if (own && !home) return out;
  auto places = read_anchorages(own ? *home + "/data/ports.tsv" : request.anchorages);
  if (!places && own) {
    parts.note(
        "data/ports.tsv is not there: no port calls, and encounters in port are not left out");
    return out;
  }
  if (!places) return std::unexpected(places.error());
  out.anchorages = AnchorageIndex(std::move(*places));
  return out;
}

}  // namespace entente
