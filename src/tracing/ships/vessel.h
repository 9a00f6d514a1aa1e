// All that is kept of one MMSI while its fixes go by: the tracks under it, and what is under way on
// each. What a vessel finds goes to a VesselFinds; most of it at once, the rest in finish().
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tracing/ships/reception.h"
#include "tracing/ships/settings.h"

namespace entente {

struct VesselFinds {
  std::vector<Finding> findings;
  std::vector<Gap> gaps;          // findings once reception is known
  std::vector<ShipPoint> points;  // for encounters
  std::vector<Fix> said;          // fixes whose particulars are new for their ship
  ReceptionMap reception;
  uint64_t late = 0;                      // fixes before the last one of their ship; passed over
  uint32_t next_ship = 0, ship_step = 1;  // running numbers for tracks
};

class Vessel {
 public:
  explicit Vessel(const ShipSettings& settings);
  void take(const Fix& fix, const ShipSettings& settings, VesselFinds& finds);
  void finish(const ShipSettings& settings, VesselFinds& finds);
  const Fix& last() const { return last_; }

 private:
  struct Track {
    uint32_t number = 0, ship = 0;
    int64_t last_ms = 0;
    uint64_t fixes = 0;
    Resampler resampler;
    Loitering loitering;
    PortEvents ports;
  };
  void place(const Fix& fix, const ShipSettings& settings, VesselFinds& finds);
  void begin_track(uint32_t number, const Fix& fix, const ShipSettings& settings,
                   VesselFinds& finds);
  void count_reception(const Fix& fix, VesselFinds& finds);
  bool is_echo(const Fix& fix, const ShipSettings& settings);

  Segmenter segmenter_;
  GapFinder gap_;              // of the MMSI: while any of its tracks is heard there is no silence
  std::vector<Track> tracks_;  // those that may go on
  uint32_t current_ = 0;       // index of the track of the last fix
  Fix last_;
  uint64_t said_ = 0;
  uint32_t reception_cell_ = UINT32_MAX;
  int64_t reception_day_ = 0;
  int64_t placed_ms_ =
      INT64_MIN / 2;  // of the last fix with a position, where tracks are not told apart
  std::unique_ptr<PositionWatch> positions_;
  std::vector<PortEvent> port_events_;
};

}  // namespace entente
