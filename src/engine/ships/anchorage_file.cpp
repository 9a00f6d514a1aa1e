#include "engine/ships/anchorage_file.h"

#include <charconv>
#include <optional>
#include <unordered_map>

#include "base/text.h"
#include "intake/lists/csv.h"
#include "intake/tracks/line_blocks.h"

namespace entente {
namespace {

constexpr size_t kBytesMax = size_t{256} << 20;

std::optional<double> number_in(std::string_view text) {
  text = trim(text);
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

bool on_earth(double lat, double lon) {
  return lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180;
}

Result<std::string> unpacked(const std::string& path) {
  auto blocks = LineBlocks::open(path);
  if (!blocks) return std::unexpected(blocks.error());
  std::string out;
  for (;;) {
    const auto block = blocks->next();
    if (!block) return std::unexpected(block.error());
    if (block->bytes.empty()) return out;
    if (out.size() + block->bytes.size() > kBytesMax)
      return fail(Code::too_large, "more than 256 MiB of places", path);
    out += block->bytes;
  }
}

// {"NAME":[lat,lon],…}, which is small and plain enough to be cut at its marks.
Result<std::vector<Anchorage>> of_json(std::string_view text, const std::string& path) {
  std::vector<Anchorage> out;
  for (size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at)) {
    const size_t end = text.find('"', at + 1), open = text.find('[', at),
                 comma = text.find(',', open), close = text.find(']', open);
    if (close == std::string_view::npos || end == std::string_view::npos || comma > close) break;
    const auto lat = number_in(text.substr(open + 1, comma - open - 1));
    const auto lon = number_in(text.substr(comma + 1, close - comma - 1));
    const std::string name(text.substr(at + 1, end - at - 1));
    if (!lat || !lon || !on_earth(*lat, *lon))
      return fail(Code::malformed, "a place without latitude and longitude", path, name);
    out.push_back({name, name, {}, *lat, *lon});
    at = close;
  }
  return out;
}

struct Columns {
  static constexpr size_t kNone = SIZE_MAX;
  size_t id = kNone, name = kNone, country = kNone, lat = kNone, lon = kNone;

  explicit Columns(const std::vector<std::string>& head) {
    for (size_t i = 0; i < head.size(); ++i) {
      const std::string word = lower(trim(head[i]));
      if (word == "s2id" || word == "id" || word == "anchorage_id") id = i;
      if (word == "label" || word == "name" || word == "port") name = i;
      if (word == "iso3" || word == "country" || word == "iso2" || word == "flag") country = i;
      if (word == "lat" || word == "latitude") lat = i;
      if (word == "lon" || word == "longitude" || word == "lng") lon = i;
    }
  }
};

// What parts the cells of the first line that is no comment.
char separator_of(std::string_view text) {
  for (const std::string_view line : split(text, '\n'))
    if (!trim(line).empty() && !line.starts_with('#'))
      for (const char c : {'\t', ',', ';'})
        if (line.find(c) != std::string_view::npos) return c;
  return ',';
}

Result<std::vector<Anchorage>> of_csv(std::string_view text, const std::string& path) {
  std::vector<Anchorage> out;
  std::unordered_map<std::string, size_t> by_id;
  std::optional<Columns> columns;
  intake::CsvReader csv(text, path, separator_of(text));
  for (std::vector<std::string> row;;) {
    const auto more = csv.next(row);
    if (!more) return std::unexpected(more.error());
    if (!*more) return out;
    if (row[0].starts_with('#') || (row.size() == 1 && trim(row[0]).empty())) continue;
    if (!columns) {
      columns.emplace(row);
      if (columns->lat == Columns::kNone || columns->lon == Columns::kNone)
        return fail(Code::unknown_column, "anchorages need columns latitude and longitude", path,
                    shorten(join(row, ","), 80), "name them id,latitude,longitude,label,country");
      continue;
    }
    const auto cell = [&](size_t at) {
      return at < row.size() ? std::string(trim(row[at])) : std::string();
    };
    const auto lat = number_in(cell(columns->lat)), lon = number_in(cell(columns->lon));
    if (!lat || !lon || !on_earth(*lat, *lon))
      return fail(Code::malformed, "a place without latitude and longitude", csv.place(),
                  shorten(join(row, ","), 80));
    const std::string id = cell(columns->id), name = cell(columns->name);
    Anchorage place{id.empty() ? name : id, name, cell(columns->country), *lat, *lon};
    const auto [known, is_new] = by_id.try_emplace(id, out.size());
    if (id.empty() || is_new) out.push_back(std::move(place));
    else out[known->second] = std::move(place);
  }
}

}  // namespace

Result<std::vector<Anchorage>> read_anchorages(const std::string& path) {
  const auto bytes = unpacked(path);
  if (!bytes) return std::unexpected(bytes.error());
  return parse_anchorages(*bytes, path);
}

Result<std::vector<Anchorage>> parse_anchorages(std::string_view text, const std::string& path) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  auto out = trim(text).starts_with('{') ? of_json(text, path) : of_csv(text, path);
  if (out && out->empty()) return fail(Code::empty_input, "holds no places", path);
  return out;
}

}  // namespace entente
