// A line of JSON as it is written: pieces go straight into one buffer that is kept from line to
// line.
//
//   JsonLine line;
//   line.key(field.key);            // ,"speed":
//   line.fixed(134, 10, 1);         // 13.4
//   out += line.text(); line.clear();
//
// For printers of so many objects that a string for each value would cost more than the values.
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <vector>

namespace entente {

// `,"name":`, as long as any name may be, so that it is copied at once.
struct JsonKey {
  std::array<char, 32> bytes{};
  uint8_t size = 0;

  constexpr JsonKey() = default;
  explicit constexpr JsonKey(std::string_view name, std::string_view behind = "") {
    const auto put = [&](std::string_view text) {
      for (const char c : text) bytes.at(size++) = c;
    };
    put(",\""), put(name), put(behind), put("\":");
  }
};

class JsonLine {
 public:
  void clear() { size_ = 0; }
  size_t size() const { return size_; }
  std::string_view text() const { return {buffer_.data(), size_}; }
  // Of a character that was written before.
  void replace(size_t at, char c) { buffer_[at] = c; }

  void key(const JsonKey& key) {
    std::memcpy(room(key.bytes.size()), key.bytes.data(), key.bytes.size());
    size_ += key.size;
  }
  void put(std::string_view text) {
    std::memcpy(room(text.size()), text.data(), text.size());
    size_ += text.size();
  }
  void put(char c) {
    *room(1) = c;
    ++size_;
  }
  void number(int64_t value) { end(write_number(value, room(24))); }
  // At least `width` digits, at most 9 of them zeros.
  void padded(uint32_t value, int width) {
    const int digits = std::max(width, digits_of(value));
    write_digits(value, digits, room(24));
    size_ += static_cast<size_t>(digits);
  }
  // raw / divisor as printf("%.<decimals>f") writes that double.
  void fixed(int64_t raw, uint32_t divisor, int decimals);
  // "…", quotes and backslashes escaped.
  void quoted(std::string_view text) {
    char* to = room(2 * text.size() + 2);
    char* const begin = to;
    *to++ = '"';
    for (const char c : text) {
      *to = '\\';
      to += c == '"' || c == '\\';
      *to++ = c;
    }
    *to++ = '"';
    size_ += static_cast<size_t>(to - begin);
  }

  // Several pieces at once, which is faster: what is written lies in registers, not behind `this`.
  //
  //   char* to = line.begin(key);                       // room for kPieceRoom bytes more
  //   to = JsonLine::write_number(134, to);
  //   line.end(to);
  static constexpr size_t kPieceRoom = 64;
  char* begin(const JsonKey& key) {
    char* const to = room(key.bytes.size() + kPieceRoom);
    std::memcpy(to, key.bytes.data(), key.bytes.size());
    return to + key.size;
  }
  void end(const char* to) { size_ = static_cast<size_t>(to - buffer_.data()); }
  static char* write_number(int64_t value, char* to) {
    if (value >= 0 && value <= UINT32_MAX) {
      const auto small = static_cast<uint32_t>(value);
      const int digits = small < 1000 ? 1 + (small >= 10) + (small >= 100) : digits_of(small);
      write_digits(small, digits, to);
      return to + digits;
    }
    return std::to_chars(to, to + 24, value).ptr;
  }
  // units / kPower, the power of ten of kDecimals
  template <uint32_t kPower, int kDecimals>
  static char* write_decimals(uint64_t units, bool negative, char* to) {
    *to = '-';
    to = write_number(static_cast<int64_t>(units / kPower), to + negative);
    *to = '.';
    write_digits(static_cast<uint32_t>(units % kPower), kDecimals, to + 1);
    return to + 1 + kDecimals;
  }
  // raw / 600'000 to six decimals, of no more than 2^31; no half can come: raw * 10 / 6 has thirds.
  static char* write_degrees(int64_t raw, char* to) {
    return write_decimals<1'000'000, 6>((static_cast<uint64_t>(std::abs(raw)) * 10 + 3) / 6,
                                        raw < 0, to);
  }

 private:
  static int digits_of(uint32_t value) {
    static constexpr uint32_t kFrom[] = {10,        100,        1000,        10'000,       100'000,
                                         1'000'000, 10'000'000, 100'000'000, 1'000'000'000};
    int out = 1;
    for (const uint32_t from : kFrom) out += value >= from;
    return out;
  }
  static void write_digits(uint32_t value, int digits, char* to) {
    static constexpr std::array<char, 200> kPairs = [] {
      std::array<char, 200> out{};
      for (size_t i = 0; i < 100; ++i)
        out[2 * i] = static_cast<char>('0' + i / 10),
                out[2 * i + 1] = static_cast<char>('0' + i % 10);
      return out;
    }();
    for (; digits >= 2; digits -= 2, value /= 100)
      std::memcpy(to + digits - 2, &kPairs[size_t{value % 100} * 2], 2);
    if (digits) *to = static_cast<char>('0' + value % 10);
  }
  char* room(size_t count) {
    if (buffer_.size() < size_ + count) buffer_.resize(2 * (size_ + count));
    return buffer_.data() + size_;
  }
  std::vector<char> buffer_ = std::vector<char>(1024);
  size_t size_ = 0;
};

// Whole numbers: what is divided lies at least a 2 * divisor-th of the last decimal from where
// rounding turns, which is more than a double of this size errs by. Halves lie on it, and there the
// double decides.
inline void JsonLine::fixed(int64_t raw, uint32_t divisor, int decimals) {
  static constexpr std::array<uint64_t, 7> kPowers{1, 10, 100, 1000, 10'000, 100'000, 1'000'000};
  const uint64_t size = raw < 0 ? 0 - static_cast<uint64_t>(raw) : static_cast<uint64_t>(raw);
  if (divisor == 10 && decimals == 1)  // knots and courses
    return end(write_decimals<10, 1>(size, raw < 0, room(kPieceRoom)));
  if (divisor == 600'000 && decimals == 6 && size < uint64_t{1} << 31)
    return end(write_degrees(raw, room(kPieceRoom)));
  const bool small = size < uint64_t{1} << 31 && decimals < static_cast<int>(kPowers.size());
  const uint64_t power = small ? kPowers[static_cast<size_t>(decimals)] : 1;
  const uint64_t units = size * power / divisor, left = size * power % divisor;
  if (!small || left * 2 == divisor) {
    char* const to = room(400);
    const double value = static_cast<double>(raw) / divisor;
    size_ += static_cast<size_t>(fmt::format_to(to, "{:.{}f}", value, decimals) - to);
    return;
  }
  const uint64_t rounded = units + (left * 2 > divisor);
  if (raw < 0) put('-');
  number(static_cast<int64_t>(rounded / power));
  if (decimals == 0) return;
  put('.');
  padded(static_cast<uint32_t>(rounded % power), decimals);
}

}  // namespace entente
