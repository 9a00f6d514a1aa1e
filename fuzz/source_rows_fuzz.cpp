// Rows of the files that findings stand on, read again: any bytes give text of one line for each
// row that was asked for, the same in one piece and in many, and the same as plain counting of
// lines.
#include <cstdlib>
#include <map>
#include <string>

#include "base/text.h"
#include "base/utf8.h"
#include "engine/filing/source_rows.h"
#include "memory_file.h"

namespace {

using namespace entente;

void check_row(const std::string& row) {
  if (row.size() > 2010 || first_ill_formed(row)) std::abort();
  for (const char c : row)
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7F) std::abort();
  if (as_row(row) != row && row.size() <= 2000) std::abort();
}

// Of a file that is no array: the lines, counted.
std::map<uint64_t, std::string> rows_by_counting(std::string_view bytes,
                                                 std::map<uint64_t, std::string> wanted) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  uint64_t line = 1;
  for (size_t at = 0; at < bytes.size(); ++line) {
    const size_t end = std::min(bytes.find('\n', at), bytes.size());
    if (const auto row = wanted.find(line); row != wanted.end())
      row->second = as_row(bytes.substr(at, end - at));
    at = end + 1;
  }
  return wanted;
}

std::map<uint64_t, std::string> rows_by_picking(std::string_view bytes, size_t piece, bool is_array,
                                                const std::map<uint64_t, std::string>& wanted) {
  SourceFile file;
  file.rows = wanted;
  RowPicker picker(file);
  while (!bytes.empty()) {
    size_t size = std::min(bytes.size(), std::max<size_t>(piece, 1));
    if (!is_array) size = std::min(bytes.find('\n', size - 1), bytes.size() - 1) + 1;
    else if (size < 4) size = std::min<size_t>(bytes.size(), 4);  // a mark of the encoding is whole
    picker.take(bytes.substr(0, size));
    bytes.remove_prefix(size);
  }
  return file.rows;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size < 4) return 0;
  std::map<uint64_t, std::string> wanted;
  for (const uint8_t line : {data[0], data[1], data[2]}) wanted[line % 32 + 1u];
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 4, size - 4);
  const MemoryFile memory(bytes);
  SourceRows rows;
  for (const auto& [line, text] : wanted) rows.want({memory.path(), line});
  if (const auto read = rows.read(nullptr); !read) {
    if (read.error().what.empty()) std::abort();
    return 0;
  }
  const SourceFile& file = rows.file(memory.path());
  for (const auto& [line, row] : file.rows) check_row(row);
  if (file.bytes != bytes) std::abort();
  if (bytes.starts_with("\x1F\x8B") || bytes.starts_with("\x28\xB5\x2F\xFD")) return 0;  // packed
  std::string_view text = bytes;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const bool is_array = trim(text.substr(0, 4096)).starts_with('[');
  if (!is_array && file.rows != rows_by_counting(bytes, wanted)) std::abort();
  // The first piece tells an array from lines, so blanks before one would hide it.
  if (text.starts_with('[') == is_array &&
      rows_by_picking(bytes, data[3], is_array, wanted) != file.rows)
    std::abort();
  return 0;
}
