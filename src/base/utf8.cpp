// UTF-8 after the Unicode Standard, table 3-7 (well-formed byte sequences).
#include "base/utf8.h"

#include <algorithm>
#include <cassert>
#include <cstring>

namespace entente {
namespace {

constexpr size_t kBlock = 64;

uint8_t byte(std::string_view t, size_t i) { return static_cast<uint8_t>(t[i]); }
bool continues(uint8_t b) { return (b & 0xC0) == 0x80; }

// Length of the well-formed sequence at `i`, 0 when there is none.
size_t sequence_length(std::string_view t, size_t i) {
  const uint8_t b = byte(t, i);
  if (b < 0x80) return 1;
  const size_t n = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
  if (b < 0xC2 || b > 0xF4 || i + n > t.size()) return 0;
  const uint8_t c = byte(t, i + 1);
  const uint8_t low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
  const uint8_t high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
  if (c < low || c > high) return 0;
  for (size_t k = 2; k < n; ++k)
    if (!continues(byte(t, i + k))) return 0;
  return n;
}

// Bytes before the first that is no ASCII, eight at a time: most texts have no other.
size_t ascii_prefix(std::string_view text) {
  size_t i = 0;
  for (uint64_t word; i + sizeof word <= text.size(); i += sizeof word) {
    std::memcpy(&word, text.data() + i, sizeof word);
    if (word & 0x8080808080808080) break;
  }
  while (i < text.size() && byte(text, i) < 0x80) ++i;
  return i;
}

}  // namespace

std::optional<size_t> first_ill_formed(std::string_view text) {
  for (size_t i = ascii_prefix(text); i < text.size();) {
    if (byte(text, i) < 0x80) {
      ++i;
      continue;
    }
    const size_t n = sequence_length(text, i);
    if (n == 0) return i;
    i += n;
  }
  return std::nullopt;
}

char32_t decode_at(std::string_view t, size_t i) {
  const uint8_t b = byte(t, i);
  if (b < 0x80) return b;
  const size_t n = sequence_length(t, i);
  if (n == 0) return U'\uFFFD';
  if (n == 2) return (b & 0x1Fu) << 6 | (byte(t, i + 1) & 0x3Fu);
  if (n == 3) return (b & 0x0Fu) << 12 | (byte(t, i + 1) & 0x3Fu) << 6 | (byte(t, i + 2) & 0x3Fu);
  return (b & 0x07u) << 18 | (byte(t, i + 1) & 0x3Fu) << 12 | (byte(t, i + 2) & 0x3Fu) << 6 |
         (byte(t, i + 3) & 0x3Fu);
}

size_t next_code_point(std::string_view t, size_t i) {
  if (i >= t.size()) return t.size();
  ++i;
  while (i < t.size() && continues(byte(t, i))) ++i;
  return i;
}

size_t previous_code_point(std::string_view t, size_t i) {
  if (i == 0) return 0;
  --i;
  while (i > 0 && continues(byte(t, i))) --i;
  return i;
}

size_t count_code_points(std::string_view t) {
  size_t n = 0;
  for (char c : t) n += !continues(static_cast<uint8_t>(c));
  return n;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&](char32_t b) { out += static_cast<char>(b); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
  if (c < 0x10000) return put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)),
      put(0x80 | (c & 0x3F));
}

OffsetMap::OffsetMap(std::string_view text) : text_(text) {
  ascii_ = ascii_prefix(text) == text.size();
  if (ascii_) return;
  code_points_at_block_.reserve(text.size() / kBlock + 1);
  uint32_t count = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (i % kBlock == 0) code_points_at_block_.push_back(count);
    count += !continues(byte(text, i));
  }
  if (text.size() % kBlock == 0) code_points_at_block_.push_back(count);
}

size_t OffsetMap::code_points(size_t at) const {
  assert(at <= text_.size());
  if (ascii_) return at;
  const size_t block = at / kBlock;
  return code_points_at_block_[block] +
         count_code_points(text_.substr(block * kBlock, at % kBlock));
}

size_t OffsetMap::bytes(size_t code_point) const {
  if (ascii_) return std::min(code_point, text_.size());
  const auto after =
      std::upper_bound(code_points_at_block_.begin(), code_points_at_block_.end(), code_point);
  const size_t block = static_cast<size_t>(after - code_points_at_block_.begin()) - 1;
  size_t at = block * kBlock, count = code_points_at_block_[block];
  while (at < text_.size() && continues(byte(text_, at))) ++at;
  for (; count < code_point && at < text_.size(); ++count) at = next_code_point(text_, at);
  return at;
}

}  // namespace entente
