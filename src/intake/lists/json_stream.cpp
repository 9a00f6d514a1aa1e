// An object ends where its braces close outside strings; the scan goes on where it stopped when
// more is read, so that an object of many megabytes costs its own length.
#include "intake/lists/json_stream.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/list_format.h"

namespace entente::intake {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 18;
constexpr size_t kObjectBytesMax = size_t{64} << 20;

}  // namespace

JsonStream::JsonStream(ByteStream stream, std::string path, size_t bytes_max)
    : stream_(std::move(stream)),
      path_(std::move(path)),
      name_(place_name(path_)),
      bytes_max_(bytes_max) {}

Result<JsonStream> JsonStream::open(const std::string& path, size_t bytes_max) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  return JsonStream(std::move(*stream), path, bytes_max);
}

Status JsonStream::fill() {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    size_ -= begin_;
    scanned_ -= begin_;
    begin_ = 0;
  }
  if (size_ > kObjectBytesMax)
    return fail(Code::too_large, "an object of over " + std::to_string(kObjectBytesMax) + " bytes",
                where());
  auto piece = stream_.read(kPieceBytes, bytes_max_);
  if (!piece) return std::unexpected(piece.error());
  ended_ = piece->empty();
  buffer_.resize(size_);
  buffer_ += *piece;
  size_ = buffer_.size();
  buffer_.append(kPadding, '\0');
  return {};
}

void JsonStream::count_lines(size_t from, size_t to) {
  const auto at = buffer_.begin();
  next_line_ += static_cast<size_t>(std::count(at + static_cast<std::ptrdiff_t>(from),
                                               at + static_cast<std::ptrdiff_t>(to), '\n'));
}

// Leaves begin_ at the next object's brace; false at the end.
Result<bool> JsonStream::skip_to_object() {
  for (;;) {
    while (begin_ < size_) {
      const char c = buffer_[begin_];
      if (c == '{') return true;
      line_ = next_line_;
      if (c == '\n') ++next_line_;
      const bool mark = !any_ && static_cast<unsigned char>(c) >= 0xBB;  // EF BB BF
      if (c == '[' && !in_array_ && !any_) in_array_ = true;
      else if (c == ']' && in_array_) in_array_ = false;
      else if (!is_space(c) && c != ',' && !mark)
        return fail(Code::malformed, "something other than a JSON object", where(),
                    shorten(squeeze(std::string_view(buffer_).substr(
                                begin_, std::min<size_t>(size_ - begin_, 60))),
                            40));
      ++begin_;
    }
    if (ended_) break;
    scanned_ = begin_;
    if (auto status = fill(); !status) return std::unexpected(status.error());
  }
  line_ = next_line_;
  if (in_array_)
    return fail(Code::truncated, "the array of objects does not end", where(), {},
                "fetch the file again");
  return false;
}

// One past the closing brace of the object at begin_; 0 when the buffer ends before it.
size_t JsonStream::end_of_object() {
  for (; scanned_ < size_; ++scanned_) {
    const char c = buffer_[scanned_];
    if (in_string_) {
      if (escaped_) escaped_ = false;
      else if (c == '\\') escaped_ = true;
      else if (c == '"') in_string_ = false;
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      return ++scanned_;
    }
  }
  return 0;
}

Result<std::string_view> JsonStream::next() {
  const auto found = skip_to_object();
  if (!found) return std::unexpected(found.error());
  if (!*found) return std::string_view{};
  line_ = next_line_;
  any_ = true;
  scanned_ = begin_;
  depth_ = 0;
  in_string_ = escaped_ = false;
  for (;;) {
    if (const size_t end = end_of_object(); end > 0) {
      const std::string_view object(buffer_.data() + begin_, end - begin_);
      count_lines(begin_, end);
      begin_ = end;
      if (const auto bad = first_ill_formed(object))
        return fail(Code::bad_encoding, "JSON is UTF-8",
                    where() + ", byte " + std::to_string(*bad + 1) + " of the object");
      return object;
    }
    if (ended_)
      return fail(
          Code::truncated, "the file ends inside an object", where(),
          shorten(std::string_view(buffer_).substr(begin_, std::min<size_t>(size_ - begin_, 320)),
                  60),
          "fetch the file again");
    if (auto status = fill(); !status) return std::unexpected(status.error());
  }
}

}  // namespace entente::intake
