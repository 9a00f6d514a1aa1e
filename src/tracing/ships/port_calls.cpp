#include "tracing/ships/port_calls.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <tuple>

#include "tracing/ships/sea_distance.h"

namespace entente {
namespace {

// How events of one moment follow each other.
bool earlier(const PortEvent& a, const PortEvent& b) {
  return std::tuple(a.time_ms, a.type) < std::tuple(b.time_ms, b.type);
}

bool far_apart(const PortEvent& a, const PortEvent& b, double nm_max) {
  if (a.track == b.track) return false;
  const double narrow = std::cos((a.lat + b.lat) / 2 * std::numbers::pi / 180);
  const double east = wrapped_degrees(b.lon - a.lon) * narrow;
  return std::hypot(b.lat - a.lat, east) * 60 > nm_max;
}

int confidence_of(const std::vector<PortEvent>& events) {
  const auto has = [&](std::initializer_list<PortEventType> types) {
    return std::any_of(events.begin(), events.end(), [&](const PortEvent& e) {
      return std::find(types.begin(), types.end(), e.type) != types.end();
    });
  };
  using enum PortEventType;
  const bool stays = has({stop_begin, stop_end, gap_begin, gap_end});
  const bool enters = has({entry}), leaves = has({exit});
  if (stays) return 2 + enters + leaves;
  return 1;
}

}  // namespace

std::vector<PortCall> port_calls(std::vector<PortEvent> events, const PortSettings& settings) {
  std::stable_sort(events.begin(), events.end(), earlier);
  std::vector<PortCall> out;
  std::vector<PortEvent> call;
  const auto end_call = [&] {
    if (call.empty()) return;
    const int confidence = confidence_of(call);
    out.push_back({std::move(call), confidence});
    call.clear();
  };
  for (PortEvent& event : events) {
    if (event.type == PortEventType::entry ||
        (!call.empty() && far_apart(call.back(), event, settings.tracks_nm_max)))
      end_call();
    const bool leaves = event.type == PortEventType::exit;
    call.push_back(std::move(event));
    if (leaves) end_call();
  }
  end_call();
  return out;
}

void PortEvents::take(const Fix& fix, uint32_t track, const AnchorageIndex& index,
                      const PortSettings& settings, const Give& give) {
  if (!fix.has_position()) return;
  const bool was_in = state_ == State::in_port || state_ == State::stopped;
  const auto near = index.nearest(fix.latitude(), fix.longitude(), settings.exit_km);
  const bool is_in =
      near && (near->km <= settings.entry_km || (was_in && near->km < settings.exit_km));
  if (is_in) port_ = near->number;
  bool stops = state_ == State::stopped;
  if (fix.speed_dkn != Fix::kNone) {
    const double knots = fix.speed_dkn / 10.0;
    if (knots <= settings.stop_knots) stops = true;
    if (knots >= settings.start_knots) stops = false;
  }
  const State next = !is_in ? State::at_sea : stops ? State::stopped : State::in_port;
  const auto event = [&](PortEventType type, int64_t time_ms, uint64_t row) {
    const Anchorage& at = index.at(port_);
    give({type, time_ms, track, at.id, at.lat, at.lon, row});
  };
  const auto gap_ms = static_cast<int64_t>(settings.gap_minutes * 60'000);
  if (was_in && fix.time_ms - last_.time_ms >= gap_ms) {
    event(PortEventType::gap_begin, last_.time_ms + gap_ms, last_.row);
    event(PortEventType::gap_end, fix.time_ms, fix.row);
  }
  const State before = state_;
  state_ = next;
  last_ = fix;
  if (before == State::unknown) {
    // A log that begins with a ship in port: no entry was seen, but the stop is one.
    if (next == State::stopped) event(PortEventType::stop_begin, fix.time_ms, fix.row);
    return;
  }
  if (before == State::stopped && next != State::stopped)
    event(PortEventType::stop_end, fix.time_ms, fix.row);
  if (was_in && !is_in) event(PortEventType::exit, fix.time_ms, fix.row);
  if (!was_in && is_in) event(PortEventType::entry, fix.time_ms, fix.row);
  if (next == State::stopped && before != State::stopped)
    event(PortEventType::stop_begin, fix.time_ms, fix.row);
}

namespace {

const Anchorage* anchorage_of(const PortEvent& event, const AnchorageIndex& index) {
  const auto near = index.nearest(event.lat, event.lon, 0.1);
  return near ? &index.at(near->number) : nullptr;
}

void add_place(std::vector<FindingMeasure>& measures, std::string_view id, std::string_view port,
               std::string_view country, const PortEvent& event, const AnchorageIndex& index) {
  measures.push_back({id, event.anchorage});
  const Anchorage* at = anchorage_of(event, index);
  if (!at) return;
  measures.push_back({port, at->name});
  if (!at->country.empty()) measures.push_back({country, at->country});
}

}  // namespace

Finding finding_of(const PortCall& call, uint32_t mmsi, const AnchorageIndex& index) {
  Finding out;
  out.event = ShipEvent::port;
  out.ships.push_back({.mmsi = mmsi});
  const PortEvent& first = call.events.front();
  const PortEvent& last = call.events.back();
  out.start_ms = first.time_ms;
  out.end_ms = last.time_ms;
  out.lat = first.lat;
  out.lon = first.lon;
  add_place(out.measures, "anchorage", "port", "country", first, index);
  out.measures.push_back({"confidence", int64_t{call.confidence}});
  out.measures.push_back(
      {"duration_hours", static_cast<double>(out.end_ms - out.start_ms) / 3'600'000, 4});
  if (last.anchorage != first.anchorage)
    add_place(out.measures, "end_anchorage", "end_port", "end_country", last, index);
  for (const PortEvent& event : call.events)
    if (out.rows.empty() || out.rows.back() != event.row) out.rows.push_back(event.row);
  if (out.rows.size() > 8) out.rows.erase(out.rows.begin() + 4, out.rows.end() - 4);
  return out;
}

std::vector<Voyage> voyages(const std::vector<PortCall>& calls, int confidence_min) {
  std::vector<Voyage> out;
  const PortCall* from = nullptr;
  for (const PortCall& call : calls) {
    if (call.confidence < confidence_min) continue;
    if (from) out.push_back({from, &call});
    from = &call;
  }
  return out;
}

Finding finding_of(const Voyage& voyage, uint32_t mmsi, const AnchorageIndex& index) {
  Finding out;
  out.event = ShipEvent::voyage;
  out.ships.push_back({.mmsi = mmsi});
  const PortEvent& left = voyage.from->events.back();
  const PortEvent& came = voyage.to->events.front();
  out.start_ms = left.time_ms;
  out.end_ms = came.time_ms;
  out.lat = left.lat;
  out.lon = left.lon;
  add_place(out.measures, "from_anchorage", "from_port", "from_country", left, index);
  add_place(out.measures, "to_anchorage", "to_port", "to_country", came, index);
  out.measures.push_back(
      {"duration_hours", static_cast<double>(out.end_ms - out.start_ms) / 3'600'000, 4});
  out.measures.push_back({"end_lat", came.lat, 7});
  out.measures.push_back({"end_lon", came.lon, 7});
  out.rows = {left.row, came.row};
  return out;
}

}  // namespace entente
