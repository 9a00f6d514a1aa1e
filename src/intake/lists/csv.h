// Comma-separated values with fields in double quotes (RFC 4180), as lists are published.
//
//   CsvReader csv(text, "sdn.csv");
//   std::vector<std::string> row;
//   while (auto more = csv.next(row)) { if (!*more) break; … csv.line() … }
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente::intake {

class CsvReader {
 public:
  // The text must outlive the reader; \n line ends.
  CsvReader(std::string_view text, std::string file, char separator = ',')
      : text_(text), file_(std::move(file)), ends_{separator, '\n'} {}

  // False at the end. malformed when something follows a closing quote; truncated when the text
  // ends inside quotes. Empty lines, and the end-of-file mark of old systems, are passed over.
  Result<bool> next(std::vector<std::string>& fields);

  size_t line() const { return row_line_; }  // where the last row begins, from 1
  std::string place() const { return file_ + ":" + std::to_string(row_line_); }
  // The last row had no line end and its last field no closing quote: it may have been cut.
  bool may_be_cut() const { return open_end_; }

 private:
  Status quoted(std::string& field);
  std::string_view text_;
  std::string file_;
  size_t at_ = 0, line_ = 1, row_line_ = 1;
  bool open_end_ = false;
  std::array<char, 2> ends_;  // what a field ends at
};

}  // namespace entente::intake
