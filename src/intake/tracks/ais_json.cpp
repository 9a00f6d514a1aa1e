// One loop over the rows of a layout; what a field means is in ais_layouts.cpp, not here.
// Numbers are printed as gpsd's printf formats do, because tools compare them as text.
// Tested against gpsd's own expected output (ais_json_test.cpp) and, message by message with random
// payloads, against gpsdecode (tools/ais_differential.py).
#include "intake/tracks/ais_json.h"

#include <fmt/format.h>

#include <algorithm>

#include "intake/tracks/ais_layouts.h"

namespace entente {
namespace {

constexpr size_t kPartsMax = 64;
constexpr size_t kUnmatchedMax = 100000;

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

std::string_view word_of(const AisLegend& legend, uint64_t value) {
  uint64_t at = value;
  if (!legend.codes.empty())
    at = static_cast<uint64_t>(std::find(legend.codes.begin(), legend.codes.end(), value) -
                               legend.codes.begin());
  return at < legend.words.size() ? legend.words[at] : legend.otherwise;
}

std::string turn_of(int64_t raw, bool scaled) {
  if (!scaled) return fmt::format("{}", raw);
  if (raw == -128) return "\"nan\"";
  if (raw == -127) return "\"fastleft\"";
  if (raw == 127) return "\"fastright\"";
  const double root = static_cast<double>(raw) / 4.733;
  return fmt::format("{:.0f}", root * root);
}

std::string limited(uint64_t raw, uint64_t none, uint64_t most, std::string_view word,
                    unsigned divisor) {
  if (raw == none) return "\"nan\"";
  if (raw == most) return fmt::format("\"{}\"", word);
  if (divisor == 1) return fmt::format("{}", raw);
  return fmt::format("{:.1f}", static_cast<double>(raw) / divisor);
}

std::string number_of(const AisField& field, const AisBits& bits, size_t base, bool scaled) {
  if (!field.bits) return "0";
  const bool is_signed = field.kind == AisKind::signed_number;
  const int64_t raw = is_signed
                          ? bits.signed_at(base + field.start, field.bits)
                          : static_cast<int64_t>(bits.unsigned_at(base + field.start, field.bits));
  if (!scaled || (!field.divisor && !field.offset)) return fmt::format("{}", raw);
  const double value = static_cast<double>(raw - field.offset) / std::max(1U, field.divisor);
  const std::string out = fmt::format("{:.{}f}", value, field.decimals);
  return field.quoted_when_scaled ? quoted(out) : out;
}

std::string date_time_of(const AisBits& bits, size_t at) {
  const auto part = [&](size_t from, unsigned count) { return bits.unsigned_at(at + from, count); };
  return fmt::format("\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z\"", part(0, 14), part(14, 4),
                     part(18, 5), part(23, 5), part(28, 6), part(34, 6));
}

std::string month_minute_of(const AisBits& bits, size_t at) {
  const auto part = [&](size_t from, unsigned count) { return bits.unsigned_at(at + from, count); };
  return fmt::format("\"{:02}-{:02}T{:02}:{:02}Z\"", part(0, 4), part(4, 5), part(9, 5),
                     part(14, 6));
}

std::string month_minute_plain_of(const AisBits& bits, size_t at) {
  const auto part = [&](size_t from, unsigned count) { return bits.unsigned_at(at + from, count); };
  return fmt::format("\"{}-{}T{}:{}\"", part(0, 4), part(4, 5), part(9, 5), part(14, 6));
}

std::string day_minute_of(const AisBits& bits, size_t at) {
  const auto part = [&](size_t from, unsigned count) { return bits.unsigned_at(at + from, count); };
  return fmt::format("\"{:02}T{:02}:{:02}Z\"", part(0, 5), part(5, 5), part(10, 6));
}

std::string rest_of(const AisField& field, const AisBits& bits) {
  const size_t left = bits.size() - std::min<size_t>(bits.size(), field.start);
  const auto count = static_cast<unsigned>(std::min<size_t>(field.bits, left));
  return fmt::format("{}", count ? bits.unsigned_at(field.start, count) : 0);
}

std::string aid_name_of(const AisField& field, const AisBits& bits) {
  constexpr size_t kExtension = 272;
  std::string name = bits.text_at(field.start, field.bits);
  bool full = true;
  for (size_t i = 0; i < field.bits; i += 6) full &= bits.unsigned_at(field.start + i, 6) != 0;
  if (!full || bits.size() <= kExtension) return quoted(name);
  name.resize(field.bits / 6U, ' ');
  name += bits.text_at(kExtension, bits.size() - kExtension);
  name.erase(name.find_last_not_of(' ') + 1);
  return quoted(name);
}

std::string data_of(const AisField& field, const AisBits& bits) {
  const size_t kept = field.start + static_cast<size_t>(field.bits);
  const size_t count = bits.size() > kept ? bits.size() - kept : 0;
  // Whole bytes: of a type 26 the last one may hold the first bits of the radio state.
  return fmt::format("\"{}:{}\"", count, bits.hex_at(field.start, (count + 7) / 8 * 8));
}

void append_fields(const AisLayout& layout, const AisBits& bits, size_t base, bool scaled,
                   std::string& out);

std::string list_of(const AisField& field, const AisBits& bits, bool scaled) {
  std::string out = "[";
  // As gpsd does, an item that the message only begins counts too.
  size_t left = field.kind == AisKind::counted_list ? bits.unsigned_at(field.start - 5U, 5)
                                                    : AisBits::kBitsMax;
  for (size_t at = field.start; at < bits.size() && left > 0; at += field.bits, --left) {
    std::string item;
    append_fields(*field.items, bits, at, scaled, item);
    if (!item.empty()) item[0] = '{';  // in place of its comma
    out += (out.size() > 1 ? "," : "") + item + "}";
  }
  return out + "]";
}

std::string dimensions_of(const AisBits& bits) {
  if (ais_mmsi(bits) / 10000000 == 98)  // craft of a mother ship
    return fmt::format(",\"mothership_mmsi\":{}", bits.unsigned_at(132, 30));
  return fmt::format(",\"to_bow\":{},\"to_stern\":{},\"to_port\":{},\"to_starboard\":{}",
                     bits.unsigned_at(132, 9), bits.unsigned_at(141, 9), bits.unsigned_at(150, 6),
                     bits.unsigned_at(156, 6));
}

std::string value_of(const AisField& field, const AisBits& bits, size_t base, bool scaled) {
  const size_t at = base + field.start;
  const uint64_t raw = field.bits && field.bits <= 57 ? bits.unsigned_at(at, field.bits) : 0;
  switch (field.kind) {
    case AisKind::number:
    case AisKind::signed_number:
      if (scaled && field.word_when_scaled) return quoted(word_of(*field.legend, raw));
      return number_of(field, bits, base, scaled);
    case AisKind::flag:
      return raw ? "true" : "false";
    case AisKind::text:
      return quoted(
          bits.text_at(at, field.bits ? field.bits : bits.size() - std::min(bits.size(), at)));
    case AisKind::rest:
      return rest_of(field, bits);
    case AisKind::aid_name:
      return aid_name_of(field, bits);
    case AisKind::data:
      return data_of(field, bits);
    case AisKind::turn:
      return turn_of(bits.signed_at(at, field.bits), scaled);
    case AisKind::speed:
      return scaled ? limited(raw, 1023, 1022, "fast", 10) : fmt::format("{}", raw);
    case AisKind::aircraft_speed:
      return scaled ? limited(raw, 1023, 1022, "fast", 1) : fmt::format("{}", raw);
    case AisKind::altitude:
      return scaled ? limited(raw, 4095, 4094, "high", 1) : fmt::format("{}", raw);
    case AisKind::analogue:
      return scaled && raw ? fmt::format("{:.2f}", static_cast<double>(raw) * 0.05)
                           : fmt::format("{}", raw);
    case AisKind::date_time:
      return date_time_of(bits, at);
    case AisKind::month_minute:
      return month_minute_of(bits, at);
    case AisKind::month_minute_plain:
      return month_minute_plain_of(bits, at);
    case AisKind::day_minute:
      return day_minute_of(bits, at);
    case AisKind::list:
    case AisKind::counted_list:
      return list_of(field, bits, scaled);
    case AisKind::part_b_dimensions:
      break;  // has no name of its own: append_fields
  }
  return "null";
}

void append_fields(const AisLayout& layout, const AisBits& bits, size_t base, bool scaled,
                   std::string& out) {
  for (const AisField& field : layout.fields) {
    if (field.kind == AisKind::part_b_dimensions) {
      out += dimensions_of(bits);
      continue;
    }
    out += fmt::format(",\"{}\":{}", field.name, value_of(field, bits, base, scaled));
    if (field.legend && !field.word_when_scaled)
      out += fmt::format(
          ",\"{}_text\":{}", field.name,
          quoted(word_of(*field.legend, bits.unsigned_at(base + field.start, field.bits))));
  }
}

std::string head_of(const AisBits& bits, bool scaled) {
  return fmt::format("{{\"class\":\"AIS\",\"type\":{},\"repeat\":{},\"mmsi\":{},\"scaled\":{}",
                     ais_type(bits), bits.unsigned_at(6, 2), ais_mmsi(bits), scaled);
}

std::string name_of_part_a(const AisBits& bits) {
  return fmt::format(",\"shipname\":{}", quoted(bits.text_at(40, 120)));
}

}  // namespace

bool AisPrinter::print_part_b(const AisBits& bits, std::string& out) {
  const AisLayout* layout = layout_of(bits);
  const uint32_t mmsi = ais_mmsi(bits);
  const auto found = std::find_if(parts_.begin(), parts_.end(),
                                  [&](const PartA& part) { return part.mmsi == mmsi; });
  out += head_of(bits, scaled_);
  if (found == parts_.end()) {
    out += ",\"part\":\"B\"";
  } else {
    out += name_of_part_a(found->bits);
    parts_.erase(found);
  }
  append_fields(*layout, bits, 0, scaled_, out);
  out += '}';
  return true;
}

bool AisPrinter::print(const AisBits& bits, std::string& out) {
  const AisLayout* layout = layout_of(bits);
  if (!layout) return ++unknown_, false;
  if (layout->type == 24 && layout->flag == 1) return print_part_b(bits, out);
  if (layout->type == 24) {
    const uint32_t mmsi = ais_mmsi(bits);
    std::erase_if(parts_, [&](const PartA& part) { return part.mmsi == mmsi; });
    parts_.push_back({mmsi, bits});
    if (parts_.size() > kPartsMax) {
      if (unmatched_.size() < kUnmatchedMax) unmatched_.push_back(std::move(parts_.front()));
      parts_.pop_front();
    }
    return false;
  }
  out += head_of(bits, scaled_);
  append_fields(*layout, bits, 0, scaled_, out);
  out += '}';
  return true;
}

void AisPrinter::finish(const std::function<void(const std::string&)>& take) {
  for (const auto* parts : {&unmatched_, &parts_})
    for (const PartA& part : *parts)
      take(head_of(part.bits, scaled_) + ",\"part\":\"A\"" + name_of_part_a(part.bits) + "}");
  unmatched_.clear();
  parts_.clear();
}

}  // namespace entente
