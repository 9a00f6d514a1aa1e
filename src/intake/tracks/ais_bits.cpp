// Six bits a character, packed from the high end, eight characters a step: each is checked and
// loses its armour in its own byte of one register, then neighbours are pushed together until
// forty-eight bits stand side by side. A piece that does not begin on a whole byte goes a character
// at a time. About half a nanosecond a character; the bit-by-bit twin is in ais_bits_test.cpp.
#include "intake/tracks/ais_bits.h"

#include <algorithm>

#include "base/eight_bytes.h"

namespace entente {
namespace {

constexpr uint64_t kHigh = eight_times(0x80);

// Values of eight characters, a byte each, the first highest; false when one is none of the 64:
// '0'..'W' are 0..39, '`'..'w' are 40..63.
bool values_of(uint64_t characters, uint64_t& out) {
  if (characters & kHigh) return false;
  const uint64_t upper = at_least(characters, '`');
  const uint64_t good = (at_least(characters, '0') & ~at_least(characters, 'W' + 1)) |
                        (upper & ~at_least(characters, 'w' + 1));
  out = __builtin_bswap64(characters - eight_times('0') - (upper >> 4));
  return good == kHigh;
}

// Eight values of six bits → forty-eight bits, the first highest.
uint64_t packed(uint64_t values) {
  values = (values & 0x003F003F003F003F) | (values & 0x3F003F003F003F00) >> 2;
  values = (values & 0x00000FFF00000FFF) | (values & 0x0FFF00000FFF0000) >> 4;
  return (values & 0xFFFFFF) | (values & 0xFFFFFF00000000) >> 8;
}

// Characters that are not there are '0', whose bits are zeros.
uint64_t padded(const char* from, size_t count) {
  char bytes[8] = {'0', '0', '0', '0', '0', '0', '0', '0'};
  std::memcpy(bytes, from, count);
  return eight_bytes(bytes);
}

}  // namespace

bool AisBits::append(std::string_view characters) {
  if (size_ + characters.size() * 6 > kBitsMax) return false;
  if (size_ % 8) return append_slowly(characters);
  const char* from = characters.data();
  uint8_t* to = bytes_.data() + size_ / 8;
  for (size_t left = characters.size(); left > 0;) {
    const size_t count = std::min<size_t>(left, 8);
    uint64_t values = 0;
    if (!values_of(count == 8 ? eight_bytes(from) : padded(from, count), values)) return false;
    const uint64_t word = __builtin_bswap64(packed(values) << 16);
    std::memcpy(to, &word, 8);
    from += count, to += 6, left -= count;
  }
  size_ += characters.size() * 6;
  return true;
}

bool AisBits::append_slowly(std::string_view characters) {
  size_t at = size_ / 8;
  unsigned held = size_ % 8;
  uint32_t word = bytes_[at] >> (8 - held);
  for (const char c : characters) {
    uint64_t value = 0;
    if (!values_of(padded(&c, 1), value)) return false;
    word = word << 6 | static_cast<uint32_t>(value >> 56);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes_[at++] = static_cast<uint8_t>(word >> held);
  }
  bytes_[at] = static_cast<uint8_t>(held ? word << (8 - held) : 0);
  size_ += characters.size() * 6;
  return true;
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
