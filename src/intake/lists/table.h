// A table of foreign bytes with a line of column names, read row by row: CSV or tab-separated, of
// any size. The format names the columns that there may be and those that there must be; a table
// with others is refused by name, so that a renamed column never reads as an empty one.
//
//   auto table = ForeignTable::open(path, kSpec, options.bytes_max);
//   for (;;) {
//     auto more = table->next();
//     if (!more) return std::unexpected(more.error());
//     if (!*more) break;
//     use((*table)["Name"], table->place());
//   }
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "intake/lists/byte_stream.h"

namespace entente::intake {

struct TableSpec {
  std::span<const std::string_view> columns;   // all that are defined
  std::span<const std::string_view> required;  // must be there
  char separator = ',';
  size_t lines_before = 0;  // of other text above the column names
};

class ForeignTable {
 public:
  // Errors of opening, and those of the column names: empty_input, unknown_column (naming the
  // column and the one that may be meant), bad_encoding, truncated.
  static Result<ForeignTable> open(const std::string& path, const TableSpec& spec,
                                   size_t bytes_max);
  // False at the end. bad_encoding, malformed, truncated, too_large, unknown_column for a row with
  // more or fewer cells than columns.
  Result<bool> next();
  // The cell of the last row, trimmed; empty when the table lacks the column. Valid until next().
  std::string_view operator[](std::string_view column) const;
  std::string place() const { return name_ + ":" + std::to_string(row_line_); }
  std::string where() const { return path_ + ":" + std::to_string(row_line_); }  // for errors
  const std::string& above() const { return above_; }  // the lines above the column names
  size_t rows() const { return rows_; }

 private:
  ForeignTable(ByteStream stream, std::string path, const TableSpec& spec, size_t bytes_max);
  Result<std::string_view> record();  // the next whole row as text; empty at the end
  Status fill(bool& ended);
  Status read_names();
  Status take_names();

  ByteStream stream_;
  std::string path_, name_, above_;
  TableSpec spec_;
  size_t bytes_max_;
  std::string buffer_;
  size_t begin_ = 0, scanned_ = 0;  // of the row in the buffer
  bool ended_ = false, first_ = true, cut_ = false;
  size_t line_ = 1, row_line_ = 1, rows_ = 0;
  std::vector<std::string> cells_;
  std::unordered_map<std::string_view, size_t> at_;  // keys of spec_.columns
  size_t width_ = 0;
};

// Whether the first line of `head` holds these column names, among others.
bool has_columns(std::string_view head, char separator, std::span<const std::string_view> columns);
// The values of a cell that holds several; a value with the separator in it stands in quotes.
std::vector<std::string> split_cell(std::string_view cell, char separator = ';');

}  // namespace entente::intake
