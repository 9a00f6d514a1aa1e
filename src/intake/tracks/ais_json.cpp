// One loop over the rows of a layout; what a field means is in ais_layouts.cpp, not here.
// Numbers are printed as gpsd's printf formats do, because tools compare them as text.
// Tested against gpsd's own expected output (ais_json_test.cpp) and, message by message with random
// payloads, against gpsdecode (tools/ais_differential.py).
#include "intake/tracks/ais_json.h"

#include <algorithm>
#include <cstring>

#include "intake/tracks/ais_layouts.h"

namespace entente {
namespace {

constexpr size_t kPartsMax = 64;
constexpr size_t kUnmatchedMax = 100000;

std::string_view word_of(const AisLegend& legend, uint64_t value) {
  uint64_t at = value;
  if (!legend.codes.empty())
    at = static_cast<uint64_t>(std::find(legend.codes.begin(), legend.codes.end(), value) -
                               legend.codes.begin());
  return at < legend.words.size() ? legend.words[at] : legend.otherwise;
}

// Of every value: degrees a minute are the square of what is sent.
std::string_view turn_of(int64_t raw) {
  static const std::vector<std::string> kTurns = [] {
    std::vector<std::string> out;
    for (int value = -128; value < 128; ++value) {
      const double root = static_cast<double>(value) / 4.733;
      out.push_back(fmt::format("{:.0f}", root * root));
    }
    out.front() = "\"nan\"", out[1] = "\"fastleft\"", out.back() = "\"fastright\"";
    return out;
  }();
  return kTurns[static_cast<size_t>(raw + 128)];
}

void put_limited(uint64_t raw, uint64_t none, uint64_t most, std::string_view word,
                 uint32_t divisor, JsonLine& out) {
  if (raw == none) return out.put("\"nan\"");
  if (raw == most) return out.quoted(word);
  out.fixed(static_cast<int64_t>(raw), divisor, divisor == 1 ? 0 : 1);
}

void put_number(const AisField& field, const AisBits& bits, size_t at, bool scaled, JsonLine& out) {
  if (!field.bits) return out.put('0');
  const bool is_signed = field.kind == AisKind::signed_number;
  const int64_t raw = is_signed ? bits.signed_at(at, field.bits)
                                : static_cast<int64_t>(bits.unsigned_at(at, field.bits));
  if (!scaled || (!field.divisor && !field.offset)) return out.number(raw);
  if (field.quoted_when_scaled) out.put('"');
  out.fixed(raw - field.offset, std::max(1U, field.divisor), field.decimals);
  if (field.quoted_when_scaled) out.put('"');
}

// "%04d-%02d" and the like, of bits that follow each other.
struct TimePart {
  unsigned bits;
  int width;
  char behind;
};
constexpr TimePart kDateTime[] = {{14, 4, '-'}, {4, 2, '-'}, {5, 2, 'T'},
                                  {5, 2, ':'},  {6, 2, ':'}, {6, 2, 'Z'}};
constexpr TimePart kMonthMinute[] = {{4, 2, '-'}, {5, 2, 'T'}, {5, 2, ':'}, {6, 2, 'Z'}};
constexpr TimePart kMonthMinutePlain[] = {{4, 1, '-'}, {5, 1, 'T'}, {5, 1, ':'}, {6, 1, '"'}};
constexpr TimePart kDayMinute[] = {{5, 2, 'T'}, {5, 2, ':'}, {6, 2, 'Z'}};

void put_time(std::span<const TimePart> parts, const AisBits& bits, size_t at, JsonLine& out) {
  out.put('"');
  for (const TimePart& part : parts) {
    out.padded(static_cast<uint32_t>(bits.unsigned_at(at, part.bits)), part.width);
    out.put(part.behind);
    at += part.bits;
  }
  if (parts.back().behind != '"') out.put('"');
}

void put_rest(const AisField& field, const AisBits& bits, JsonLine& out) {
  const size_t left = bits.size() - std::min<size_t>(bits.size(), field.start);
  const auto count = static_cast<unsigned>(std::min<size_t>(field.bits, left));
  out.number(count ? static_cast<int64_t>(bits.unsigned_at(field.start, count)) : 0);
}

void put_aid_name(const AisField& field, const AisBits& bits, JsonLine& out) {
  constexpr size_t kExtension = 272;
  std::string name = bits.text_at(field.start, field.bits);
  bool full = true;
  for (size_t i = 0; i < field.bits; i += 6) full &= bits.unsigned_at(field.start + i, 6) != 0;
  if (!full || bits.size() <= kExtension) return out.quoted(name);
  name.resize(field.bits / 6U, ' ');
  name += bits.text_at(kExtension, bits.size() - kExtension);
  name.erase(name.find_last_not_of(' ') + 1);
  out.quoted(name);
}

void put_data(const AisField& field, const AisBits& bits, JsonLine& out) {
  const size_t kept = field.start + static_cast<size_t>(field.bits);
  const size_t count = bits.size() > kept ? bits.size() - kept : 0;
  out.put('"');
  out.number(static_cast<int64_t>(count));
  out.put(':');
  // Whole bytes: of a type 26 the last one may hold the first bits of the radio state.
  out.put(bits.hex_at(field.start, (count + 7) / 8 * 8));
  out.put('"');
}

void put_fields(const AisLayout& layout, const AisBits& bits, size_t base, bool scaled,
                JsonLine& out);

void put_list(const AisField& field, const AisBits& bits, bool scaled, JsonLine& out) {
  // As gpsd does, an item that the message only begins counts too.
  size_t left = field.kind == AisKind::counted_list ? bits.unsigned_at(field.start - 5U, 5)
                                                    : AisBits::kBitsMax;
  out.put('[');
  for (size_t at = field.start; at < bits.size() && left > 0; at += field.bits, --left) {
    if (at > field.start) out.put(',');
    const size_t begin = out.size();
    put_fields(*field.items, bits, at, scaled, out);
    if (out.size() > begin) out.replace(begin, '{');  // in place of its comma
    out.put('}');
  }
  out.put(']');
}

void put_dimensions(const AisBits& bits, JsonLine& out) {
  struct Dimension {
    JsonKey key;
    uint16_t start, bits;
  };
  static constexpr Dimension kMotherShip[] = {{JsonKey("mothership_mmsi"), 132, 30}};
  static constexpr Dimension kSides[] = {{JsonKey("to_bow"), 132, 9},
                                         {JsonKey("to_stern"), 141, 9},
                                         {JsonKey("to_port"), 150, 6},
                                         {JsonKey("to_starboard"), 156, 6}};
  const bool craft = ais_mmsi(bits) / 10000000 == 98;  // of a mother ship
  for (const Dimension& d : craft ? std::span<const Dimension>(kMotherShip) : kSides) {
    out.key(d.key);
    out.number(static_cast<int64_t>(bits.unsigned_at(d.start, d.bits)));
  }
}

void put_value(const AisField& field, const AisBits& bits, size_t at, bool scaled, JsonLine& out) {
  const uint64_t raw = field.bits && field.bits <= 57 ? bits.unsigned_at(at, field.bits) : 0;
  const auto as_sent = [&] { out.number(static_cast<int64_t>(raw)); };
  switch (field.kind) {
    case AisKind::number:
    case AisKind::signed_number:
      if (scaled && field.word_when_scaled) return out.quoted(word_of(*field.legend, raw));
      return put_number(field, bits, at, scaled, out);
    case AisKind::flag:
      return out.put(raw ? std::string_view("true") : std::string_view("false"));
    case AisKind::text:
      return out.quoted(
          bits.text_at(at, field.bits ? field.bits : bits.size() - std::min(bits.size(), at)));
    case AisKind::rest:
      return put_rest(field, bits, out);
    case AisKind::aid_name:
      return put_aid_name(field, bits, out);
    case AisKind::data:
      return put_data(field, bits, out);
    case AisKind::turn:
      if (!scaled) return out.number(bits.signed_at(at, field.bits));
      return out.put(turn_of(bits.signed_at(at, field.bits)));
    case AisKind::speed:
      return scaled ? put_limited(raw, 1023, 1022, "fast", 10, out) : as_sent();
    case AisKind::aircraft_speed:
      return scaled ? put_limited(raw, 1023, 1022, "fast", 1, out) : as_sent();
    case AisKind::altitude:
      return scaled ? put_limited(raw, 4095, 4094, "high", 1, out) : as_sent();
    case AisKind::analogue:
      if (!scaled || !raw) return as_sent();
      return out.put(fmt::format("{:.2f}", static_cast<double>(raw) * 0.05));
    case AisKind::date_time:
      return put_time(kDateTime, bits, at, out);
    case AisKind::month_minute:
      return put_time(kMonthMinute, bits, at, out);
    case AisKind::month_minute_plain:
      return put_time(kMonthMinutePlain, bits, at, out);
    case AisKind::day_minute:
      return put_time(kDayMinute, bits, at, out);
    case AisKind::list:
    case AisKind::counted_list:
      return put_list(field, bits, scaled, out);
    case AisKind::part_b_dimensions:
      break;  // has no name of its own: put_fields
  }
}

// What most values of a log are, in fewer steps than put_value; null when it is something else.
char* write_plain(const AisField& field, const AisBits& bits, size_t at, bool scaled, char* to) {
  if (field.bits - 1U >= 57) return nullptr;
  if (field.kind == AisKind::signed_number) {
    if (!scaled || field.divisor != 600'000 || field.decimals != 6 || field.offset) return nullptr;
    return JsonLine::write_degrees(bits.signed_at(at, field.bits), to);
  }
  const uint64_t raw = bits.unsigned_at(at, field.bits);
  switch (field.kind) {
    case AisKind::flag:
      std::memcpy(to, raw ? "true\0" : "false", 5);
      return to + (raw ? 4 : 5);
    case AisKind::number:
      if (!scaled) return JsonLine::write_number(static_cast<int64_t>(raw), to);
      if (field.word_when_scaled || field.quoted_when_scaled || field.offset) return nullptr;
      if (!field.divisor) return JsonLine::write_number(static_cast<int64_t>(raw), to);
      if (field.divisor != 10 || field.decimals != 1) return nullptr;
      return JsonLine::write_decimals<10, 1>(raw, false, to);
    case AisKind::speed:
      if (!scaled || raw >= 1022) return nullptr;
      return JsonLine::write_decimals<10, 1>(raw, false, to);
    default:
      return nullptr;
  }
}

void put_fields(const AisLayout& layout, const AisBits& bits, size_t base, bool scaled,
                JsonLine& out) {
  for (const AisField& field : layout.fields) {
    if (field.kind == AisKind::part_b_dimensions) {
      put_dimensions(bits, out);
      continue;
    }
    char* const value = out.begin(field.key);
    char* const plain = write_plain(field, bits, base + field.start, scaled, value);
    out.end(plain ? plain : value);
    if (!plain) put_value(field, bits, base + field.start, scaled, out);
    if (!field.legend || field.word_when_scaled) continue;
    out.key(field.text_key);
    out.quoted(word_of(*field.legend, bits.unsigned_at(base + field.start, field.bits)));
  }
}

void put_head(const AisBits& bits, bool scaled, JsonLine& out) {
  out.put("{\"class\":\"AIS\",\"type\":");
  out.number(ais_type(bits));
  out.put(",\"repeat\":");
  out.number(static_cast<int64_t>(bits.unsigned_at(6, 2)));
  out.put(",\"mmsi\":");
  out.number(ais_mmsi(bits));
  out.put(scaled ? std::string_view(",\"scaled\":true") : std::string_view(",\"scaled\":false"));
}

void put_name_of_part_a(const AisBits& bits, JsonLine& out) {
  out.put(",\"shipname\":");
  out.quoted(bits.text_at(40, 120));
}

}  // namespace

void AisPrinter::print_part_b(const AisBits& bits) {
  const AisLayout* layout = layout_of(bits);
  const uint32_t mmsi = ais_mmsi(bits);
  const auto found = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const PartA& part) { return part.mmsi == mmsi; });
  put_head(bits, scaled_, line_);
  if (found == parts_.end()) {
    line_.put(",\"part\":\"B\"");
  } else {
    put_name_of_part_a(found->bits, line_);
    parts_.erase(found);
  }
  put_fields(*layout, bits, 0, scaled_, line_);
}

std::string_view AisPrinter::print(const AisBits& bits) {
  const AisLayout* layout = layout_of(bits);
  if (!layout) return ++unknown_, std::string_view();
  line_.clear();
  if (layout->type == 24 && layout->flag == 0) {
    const uint32_t mmsi = ais_mmsi(bits);
    std::erase_if(parts_, [&](const PartA& part) { return part.mmsi == mmsi; });
    parts_.push_back({mmsi, bits});
    if (parts_.size() > kPartsMax) {
      if (unmatched_.size() < kUnmatchedMax) unmatched_.push_back(std::move(parts_.front()));
      parts_.pop_front();
    }
    return {};
  }
  if (layout->type == 24) {
    print_part_b(bits);
  } else {
    put_head(bits, scaled_, line_);
    put_fields(*layout, bits, 0, scaled_, line_);
  }
  line_.put('}');
  return line_.text();
}

void AisPrinter::finish(const std::function<void(std::string_view)>& take) {
  for (const auto* parts : {&unmatched_, &parts_})
    for (const PartA& part : *parts) {
      line_.clear();
      put_head(part.bits, scaled_, line_);
      line_.put(",\"part\":\"A\"");
      put_name_of_part_a(part.bits, line_);
      line_.put('}');
      take(line_.text());
    }
  unmatched_.clear();
  parts_.clear();
}

}  // namespace entente
