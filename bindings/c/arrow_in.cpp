#include "arrow_in.h"

#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

namespace capi {
namespace {

using entente::Problem;

constexpr int64_t kRowsMax = int64_t{1} << 31, kColumnsMax = 400;

struct Column {
  std::string name;
  char format = 0;
  const ArrowArray* array = nullptr;
  int64_t offset = 0;  // of the struct around it

  bool null(int64_t row) const {
    const auto* bits =
        static_cast<const uint8_t*>(array->n_buffers > 0 ? array->buffers[0] : nullptr);
    const int64_t at = row + offset + array->offset;
    return bits && !((bits[at / 8] >> (at % 8)) & 1);
  }

  template <class Offset>
  std::string_view slice(int64_t at) const {
    const auto* offsets = static_cast<const Offset*>(array->buffers[1]);
    const auto* bytes = static_cast<const char*>(array->buffers[2]);
    if (offsets[at + 1] <= offsets[at] || !bytes) return {};
    return {bytes + offsets[at], static_cast<size_t>(offsets[at + 1] - offsets[at])};
  }

  template <class Number>
  std::string number(int64_t at) const {
    return std::to_string(static_cast<const Number*>(array->buffers[1])[at]);
  }

  std::string text(int64_t row) const {
    if (null(row)) return {};
    const int64_t at = row + offset + array->offset;
    switch (format) {
      case 'u':
        return std::string(slice<int32_t>(at));
      case 'U':
        return std::string(slice<int64_t>(at));
      case 'c':
        return number<int8_t>(at);
      case 'C':
        return number<uint8_t>(at);
      case 's':
        return number<int16_t>(at);
      case 'S':
        return number<uint16_t>(at);
      case 'i':
        return number<int32_t>(at);
      case 'I':
        return number<uint32_t>(at);
      case 'l':
        return number<int64_t>(at);
      case 'L':
        return number<uint64_t>(at);
      default:  // 'n', all null
        return {};
    }
  }
};

Problem wrong(std::string what, std::string piece, std::string next = {}) {
  return {"E-UNKNOWN-COLUMN", std::move(what), std::move(piece), "rows", std::move(next)};
}

std::optional<Problem> columns_of(const ArrowSchema& schema, const ArrowArray& array,
                                  std::vector<Column>& out) {
  if (!schema.format || std::strcmp(schema.format, "+s") != 0)
    return wrong("rows come as a struct of columns", schema.format ? schema.format : "");
  if (schema.n_children != array.n_children || schema.n_children > kColumnsMax ||
      array.length < 0 || array.length > kRowsMax || array.offset < 0)
    return wrong("the table does not agree with its schema", std::to_string(array.n_children));
  for (int64_t i = 0; i < schema.n_children; ++i) {
    const ArrowSchema& kind = *schema.children[i];
    const std::string name = kind.name ? kind.name : "", format = kind.format ? kind.format : "";
    constexpr std::string_view kTaken = "uUcCsSiIlLn";
    if (kind.dictionary || format.size() != 1 || kTaken.find(format[0]) == std::string_view::npos)
      return wrong("column \"" + name + "\" is neither text nor whole numbers",
                   kind.dictionary ? "dictionary" : format, "cast it to text");
    const ArrowArray& child = *array.children[i];
    const int64_t buffers = format == "n" ? 0 : format == "u" || format == "U" ? 3 : 2;
    if (child.length < array.length + array.offset || child.n_buffers < buffers ||
        child.offset < 0 || (array.length > 0 && buffers > 1 && !child.buffers[1]))
      return wrong("column \"" + name + "\" is shorter than the table", format);
    out.push_back({name, format[0], &child, array.offset});
  }
  return std::nullopt;
}

std::string names_of(const std::vector<Column>& columns) {
  std::string out;
  for (const Column& c : columns) out += (out.empty() ? "" : ", ") + c.name;
  return out;
}

std::optional<Problem> take_documents(Call& call, const std::vector<Column>& columns,
                                      int64_t rows) {
  using Text = entente::TextInput;
  constexpr std::pair<std::string_view, std::string Text::*> kMembers[] = {
      {"text", &Text::bytes},          {"path", &Text::path},           {"title", &Text::title},
      {"publisher", &Text::publisher}, {"published", &Text::published}, {"url", &Text::url}};
  bool found = false;
  for (const Column& c : columns) found |= c.name == "text";
  if (!found)
    return wrong("there is no column \"text\"", names_of(columns), "rename the one that holds it");
  call.texts.resize(static_cast<size_t>(rows));
  for (const Column& column : columns)
    for (const auto& [name, member] : kMembers)
      if (column.name == name)
        for (int64_t row = 0; row < rows; ++row)
          call.texts[static_cast<size_t>(row)].*member = column.text(row);
  return std::nullopt;
}

// A CSV's worth of queries as text, so that columns are guessed as they are in a file.
std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\r' || c == '\n' ? ' ' : c;
  }
  return out + "\"";
}

void take_queries(Call& call, const std::vector<Column>& columns, int64_t rows) {
  const auto add = [&](size_t i, const std::string& cell) {
    if (i > 0) call.lines += ',';
    call.lines += quoted(cell);
  };
  for (size_t i = 0; i < columns.size(); ++i) add(i, columns[i].name);
  call.lines += '\n';
  for (int64_t row = 0; row < rows; ++row) {
    for (size_t i = 0; i < columns.size(); ++i) add(i, columns[i].text(row));
    call.lines += '\n';
  }
}

}  // namespace

std::optional<Problem> take_rows(Call& call, std::string_view command, const ArrowSchema& schema,
                                 const ArrowArray& array) {
  if (command != "read" && command != "screen")
    return Problem{"E-BAD-ARGUMENT", "takes no rows", std::string(command), "rows",
                   "read and screen do"};
  std::vector<Column> columns;
  if (auto problem = columns_of(schema, array, columns)) return problem;
  call.from_arrow = true;
  if (command == "read") return take_documents(call, columns, array.length);
  take_queries(call, columns, array.length);
  return std::nullopt;
}

}  // namespace capi
