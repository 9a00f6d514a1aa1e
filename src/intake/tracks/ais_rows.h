// How the tables of AIS fields are written down: a short word for each way of printing a field.
#pragma once

#include <array>

#include "intake/tracks/ais_layouts.h"

namespace entente {

// Types 6 and 8.
std::span<const AisLayout> ais_binary_layouts();

namespace ais_rows {

inline constexpr AisField of_kind(std::string_view name, uint16_t start, uint16_t bits,
                                  AisKind kind) {
  return {.key = JsonKey(name),
          .text_key = JsonKey(name, "_text"),
          .start = start,
          .bits = bits,
          .kind = kind};
}
inline constexpr AisField plain(std::string_view name, uint16_t start, uint16_t bits) {
  return of_kind(name, start, bits, AisKind::number);
}
inline constexpr AisField truth(std::string_view name, uint16_t start) {
  return of_kind(name, start, 1, AisKind::flag);
}
inline constexpr AisField words(std::string_view name, uint16_t start, uint16_t bits) {
  return of_kind(name, start, bits, AisKind::text);
}
inline constexpr AisField scaled(std::string_view name, uint16_t start, uint16_t bits,
                                 uint32_t divisor, uint8_t decimals, int16_t offset = 0) {
  AisField out = of_kind(name, start, bits, AisKind::number);
  out.divisor = divisor;
  out.decimals = decimals;
  out.offset = offset;
  return out;
}
inline constexpr AisField signed_scaled(std::string_view name, uint16_t start, uint16_t bits,
                                        uint32_t divisor, uint8_t decimals) {
  AisField out = scaled(name, start, bits, divisor, decimals);
  out.kind = AisKind::signed_number;
  return out;
}
inline constexpr AisField degrees(std::string_view name, uint16_t start, uint16_t bits,
                                  uint32_t divisor, uint8_t decimals) {
  return signed_scaled(name, start, bits, divisor, decimals);
}
inline constexpr AisField quoted_degrees(std::string_view name, uint16_t start, uint16_t bits) {
  AisField out = degrees(name, start, bits, 600, 6);
  out.quoted_when_scaled = true;
  return out;
}
inline constexpr AisField coded(std::string_view name, uint16_t start, uint16_t bits,
                                const AisLegend& legend) {
  AisField out = plain(name, start, bits);
  out.legend = &legend;
  return out;
}
// Scaled, the word alone.
inline constexpr AisField worded(std::string_view name, uint16_t start, uint16_t bits,
                                 const AisLegend& legend) {
  AisField out = coded(name, start, bits, legend);
  out.word_when_scaled = true;
  return out;
}
inline constexpr AisField listed(std::string_view name, uint16_t start, uint16_t bits,
                                 const AisLayout& items) {
  AisField out = of_kind(name, start, bits, AisKind::list);
  out.items = &items;
  return out;
}
inline constexpr AisField counted(std::string_view name, uint16_t start, uint16_t bits,
                                  const AisLayout& items) {
  AisField out = of_kind(name, start, bits, AisKind::counted_list);
  out.items = &items;
  return out;
}

}  // namespace ais_rows
}  // namespace entente
