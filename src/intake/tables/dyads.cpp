#include "intake/tables/dyads.h"

#include <charconv>
#include <vector>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/tables/row_lines.h"

namespace entente::intake {
namespace {

constexpr size_t kBytesMax = size_t{1} << 30, kNowhere = SIZE_MAX;

size_t column(const std::vector<std::string_view>& header,
              std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (size_t i = 0; i < header.size(); ++i)
      if (lower(header[i]) == name) return i;
  return kNowhere;
}

Result<std::string> bytes_of(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  return stream->read_all(kBytesMax);
}

template <class Number>
bool number_of(std::string_view cell, Number& out) {
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), out);
  return !cell.empty() && error == std::errc() && end == cell.data() + cell.size();
}

}  // namespace

bool is_state_table(std::string_view head) {
  RowLines rows(head.substr(0, head.find('\n')));
  return rows.next() && column(rows.cells(), {"ccode"}) != kNowhere &&
         column(rows.cells(), {"statenme", "country", "countryname"}) != kNowhere &&
         column(rows.cells(), {"year"}) == kNowhere;
}

Result<StateNumbers> read_state_numbers(const std::string& path, const PlaceNames& names) {
  const auto bytes = bytes_of(path);
  if (!bytes) return std::unexpected(bytes.error());
  RowLines rows(*bytes);
  rows.next();
  const size_t number = column(rows.cells(), {"ccode"});
  const size_t name = column(rows.cells(), {"statenme", "country", "countryname"});
  if (number == kNowhere || name == kNowhere)
    return fail(Code::unknown_column, "a table of states needs ccode and statenme", path + ":1");
  StateNumbers out;
  while (rows.next())
    if (const uint16_t id = names.find(rows.cell(name)); id != PlaceNames::kNone)
      out.try_emplace(std::string(rows.cell(number)), id);
  return out;
}

Result<DyadReport> read_dyads(const std::string& path, const StateNumbers& numbers,
                              const PlaceNames& names,
                              const std::function<void(const DyadRow&)>& take) {
  const auto bytes = bytes_of(path);
  if (!bytes) return std::unexpected(bytes.error());
  RowLines rows(*bytes);
  rows.next();
  const auto& head = rows.cells();
  const size_t a = column(head, {"ccode1", "state1", "country1", "iso1", "stateabb1", "a"});
  const size_t b = column(head, {"ccode2", "state2", "country2", "iso2", "stateabb2", "b"});
  const size_t year_at = column(head, {"year"});
  if (a == kNowhere || b == kNowhere || year_at == kNowhere)
    return fail(Code::unknown_column, "a table of ties needs two states and a year", path + ":1",
                {}, "columns: ccode1, ccode2 (or state1, state2), year");
  std::vector<std::pair<size_t, std::string>> measures;
  for (size_t i = 0; i < head.size(); ++i)
    if (i != a && i != b && i != year_at) measures.emplace_back(i, lower(head[i]));
  const bool by_number = lower(head[a]).starts_with("ccode");
  const auto state = [&](std::string_view cell) {
    if (!by_number) return names.find(cell);
    const auto at = numbers.find(cell);
    return at == numbers.end() ? PlaceNames::kNone : at->second;
  };
  DyadReport out;
  DyadRow row;
  while (rows.next()) {
    ++out.rows;
    row.a = state(rows.cell(a)), row.b = state(rows.cell(b));
    if (row.a == PlaceNames::kNone || row.b == PlaceNames::kNone ||
        !number_of(rows.cell(year_at), row.year)) {
      ++out.strangers;
      continue;
    }
    row.line = rows.line();
    for (const auto& [at, name] : measures) {
      if (!number_of(rows.cell(at), row.value)) continue;
      row.measure = name;
      take(row);
    }
  }
  return out;
}

}  // namespace entente::intake
