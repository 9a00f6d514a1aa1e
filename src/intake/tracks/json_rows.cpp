// A scanner for flat objects rather than a JSON library: rows are short, known and many, and only a
// dozen fields matter. It goes through each object once, remembers where the values of known fields
// stand, and is strict about the shape it needs (keys, colons, commas) but not about the rest. An
// array is taken apart at the braces of its objects. Tested against nlohmann-json in
// json_rows_test.cpp; fuzz/tracks_json_fuzz.cpp.
#include "intake/tracks/json_rows.h"

#include <algorithm>

#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kDepthMax = 64;

size_t skip_space(std::string_view text, size_t at) {
  while (at < text.size() && is_space(text[at])) ++at;
  return at;
}

// Behind the string that begins at `at`; npos when it does not end.
size_t end_of_string(std::string_view text, size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '\\') ++at;
    else if (text[at] == '"') return at + 1;
  }
  return std::string_view::npos;
}

// Behind the value that begins at `at`; npos when it does not end, or is too deep.
size_t end_of_value(std::string_view text, size_t at) {
  if (at >= text.size()) return std::string_view::npos;
  if (text[at] == '"') return end_of_string(text, at);
  if (text[at] != '{' && text[at] != '[') {
    while (at < text.size() && text[at] != ',' && text[at] != '}' && text[at] != ']' &&
           !is_space(text[at]))
      ++at;
    return at;
  }
  for (size_t depth = 0; at < text.size();) {
    if (text[at] == '"') {
      at = end_of_string(text, at);
      if (at == std::string_view::npos) return at;
      continue;
    }
    if (text[at] == '{' || text[at] == '[') ++depth;
    if (text[at] == '}' || text[at] == ']') --depth;
    ++at;
    if (depth == 0) return at;
    if (depth > kDepthMax) return std::string_view::npos;
  }
  return std::string_view::npos;
}

// The text of a string or number; of null and of what is nested, nothing.
std::string_view plain(std::string_view value) {
  if (value.size() >= 2 && value[0] == '"') return value.substr(1, value.size() - 2);
  if (value.empty() || value[0] == '{' || value[0] == '[' || value == "null") return {};
  return value;
}

// \" and \\ and \/ undone; other escapes stay as they are.
std::string unescaped(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() &&
        (text[i + 1] == '"' || text[i + 1] == '\\' || text[i + 1] == '/'))
      ++i;
    out += text[i];
  }
  return out;
}

}  // namespace

// "{…}" → values_; false when it is no object of this shape.
bool JsonRows::fields(std::string_view text) {
  values_.fill({});
  sender_is_id_ = false;
  size_t at = skip_space(text, 0);
  if (at >= text.size() || text[at] != '{') return false;
  at = skip_space(text, at + 1);
  if (at < text.size() && text[at] == '}') return skip_space(text, at + 1) == text.size();
  for (;;) {
    if (at >= text.size() || text[at] != '"') return false;
    const size_t key_end = end_of_string(text, at);
    if (key_end == std::string_view::npos) return false;
    const std::string_view key = text.substr(at + 1, key_end - at - 2);
    at = skip_space(text, key_end);
    if (at >= text.size() || text[at] != ':') return false;
    at = skip_space(text, at + 1);
    const size_t value_end = end_of_value(text, at);
    if (value_end == std::string_view::npos || value_end == at) return false;
    if (const RowRole role = row_role(key); role != RowRole::none) {
      std::string_view& value = values_[static_cast<size_t>(role)];
      const bool is_id = role == RowRole::mmsi && equals_ignoring_case(key, "id");
      if (value.empty() || sender_is_id_) {
        if (role == RowRole::mmsi) sender_is_id_ = is_id;
        value = plain(text.substr(at, value_end - at));
      }
    }
    at = skip_space(text, value_end);
    if (at >= text.size()) return false;
    if (text[at] == '}') return skip_space(text, at + 1) == text.size();
    if (text[at] != ',') return false;
    at = skip_space(text, at + 1);
  }
}

void JsonRows::object(std::string_view text, uint64_t line, TrackBlock& out) {
  if (!fields(text)) return out.add_bad(line, "no flat JSON object", text);
  const auto value = [&](RowRole role) { return values_[static_cast<size_t>(role)]; };
  Fix fix;
  fix.row = line;
  const auto mmsi = parse_mmsi(value(RowRole::mmsi));
  if (!mmsi) return out.add_bad(line, "no MMSI", text);
  fix.mmsi = *mmsi;
  fix.time_ms = times_.parse(value(RowRole::time));
  if (fix.time_ms == INT64_MIN) return out.add_bad(line, "no time", text);
  if (is_no_ship(fix.mmsi) || is_station(value(RowRole::sender))) {
    ++out.counts.not_ships;
    return;
  }
  const auto latitude = parse_degrees(value(RowRole::latitude), 90);
  const auto longitude = parse_degrees(value(RowRole::longitude), 180);
  if (latitude && longitude) {
    fix.lat_e7 = *latitude;
    fix.lon_e7 = *longitude;
  }
  fix.speed_dkn = parse_tenths(value(RowRole::speed), 1023).value_or(Fix::kNone);
  fix.course_ddeg = parse_tenths(value(RowRole::course), 3600).value_or(Fix::kNone);
  fix.sender = parse_sender(value(RowRole::sender));
  fix.receiver = parse_receiver(value(RowRole::receiver));
  Particulars said{parse_imo(value(RowRole::imo)), unescaped(parse_word(value(RowRole::name))),
                   unescaped(parse_word(value(RowRole::callsign))),
                   unescaped(parse_word(value(RowRole::type))),
                   unescaped(parse_word(value(RowRole::flag)))};
  if (!said.empty()) {
    fix.particulars = particulars_key(said.name + "\n" + said.callsign + "\n" + said.type + "\n" +
                                      said.flag + "\n" + std::to_string(said.imo));
    if (!seen_.seen(fix.particulars))
      out.particulars.emplace_back(fix.particulars, std::move(said));
  }
  out.fixes.push_back(fix);
  ++out.counts.fixes;
}

void JsonRows::parse(std::string_view lines, TrackBlock& out) {
  while (!lines.empty()) {
    const size_t size = std::min(lines.find('\n'), lines.size());
    const std::string_view line = trim(lines.substr(0, size));
    ++out.counts.lines;
    if (line.empty()) ++out.counts.other;
    else object(line, out.counts.lines, out);
    lines.remove_prefix(std::min(size + 1, lines.size()));
  }
}

void JsonRows::parse_array(std::string_view text, TrackBlock& out) {
  size_t at = skip_space(text, 0);
  if (at < text.size() && text[at] == '[') ++at;
  for (;;) {
    while (at < text.size() && (is_space(text[at]) || text[at] == ',')) ++at;
    if (at >= text.size() || text[at] == ']') return;
    ++out.counts.lines;
    size_t end = end_of_value(text, at);
    if (end == std::string_view::npos || end == at) {
      out.add_bad(out.counts.lines, "JSON that does not end", text.substr(at, 80));
      return;
    }
    object(text.substr(at, end - at), out.counts.lines, out);
    at = end;
  }
}

}  // namespace entente
