// Rows are found by their line ends outside quotes, one buffer at a time, and then cut into cells
// by CsvReader. A scan goes on where it stopped, so that a row of many megabytes costs its own
// length. Tests: table_test.cpp.
#include "intake/lists/table.h"

#include <algorithm>

#include "base/nearest_word.h"
#include "base/text.h"
#include "base/utf8.h"
#include "intake/lists/csv.h"
#include "intake/lists/list_format.h"

namespace entente::intake {
namespace {

constexpr size_t kPieceBytes = size_t{1} << 18;
constexpr size_t kRowBytesMax = size_t{64} << 20;

std::string_view without_mark(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  return text;
}

// A name of a column as it is compared: trimmed, blanks squeezed, case folded.
std::string folded(std::string_view name) { return lower(squeeze(without_mark(name))); }

// Where in a row a scan stands.
enum class At { field_start, plain, quoted, closed };

// Where the row ends (its line end), going on from `from`; npos when the text ends before it does.
size_t end_of_row(std::string_view text, size_t from, char separator, At& at) {
  for (size_t i = from; i < text.size(); ++i) {
    if (at == At::quoted) {
      i = text.find('"', i);
      if (i == std::string_view::npos) return i;
      at = At::closed;
      continue;
    }
    const char c = text[i];
    if (c == '\n') return i;
    if (c == '"' && (at == At::field_start || at == At::closed)) at = At::quoted;
    else at = c == separator ? At::field_start : At::plain;
  }
  return std::string_view::npos;
}

std::unexpected<Error> unknown_column(const std::string& where, std::string_view name,
                                      std::span<const std::string_view> columns) {
  const std::string near = nearest_word(name, columns);
  return fail(Code::unknown_column, "a column that the list does not define", where,
              shorten(name, 80),
              near.empty() ? "entente lists formats shows the columns that are read"
                           : "did you mean " + near + "?");
}

}  // namespace

ForeignTable::ForeignTable(ByteStream stream, std::string path, const TableSpec& spec,
                           size_t bytes_max)
    : stream_(std::move(stream)),
      path_(std::move(path)),
      name_(place_name(path_)),
      spec_(spec),
      bytes_max_(bytes_max) {}

Result<ForeignTable> ForeignTable::open(const std::string& path, const TableSpec& spec,
                                        size_t bytes_max) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  ForeignTable out(std::move(*stream), path, spec, bytes_max);
  if (auto status = out.read_names(); !status) return std::unexpected(status.error());
  return out;
}

Status ForeignTable::fill(bool& ended) {
  if (begin_ > 0) {
    buffer_.erase(0, begin_);
    scanned_ -= begin_;
    begin_ = 0;
  }
  if (buffer_.size() > kRowBytesMax)
    return fail(Code::too_large, "a row of over " + std::to_string(kRowBytesMax) + " bytes",
                where(), shorten(std::string_view(buffer_).substr(0, 320), 80),
                "a quote may be missing in this row");
  auto piece = stream_.read(kPieceBytes, bytes_max_);
  if (!piece) return std::unexpected(piece.error());
  ended = piece->empty();
  if (first_ && (piece->starts_with("\xFF\xFE") || piece->starts_with("\xFE\xFF")))
    return fail(Code::bad_encoding, "the table is UTF-16", path_ + ":byte 0", {},
                "save it as UTF-8");
  buffer_ += *piece;
  return {};
}

Result<std::string_view> ForeignTable::record() {
  At at = At::field_start;
  scanned_ = begin_;
  row_line_ = line_;
  for (;;) {
    const size_t end = end_of_row(buffer_, scanned_, spec_.separator, at);
    if (end != std::string::npos || ended_) {
      cut_ = end == std::string::npos;
      const size_t stop = std::min(end, buffer_.size());
      std::string_view row(buffer_.data() + begin_, stop - begin_);
      begin_ = std::min(stop + 1, buffer_.size());
      line_ += 1 + static_cast<size_t>(std::ranges::count(row, '\n'));
      if (row.ends_with('\r')) row.remove_suffix(1);
      if (const auto bad = first_ill_formed(row))
        return fail(Code::bad_encoding, "the table is not UTF-8 here",
                    where() + ", byte " + std::to_string(*bad + 1) + " of the row", {},
                    "save it as UTF-8");
      if (!row.empty() || (ended_ && begin_ >= buffer_.size())) return row;
      row_line_ = line_;
      scanned_ = begin_;
      at = At::field_start;
      continue;
    }
    scanned_ = buffer_.size();
    if (auto status = fill(ended_); !status) return std::unexpected(status.error());
  }
}

Status ForeignTable::read_names() {
  for (size_t i = 0; i <= spec_.lines_before; ++i) {
    const auto row = record();
    if (!row) return std::unexpected(row.error());
    if (row->empty()) return fail(Code::empty_input, "the table has no column names", path_);
    if (i < spec_.lines_before) {
      above_ += std::string(without_mark(*row)) + "\n";
      continue;
    }
    CsvReader csv(without_mark(*row), path_, spec_.separator);
    if (const auto more = csv.next(cells_); !more) return std::unexpected(more.error());
  }
  first_ = false;
  return take_names();
}

Status ForeignTable::take_names() {
  width_ = cells_.size();
  while (width_ > 0 && trim(cells_[width_ - 1]).empty()) --width_;  // commas that end the line
  for (size_t i = 0; i < width_; ++i) {
    const std::string name = folded(cells_[i]);
    const auto known = std::ranges::find(spec_.columns, name, folded);
    if (known == spec_.columns.end()) return unknown_column(where(), cells_[i], spec_.columns);
    if (!at_.emplace(*known, i).second)
      return fail(Code::unknown_column, "two columns of one name", where(), cells_[i]);
  }
  for (const std::string_view name : spec_.required)
    if (!at_.contains(name))
      return fail(Code::unknown_column, "lacks the column " + std::string(name), where(),
                  std::string(name));
  return {};
}

Result<bool> ForeignTable::next() {
  const auto row = record();
  if (!row) return std::unexpected(row.error());
  if (row->empty()) return false;
  CsvReader csv(*row, path_, spec_.separator);
  const auto more = csv.next(cells_);
  if (!more) {
    Error error = more.error();
    error.where = where();
    return std::unexpected(std::move(error));
  }
  if (!*more) return next();
  while (cells_.size() > width_ && trim(cells_.back()).empty()) cells_.pop_back();
  if (cells_.size() < width_ && cut_ && csv.may_be_cut())
    return fail(Code::truncated, "the table ends in the middle of a row", where(),
                shorten(cells_.back(), 80), "fetch the list again");
  if (cells_.size() != width_)
    return fail(Code::malformed,
                std::to_string(cells_.size()) + " cells where the table has " +
                    std::to_string(width_) + " columns",
                where(), shorten(cells_.front(), 80));
  ++rows_;
  return true;
}

std::string_view ForeignTable::operator[](std::string_view column) const {
  const auto at = at_.find(column);
  return at == at_.end() ? std::string_view{} : trim(cells_[at->second]);
}

bool has_columns(std::string_view head, char separator, std::span<const std::string_view> columns) {
  const std::string line(without_mark(head).substr(0, without_mark(head).find('\n')));
  CsvReader csv(line, {}, separator);
  std::vector<std::string> names;
  if (const auto more = csv.next(names); !more || !*more) return false;
  for (std::string& name : names) name = folded(name);
  return std::ranges::all_of(columns, [&](std::string_view c) {
    return std::ranges::find(names, folded(c)) != names.end();
  });
}

std::vector<std::string> split_cell(std::string_view cell, char separator) {
  std::vector<std::string> out;
  while (!cell.empty()) {
    cell = trim(cell);
    std::string value;
    size_t at = 0;
    if (cell.starts_with('"')) {
      for (at = 1; at < cell.size(); ++at) {
        if (cell[at] != '"') {
          value += cell[at];
        } else if (at + 1 < cell.size() && cell[at + 1] == '"') {
          value += cell[at++];
        } else {
          ++at;
          break;
        }
      }
    }
    const size_t end = std::min(cell.find(separator, at), cell.size());
    value += cell.substr(at, end - at);
    if (const auto clean = trim(value); !clean.empty()) out.emplace_back(clean);
    cell.remove_prefix(std::min(end + 1, cell.size()));
  }
  return out;
}

}  // namespace entente::intake
