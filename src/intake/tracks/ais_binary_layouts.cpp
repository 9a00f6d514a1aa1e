// Messages that carry data of an application (types 6 and 8) by its area and number: IMO
// SN.1/Circ.236 and 289, Inland AIS, buoys of the British Isles; and the layout of all others,
// whose data is printed as it came. Offsets are bits from the start of the message. Where gpsd
// reads air draught and persons on board from the header, these rows follow the standard.
#include "intake/tracks/ais_rows.h"
#include "intake/tracks/ais_words.h"

namespace entente {
namespace {

using enum AisKind;
using namespace ais_words;
using namespace ais_rows;

constexpr std::array kLockEtaFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    words("country", 88, 12),
    words("locode", 100, 18),
    words("section", 118, 30),
    words("terminal", 148, 30),
    words("hectometre", 178, 30),
    of_kind("eta", 208, 20, month_minute_plain),
    plain("tugs", 228, 3),
    plain("airdraught", 231, 12),
};
constexpr std::array kLockRtaFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    words("country", 88, 12),
    words("locode", 100, 18),
    words("section", 118, 30),
    words("terminal", 148, 30),
    words("hectometre", 178, 30),
    of_kind("eta", 208, 20, month_minute_plain),
    coded("status", 228, 2, kLockStatus),
};
constexpr std::array kOnBoardFields{
    plain("seqno", 38, 2),       plain("dest_mmsi", 40, 30), truth("retransmit", 70),
    plain("dac", 72, 10),        plain("fid", 82, 6),        plain("crew", 88, 8),
    plain("passengers", 96, 13), plain("personnel", 109, 8),
};
constexpr std::array kAidMonitorFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    truth("off_pos", 131),
    truth("alarm", 122),
    plain("stat_ext", 123, 8),
    of_kind("ana_int", 88, 10, analogue),
    of_kind("ana_ext1", 98, 10, analogue),
    of_kind("ana_ext2", 108, 10, analogue),
    coded("racon", 118, 2, kRacon),
    coded("light", 120, 2, kLight),
};
constexpr std::array kCargo236Fields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    words("lastport", 88, 30),
    of_kind("departure", 118, 20, month_minute),
    words("nextport", 138, 30),
    of_kind("eta", 168, 20, month_minute),
    words("dangerous", 188, 120),
    words("imdcat", 308, 24),
    plain("unid", 332, 13),
    plain("amount", 345, 10),
    plain("unit", 355, 2),
};
constexpr std::array kTidal236Fields{
    degrees("lon", 27, 28, 60000, 4),
    degrees("lat", 0, 27, 60000, 4),
    plain("from_hour", 55, 5),
    plain("from_min", 60, 6),
    plain("to_hour", 66, 5),
    plain("to_min", 71, 6),
    plain("cdir", 77, 9),
    scaled("cspeed", 86, 7, 10, 1),
};
constexpr AisLayout kTidal236{.fields = kTidal236Fields};
constexpr std::array kTidal289Fields{
    degrees("lon", 0, 25, 60000, 4),
    degrees("lat", 25, 24, 60000, 4),
    plain("from_hour", 49, 5),
    plain("from_min", 54, 6),
    plain("to_hour", 60, 5),
    plain("to_min", 65, 6),
    plain("cdir", 71, 9),
    scaled("cspeed", 80, 8, 10, 1),
};
constexpr AisLayout kTidal289{.fields = kTidal289Fields};
constexpr std::array kTides236Fields{
    plain("seqno", 38, 2),   plain("dest_mmsi", 40, 30),
    truth("retransmit", 70), plain("dac", 72, 10),
    plain("fid", 82, 6),     plain("month", 88, 4),
    plain("day", 92, 5),     listed("tidals", 97, 93, kTidal236),
};
constexpr std::array kDraught6Fields{
    plain("seqno", 38, 2), plain("dest_mmsi", 40, 30), truth("retransmit", 70),
    plain("dac", 72, 10),  plain("fid", 82, 6),        plain("airdraught", 88, 11),
};
constexpr std::array kPersons6Fields{
    plain("seqno", 38, 2), plain("dest_mmsi", 40, 30), truth("retransmit", 70),
    plain("dac", 72, 10),  plain("fid", 82, 6),        plain("persons", 88, 13),
};
constexpr std::array kClearanceFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    plain("linkage", 88, 10),
    of_kind("arrival", 98, 20, month_minute),
    words("portname", 118, 120),
    words("destination", 238, 30),
    degrees("lon", 268, 25, 60000, 4),
    degrees("lat", 293, 24, 60000, 4),
};
constexpr std::array kBerthFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    plain("linkage", 88, 10),
    plain("berth_length", 98, 9),
    coded("position", 115, 3, kBerthSide),
    of_kind("arrival", 118, 20, month_minute_plain),
    plain("availability", 138, 1),
    plain("agent", 139, 2),
    plain("fuel", 141, 2),
    plain("chandler", 143, 2),
    plain("stevedore", 145, 2),
    plain("electrical", 147, 2),
    plain("water", 149, 2),
    plain("customs", 151, 2),
    plain("cartage", 153, 2),
    plain("crane", 155, 2),
    plain("lift", 157, 2),
    plain("medical", 159, 2),
    plain("navrepair", 161, 2),
    plain("provisions", 163, 2),
    plain("shiprepair", 165, 2),
    plain("surveyor", 167, 2),
    plain("steam", 169, 2),
    plain("tugs", 171, 2),
    plain("solidwaste", 173, 2),
    plain("liquidwaste", 175, 2),
    plain("hazardouswaste", 177, 2),
    plain("ballast", 179, 2),
    plain("additional", 181, 2),
    plain("regional1", 183, 2),
    plain("regional2", 185, 2),
    plain("future1", 187, 2),
    plain("future2", 189, 2),
    words("berth_name", 191, 120),
    degrees("berth_lon", 311, 25, 60000, 4),
    degrees("berth_lat", 336, 24, 60000, 4),
    scaled("berth_depth", 107, 8, 10, 1),
};
constexpr std::array kCargoItemFields{
    plain("code", 0, 4),
    plain("subtype", 4, 13),
};
constexpr AisLayout kCargoItem{.fields = kCargoItemFields};
constexpr std::array kCargo289Fields{
    plain("seqno", 38, 2),   plain("dest_mmsi", 40, 30),
    truth("retransmit", 70), plain("dac", 72, 10),
    plain("fid", 82, 6),     plain("unit", 88, 2),
    plain("amount", 90, 10), listed("cargos", 100, 17, kCargoItem),
};
constexpr std::array kWaypointFields{
    degrees("lon", 0, 28, 600000, 6),
    degrees("lat", 28, 27, 600000, 6),
};
constexpr AisLayout kWaypoint{.fields = kWaypointFields};
constexpr std::array kRoute6Fields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    plain("dac", 72, 10),
    plain("fid", 82, 6),
    plain("linkage", 88, 10),
    plain("sender", 98, 3),
    coded("rtype", 101, 5, kRoute),
    of_kind("start", 106, 20, month_minute),
    plain("duration", 126, 18),
    counted("waypoints", 149, 55, kWaypoint),
};
constexpr std::array kText6Fields{
    plain("seqno", 38, 2), plain("dest_mmsi", 40, 30), truth("retransmit", 70),
    plain("dac", 72, 10),  plain("fid", 82, 6),        plain("linkage", 88, 10),
    words("text", 98, 0),
};
constexpr std::array kTides289Fields{
    plain("seqno", 38, 2),   plain("dest_mmsi", 40, 30),
    truth("retransmit", 70), plain("dac", 72, 10),
    plain("fid", 82, 6),     plain("month", 88, 4),
    plain("day", 92, 5),     listed("tidals", 97, 88, kTidal289),
};
constexpr std::array kAddressedFields{
    plain("seqno", 38, 2), plain("dest_mmsi", 40, 30), truth("retransmit", 70),
    plain("dac", 72, 10),  plain("fid", 82, 6),        of_kind("data", 88, 0, data),
};
constexpr std::array kWeather236Fields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    degrees("lat", 56, 24, 60000, 4),
    degrees("lon", 80, 25, 60000, 4),
    of_kind("timestamp", 105, 16, day_minute),
    plain("wspeed", 121, 7),
    plain("wgust", 128, 7),
    plain("wdir", 135, 9),
    plain("wgustdir", 144, 9),
    scaled("airtemp", 153, 11, 10, 1, 600),
    plain("humidity", 164, 7),
    scaled("dewpoint", 171, 10, 10, 1, 200),
    scaled("pressure", 181, 9, 0, 0, -800),
    worded("pressuretend", 190, 2, kTrend),
    scaled("visibility", 192, 8, 10, 1),
    scaled("waterlevel", 200, 9, 10, 1, 100),
    worded("leveltrend", 209, 2, kTrend),
    scaled("cspeed", 211, 8, 10, 1),
    plain("cdir", 219, 9),
    scaled("cspeed2", 228, 8, 10, 1),
    plain("cdir2", 236, 9),
    plain("cdepth2", 245, 5),
    scaled("cspeed3", 250, 8, 10, 1),
    plain("cdir3", 258, 9),
    plain("cdepth3", 267, 5),
    scaled("waveheight", 272, 8, 10, 1),
    plain("waveperiod", 280, 6),
    plain("wavedir", 286, 9),
    scaled("swellheight", 295, 8, 10, 1),
    plain("swellperiod", 303, 6),
    plain("swelldir", 309, 9),
    plain("seastate", 318, 4),
    scaled("watertemp", 322, 10, 10, 1, 100),
    coded("preciptype", 332, 3, kRain),
    scaled("salinity", 335, 9, 10, 1),
    coded("ice", 344, 2, kIce),
};
constexpr std::array kPersons8Fields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    plain("persons", 56, 13),
};
constexpr std::array kDraught8Fields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    plain("airdraught", 56, 11),
};
constexpr std::array kTrafficSignalFields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    plain("linkage", 56, 10),
    words("station", 66, 120),
    degrees("lon", 186, 25, 60000, 4),
    degrees("lat", 211, 24, 60000, 4),
    plain("status", 235, 2),
    coded("signal", 237, 5, kSignal),
    plain("hour", 242, 5),
    plain("minute", 247, 6),
    coded("nextsignal", 253, 5, kSignal),
};
constexpr std::array kRoute8Fields{
    plain("dac", 40, 10),          plain("fid", 50, 6),
    plain("linkage", 56, 10),      plain("sender", 66, 3),
    coded("rtype", 69, 5, kRoute), of_kind("start", 74, 20, month_minute),
    plain("duration", 94, 18),     counted("waypoints", 117, 55, kWaypoint),
};
constexpr std::array kText8Fields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    plain("linkage", 56, 10),
    words("text", 66, 0),
};
constexpr std::array kWeather289Fields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    degrees("lat", 81, 24, 60000, 4),
    degrees("lon", 56, 25, 60000, 4),
    truth("accuracy", 105),
    of_kind("timestamp", 106, 16, day_minute),
    plain("wspeed", 122, 7),
    plain("wgust", 129, 7),
    plain("wdir", 136, 9),
    plain("wgustdir", 145, 9),
    signed_scaled("airtemp", 154, 11, 10, 1),
    plain("humidity", 165, 7),
    signed_scaled("dewpoint", 172, 10, 10, 1),
    scaled("pressure", 182, 9, 0, 0, -799),
    worded("pressuretend", 191, 2, kTrend),
    truth("visgreater", 193),
    scaled("visibility", 194, 7, 10, 1),
    scaled("waterlevel", 201, 12, 100, 1, 1000),
    worded("leveltrend", 213, 2, kTrend),
    scaled("cspeed", 215, 8, 10, 1),
    plain("cdir", 223, 9),
    scaled("cspeed2", 232, 8, 10, 1),
    plain("cdir2", 240, 9),
    plain("cdepth2", 249, 5),
    scaled("cspeed3", 254, 8, 10, 1),
    plain("cdir3", 262, 9),
    plain("cdepth3", 271, 5),
    scaled("waveheight", 276, 8, 10, 1),
    plain("waveperiod", 284, 6),
    plain("wavedir", 290, 9),
    scaled("swellheight", 299, 8, 10, 1),
    plain("swellperiod", 307, 6),
    plain("swelldir", 313, 9),
    plain("seastate", 322, 4),
    signed_scaled("watertemp", 326, 10, 10, 1),
    worded("preciptype", 336, 3, kRain),
    scaled("salinity", 339, 9, 10, 1),
    worded("ice", 348, 2, kIce),
};
constexpr std::array kInlandFields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    words("vin", 56, 48),
    plain("length", 104, 13),
    plain("beam", 117, 10),
    coded("shiptype", 127, 14, kInlandShip),
    coded("hazard", 141, 3, kCones),
    plain("draught", 144, 11),
    coded("loaded", 155, 2, kLoaded),
    truth("speed_q", 157),
    truth("course_q", 158),
    truth("heading_q", 159),
};
constexpr std::array kGaugeFields{
    plain("id", 0, 11),
    of_kind("level", 11, 14, signed_number),
};
constexpr AisLayout kGauge{.fields = kGaugeFields};
constexpr std::array kWaterLevelsFields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    words("country", 56, 12),
    listed("gauges", 68, 25, kGauge),
};
constexpr std::array kSignalLightFields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    degrees("lon", 56, 28, 600000, 6),
    degrees("lat", 84, 27, 600000, 6),
    plain("form", 111, 4),
    plain("facing", 115, 9),
    coded("direction", 124, 3, kDirection),
    coded("status", 127, 30, kLightStatus),
};
constexpr std::array kBroadcastFields{
    plain("dac", 40, 10),
    plain("fid", 50, 6),
    of_kind("data", 56, 0, data),
};

// Of one type, a row with an application stands before the row for all others.
constexpr AisLayout kLayouts[] = {
    {6, 200, 21, 248, 248, kLockEtaFields, -1},     {6, 200, 22, 232, 232, kLockRtaFields, -1},
    {6, 200, 55, 168, 168, kOnBoardFields, -1},     {6, 235, 10, 136, 136, kAidMonitorFields, -1},
    {6, 250, 10, 136, 136, kAidMonitorFields, -1},  {6, 1, 12, 88, 1008, kCargo236Fields, -1},
    {6, 1, 14, 88, 1008, kTides236Fields, -1},      {6, 1, 15, 88, 1008, kDraught6Fields, -1},
    {6, 1, 16, 88, 1008, kPersons6Fields, -1},      {6, 1, 18, 88, 1008, kClearanceFields, -1},
    {6, 1, 20, 88, 1008, kBerthFields, -1},         {6, 1, 25, 88, 1008, kCargo289Fields, -1},
    {6, 1, 28, 88, 1008, kRoute6Fields, -1},        {6, 1, 30, 88, 1008, kText6Fields, -1},
    {6, 1, 32, 88, 1008, kTides289Fields, -1},      {6, -1, -1, 88, 1008, kAddressedFields, -1},
    {8, 1, 11, 56, 1008, kWeather236Fields, -1},    {8, 1, 16, 128, 128, kPersons8Fields, -1},
    {8, 1, 16, 192, 192, kPersons8Fields, -1},      {8, 1, 15, 56, 1008, kDraught8Fields, -1},
    {8, 1, 19, 56, 1008, kTrafficSignalFields, -1}, {8, 1, 27, 56, 1008, kRoute8Fields, -1},
    {8, 1, 29, 56, 1008, kText8Fields, -1},         {8, 1, 31, 56, 1008, kWeather289Fields, -1},
    {8, 200, 10, 168, 168, kInlandFields, -1},      {8, 200, 24, 168, 168, kWaterLevelsFields, -1},
    {8, 200, 40, 168, 168, kSignalLightFields, -1}, {8, -1, -1, 56, 1008, kBroadcastFields, -1}};

}  // namespace

std::span<const AisLayout> ais_binary_layouts() { return kLayouts; }

}  // namespace entente
