#include "engine/filing/source_rows.h"

#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/tracks/line_blocks.h"

namespace entente {
namespace {

constexpr size_t kRowBytesMax = 2000;

// The first line, unless it is a row like the others: a sentence of NMEA, an object.
bool names_columns(std::string_view line) {
  return !line.empty() && line.find_first_of(",;\t") != line.npos &&
         line.find_first_of("!{[\\$") == line.npos;
}

// Takes pieces of a file's text, whole or not, and keeps the rows that are wanted.
class RowPicker {
 public:
  explicit RowPicker(SourceFile& file) : file_(file), next_(file.rows.begin()) {}

  void take(std::string_view bytes) {
    if (line_ == 0) {
      if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
      const std::string_view begin = trim(bytes.substr(0, 4096));
      is_array_ = begin.starts_with('[');
    }
    if (is_array_) return objects(bytes);
    while (!bytes.empty()) {
      const size_t end = std::min(bytes.find('\n'), bytes.size());
      ++line_;
      const std::string_view line = bytes.substr(0, end);
      if (line_ == 1 && !wants() && names_columns(line)) file_.columns = as_row(line);
      if (wants()) next_++->second = as_row(line);
      bytes.remove_prefix(std::min(end + 1, bytes.size()));
    }
  }

 private:
  bool wants() const { return next_ != file_.rows.end() && next_->first == line_; }

  // Objects of the outermost array, which blocks may cut anywhere.
  void objects(std::string_view bytes) {
    if (line_ == 0) line_ = 1;  // the object under way
    for (const char c : bytes) {
      if (depth_ > 0 && wants() && text_.size() < 2 * kRowBytesMax) text_ += c;
      if (in_text_) {
        if (escaped_) escaped_ = false;
        else if (c == '\\') escaped_ = true;
        else if (c == '"') in_text_ = false;
      } else if (c == '"') in_text_ = true;
      else if (c == '{') {
        if (depth_++ == 0 && wants()) text_ = "{";
      } else if (c == '}' && depth_ > 0 && --depth_ == 0) {
        if (wants()) next_++->second = as_row(text_);
        ++line_;
      }
    }
  }

  SourceFile& file_;
  std::map<uint64_t, std::string>::iterator next_;
  uint64_t line_ = 0;
  bool is_array_ = false, in_text_ = false, escaped_ = false;
  int depth_ = 0;
  std::string text_;
};

}  // namespace

std::string as_row(std::string_view bytes) {
  while (!bytes.empty() && (bytes.back() == '\r' || bytes.back() == '\n')) bytes.remove_suffix(1);
  std::string out;
  for (size_t at = 0; at < bytes.size() && out.size() < kRowBytesMax;) {
    const auto c = static_cast<unsigned char>(bytes[at]);
    if (c < 0x80) {
      if (c == '\n') out += ' ';
      else if ((c < 0x20 && c != '\t') || c == 0x7F) append_utf8(out, 0xFFFD);
      else out += bytes[at];
      ++at;
      continue;
    }
    const size_t next = next_code_point(bytes, at);
    append_utf8(out, decode_at(bytes, at));  // U+FFFD where no sequence is well formed
    at = next > at ? next : at + 1;
  }
  return out;
}

Status SourceRows::read(const std::atomic<bool>* stop) {
  for (auto& [path, file] : files_) {
    if (path == "-")
      return fail(Code::bad_argument, "what comes from standard input cannot be filed", path, {},
                  "write it to a file first");
    file.name = std::filesystem::path(path).filename().string();
    {
      const auto mapped = MappedFile::open(path);
      if (!mapped) return std::unexpected(mapped.error());
      file.sha256 = sha256_hex(mapped->bytes());
      if (mapped->bytes().size() <= SourceFile::kKeptBytes) file.bytes = mapped->bytes();
    }
    auto blocks = LineBlocks::open(path, stop);
    if (!blocks) return std::unexpected(blocks.error());
    RowPicker picker(file);
    for (;;) {
      const auto block = blocks->next();
      if (!block) return std::unexpected(block.error());
      if (block->bytes.empty()) break;
      picker.take(block->bytes);
    }
  }
  return {};
}

}  // namespace entente
