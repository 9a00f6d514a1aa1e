// The bits of one AIS message, as they were sent: a payload of six-bit characters taken apart.
//
//   AisBits bits;
//   bits.append("13aDp<PP000IwSlN?Wm@0?wN2<1T");   // false: no such character, or too long
//   bits.unsigned_at(8, 30)                        // the MMSI
//
// ITU-R M.1371-5; the characters ("armour") are those of IEC 61162-1. A message ends where its bits
// end: what is read beyond reads as zeros, so a reader needs no check of its own.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace entente {

class AisBits {
 public:
  // Five slots hold 1,064 bits at most (M.1371-5, 3.3.1); more than this is no message.
  static constexpr size_t kBitsMax = 1200;

  // A payload, or the next piece of one. False and unchanged when it holds a character that is none
  // of the 64, or when the message would grow over kBitsMax.
  bool append(std::string_view characters);
  // Takes away the bits that only fill the last character (0..5).
  void drop_fill(unsigned fill) { size_ -= fill < size_ ? fill : size_; }
  void clear() { size_ = 0; }

  size_t size() const { return size_; }
  // At most 57 bits.
  uint64_t unsigned_at(size_t start, unsigned count) const {
    if (start + count > kBitsMax) return 0;
    uint64_t word;
    std::memcpy(&word, bytes_.data() + start / 8, 8);
    word = __builtin_bswap64(word) << (start % 8) >> (64 - count);
    if (start + count > size_) word = clipped(word, start, count);
    return word;
  }
  // Two's complement.
  int64_t signed_at(size_t start, unsigned count) const {
    return static_cast<int64_t>(unsigned_at(start, count) << (64 - count)) >> (64 - count);
  }
  bool flag_at(size_t start) const { return unsigned_at(start, 1) != 0; }
  // Six-bit text of `count` bits: ends before the first "@", and blanks at its end are dropped.
  std::string text_at(size_t start, size_t count) const;
  // "0a1f…": whole bytes from `start`, zeros after the last bit of `count`.
  std::string hex_at(size_t start, size_t count) const;

 private:
  bool append_slowly(std::string_view characters);
  // What lies behind the end in the bytes is of no message.
  uint64_t clipped(uint64_t word, size_t start, unsigned count) const {
    if (start >= size_) return 0;
    const size_t beyond = start + count - size_;
    return word >> beyond << beyond;
  }

  std::array<uint8_t, kBitsMax / 8 + 16> bytes_{};
  size_t size_ = 0;
};

}  // namespace entente
