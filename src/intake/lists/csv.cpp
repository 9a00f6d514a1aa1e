#include "intake/lists/csv.h"

#include <algorithm>

#include "base/text.h"
#include "base/utf8.h"

namespace entente::intake {

Status CsvReader::quoted(std::string& field) {
  ++at_;
  for (;;) {
    const size_t quote = text_.find('"', at_);
    const std::string_view piece = text_.substr(at_, quote - at_);
    line_ += static_cast<size_t>(std::ranges::count(piece, '\n'));
    field += piece;
    if (quote == std::string_view::npos)
      return fail(Code::truncated, "the file ends inside a quoted field", place(),
                  shorten(field, 80), "fetch the file again");
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    field += '"';
    ++at_;
  }
  while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  if (at_ < text_.size() && text_[at_] != ends_[0] && text_[at_] != '\n')
    return fail(
        Code::malformed, "something follows a closing quote", place(),
        shorten(text_.substr(at_, std::min(text_.find('\n', at_), text_.size()) - at_), 40));
  return {};
}

Result<bool> CsvReader::next(std::vector<std::string>& fields) {
  fields.clear();
  while (at_ < text_.size() && (text_[at_] == '\n' || text_[at_] == '\x1A'))
    line_ += text_[at_++] == '\n';
  row_line_ = line_;
  open_end_ = false;
  if (at_ >= text_.size()) return false;
  for (;;) {
    std::string& field = fields.emplace_back();
    const bool is_quoted = at_ < text_.size() && text_[at_] == '"';
    if (is_quoted) {
      if (auto status = quoted(field); !status) return std::unexpected(status.error());
    } else {
      const size_t end = std::min(
          text_.find_first_of(std::string_view(ends_.data(), ends_.size()), at_), text_.size());
      field = text_.substr(at_, end - at_);
      at_ = end;
    }
    if (at_ >= text_.size()) {
      open_end_ = !is_quoted;
      return true;
    }
    const char mark = text_[at_++];
    if (mark == '\n') {
      ++line_;
      return true;
    }
  }
}

}  // namespace entente::intake
