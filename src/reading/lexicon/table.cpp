#include "reading/lexicon/table.h"

#include <fmt/format.h>

#include "base/file.h"
#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kTableBytesMax = 64u << 20;

Status check_header(const Table::Row& header, const std::vector<std::string_view>& columns,
                    const std::string& path) {
  const std::string where = fmt::format("{}:{}", path, header.line);
  for (size_t i = 0; i < header.cells.size(); ++i)
    if (i >= columns.size() || header.cells[i] != columns[i])
      return fail(Code::unknown_column,
                  i < columns.size() ? fmt::format("column {} should be '{}'", i + 1, columns[i])
                                     : fmt::format("the table has {} columns", columns.size()),
                  where, std::string(header.cells[i]), "name the columns as the file's head says");
  if (header.cells.size() < columns.size())
    return fail(Code::unknown_column,
                fmt::format("column '{}' is missing", columns[header.cells.size()]), where, {},
                "name the columns as the file's head says");
  return {};
}

std::vector<std::string_view> cells_of(std::string_view line) {
  auto cells = split(line, '\t');
  for (auto& cell : cells) cell = trim(cell);
  return cells;
}

}  // namespace

Result<std::string> Table::text_of(const std::string& path) {
  auto text = read_file(path, kTableBytesMax);
  if (!text && text.error().code == Code::not_found)
    return fail(Code::missing_resource, "a data file is missing", path, {},
                "reinstall, or name the folder that holds data/");
  return text;
}

Result<Table> Table::read(const std::string& path, std::vector<std::string_view> columns) {
  auto text = text_of(path);
  if (!text) return std::unexpected(text.error());
  return parse(path, std::move(*text), std::move(columns));
}

Result<Table> Table::parse(std::string path, std::string text,
                           std::vector<std::string_view> columns) {
  Table table;
  table.path_ = std::move(path);
  table.text_ = std::make_unique<std::string>(std::move(text));
  table.columns_ = std::move(columns);
  if (auto at = first_ill_formed(*table.text_))
    return fail(Code::bad_encoding, "the table is not UTF-8",
                fmt::format("{}, byte {}", table.path_, *at), {}, "save it as UTF-8");
  uint32_t number = 0;
  bool in_rows = false;
  for (std::string_view line : split(*table.text_, '\n')) {
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    Row row{number, cells_of(line)};
    if (!in_rows) {
      if (auto status = check_header(row, table.columns_, table.path_); !status)
        return std::unexpected(status.error());
      in_rows = true;
      continue;
    }
    if (row.cells.size() > table.columns_.size())
      return fail(Code::malformed, "the row has more cells than the table has columns",
                  fmt::format("{}:{}", table.path_, number), shorten(line, 80),
                  "remove the extra tab");
    row.cells.resize(table.columns_.size());
    if (row.cells.front().empty()) return table.bad_cell(row, 0, "the cell is empty");
    table.rows_.push_back(std::move(row));
  }
  if (!in_rows)
    return fail(Code::unknown_column, "the table has no row that names its columns", table.path_);
  return table;
}

std::unexpected<Error> Table::bad_cell(const Row& row, size_t column, std::string what,
                                       std::string next) const {
  return fail(Code::malformed, std::move(what),
              fmt::format("{}:{}, column {}", path_, row.line, columns_[column]),
              shorten(row.cells[column], 80), std::move(next));
}

}  // namespace entente
