// What stands where in each AIS message: one row a field, in the order and by the names of gpsd's
// JSON (gpsd_json(5)), which tools of the field read. ITU-R M.1371-5, IMO SN.1/Circ.289 and 236,
// the Inland AIS standard.
//
//   const AisLayout* layout = layout_of(bits);   // by type, and for 6 and 8 by application
//   for (const AisField& f : layout->fields) …
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "intake/tracks/ais_bits.h"
#include "intake/tracks/json_line.h"

namespace entente {

// How bits become a value.
enum class AisKind : uint8_t {
  number,              // unsigned
  signed_number,       // two's complement
  flag,                // true or false
  rest,                // unsigned, of what the message still has of these bits
  text,                // six-bit characters; bits 0: to the end of the message
  aid_name,            // twenty characters, and those at the end when it is full
  data,                // "<bits>:<hex>"; bits: what the end of the message keeps for itself
  turn,                // rate of turn in degrees a minute
  speed,               // tenths of a knot
  aircraft_speed,      // knots
  altitude,            // metres
  analogue,            // twentieths of a volt; 0: not in use
  date_time,           // year, month, day, hour, minute, second
  month_minute,        // month, day, hour, minute
  month_minute_plain,  // the same without zeros before
  day_minute,          // day, hour, minute
  part_b_dimensions,   // to_bow … of a type 24, or the mother ship of an auxiliary craft
  list,                // objects, one after the other, to the end of the message
  counted_list,        // as many as the five bits before say
};

// A code's meaning: an entry per value from 0 or per value of `codes`, and what any other is
// called.
struct AisLegend {
  std::span<const std::string_view> words;
  std::string_view otherwise;
  std::span<const uint16_t> codes = {};
};

struct AisLayout;

struct AisField {
  JsonKey key, text_key;  // of the value, and of the word that its legend adds
  uint16_t start = 0;
  uint16_t bits = 0;  // of a number 0: it is not sent, and 0
  AisKind kind = AisKind::number;
  // Scaled: (value - offset) / divisor with so many decimals; 0: as it is.
  uint32_t divisor = 0;
  uint8_t decimals = 0;
  int16_t offset = 0;
  const AisLegend* legend = nullptr;
  bool word_when_scaled = false;     // the legend's word in place of the number
  bool quoted_when_scaled = false;   // gpsd writes these numbers as strings
  const AisLayout* items = nullptr;  // of a list: each item; bits: the size of one
};

struct AisLayout {
  uint8_t type = 0;
  int16_t area = -1, application = -1;  // of types 6 and 8; -1: any
  uint16_t bits_min = 0, bits_max = 0;  // a message of another size is not of this layout
  std::span<const AisField> fields;
  int8_t flag = -1;  // of types 22, 24, 25, 26: which variant
};

// Null when the type is not one of 1 … 27 or the size is none that such a message has.
const AisLayout* layout_of(const AisBits& bits);
inline unsigned ais_type(const AisBits& bits) {
  return static_cast<unsigned>(bits.unsigned_at(0, 6));
}
inline uint32_t ais_mmsi(const AisBits& bits) {
  return static_cast<uint32_t>(bits.unsigned_at(8, 30));
}

}  // namespace entente
