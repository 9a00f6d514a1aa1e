// The words for the codes in AIS messages, as gpsd writes them. ITU-R M.1371-5 tables 45, 50, 53,
// 74 and the Inland AIS standard, annex E.
#pragma once

#include "intake/tracks/ais_layouts.h"

namespace entente::ais_words {

extern const AisLegend kStatus;
extern const AisLegend kEpfd;
extern const AisLegend kShipType;
extern const AisLegend kStation;
extern const AisLegend kAid;
extern const AisLegend kRacon;
extern const AisLegend kLight;
extern const AisLegend kLockStatus;
extern const AisLegend kBerthSide;
extern const AisLegend kRoute;
extern const AisLegend kTrend;
extern const AisLegend kRain;
extern const AisLegend kIce;
extern const AisLegend kSignal;
extern const AisLegend kInlandShip;
extern const AisLegend kCones;
extern const AisLegend kLoaded;
extern const AisLegend kDirection;
extern const AisLegend kLightStatus;

}  // namespace entente::ais_words
