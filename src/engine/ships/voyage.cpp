// `entente voyage`: all that logs show of one ship, by time, and a map of it. The logs are read
// three times: for the MMSIs that said its number, for its positions, for the findings.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/file.h"
#include "base/text.h"
#include "engine/parts.h"
#include "engine/ships/map.h"
#include "engine/ships/records.h"
#include "engine/ships/tables.h"
#include "entente/ships.h"
#include "intake/tracks/track_reader.h"

namespace entente {
namespace {

constexpr int64_t kStepMs = 600'000;          // between points of the map
constexpr int64_t kSilentMs = 6 * 3'600'000;  // dashes

Status each_fix(const Engine::Parts& parts, const std::vector<std::string>& paths,
                const std::function<void(const TrackBlock&)>& take) {
  for (const std::string& path : paths) {
    const auto status =
        read_tracks(path, {parts.threads(), parts.settings.stop, {}}, [&](TrackBlock&& block) {
          take(block);
          return true;
        });
    if (!status) return status;
  }
  return {};
}

Result<std::set<uint32_t>> senders_of(const Engine::Parts& parts, uint32_t number,
                                      const std::vector<std::string>& paths) {
  std::set<uint64_t> keys;
  std::set<uint32_t> out;
  auto status = each_fix(parts, paths, [&](const TrackBlock& block) {
    for (const auto& [key, said] : block.particulars)
      if (said.imo == number) keys.insert(key);
    for (const Fix& fix : block.fixes)
      if (fix.mmsi == number || (fix.particulars && keys.contains(fix.particulars)))
        out.insert(fix.mmsi);
  });
  if (!status) return std::unexpected(status.error());
  return out;
}

MapTrack track_of(std::map<int64_t, MapPoint>& points, uint32_t mmsi) {
  MapTrack out{fmt::format("MMSI {:09}", mmsi), {}};
  int64_t before = INT64_MIN / 2;
  for (const auto& [time, point] : points) {
    if (time - before > kSilentMs) out.pieces.emplace_back();
    out.pieces.back().push_back(point);
    before = time;
  }
  return out;
}

// "identity: imo under several mmsi, 2024-03-05T06:47:49Z to …; PAPER CRANE and DUSK"
std::string mark_text(const ShipFinding& f) {
  std::string out = f.event, hours;
  for (const auto& [name, value] : f.measures) {
    if (name == "kind") out += ": " + value;
    if (name == "port" && !value.empty()) out += " of " + value;
    if (name == "duration_hours") hours = " (" + value + " h)";
  }
  std::ranges::replace(out, '_', ' ');
  out += ", " + f.start;
  if (f.end != f.start) out += " to " + f.end;
  out += hours;
  std::vector<std::string> ships;
  for (const auto& v : f.vessels)
    ships.push_back(v.name.empty() ? fmt::format("{:09}", v.mmsi) : v.name);
  return ships.size() > 1 ? out + "; " + join(ships, " and ") : out;
}

}  // namespace

Exit voyage_of(const Settings& settings, uint32_t number, ShipsRequest request, std::string* svg,
               ShipsCounts& counts, const std::function<bool(const ShipFinding&)>& take) {
  const Engine::Parts parts(settings);
  const auto senders = senders_of(parts, number, request.paths);
  if (!senders) return parts.report(senders.error());
  if (senders->empty()) return Exit::nothing_found;
  request.vessels = {std::to_string(number)};
  for (const uint32_t mmsi : *senders) request.vessels.push_back(std::to_string(mmsi));
  std::vector<MapMark> marks;
  std::vector<std::string> names;
  const Exit status = find_ships(settings, request, counts, [&](const ShipFinding& f) {
    for (const auto& v : f.vessels)
      if ((v.imo == number || v.mmsi == number) && !v.name.empty() &&
          std::find(names.begin(), names.end(), v.name) == names.end())
        names.push_back(v.name);
    if (f.placed && marks.size() < 40) marks.push_back({{f.lat, f.lon}, mark_text(f)});
    return take(f);
  });
  if (!svg || (status != Exit::done && status != Exit::nothing_found)) return status;
  std::map<uint32_t, std::map<int64_t, MapPoint>> points;
  const auto read = each_fix(parts, request.paths, [&](const TrackBlock& block) {
    for (const Fix& fix : block.fixes)
      if (fix.has_position() && senders->contains(fix.mmsi))
        points[fix.mmsi].try_emplace(fix.time_ms / kStepMs * kStepMs,
                                     MapPoint{fix.latitude(), fix.longitude()});
  });
  if (!read) return parts.report(read.error());
  const auto home = parts.home();
  if (!home) return parts.report_missing(home.error());
  const auto text = read_file(*home + "/data/coastline.tsv", size_t{64} << 20);
  if (!text) return parts.report_missing(text.error());
  const auto coast = Coast::parse(*text);
  if (!coast) return parts.report(coast.error());
  std::vector<MapTrack> tracks;
  for (auto& [mmsi, of] : points) tracks.push_back(track_of(of, mmsi));
  *svg = ships_map(
      *coast, tracks, marks,
      names.empty() ? std::to_string(number) : fmt::format("{} ({})", join(names, ", "), number));
  return Exit::done;
}

}  // namespace entente
