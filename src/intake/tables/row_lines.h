// Rows of a small table held in memory: cells as views, quoted rows by the general reader, a bad
// row told and passed over.
//
//   RowLines rows(bytes);
//   while (rows.next()) { rows.cells() … rows.line() … rows.is_damaged() }
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "intake/lists/csv.h"

namespace entente::intake {

class RowLines {
 public:
  static constexpr size_t kCellsMax = 256;

  explicit RowLines(std::string_view bytes) : bytes_(bytes) {
    if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.remove_prefix(3);
    const std::string_view head = bytes_.substr(0, bytes_.find('\n'));
    for (const char c : {'\t', ';'})
      if (std::ranges::count(head, c) > std::ranges::count(head, separator_)) separator_ = c;
  }

  // False at the end. Blank lines are passed over.
  bool next() {
    while (!bytes_.empty()) {
      line_ = next_line_;
      const size_t end = std::min(bytes_.find('\n'), bytes_.size());
      std::string_view row = bytes_.substr(0, end);
      if (row.find('"') != row.npos) {
        quoted();
        return true;
      }
      bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
      ++next_line_;
      if (row.ends_with('\r')) row.remove_suffix(1);
      if (trim(row).empty()) continue;
      plain(row);
      return true;
    }
    return false;
  }

  const std::vector<std::string_view>& cells() const { return cells_; }
  std::string_view cell(size_t at) const {
    return at < cells_.size() ? cells_[at] : std::string_view();
  }
  size_t line() const { return line_; }
  bool is_damaged() const { return damaged_; }  // quotes that do not pair

 private:
  void plain(std::string_view row) {
    damaged_ = false;
    cells_.clear();
    for (size_t at = 0; cells_.size() < kCellsMax;) {
      const size_t stop = std::min(row.find(separator_, at), row.size());
      cells_.push_back(trim(row.substr(at, stop - at)));
      if (stop == row.size()) break;
      at = stop + 1;
    }
  }

  // As far as the quotes are open, line ends belong to the cell; where they never close, the row is
  // its first line.
  void quoted() {
    size_t end = 0, quotes = 0, lines = 0;
    const size_t reach = std::min<size_t>(bytes_.size(), 1 << 16);
    for (; end < reach; ++end) {
      quotes += bytes_[end] == '"';
      if (bytes_[end] != '\n') continue;
      if (quotes % 2 == 0) break;
      ++lines;
    }
    if (quotes % 2) end = std::min(bytes_.find('\n'), bytes_.size()), lines = 0;
    CsvReader csv(bytes_.substr(0, end), "", separator_);
    const auto more = csv.next(held_);
    damaged_ = quotes % 2 || !more || !*more;
    bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
    next_line_ += lines + 1;
    cells_.clear();
    for (const auto& field : held_)
      if (cells_.size() < kCellsMax) cells_.push_back(trim(field));
  }

  std::string_view bytes_;
  char separator_ = ',';
  std::vector<std::string_view> cells_;
  std::vector<std::string> held_;
  size_t line_ = 1, next_line_ = 1;
  bool damaged_ = false;
};

}  // namespace entente::intake
