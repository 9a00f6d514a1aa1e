#include "tracing/ships/identity.h"

#include <algorithm>
#include <optional>
#include <set>

namespace entente {
namespace {

Finding identity_finding(std::string_view kind, uint32_t mmsi, int64_t start_ms, int64_t end_ms,
                         const Fix& at) {
  Finding out;
  out.event = ShipEvent::identity;
  out.ships.push_back({.mmsi = mmsi});
  out.start_ms = start_ms;
  out.end_ms = end_ms;
  if (at.has_position()) {
    out.lat = at.latitude();
    out.lon = at.longitude();
  }
  out.measures.push_back({"kind", std::string(kind)});
  out.rows.push_back(at.row);
  return out;
}

}  // namespace

bool imo_check_digit_holds(uint32_t imo) {
  if (imo < 1'000'000 || imo > 9'999'999) return false;
  uint32_t sum = 0, rest = imo / 10;
  for (uint32_t weight = 2; weight <= 7; ++weight, rest /= 10) sum += rest % 10 * weight;
  return sum % 10 == imo % 10;
}

std::string_view country_of_mmsi(uint32_t mmsi, const MidTable& mids) {
  const uint32_t digits = mmsi / 10'000'000 == 98 ? mmsi / 10'000 % 1000 : mmsi / 1'000'000;
  const auto found = mids.find(digits);
  return found == mids.end() ? std::string_view() : std::string_view(found->second);
}

void IdentityFinder::said(const Particulars& particulars, const Fix& fix) {
  Ship& ship = ships_[fix.mmsi];
  Particulars now = ship.sayings.empty() ? Particulars() : ship.sayings.back().what;
  if (particulars.imo) now.imo = particulars.imo;
  if (!particulars.name.empty()) now.name = particulars.name;
  if (!particulars.callsign.empty()) now.callsign = particulars.callsign;
  if (!particulars.type.empty()) now.type = particulars.type;
  if (!particulars.flag.empty()) now.flag = particulars.flag;
  if (!ship.sayings.empty()) {
    ship.sayings.back().last_ms = fix.time_ms;
    if (ship.sayings.back().what == now) return;
  }
  if (ship.sayings.size() >= kSayingsMax || now.empty()) return;
  ship.sayings.push_back({std::move(now), fix, fix.time_ms});
}

const Particulars* IdentityFinder::at(uint32_t mmsi, int64_t time_ms) const {
  const auto ship = ships_.find(mmsi);
  if (ship == ships_.end() || ship->second.sayings.empty()) return nullptr;
  const auto& sayings = ship->second.sayings;
  const auto after =
      std::upper_bound(sayings.begin(), sayings.end(), time_ms,
                       [](int64_t time, const Saying& s) { return time < s.first.time_ms; });
  return after == sayings.begin() ? &sayings.front().what : &std::prev(after)->what;
}

void IdentityFinder::each_saying(const std::function<void(const SaidBy&)>& take) const {
  for (const auto& [mmsi, ship] : ships_)
    for (size_t i = 0; i < ship.sayings.size(); ++i) {
      const Saying& s = ship.sayings[i];
      take({&s.what, &s.first, s.last_ms, i ? s.first.time_ms : INT64_MIN,
            i + 1 < ship.sayings.size() ? ship.sayings[i + 1].first.time_ms : INT64_MAX});
    }
}

void IdentityFinder::last_of(const Fix& fix) {
  Ship& ship = ships_[fix.mmsi];
  ship.last = fix;
  if (!ship.sayings.empty()) ship.sayings.back().last_ms = fix.time_ms;
}

void IdentityFinder::invalid_numbers(uint32_t mmsi, const Ship& ship, const Give& give) const {
  std::set<uint32_t> told;
  for (const Saying& s : ship.sayings) {
    if (s.what.imo == 0 || imo_check_digit_holds(s.what.imo) || !told.insert(s.what.imo).second)
      continue;
    Finding out = identity_finding("imo_check_digit", mmsi, s.first.time_ms, s.last_ms, s.first);
    out.ships[0].imo = s.what.imo;
    out.ships[0].name = s.what.name;
    out.measures.push_back({"imo", int64_t{s.what.imo}});
    out.measures.push_back({"weight", std::string("weak alone")});
    give(std::move(out));
  }
}

// One finding for each thing that a ship called itself by and then called itself by otherwise.
void IdentityFinder::changes(uint32_t mmsi, const Ship& ship, const Give& give) const {
  struct What {
    std::string_view kind;
    std::string (*of)(const Particulars&);
  };
  static constexpr What kWhat[] = {
      {"name_change", [](const Particulars& p) { return p.name; }},
      {"callsign_change", [](const Particulars& p) { return p.callsign; }},
      {"imo_change",
       [](const Particulars& p) { return p.imo ? std::to_string(p.imo) : std::string(); }},
      {"flag_change", [](const Particulars& p) { return p.flag; }}};
  for (const What& what : kWhat) {
    std::optional<std::string> before;
    const Saying* since = nullptr;
    std::vector<const Saying*> turns;
    std::vector<std::string> values;
    for (const Saying& s : ship.sayings) {
      const std::string value = what.of(s.what);
      if (value.empty() || value == before) continue;
      if (before) turns.push_back(&s);
      if (!since) since = &s;
      before = value;
      values.push_back(value);
    }
    if (turns.empty()) continue;
    Finding out = identity_finding(what.kind, mmsi, turns.front()->first.time_ms,
                                   turns.back()->first.time_ms, turns.front()->first);
    std::string list;
    for (size_t i = 0; i < values.size() && i < 12; ++i) list += (i ? " > " : "") + values[i];
    out.measures.push_back({"values", list});
    out.measures.push_back({"changes", static_cast<int64_t>(turns.size())});
    const double days =
        static_cast<double>(turns.back()->first.time_ms - since->first.time_ms) / 86'400'000;
    out.measures.push_back({"days_between", days / static_cast<double>(turns.size()), 2});
    if (turns.size() > 1) out.rows.push_back(turns.back()->first.row);
    give(std::move(out));
  }
}

void IdentityFinder::flags(uint32_t mmsi, const Ship& ship, const MidTable& mids,
                           const Give& give) const {
  const std::string_view country = country_of_mmsi(mmsi, mids);
  const bool malformed = mmsi >= 1'000'000 && country.empty() && !mids.empty();
  if (malformed) {
    Finding out = identity_finding("mmsi_without_country", mmsi, ship.last.time_ms,
                                   ship.last.time_ms, ship.last);
    if (!ship.sayings.empty()) out.start_ms = ship.sayings.front().first.time_ms;
    give(std::move(out));
  }
  std::set<std::string> told;
  for (const Saying& s : ship.sayings) {
    if (country.empty() || s.what.flag.size() != 2 || s.what.flag == country) continue;
    if (!told.insert(s.what.flag).second) continue;
    Finding out = identity_finding("flag_against_mmsi", mmsi, s.first.time_ms, s.last_ms, s.first);
    out.measures.push_back({"flag", s.what.flag});
    out.measures.push_back({"mmsi_country", std::string(country)});
    give(std::move(out));
  }
}

// Numbers whose check digit holds, said under several MMSI.
void IdentityFinder::shared_numbers(const Give& give) const {
  std::map<uint32_t, std::vector<User>> users;
  for (const auto& [mmsi, ship] : ships_)
    for (const Saying& s : ship.sayings) {
      if (!imo_check_digit_holds(s.what.imo)) continue;
      auto& of_number = users[s.what.imo];
      if (of_number.empty() || of_number.back().mmsi != mmsi)
        of_number.push_back({mmsi, &s, s.first.time_ms, s.last_ms});
      else of_number.back().to_ms = s.last_ms;
    }
  for (auto& [imo, list] : users) {
    if (list.size() < 2) continue;
    std::stable_sort(list.begin(), list.end(),
                     [](const User& a, const User& b) { return a.from_ms < b.from_ms; });
    const User& second = list[1];
    Finding out = identity_finding("imo_under_several_mmsi", list[0].mmsi, second.from_ms,
                                   list[0].to_ms, second.first->first);
    out.end_ms = 0;
    out.ships.clear();
    bool at_once = false;
    int64_t until = INT64_MIN;
    for (const User& user : list) {
      out.ships.push_back({.mmsi = user.mmsi,
                           .imo = imo,
                           .name = user.first->what.name,
                           .measures = {{"since_ms", user.from_ms}, {"until_ms", user.to_ms}}});
      at_once |= user.from_ms < until;
      until = std::max(until, user.to_ms);
      out.end_ms = std::max(out.end_ms, user.to_ms);
    }
    out.rows = {list[0].first->first.row, second.first->first.row};
    out.measures.push_back({"imo", int64_t{imo}});
    out.measures.push_back({"mmsi_count", static_cast<int64_t>(list.size())});
    out.measures.push_back({"at_once", at_once});
    give(std::move(out));
  }
}

void IdentityFinder::findings(const MidTable& mids, const Give& give) const {
  for (const auto& [mmsi, ship] : ships_) {
    invalid_numbers(mmsi, ship, give);
    changes(mmsi, ship, give);
    flags(mmsi, ship, mids, give);
  }
  shared_numbers(give);
}

}  // namespace entente
