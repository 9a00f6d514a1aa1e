// A table of data/: tab-separated, UTF-8, lines that begin with # are comments, the first other
// line names the columns. Errors say file:line and column.
//
//   auto table = Table::read("data/goods.tsv", {"phrase", "goods", "flags"});
//   for (const Table::Row& row : table->rows()) use(row.cells[0]);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

class Table {
 public:
  Table() = default;
  struct Row {
    uint32_t line = 0;                    // from 1
    std::vector<std::string_view> cells;  // trimmed, one for each column, empty where left out
  };
  // Columns must be exactly these in this order: unknown_column otherwise. missing_resource when
  // the file is not there; malformed for a row with more cells than columns or an empty first one.
  static Result<Table> read(const std::string& path, std::vector<std::string_view> columns);
  // The bytes of such a file; missing_resource when it is not there.
  static Result<std::string> text_of(const std::string& path);
  static Result<Table> parse(std::string path, std::string text,
                             std::vector<std::string_view> columns);

  const std::vector<Row>& rows() const { return rows_; }
  // The error for one cell: malformed at "path:line, column NAME".
  std::unexpected<Error> bad_cell(const Row& row, size_t column, std::string what,
                                  std::string next = {}) const;
  // The text that the cells point into: whoever takes it keeps the cells alive.
  std::unique_ptr<std::string> take_text() { return std::move(text_); }

 private:
  std::string path_;
  std::unique_ptr<std::string> text_;  // on the heap so that cells survive a move
  std::vector<std::string_view> columns_;
  std::vector<Row> rows_;
};

}  // namespace entente
