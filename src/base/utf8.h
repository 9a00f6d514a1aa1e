// UTF-8: validation, decoding, and the map between bytes and code points.
//
//   OffsetMap map(text);               // once a document
//   map.code_points(byte_offset)       // byte -> code point, O(1) for ASCII, O(64) otherwise
//
// Inside the engine a place in a text is a byte offset; what leaves it counts code points.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// Byte offset of the first ill-formed sequence (overlong, surrogate, above U+10FFFF, cut short),
// or nothing when the text is well formed.
std::optional<size_t> first_ill_formed(std::string_view text);

// The code point that starts at byte `at`; U+FFFD where no well-formed one does. `at` <
// text.size().
char32_t decode_at(std::string_view text, size_t at);
// Byte offset of the code point after the one at `at`; text.size() at the end.
size_t next_code_point(std::string_view text, size_t at);
// Byte offset of the code point before `at`; 0 at the start.
size_t previous_code_point(std::string_view text, size_t at);
size_t count_code_points(std::string_view text);
void append_utf8(std::string& out, char32_t code_point);

class OffsetMap {
 public:
  explicit OffsetMap(std::string_view well_formed_text);
  // `byte` may be text.size(). The text must outlive the map.
  size_t code_points(size_t byte) const;
  // The inverse; `code_point` beyond the end gives text.size().
  size_t bytes(size_t code_point) const;

 private:
  std::string_view text_;
  bool ascii_ = true;
  std::vector<uint32_t> code_points_at_block_;  // at every 64th byte; empty for ASCII
};

}  // namespace entente
