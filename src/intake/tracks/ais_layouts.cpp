// Where the fields of all types but 6 and 8 stand. Offsets are bits from the start of the message.
#include "intake/tracks/ais_layouts.h"

#include "intake/tracks/ais_rows.h"
#include "intake/tracks/ais_words.h"

namespace entente {
namespace {

using enum AisKind;
using namespace ais_words;
using namespace ais_rows;

constexpr std::array kPositionFields{
    coded("status", 38, 4, kStatus),
    of_kind("turn", 42, 8, turn),
    of_kind("speed", 50, 10, speed),
    truth("accuracy", 60),
    degrees("lon", 61, 28, 600000, 6),
    degrees("lat", 89, 27, 600000, 6),
    scaled("course", 116, 12, 10, 1),
    plain("heading", 128, 9),
    plain("second", 137, 6),
    plain("maneuver", 143, 2),
    truth("raim", 148),
    of_kind("radio", 149, 19, rest),
};
constexpr std::array kBaseFields{
    of_kind("timestamp", 38, 40, date_time),
    truth("accuracy", 78),
    degrees("lon", 79, 28, 600000, 6),
    degrees("lat", 107, 27, 600000, 6),
    coded("epfd", 134, 4, kEpfd),
    truth("raim", 148),
    plain("radio", 149, 19),
};
constexpr std::array kVoyageFields{
    plain("imo", 40, 30),
    plain("ais_version", 38, 2),
    words("callsign", 70, 42),
    words("shipname", 112, 120),
    coded("shiptype", 232, 8, kShipType),
    plain("to_bow", 240, 9),
    plain("to_stern", 249, 9),
    plain("to_port", 258, 6),
    plain("to_starboard", 264, 6),
    coded("epfd", 270, 4, kEpfd),
    of_kind("eta", 274, 20, month_minute),
    scaled("draught", 294, 8, 10, 1),
    words("destination", 302, 120),
    plain("dte", 422, 1),
};
constexpr std::array kAcknowledgeFields{
    plain("mmsi1", 40, 30),
    plain("mmsi2", 72, 30),
    plain("mmsi3", 104, 30),
    plain("mmsi4", 136, 30),
};
constexpr std::array kAircraftFields{
    of_kind("alt", 38, 12, altitude),
    of_kind("speed", 50, 10, aircraft_speed),
    truth("accuracy", 60),
    degrees("lon", 61, 28, 600000, 6),
    degrees("lat", 89, 27, 600000, 6),
    scaled("course", 116, 12, 10, 1),
    plain("second", 128, 6),
    plain("regional", 134, 8),
    plain("dte", 142, 1),
    truth("raim", 147),
    plain("radio", 148, 20),
};
constexpr std::array kInquiryFields{
    plain("dest_mmsi", 40, 30),
};
constexpr std::array kSafetyToFields{
    plain("seqno", 38, 2),
    plain("dest_mmsi", 40, 30),
    truth("retransmit", 70),
    words("text", 72, 0),
};
constexpr std::array kSafetyFields{
    words("text", 40, 0),
};
constexpr std::array kInterrogationFields{
    plain("mmsi1", 40, 30),   plain("type1_1", 70, 6),     plain("offset1_1", 76, 12),
    plain("type1_2", 90, 6),  plain("offset1_2", 96, 12),  plain("mmsi2", 110, 30),
    plain("type2_1", 140, 6), plain("offset2_1", 146, 12),
};
constexpr std::array kAssign1Fields{
    plain("mmsi1", 40, 30), plain("offset1", 70, 12), plain("increment1", 82, 10),
    plain("mmsi2", 0, 0),   plain("offset2", 0, 0),   plain("increment2", 0, 0),
};
constexpr std::array kAssign2Fields{
    plain("mmsi1", 40, 30), plain("offset1", 70, 12),  plain("increment1", 82, 10),
    plain("mmsi2", 92, 30), plain("offset2", 122, 12), plain("increment2", 134, 10),
};
constexpr std::array kDifferentialFields{
    degrees("lon", 40, 18, 600, 1),
    degrees("lat", 58, 17, 600, 1),
    of_kind("data", 80, 0, data),
};
constexpr std::array kClassBFields{
    plain("reserved", 38, 8),
    scaled("speed", 46, 10, 10, 1),
    truth("accuracy", 56),
    degrees("lon", 57, 28, 600000, 6),
    degrees("lat", 85, 27, 600000, 6),
    scaled("course", 112, 12, 10, 1),
    plain("heading", 124, 9),
    plain("second", 133, 6),
    plain("regional", 139, 2),
    truth("cs", 141),
    truth("display", 142),
    truth("dsc", 143),
    truth("band", 144),
    truth("msg22", 145),
    truth("raim", 147),
    plain("radio", 148, 20),
};
constexpr std::array kClassBLongFields{
    plain("reserved", 38, 8),
    scaled("speed", 46, 10, 10, 1),
    truth("accuracy", 56),
    degrees("lon", 57, 28, 600000, 6),
    degrees("lat", 85, 27, 600000, 6),
    scaled("course", 112, 12, 10, 1),
    plain("heading", 124, 9),
    plain("second", 133, 6),
    plain("regional", 139, 4),
    words("shipname", 143, 120),
    coded("shiptype", 263, 8, kShipType),
    plain("to_bow", 271, 9),
    plain("to_stern", 280, 9),
    plain("to_port", 289, 6),
    plain("to_starboard", 295, 6),
    coded("epfd", 301, 4, kEpfd),
    truth("raim", 305),
    plain("dte", 306, 1),
    truth("assigned", 307),
};
constexpr std::array kLinkSlotsFields{
    plain("offset1", 40, 12),     plain("number1", 52, 4),     plain("timeout1", 56, 3),
    plain("increment1", 59, 11),  plain("offset2", 70, 12),    plain("number2", 82, 4),
    plain("timeout2", 86, 3),     plain("increment2", 89, 11), plain("offset3", 100, 12),
    plain("number3", 112, 4),     plain("timeout3", 116, 3),   plain("increment3", 119, 11),
    plain("offset4", 130, 12),    plain("number4", 142, 4),    plain("timeout4", 146, 3),
    plain("increment4", 149, 11),
};
constexpr std::array kAidReportFields{
    coded("aid_type", 38, 5, kAid),
    of_kind("name", 43, 120, aid_name),
    truth("accuracy", 163),
    degrees("lon", 164, 28, 600000, 6),
    degrees("lat", 192, 27, 600000, 6),
    plain("to_bow", 219, 9),
    plain("to_stern", 228, 9),
    plain("to_port", 237, 6),
    plain("to_starboard", 243, 6),
    coded("epfd", 249, 4, kEpfd),
    plain("second", 253, 6),
    plain("regional", 260, 8),
    truth("off_position", 259),
    truth("raim", 268),
    truth("virtual_aid", 269),
};
constexpr std::array kChannelAreaFields{
    plain("channel_a", 40, 12),
    plain("channel_b", 52, 12),
    plain("txrx", 64, 4),
    truth("power", 68),
    quoted_degrees("ne_lon", 69, 18),
    quoted_degrees("ne_lat", 87, 17),
    quoted_degrees("sw_lon", 104, 18),
    quoted_degrees("sw_lat", 122, 17),
    truth("addressed", 139),
    truth("band_a", 140),
    truth("band_b", 141),
    plain("zonesize", 142, 3),
};
constexpr std::array kChannelToFields{
    plain("channel_a", 40, 12), plain("channel_b", 52, 12), plain("txrx", 64, 4),
    truth("power", 68),         plain("dest1", 69, 30),     plain("dest2", 104, 30),
    truth("addressed", 139),    truth("band_a", 140),       truth("band_b", 141),
    plain("zonesize", 142, 3),
};
constexpr std::array kGroupFields{
    quoted_degrees("ne_lon", 40, 18),
    quoted_degrees("ne_lat", 58, 17),
    quoted_degrees("sw_lon", 75, 18),
    quoted_degrees("sw_lat", 93, 17),
    coded("stationtype", 110, 4, kStation),
    coded("shiptype", 114, 8, kShipType),
    plain("interval", 146, 4),
    plain("quiet", 150, 4),
};
constexpr std::array kPartAFields{
    words("shipname", 40, 120),
};
constexpr std::array kPartBFields{
    coded("shiptype", 40, 8, kShipType),
    words("vendorid", 48, 42),
    plain("model", 66, 4),
    plain("serial", 70, 20),
    words("callsign", 90, 42),
    of_kind("", 132, 30, part_b_dimensions),
};
constexpr std::array kSlot0Fields{
    truth("addressed", 38), truth("structured", 39),      plain("dest_mmsi", 0, 0),
    plain("app_id", 0, 0),  of_kind("data", 40, 0, data),
};
constexpr std::array kSlot1Fields{
    truth("addressed", 38),  truth("structured", 39),      plain("dest_mmsi", 0, 0),
    plain("app_id", 40, 16), of_kind("data", 56, 0, data),
};
constexpr std::array kSlot2Fields{
    truth("addressed", 38), truth("structured", 39),      plain("dest_mmsi", 40, 30),
    plain("app_id", 0, 0),  of_kind("data", 70, 0, data),
};
constexpr std::array kSlot3Fields{
    truth("addressed", 38),  truth("structured", 39),      plain("dest_mmsi", 40, 30),
    plain("app_id", 70, 16), of_kind("data", 86, 0, data),
};
constexpr std::array kSlots0Fields{
    truth("addressed", 38), truth("structured", 39),       plain("dest_mmsi", 0, 0),
    plain("app_id", 0, 0),  of_kind("data", 40, 20, data), plain("radio", 0, 0),
};
constexpr std::array kSlots1Fields{
    truth("addressed", 38),  truth("structured", 39),       plain("dest_mmsi", 0, 0),
    plain("app_id", 40, 16), of_kind("data", 56, 20, data), plain("radio", 0, 0),
};
constexpr std::array kSlots2Fields{
    truth("addressed", 38), truth("structured", 39),       plain("dest_mmsi", 40, 30),
    plain("app_id", 0, 0),  of_kind("data", 70, 20, data), plain("radio", 0, 0),
};
constexpr std::array kSlots3Fields{
    truth("addressed", 38),  truth("structured", 39),       plain("dest_mmsi", 40, 30),
    plain("app_id", 70, 16), of_kind("data", 86, 20, data), plain("radio", 0, 0),
};
constexpr std::array kLongRangeFields{
    worded("status", 40, 4, kStatus),
    truth("accuracy", 38),
    degrees("lon", 44, 18, 600, 1),
    degrees("lat", 62, 17, 600, 1),
    plain("speed", 79, 6),
    plain("course", 85, 9),
    truth("raim", 39),
    truth("gnss", 94),
};

constexpr AisLayout kLayouts[] = {
    {1, -1, -1, 163, 1200, kPositionFields, -1},     {2, -1, -1, 163, 1200, kPositionFields, -1},
    {3, -1, -1, 163, 1200, kPositionFields, -1},     {4, -1, -1, 168, 1200, kBaseFields, -1},
    {5, -1, -1, 420, 1200, kVoyageFields, -1},       {7, -1, -1, 72, 168, kAcknowledgeFields, -1},
    {9, -1, -1, 168, 1200, kAircraftFields, -1},     {10, -1, -1, 72, 1200, kInquiryFields, -1},
    {11, -1, -1, 168, 1200, kBaseFields, -1},        {12, -1, -1, 72, 1008, kSafetyToFields, -1},
    {13, -1, -1, 72, 168, kAcknowledgeFields, -1},   {14, -1, -1, 40, 1008, kSafetyFields, -1},
    {15, -1, -1, 88, 168, kInterrogationFields, -1}, {16, -1, -1, 96, 143, kAssign1Fields, -1},
    {16, -1, -1, 144, 168, kAssign2Fields, -1},      {17, -1, -1, 80, 816, kDifferentialFields, -1},
    {18, -1, -1, 168, 1200, kClassBFields, -1},      {19, -1, -1, 312, 1200, kClassBLongFields, -1},
    {20, -1, -1, 72, 186, kLinkSlotsFields, -1},     {21, -1, -1, 272, 368, kAidReportFields, -1},
    {22, -1, -1, 168, 1200, kChannelAreaFields, 0},  {22, -1, -1, 168, 1200, kChannelToFields, 1},
    {23, -1, -1, 160, 1200, kGroupFields, -1},       {24, -1, -1, 160, 168, kPartAFields, 0},
    {24, -1, -1, 168, 1200, kPartBFields, 1},        {25, -1, -1, 40, 168, kSlot0Fields, 0},
    {25, -1, -1, 56, 168, kSlot1Fields, 1},          {25, -1, -1, 70, 168, kSlot2Fields, 2},
    {25, -1, -1, 86, 168, kSlot3Fields, 3},          {26, -1, -1, 60, 1004, kSlots0Fields, 0},
    {26, -1, -1, 76, 1004, kSlots1Fields, 1},        {26, -1, -1, 90, 1004, kSlots2Fields, 2},
    {26, -1, -1, 106, 1004, kSlots3Fields, 3},       {27, -1, -1, 96, 96, kLongRangeFields, -1},
    {27, -1, -1, 168, 168, kLongRangeFields, -1}};

// Which variant a message is of the types that have several; -1: the type has one.
int variant_of(unsigned type, const AisBits& bits) {
  if (type == 22) return bits.flag_at(139) ? 1 : 0;
  if (type == 24 || type == 25 || type == 26) return static_cast<int>(bits.unsigned_at(38, 2));
  return -1;
}

}  // namespace

const AisLayout* layout_of(const AisBits& bits) {
  const unsigned type = ais_type(bits);
  const int variant = variant_of(type, bits);
  int area = -1, application = -1;
  if (type == 6) area = static_cast<int>(bits.unsigned_at(72, 10));
  if (type == 6) application = static_cast<int>(bits.unsigned_at(82, 6));
  if (type == 8) area = static_cast<int>(bits.unsigned_at(40, 10));
  if (type == 8) application = static_cast<int>(bits.unsigned_at(50, 6));
  const std::span<const AisLayout> rows = area < 0 ? kLayouts : ais_binary_layouts();
  for (const AisLayout& row : rows)
    if (row.type == type && bits.size() >= row.bits_min && bits.size() <= row.bits_max &&
        (row.area < 0 || (row.area == area && row.application == application)) &&
        row.flag == variant)
      return &row;
  return nullptr;
}

}  // namespace entente
