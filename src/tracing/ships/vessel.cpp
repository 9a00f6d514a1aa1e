#include "tracing/ships/vessel.h"

#include <algorithm>

namespace entente {
namespace {

// Loitering, but for ships that lie at an anchorage.
Loitering::Give keep_loitering(const ShipSettings& settings, VesselFinds& finds) {
  return [&](Finding&& f) {
    if (!settings.anchorages ||
        !settings.anchorages->nearest(f.lat, f.lon, settings.encounters.port_km_min))
      finds.findings.push_back(std::move(f));
  };
}

constexpr int64_t kDayMs = 86'400'000;
// A track beside others of its MMSI is believed to be a ship from so many fixes on: fewer may be
// noise, and noise meets nobody.
constexpr uint64_t kTrackFixesMin = 10;

}  // namespace

Vessel::Vessel(const ShipSettings& settings) : segmenter_(settings.segmenter) {
  if (settings.wanted.positions || settings.wanted.identity)
    positions_ = std::make_unique<PositionWatch>(!settings.wanted.positions);
}

// A new track goes on with the ship of the one before when that one is closed: nothing else is
// heard under this MMSI, so the silence between is a gap. Beside an open track it is another
// sender.
void Vessel::begin_track(uint32_t number, const Fix& fix, const ShipSettings& settings,
                         VesselFinds& finds) {
  const auto open_ms = static_cast<int64_t>(settings.segmenter.hours_max * 3'600'000);
  const auto closed = [&](const Track& track) { return fix.time_ms - track.last_ms > open_ms; };
  const auto newest =
      std::max_element(tracks_.begin(), tracks_.end(),
                       [](const Track& a, const Track& b) { return a.last_ms < b.last_ms; });
  Track track;
  const bool goes_on = newest != tracks_.end() && closed(*newest);
  if (goes_on) {
    track = std::move(*newest);
    tracks_.erase(newest);
  } else {
    track.ship = finds.next_ship;
    finds.next_ship += finds.ship_step;
  }
  for (Track& old : tracks_)
    if (closed(old))
      old.loitering.finish(settings.loitering, settings.shore, keep_loitering(settings, finds));
  std::erase_if(tracks_, closed);
  track.number = number;
  tracks_.push_back(std::move(track));
  current_ = static_cast<uint32_t>(tracks_.size() - 1);
}

void Vessel::count_reception(const Fix& fix, VesselFinds& finds) {
  const uint32_t cell = ReceptionMap::cell_of(fix);
  const int64_t day = fix.time_ms / kDayMs;
  finds.reception.add(cell, cell != reception_cell_ || day != reception_day_);
  reception_cell_ = cell;
  reception_day_ = day;
}

// A long-range message soon after another fix, which the segmenter takes for noise. Of one MMSI it
// says the same for less: only where tracks lie beside each other may the two differ, by such
// messages alone.
bool Vessel::is_echo(const Fix& fix, const ShipSettings& settings) {
  const auto near_ms = static_cast<int64_t>(settings.segmenter.long_range_hours_min * 3'600'000);
  if (fix.sender == Fix::Sender::long_range && fix.time_ms - placed_ms_ < near_ms) return true;
  placed_ms_ = fix.time_ms;
  return false;
}

void Vessel::place(const Fix& fix, const ShipSettings& settings, VesselFinds& finds) {
  const Placed placed = segmenter_.place(fix);
  if (placed.track == Placed::kNoise) return;
  if (placed.begins) {
    begin_track(placed.track, fix, settings, finds);
  } else if (tracks_[current_].number != placed.track) {
    const auto found = std::find_if(tracks_.begin(), tracks_.end(),
                                    [&](const Track& t) { return t.number == placed.track; });
    if (found == tracks_.end()) return;
    current_ = static_cast<uint32_t>(found - tracks_.begin());
  }
  Track& track = tracks_[current_];
  track.last_ms = fix.time_ms;
  const bool believed = ++track.fixes >= kTrackFixesMin || tracks_.size() == 1;
  const auto give = [&](Finding&& f) { finds.findings.push_back(std::move(f)); };
  if (settings.wanted.gaps) count_reception(fix, finds);
  if (settings.wanted.encounters)
    track.resampler.take(fix, settings.encounters.grid, [&](const GridPoint& point) {
      if (believed) finds.points.push_back({track.ship, fix.mmsi, point});
    });
  if (settings.wanted.loitering)
    track.loitering.take(fix, settings.loitering, settings.shore, keep_loitering(settings, finds));
  if (settings.anchorages && (settings.wanted.ports || settings.wanted.voyages))
    track.ports.take(fix, track.number, *settings.anchorages, settings.ports,
                     [&](PortEvent&& event) { port_events_.push_back(std::move(event)); });
  if (positions_)
    positions_->take(fix, placed.track, settings.positions, [&](Finding&& f) {
      if (settings.wanted.positions) give(std::move(f));
    });
}

void Vessel::take(const Fix& fix, const ShipSettings& settings, VesselFinds& finds) {
  if (fix.time_ms < last_.time_ms) {
    ++finds.late;
    return;
  }
  // Repeats of a message: the second one adds nothing.
  if (fix.time_ms == last_.time_ms && fix.lat_e7 == last_.lat_e7 && fix.lon_e7 == last_.lon_e7 &&
      fix.particulars == last_.particulars && last_.mmsi == fix.mmsi)
    return;
  last_ = fix;
  if (fix.particulars && fix.particulars != said_) {
    said_ = fix.particulars;
    finds.said.push_back(fix);
  }
  if (settings.wanted.gaps)
    if (auto gap = gap_.take(fix, settings.gaps)) finds.gaps.push_back(std::move(*gap));
  if (!fix.has_position()) return;
  if (settings.wanted.tracks()) place(fix, settings, finds);
  else if (settings.wanted.gaps && !is_echo(fix, settings)) count_reception(fix, finds);
}

void Vessel::finish(const ShipSettings& settings, VesselFinds& finds) {
  const auto give = [&](Finding&& f) { finds.findings.push_back(std::move(f)); };
  for (Track& track : tracks_)
    track.loitering.finish(settings.loitering, settings.shore, keep_loitering(settings, finds));
  if (positions_)
    positions_->finish(settings.positions, [&](Finding&& f) {
      const bool wanted =
          f.event == ShipEvent::identity ? settings.wanted.identity : settings.wanted.positions;
      if (wanted) give(std::move(f));
    });
  if (port_events_.empty()) return;
  const auto calls = port_calls(std::move(port_events_), settings.ports);
  if (settings.wanted.ports)
    for (const PortCall& call : calls) give(finding_of(call, last_.mmsi, *settings.anchorages));
  if (settings.wanted.voyages)
    for (const Voyage& voyage : voyages(calls, settings.voyage_confidence_min))
      give(finding_of(voyage, last_.mmsi, *settings.anchorages));
}

}  // namespace entente
