// Parameters are rows of one table: the flag's name, what it means, and which setting it is.
#include "engine/ships/request.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/file.h"
#include "base/text.h"

namespace entente {
namespace {

struct EventRow {
  std::string_view word, meaning;
  bool ShipSettings::Wanted::*wanted;
};
constexpr EventRow kEvents[] = {
    {"gaps", "silences of a ship that was heard before and after", &ShipSettings::Wanted::gaps},
    {"encounters", "two ships close together for hours", &ShipSettings::Wanted::encounters},
    {"loitering", "a ship alone that goes nowhere at sea", &ShipSettings::Wanted::loitering},
    {"ports", "calls at anchorages, with confidence 1 to 4", &ShipSettings::Wanted::ports},
    {"voyages", "from one call to the next", &ShipSettings::Wanted::voyages},
    {"identity", "numbers, names and flags that do not hold", &ShipSettings::Wanted::identity},
    {"positions", "jumps, circles, grids, land: places no ship was at",
     &ShipSettings::Wanted::positions}};

struct ParameterRow {
  std::string_view name, meaning;
  double (*get)(const ShipSettings&);
  void (*set)(ShipSettings&, double);
};
#define ENTENTE_SETTING(member)                                                  \
  [](const ShipSettings& s) -> double { return static_cast<double>(s.member); }, \
      [](ShipSettings& s, double value) { s.member = static_cast<decltype(s.member)>(value); }
#define ENTENTE_MINUTES(member)                                                           \
  [](const ShipSettings& s) -> double { return static_cast<double>(s.member) / 60'000; }, \
      [](ShipSettings& s, double value) { s.member = static_cast<int64_t>(value * 60'000); }
const ParameterRow kParameters[] = {
    {"gap-hours", "silences longer than this are gaps", ENTENTE_SETTING(gaps.hours_min)},
    {"encounter-km", "ships no farther apart meet", ENTENTE_SETTING(encounters.km_max)},
    {"encounter-minutes", "and for at least so long", ENTENTE_SETTING(encounters.minutes_min)},
    {"encounter-knots", "with a median speed below", ENTENTE_SETTING(encounters.knots_max)},
    {"encounter-port-km", "farther than this from anchorages",
     ENTENTE_SETTING(encounters.port_km_min)},
    {"encounter-gap-minutes", "fixes this far apart are not joined",
     ENTENTE_MINUTES(encounters.grid.gap_ms_max)},
    {"loitering-hours", "for at least so long", ENTENTE_SETTING(loitering.hours_min)},
    {"loitering-knots", "with an average speed below", ENTENTE_SETTING(loitering.knots_max)},
    {"loitering-shore-nm", "at least so far from shore", ENTENTE_SETTING(loitering.shore_nm_min)},
    {"port-entry-km", "in port from within", ENTENTE_SETTING(ports.entry_km)},
    {"port-exit-km", "until beyond", ENTENTE_SETTING(ports.exit_km)},
    {"port-stop-knots", "stopped from this speed down", ENTENTE_SETTING(ports.stop_knots)},
    {"port-start-knots", "until this speed up", ENTENTE_SETTING(ports.start_knots)},
    {"port-gap-minutes", "a silence in port", ENTENTE_SETTING(ports.gap_minutes)},
    {"voyage-confidence", "calls that begin and end voyages",
     ENTENTE_SETTING(voyage_confidence_min)},
    {"jump-knots", "positions that need more speed are jumps",
     ENTENTE_SETTING(positions.jump_knots_min)},
    {"land-nm", "positions so far inside land are told", ENTENTE_SETTING(positions.land.nm_min)},
    {"track-knots", "fixes that need more speed are of two tracks",
     ENTENTE_SETTING(segmenter.knots_max)}};
#undef ENTENTE_SETTING
#undef ENTENTE_MINUTES

Status set_events(const ShipsRequest& request, ShipSettings& settings) {
  for (const EventRow& row : kEvents)
    if (request.events.empty()) settings.wanted.*row.wanted = true;
  for (const std::string& word : request.events) {
    const auto row = std::find_if(std::begin(kEvents), std::end(kEvents),
                                  [&](const EventRow& r) { return r.word == word; });
    if (row == std::end(kEvents)) {
      std::vector<std::string> words;
      for (const EventRow& r : kEvents) words.emplace_back(r.word);
      const std::string near = suggest(word, words);
      return fail(Code::bad_argument, "no such event of ships", {}, word,
                  near.empty() ? "one of " + join(words, ", ") : "did you mean " + near + "?");
    }
    settings.wanted.*row->wanted = true;
  }
  return {};
}

std::optional<double> number_in(std::string_view text) {
  text = trim(text);
  double out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return out;
}

}  // namespace

Result<ShipSettings> ship_settings(const ShipsRequest& request) {
  ShipSettings out;
  if (auto status = set_events(request, out); !status) return std::unexpected(status.error());
  for (const auto& [name, value] : request.parameters) {
    const auto row = std::find_if(std::begin(kParameters), std::end(kParameters),
                                  [&](const ParameterRow& r) { return r.name == name; });
    if (row == std::end(kParameters))
      return fail(Code::bad_argument, "no such parameter of ships", {}, name,
                  "entente ships --help lists them");
    if (!(value >= 0) || value > 1e6)
      return fail(Code::bad_argument, "a parameter that makes no sense", {}, name,
                  "a number from 0");
    row->set(out, value);
  }
  return out;
}

Result<ShipFilter> ship_filter(const ShipsRequest& request) {
  ShipFilter out;
  if (!request.area.empty()) {
    const auto parts = split(request.area, ',');
    double* const into[] = {&out.south, &out.west, &out.north, &out.east};
    for (size_t i = 0; i < 4; ++i) {
      const auto value = parts.size() == 4 ? number_in(parts[i]) : std::nullopt;
      if (!value)
        return fail(Code::bad_argument, "an area is south,west,north,east in degrees", {},
                    request.area, "--area 25,120,40,135");
      *into[i] = *value;
    }
    if (!(out.south >= -90 && out.south <= out.north && out.north <= 90 &&
          std::abs(out.west) <= 180 && std::abs(out.east) <= 180))
      return fail(Code::bad_argument, "south is above north, or this is off the earth", {},
                  request.area, "south,west,north,east: --area 25,120,40,135");
    out.boxed = true;
  }
  const auto add = [&](std::string_view word) {
    word = trim(word);
    if (word.starts_with("IMO")) word = trim(word.substr(3));
    uint32_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size() || number == 0) return false;
    out.numbers.insert(number);
    return true;
  };
  for (const std::string& word : request.vessels) {
    if (add(word)) continue;
    const auto bytes = read_file(word, size_t{64} << 20);
    if (!bytes)
      return fail(Code::bad_argument, "a vessel is an MMSI, an IMO number or a file of them", {},
                  word, "--vessel 273310160");
    for (const std::string_view line : split(*bytes, '\n'))
      if (!trim(line).empty() && !add(line))
        return fail(Code::malformed, "no MMSI and no IMO number", word, shorten(line, 40));
  }
  return out;
}

bool ShipFilter::lets(const ShipFinding& finding) const {
  if (!numbers.empty() &&
      std::none_of(finding.vessels.begin(), finding.vessels.end(), [&](const auto& v) {
        return numbers.contains(v.mmsi) || (v.imo && numbers.contains(v.imo));
      }))
    return false;
  if (!boxed || (finding.placed && has(finding.lat, finding.lon))) return true;
  // A silence or a voyage that ends there touches it too.
  const auto end = [&](std::string_view name) -> std::optional<double> {
    for (const auto& [measure, value] : finding.measures)
      if (measure == name) return number_in(value);
    return std::nullopt;
  };
  const auto lat = end("end_lat"), lon = end("end_lon");
  return lat && lon && has(*lat, *lon);
}

bool ShipFilter::has(double lat, double lon) const {
  const bool across = west > east;  // over the date line
  return lat >= south && lat <= north &&
         (across ? lon >= west || lon <= east : lon >= west && lon <= east);
}

std::vector<WordRecord> words_of_ship_events() {
  std::vector<WordRecord> out;
  for (const EventRow& row : kEvents)
    out.push_back({std::string(row.word), std::string(row.meaning)});
  return out;
}

std::vector<ShipParameter> words_of_ship_parameters() {
  std::vector<ShipParameter> out;
  const ShipSettings usual;
  for (const ParameterRow& row : kParameters)
    out.push_back({std::string(row.name), row.get(usual), std::string(row.meaning)});
  return out;
}

}  // namespace entente
