// Six bits a character, packed from the high end. Four characters make three bytes, so pieces are
// packed through one accumulator rather than bit by bit: about a nanosecond a character.
// Tested against the bit-by-bit twin in ais_bits_test.cpp.
#include "intake/tracks/ais_bits.h"

#include <algorithm>

namespace entente {
namespace {

constexpr uint8_t kNone = 0xFF;

// '0'..'W' are 0..39, '`'..'w' are 40..63.
constexpr std::array<uint8_t, 256> make_values() {
  std::array<uint8_t, 256> out{};
  for (size_t c = 0; c < 256; ++c) {
    out[c] = kNone;
    if (c >= 48 && c <= 87) out[c] = static_cast<uint8_t>(c - 48);
    if (c >= 96 && c <= 119) out[c] = static_cast<uint8_t>(c - 56);
  }
  return out;
}
constexpr std::array<uint8_t, 256> kValues = make_values();

}  // namespace

bool AisBits::append(std::string_view characters) {
  if (size_ + characters.size() * 6 > kBitsMax) return false;
  uint8_t bad = 0;
  for (const char c : characters) bad |= kValues[static_cast<uint8_t>(c)];
  if (bad & 0xC0) return false;
  size_t at = size_ / 8;
  unsigned held = size_ % 8;
  uint32_t word = held ? bytes_[at] >> (8 - held) : 0;
  for (const char c : characters) {
    word = word << 6 | kValues[static_cast<uint8_t>(c)];
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes_[at++] = static_cast<uint8_t>(word >> held);
    }
  }
  bytes_[at] = static_cast<uint8_t>(held ? word << (8 - held) : 0);
  size_ += characters.size() * 6;
  return true;
}

void AisBits::clear() {
  // Only what was written, and the bytes that a read may touch behind it.
  std::fill_n(bytes_.begin(), std::min(bytes_.size(), size_ / 8 + 9), uint8_t{0});
  size_ = 0;
}

std::string AisBits::text_at(size_t start, size_t count) const {
  static constexpr std::string_view kCharacters =
      "@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_ !\"#$%&'()*+,-./0123456789:;<=>?";
  std::string out;
  for (size_t i = 0; i + 6 <= count; i += 6) {
    const char c = kCharacters[unsigned_at(start + i, 6)];
    if (c == '@') break;
    out += c;
  }
  out.erase(out.find_last_not_of(' ') + 1);
  return out;
}

std::string AisBits::hex_at(size_t start, size_t count) const {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (size_t i = 0; i < count; i += 4) {
    const unsigned left = static_cast<unsigned>(std::min<size_t>(4, count - i));
    out += kDigits[unsigned_at(start + i, left) << (4 - left)];
  }
  if (out.size() % 2) out += '0';
  return out;
}

}  // namespace entente
