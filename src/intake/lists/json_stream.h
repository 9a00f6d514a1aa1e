// JSON objects one after the other in a file: JSON Lines, objects over several lines, or one array
// of them. One object is held at a time.
//
//   auto objects = JsonStream::open(path, options.bytes_max);
//   for (;;) {
//     auto object = objects->next();            // its text; empty at the end
//     if (!object) return std::unexpected(object.error());
//     if (object->empty()) break;
//     use(*object, objects->place());
//   }
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "intake/lists/byte_stream.h"

namespace entente::intake {

class JsonStream {
 public:
  // Bytes that may be read behind what next() gives, for parsers that look ahead.
  static constexpr size_t kPadding = 64;

  static Result<JsonStream> open(const std::string& path, size_t bytes_max);
  // Valid until the next call. truncated when the file ends inside an object or an array,
  // malformed for anything else between objects, bad_encoding, too_large.
  Result<std::string_view> next();
  std::string place() const { return name_ + ":" + std::to_string(line_); }
  std::string where() const { return path_ + ":" + std::to_string(line_); }

 private:
  JsonStream(ByteStream stream, std::string path, size_t bytes_max);
  Status fill();
  Result<bool> skip_to_object();
  void count_lines(size_t from, size_t to);
  size_t end_of_object();

  ByteStream stream_;
  std::string path_, name_;
  size_t bytes_max_;
  std::string buffer_;  // followed by kPadding bytes
  size_t size_ = 0;     // of what was read into it
  size_t begin_ = 0, scanned_ = 0;
  size_t depth_ = 0;
  bool in_string_ = false, escaped_ = false;
  bool ended_ = false, in_array_ = false, any_ = false;
  size_t line_ = 1, next_line_ = 1;  // of the object given last, and of begin_
};

}  // namespace entente::intake
