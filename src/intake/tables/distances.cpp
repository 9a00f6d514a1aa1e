#include "intake/tables/distances.h"

#include <charconv>
#include <cstdint>
#include <optional>

#include "base/text.h"
#include "intake/lists/byte_stream.h"
#include "intake/tables/row_lines.h"

namespace entente::intake {
namespace {

constexpr size_t kBytesMax = size_t{256} << 20, kProblemsKept = 20;
constexpr double kKilometresMax = 20100;  // half way round the Earth, and a little

size_t column(const RowLines& rows, std::initializer_list<std::string_view> names) {
  for (const auto name : names)
    for (size_t i = 0; i < rows.cells().size(); ++i)
      if (equals_ignoring_case(rows.cells()[i], name)) return i;
  return SIZE_MAX;
}

struct Columns {
  explicit Columns(const RowLines& rows)
      : from(column(rows, {"exporter", "iso_o"})),
        to(column(rows, {"importer", "iso_d"})),
        contiguous(column(rows, {"contig"})),
        far(column(rows, {"distwces", "distw", "dist"})),
        plain(column(rows, {"dist"})) {}
  size_t from, to, contiguous, far, plain;
};

bool is_blank(std::string_view cell) { return cell.empty() || cell == "." || cell == "NA"; }

// Empty when the cell is no distance on Earth.
std::optional<double> kilometres(std::string_view cell) {
  double km = 0;
  const char* const end = cell.data() + cell.size();
  const auto [stop, error] = std::from_chars(cell.data(), end, km);
  if (error != std::errc() || stop != end || !(km > 0) || km > kKilometresMax) return std::nullopt;
  return km;
}

// GeoDist has Romania, Congo (Kinshasa) and East Timor under letters that are no more: today's.
// Empty for what is no code.
std::string modern(std::string_view iso3) {
  if (iso3.size() != 3) return {};
  std::string out(iso3);
  for (char& c : out)
    if (is_lower(c)) c = static_cast<char>(c - 32);
  if (out == "ROM") return "ROU";
  if (out == "ZAR") return "COD";
  if (out == "TMP") return "TLS";
  return out;
}

}  // namespace

Result<DistancesRead> read_distances(const std::string& path) {
  auto stream = ByteStream::open(path);
  if (!stream) return std::unexpected(stream.error());
  const auto bytes = stream->read_all(kBytesMax);
  if (!bytes) return std::unexpected(bytes.error());
  RowLines rows(*bytes);
  rows.next();
  const Columns at(rows);
  if (at.from == SIZE_MAX || at.to == SIZE_MAX || at.far == SIZE_MAX)
    return fail(Code::unknown_column, "a table of distances needs exporter, importer and dist",
                path + ":1", {}, "columns: exporter,importer,contig,dist (kilometres)");
  DistancesRead out;
  const auto problem = [&](std::string why, std::string_view piece) {
    ++out.bad;
    if (out.problems.size() < kProblemsKept)
      out.problems.push_back({rows.line(), std::move(why), shorten(piece, 60)});
  };
  while (rows.next()) {
    ++out.rows;
    const std::string from = modern(rows.cell(at.from)), to = modern(rows.cell(at.to));
    if (rows.is_damaged() || from.empty() || to.empty()) {
      problem("no pair of countries in three letters", rows.cell(0));
      continue;
    }
    const std::string_view far = rows.cell(at.far), plain = rows.cell(at.plain);
    const std::string_view cell = is_blank(far) ? plain : far;
    if (is_blank(cell)) continue;  // not known, as the table's own rows say of some
    if (const auto km = kilometres(cell))
      out.table[{from, to}] = {*km, rows.cell(at.contiguous) == "1"};
    else problem("no distance in kilometres", cell);
  }
  if (out.table.empty())
    return fail(Code::empty_input, "the table tells no distance", path, {},
                "columns: exporter,importer,contig,dist (kilometres)");
  return out;
}

}  // namespace entente::intake
