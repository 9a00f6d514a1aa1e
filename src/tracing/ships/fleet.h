// All ships of a log, or a share of them: fixes in, vessels told apart, each served by time.
//
//   Fleet fleet(settings, /*number=*/0, /*of=*/4);
//   fleet.add(fix) …;                        // any order within a window
//   fleet.process();                         // hands the window to its vessels, by time
//   fleet.finds()                            // what has been found so far
//
// Windows must follow each other in time, vessel by vessel: a fix before the last one of its ship
// is late, counted and passed over. Memory is that of a window and of the ships that were seen.
// Several fleets, each with its share of the MMSIs, may run on several threads.
#pragma once

#include <cstdint>
#include <vector>

#include "tracing/ships/vessel.h"

namespace entente {

class Fleet {
 public:
  Fleet(const ShipSettings& settings, uint32_t number, uint32_t of);
  // Which of the fleets a ship belongs to.
  static uint32_t share_of(uint32_t mmsi, uint32_t of) { return (mmsi * 2654435761U >> 16) % of; }
  void add(const Fix& fix) { window_.push_back(fix); }
  void process();
  void finish();
  VesselFinds& finds() { return finds_; }
  const std::vector<Vessel>& vessels() const { return vessels_; }

 private:
  uint32_t vessel_of(uint32_t mmsi);

  const ShipSettings* settings_;
  std::vector<Fix> window_;
  std::vector<Vessel> vessels_;
  // Open addressing: MMSI and vessel, 0 is free.
  struct Slot {
    uint32_t mmsi = 0, vessel = 0;
  };
  std::vector<Slot> slots_;
  std::vector<uint32_t> starts_, order_, whose_;
  VesselFinds finds_;
};

}  // namespace entente
