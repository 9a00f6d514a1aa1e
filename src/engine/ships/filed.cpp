#include "engine/ships/filed.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <map>
#include <set>

#include "base/text.h"
#include "engine/ships/tables.h"
#include "engine/trade/tables.h"

namespace entente {
namespace {

std::string measure(const ShipFinding& finding, std::string_view name) {
  for (const auto& [measure, value] : finding.measures)
    if (measure == name) return value;
  return {};
}

void add_rows(Found& out, const ShipFinding& finding) {
  for (const std::string& place : finding.evidence)
    if (auto row = row_of_place(place)) out.rows.push_back(std::move(*row));
}

void add_degrees(Found& out, const ShipFinding& finding) {
  if (finding.placed)
    out.actors.push_back({Part::at, fmt::format("{:.4f}, {:.4f}", finding.lat, finding.lon)});
}

// As many digits as a sentence needs.
std::string rounded(std::string_view name, const std::string& value) {
  if (value.find('.') == std::string::npos) return value;
  double number = 0;
  const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
  if (error != std::errc() || end != value.data() + value.size()) return value;
  if (name.ends_with("lat") || name.ends_with("lon")) return fmt::format("{:.4f}", number);
  return std::abs(number) < 1000 ? fmt::format("{:.3g}", number) : fmt::format("{:.0f}", number);
}

double hours_of(const std::string& utc) {
  int hour = 0, minute = 0, second = 0;
  const auto day = parse_date(utc);
  if (!day || std::sscanf(utc.c_str() + 10, "T%d:%d:%d", &hour, &minute, &second) != 3) return 0;
  return 24.0 * static_cast<double>(days_from_epoch(*day)) + hour + minute / 60.0 + second / 3600.0;
}

bool is_good_call(const ShipFinding& f) {
  return f.event == "port" && !measure(f, "port").empty() && measure(f, "confidence") >= "2";
}

// The lists that the owner stands on itself.
std::string listings_of(const ShipOwners::Owner& owner) {
  std::vector<std::string> out;
  for (const auto& l : owner.listings)
    out.push_back(l.list + " under " + l.id + (l.by == "name" ? " (by its name)" : ""));
  return join(out, ", ");
}

}  // namespace

Result<ShipsFiled> ShipsFiled::make(const Engine::Parts& parts) {
  auto names = load_place_names(parts);
  if (!names) return std::unexpected(names.error());
  ShipSettings only_mids;
  only_mids.wanted.identity = true;
  auto tables = ship_tables(parts, {}, only_mids);
  if (!tables) return std::unexpected(tables.error());
  return ShipsFiled(std::move(*names), std::move(tables->mids));
}

FoundActor ShipsFiled::ship(const ShipFinding::Vessel& vessel, Part part) const {
  FoundActor out{part, {}, {}, lower(country_of_mmsi(vessel.mmsi, mids_))};
  const std::string mmsi = fmt::format("MMSI {:09}", vessel.mmsi);
  out.text = vessel.name.empty() ? mmsi : vessel.name;
  std::vector<std::string> notes;
  if (!vessel.name.empty()) notes.push_back(mmsi);
  if (vessel.imo) notes.push_back(fmt::format("IMO {:07}", vessel.imo));
  if (const uint16_t id = names_.find(out.state); !out.state.empty() && id != names_.kNone)
    notes.push_back("an MMSI of " + names_[id].name);
  if (!notes.empty()) out.note = " (" + join(notes, ", ") + ")";
  return out;
}

std::string ShipsFiled::add_country(Found& out, const std::string& country) const {
  const uint16_t id = country.empty() ? names_.kNone : names_.find(country);
  if (id == names_.kNone || names_[id].code.size() != 2) return {};
  std::string state = lower(names_[id].code);
  out.actors.push_back({Part::counterpart, names_[id].name, {}, state});
  return state;
}

void ShipsFiled::add_place(Found& out, const std::string& port, const std::string& country) const {
  if (!port.empty()) out.actors.push_back({Part::where, port, {}, add_country(out, country)});
}

Found ShipsFiled::found_of(const ShipFinding& finding) const {
  Found out;
  out.finding = "ships." + finding.event;
  for (const auto& vessel : finding.vessels) out.actors.push_back(ship(vessel, Part::subject));
  out.values = {{"start", finding.start}, {"end", finding.end}};
  add_degrees(out, finding);
  for (const auto& [name, value] : finding.measures)
    out.values.push_back({name, rounded(name, value)});
  out.when = {parse_date(finding.start), parse_date(finding.end)};
  if (finding.event == "port")
    add_place(out, measure(finding, "port"), measure(finding, "country"));
  if (const std::string flag = measure(finding, "flag"); !flag.empty()) add_country(out, flag);
  if (finding.event == "voyage")
    add_place(out, measure(finding, "to_port"), measure(finding, "to_country"));
  add_rows(out, finding);
  return out;
}

void ShipsFiled::add_routes(std::vector<Found>& out) const {
  std::map<uint32_t, std::vector<const ShipFinding*>> calls;  // of an MMSI, by time
  for (const ShipFinding& f : findings_)
    if (is_good_call(f)) calls[f.vessels.front().mmsi].push_back(&f);
  for (const ShipFinding& met : findings_) {
    if (met.event != "encounter" || met.vessels.size() != 2) continue;
    for (const size_t carrier : {1, 0}) {
      const auto &from = met.vessels[1 - carrier], &via = met.vessels[carrier];
      const auto& after = calls[via.mmsi];
      const auto call =
          std::ranges::find_if(after, [&](const auto* c) { return c->start >= met.end; });
      if (call == after.end()) continue;
      const double hours = hours_of((*call)->start) - hours_of(met.end);
      if (hours > 24.0 * kRouteDays) continue;
      Found route;
      route.finding = "ships.route";
      route.actors = {ship(from, Part::subject), ship(via, Part::via)};
      add_place(route, measure(**call, "port"), measure(**call, "country"));
      route.values = {{"start", met.start},
                      {"subject_again", route.actors[0].text},
                      {"via_again", route.actors[1].text},
                      {"hours_between", fmt::format("{:.1f}", hours)}};
      add_degrees(route, met);
      add_rows(route, met);
      const ShipFinding* before = nullptr;
      for (const auto* c : calls[from.mmsi])
        if (c->end <= met.start) before = c;
      if (before) {
        route.values.push_back({"from_port", measure(*before, "port")});
        add_rows(route, *before);
      }
      add_rows(route, **call);
      route.when = {parse_date(met.start), parse_date((*call)->end)};
      out.push_back(std::move(route));
    }
  }
}

Found ShipsFiled::owned_of(const ShipFinding::Vessel& vessel, const ListedShips::Match& match,
                           const ShipOwners::Owner& owner) const {
  Found out{.finding = "ships.owned"};
  out.actors = {{Part::subject, owner.name, {}, owner.country},
                ship(vessel, Part::counterpart),
                {Part::attribution, owner.list}};
  out.values = {{"role", owner.role},
                {"by", match.by},
                {"caption", match.caption},
                {"place", owner.place},
                {"reference", match.id}};
  if (!owner.since.empty()) out.values.push_back({"since", owner.since});
  if (!owner.until.empty()) out.values.push_back({"until", owner.until});
  if (auto listed = listings_of(owner); !listed.empty()) out.values.push_back({"listed", listed});
  return out;
}

// "Top Inc is the owner of Mid Ltd by register (ties.json:9), Mid Ltd of Harbor Ltd by …"
Found ShipsFiled::above_of(const ShipFinding::Vessel& vessel, const ListedShips::Match& match,
                           const std::vector<ShipTies::Holder>& holders, size_t top) const {
  std::vector<std::string> chain;
  size_t at = top;
  for (; holders[at].below != ShipTies::Holder::kShip; at = holders[at].below) {
    const auto& owner = *holders[at].owner;
    std::string tie = owner.name + (chain.empty() ? " is the owner of " : " of ") +
                      holders[holders[at].below].owner->name + " by " + owner.list + " (" +
                      owner.place;
    if (!owner.since.empty()) tie += ", since " + owner.since;
    if (!owner.until.empty()) tie += ", until " + owner.until;
    chain.push_back(std::move(tie) + ")");
  }
  const auto& owner = *holders[top].owner;
  Found out = owned_of(vessel, match, *holders[at].owner);
  out.finding = "ships.owned_above";
  out.actors.push_back({Part::via, out.actors[0].text, {}, out.actors[0].state});
  out.actors[0] = {Part::subject, owner.name, {}, owner.country};
  std::erase_if(out.values, [](const FoundValue& v) { return v.name == "listed"; });
  if (auto listed = listings_of(owner); !listed.empty()) out.values.push_back({"listed", listed});
  out.values.push_back({"chain", join(chain, ", ")});
  return out;
}

Found ShipsFiled::named_of(const ShipFinding::Vessel& vessel,
                           const ReportedShips::Name& name) const {
  Found out{.finding = "ships.named"};
  out.actors = {ship(vessel, Part::subject), {Part::object, name.mention}};
  out.values = {{"by", name.ships.front().by},
                {"claim", name.claim},
                {"ships", std::to_string(name.ships.size())}};
  if (!name.title.empty()) out.values.push_back({"title", name.title});
  if (!name.published.empty()) out.values.push_back({"published", name.published});
  std::vector<std::string> others;
  for (const auto& other : name.ships)
    if (other.mmsi != vessel.mmsi) others.push_back(fmt::format("MMSI {:09}", other.mmsi));
  if (!others.empty()) out.values.push_back({"others", join(others, ", ")});
  return out;
}

// Each stands on the row in which the ship called itself so, whichever findings were asked for.
void ShipsFiled::add_ties(const ShipTies& ties, std::vector<Found>& out) const {
  std::set<uint32_t> listed;
  std::set<std::pair<uint32_t, std::string>> owned, named;
  const auto add = [&](Found found, const ShipFinding& finding, const ShipFinding::Vessel& vessel) {
    const auto* called = ties.called(vessel);
    const std::string& start = called ? called->start : finding.start;
    const std::string& end = called ? called->end : finding.end;
    found.when = {parse_date(start), parse_date(end)};
    found.values.push_back({"start", start});
    found.values.push_back({"end", end});
    const auto row = called ? row_of_place(called->place) : std::nullopt;
    if (row) found.rows.push_back(*row);
    else add_rows(found, finding);
    out.push_back(std::move(found));
  };
  for (const bool alone : {true, false})  // rows of one ship say more of it than rows of two
    for (const ShipFinding& finding : findings_)
      for (const auto& vessel : finding.vessels) {
        if ((finding.vessels.size() == 1) != alone) continue;
        for (const auto* name : ties.reports(vessel))
          if (named.emplace(vessel.mmsi, name->claim + name->mention).second)
            add(named_of(vessel, *name), finding, vessel);
        const auto match = ties.listed(vessel);
        if (!match) continue;
        const auto holders = ties.owners(vessel, finding);
        for (size_t i = 0; i < holders.size(); ++i) {
          const auto& [owner, below] = holders[i];
          const bool above = below != ShipTies::Holder::kShip;
          const std::string tie = (above ? holders[below].owner->id : owner->role) + "\n";
          if (!owned.emplace(vessel.mmsi, tie + owner->id).second) continue;
          add(above ? above_of(vessel, *match, holders, i) : owned_of(vessel, *match, *owner),
              finding, vessel);
        }
        if (!listed.insert(vessel.mmsi).second) continue;
        Found found{.finding = "ships.listed"};
        found.actors = {ship(vessel, Part::counterpart), {Part::subject, match->list}};
        found.values = {{"by", match->by}, {"caption", match->caption}, {"reference", match->id}};
        add(std::move(found), finding, vessel);
      }
}

std::vector<Found> ShipsFiled::found(const ShipTies& ties) const {
  std::vector<Found> out;
  for (const ShipFinding& finding : findings_) out.push_back(found_of(finding));
  add_ties(ties, out);
  add_routes(out);
  return out;
}

}  // namespace entente
