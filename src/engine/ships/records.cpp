#include "engine/ships/records.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/date.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

// What is written is rounded, so that the same finding is the same text on every machine.
double rounded(double value, int decimals) {
  const double factor = std::pow(10, decimals);
  const double out = std::round(value * factor) / factor;
  return out == 0 ? 0 : out;
}

Json json_of(const FindingMeasure& measure) {
  if (const double* number = std::get_if<double>(&measure.value))
    return std::isfinite(*number) ? Json(rounded(*number, measure.decimals)) : Json(nullptr);
  if (const int64_t* number = std::get_if<int64_t>(&measure.value)) {
    if (measure.name.ends_with("_ms")) return utc_of(*number);
    return *number;
  }
  if (const bool* flag = std::get_if<bool>(&measure.value)) return *flag;
  return std::get<std::string>(measure.value);
}

std::string text_of(const FindingMeasure& measure, const Json& json) {
  if (json.is_string()) return json.get<std::string>();
  const double* number = std::get_if<double>(&measure.value);
  return number ? fmt::format("{}", rounded(*number, measure.decimals)) : json.dump();
}

// "since_ms" is written as "since", a time.
std::string name_of(const FindingMeasure& measure) {
  std::string out(measure.name);
  if (std::holds_alternative<int64_t>(measure.value) && out.ends_with("_ms"))
    out.resize(out.size() - 3);
  return out;
}

Json json_of(const ShipInFinding& ship, const ShipFinding::Vessel& vessel) {
  Json out;
  out["mmsi"] = fmt::format("{:09}", vessel.mmsi);
  out["imo"] = vessel.imo ? Json(fmt::format("{:07}", vessel.imo)) : Json(nullptr);
  out["name"] = vessel.name.empty() ? Json(nullptr) : Json(vessel.name);
  for (const FindingMeasure& measure : ship.measures) out[name_of(measure)] = json_of(measure);
  return out;
}

}  // namespace

std::string RowPlaces::of(uint64_t row) const {
  const auto after = std::upper_bound(files_.begin(), files_.end(), row,
                                      [](uint64_t r, const auto& f) { return r <= f.first; });
  if (after == files_.begin()) return fmt::format("row {}", row);
  const auto& [before, path] = *std::prev(after);
  return fmt::format("{}:{}", path, row - before);
}

bool RowPlaces::take_bad() {
  constexpr size_t kShown = 5;
  if (bad_of_ != files_.size()) bad_ = 0;
  bad_of_ = files_.size();
  return bad_++ < kShown;
}

std::string utc_of(int64_t time_ms) {
  int64_t days = time_ms / 86'400'000, rest = time_ms % 86'400'000;
  if (rest < 0) rest += 86'400'000, --days;
  const Date day = add_days({1970, 1, 1}, static_cast<int>(days));
  std::string out = fmt::format("{}T{:02}:{:02}:{:02}", to_string(day), rest / 3'600'000,
                                rest / 60'000 % 60, rest / 1000 % 60);
  if (rest % 1000) out += fmt::format(".{:03}", rest % 1000);
  return out + "Z";
}

ShipFinding record_of(const Finding& finding, const IdentityFinder& identities,
                      const RowPlaces& places) {
  ShipFinding out;
  Json json;
  out.event = name_of(finding.event);
  json["event"] = out.event;
  Json ships = Json::array();
  for (const ShipInFinding& ship : finding.ships) {
    ShipFinding::Vessel vessel{ship.mmsi, ship.imo, ship.name};
    if (const Particulars* said = identities.at(ship.mmsi, finding.start_ms)) {
      if (!vessel.imo) vessel.imo = said->imo;
      if (vessel.name.empty()) vessel.name = said->name;
    }
    ships.push_back(json_of(ship, vessel));
    out.vessels.push_back(std::move(vessel));
  }
  json["vessels"] = std::move(ships);
  json["start"] = out.start = utc_of(finding.start_ms);
  json["end"] = out.end = utc_of(finding.end_ms);
  out.placed = std::isfinite(finding.lat);
  if (out.placed) {
    out.lat = rounded(finding.lat, 7), out.lon = rounded(finding.lon, 7);
    json["lat"] = out.lat, json["lon"] = out.lon;
  } else {
    json["lat"] = nullptr, json["lon"] = nullptr;
  }
  for (const FindingMeasure& measure : finding.measures) {
    const Json value = json_of(measure);
    out.measures.emplace_back(name_of(measure), text_of(measure, value));
    json[out.measures.back().first] = value;
  }
  for (const uint64_t row : finding.rows) out.evidence.push_back(places.of(row));
  json["evidence"] = out.evidence;
  out.json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

}  // namespace entente
