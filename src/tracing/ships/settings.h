// All parameters of findings about ships in one place, each default as published (see the header
// of each finding).
#pragma once

#include "tracing/ships/encounters.h"
#include "tracing/ships/gaps.h"
#include "tracing/ships/loitering.h"
#include "tracing/ships/port_calls.h"
#include "tracing/ships/positions.h"
#include "tracing/ships/segmenter.h"

namespace entente {

struct ShipSettings {
  struct Wanted {
    bool gaps = false, encounters = false, loitering = false, ports = false, voyages = false,
         identity = false, positions = false;
    // Whether anything rests on which track of an MMSI a fix is of. Gaps do not: while any of its
    // tracks is heard there is no silence.
    bool tracks() const {
      return encounters || loitering || ports || voyages || identity || positions;
    }
  } wanted;
  SegmenterSettings segmenter;
  GapSettings gaps;
  EncounterSettings encounters;
  LoiteringSettings loitering;
  PortSettings ports;
  PositionSettings positions;
  int voyage_confidence_min = 2;
  const AnchorageIndex* anchorages = nullptr;  // null: no port calls
  Loitering::Shore shore;                      // empty: not known
};

}  // namespace entente
