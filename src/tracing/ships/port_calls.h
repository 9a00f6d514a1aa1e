// Port calls: a ship came near an anchorage, stopped or fell silent there, and left.
//
//   PortEvents events;
//   events.take(fix, track, index, settings, give);            // fixes of one track by time
//   for (const PortCall& call : port_calls(all_events, settings)) …
//
// Global Fishing Watch's (anchorages_pipeline): a ship is in port from within 3 km of an anchorage
// until beyond 4 km, and stopped from 0.2 knots down until 0.5 knots up, so that neither flickers;
// a silence of 4 h and more in port is a gap there. A call runs from entry to exit; its confidence
// is 4 when it has entry, exit, and a stop or gap between; 3 with one of entry and exit; 2 with a
// stop or gap alone; 1 with an entry or exit alone. Events of other tracks of the same ship join a
// call when no farther than 60 nautical miles away.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/fix.h"
#include "tracing/ships/anchorages.h"
#include "tracing/ships/finding.h"

namespace entente {

struct PortSettings {
  double entry_km = 3, exit_km = 4;
  double stop_knots = 0.2, start_knots = 0.5;
  double gap_minutes = 240;
  double tracks_nm_max = 60;
};

enum class PortEventType : uint8_t { entry, gap_begin, gap_end, stop_begin, stop_end, exit };

struct PortEvent {
  PortEventType type{};
  int64_t time_ms = 0;
  uint32_t track = 0;
  std::string anchorage;
  double lat = 0, lon = 0;  // of the anchorage
  uint64_t row = 0;
};

struct PortCall {
  std::vector<PortEvent> events;  // by time
  int confidence = 0;
};

// In any order; of one ship.
std::vector<PortCall> port_calls(std::vector<PortEvent> events, const PortSettings& settings);

class PortEvents {
 public:
  using Give = std::function<void(PortEvent&&)>;
  void take(const Fix& fix, uint32_t track, const AnchorageIndex& index,
            const PortSettings& settings, const Give& give);

 private:
  enum class State : uint8_t { unknown, at_sea, in_port, stopped };
  Fix last_;
  State state_ = State::unknown;
  uint32_t port_ = 0;
};

Finding finding_of(const PortCall& call, uint32_t mmsi, const AnchorageIndex& index);

// From the end of one call to the beginning of the next, for calls of at least this confidence.
struct Voyage {
  const PortCall* from;
  const PortCall* to;
};
std::vector<Voyage> voyages(const std::vector<PortCall>& calls, int confidence_min);
Finding finding_of(const Voyage& voyage, uint32_t mmsi, const AnchorageIndex& index);

}  // namespace entente
