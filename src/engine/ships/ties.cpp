#include "engine/ships/ties.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/file.h"
#include "base/text.h"
#include "engine/name_keys.h"
#include "names/normalise.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

Result<View> open(const std::string& ledger) {
  View::Options options;
  options.keys = make_name_keys();
  return View::open(ledger, options);
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json json_of(const ShipOwners::Owner& owner) {
  Json listings = Json::array();
  for (const auto& l : owner.listings)
    listings.push_back({{"list", l.list}, {"id", l.id}, {"caption", l.caption}, {"by", l.by}});
  return {{"role", owner.role},
          {"name", owner.name},
          {"id", owner.id},
          {"list", owner.list},
          {"place", owner.place},
          {"since", text_or_null(owner.since)},
          {"until", text_or_null(owner.until)},
          {"listed", std::move(listings)}};
}

// Of the ship, or of the owner at this place; each with its own owners.
Json owners_json(const std::vector<ShipTies::Holder>& holders, size_t below) {
  Json out = Json::array();
  for (size_t i = 0; i < holders.size(); ++i) {
    if (holders[i].below != below) continue;
    Json json = json_of(*holders[i].owner);
    if (Json above = owners_json(holders, i); !above.empty()) json["owners"] = std::move(above);
    out.push_back(std::move(json));
  }
  return out;
}

std::string report_of(const ReportedShips::Name& name) {
  std::string out = name.title.empty() ? "a report" : "“" + name.title + "”";
  if (!name.publisher.empty()) out += " of " + name.publisher;
  if (!name.published.empty()) out += " (" + name.published + ")";
  return out;
}

std::string sentence_of(const ReportedShips::Name& name) {
  std::string out =
      "named in " + report_of(name) + " as “" + name.mention + "”, by " + name.ships.front().by;
  if (name.ships.size() == 1) return out;
  return out + fmt::format("; ambiguous: {} ships of the log may be meant", name.ships.size());
}

}  // namespace

std::string sentence_of(const ShipOwners::Owner& owner) {
  std::string out =
      owner.role == "owner" ? "owned by " + owner.name : owner.role + ": " + owner.name;
  out += " (" + owner.list + ", " + owner.place;
  if (!owner.since.empty()) out += ", since " + owner.since;
  if (!owner.until.empty()) out += ", until " + owner.until;
  out += ")";
  for (const auto& l : owner.listings)
    out += ", listed by " + l.list + " (" + l.id + (l.by == "name" ? ", by name" : "") + ")";
  return out;
}

Result<ShipTies> ShipTies::read(const Engine::Parts& parts, const std::string& ledger) {
  ShipTies out;
  out.ledger_ = ledger;
  const auto view = open(ledger);
  if (!view && view.error().code == Code::not_found) return out;
  if (!view) return std::unexpected(view.error());
  if (view->has_lists()) {
    auto listed = ListedShips::read(*view);
    if (!listed) return std::unexpected(listed.error());
    out.listed_ = std::move(*listed);
  }
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  const auto goods = read_file(*home + "/data/goods.tsv", size_t{64} << 20);
  if (!goods) return std::unexpected(goods.error());
  auto reported = ReportedShips::read(*view, ship_words_of(*goods));
  if (!reported) return std::unexpected(reported.error());
  out.reported_ = std::move(*reported);
  return out;
}

Status ShipTies::attach(std::vector<ShipFinding>& findings, const IdentityFinder& identities,
                        const RowPlaces& places) {
  reported_.resolve(identities);
  identities.each_saying([&](const IdentityFinder::SaidBy& said) {
    const Bearing bearing{said.first->mmsi, said.what->imo, said.what->name};
    called_.try_emplace(bearing, Called{places.of(said.first->row), utc_of(said.first->time_ms),
                                        utc_of(said.last_ms)});
  });
  std::set<std::string> vessels;
  for (const ShipFinding& finding : findings)
    for (const auto& vessel : finding.vessels)
      if (const auto match = listed(vessel)) vessels.insert(match->id);
  if (!vessels.empty()) {
    const auto view = open(ledger_);
    if (!view) return std::unexpected(view.error());
    auto owners = ShipOwners::read(*view, vessels);
    if (!owners) return std::unexpected(owners.error());
    owners_ = std::move(*owners);
  }
  for (ShipFinding& finding : findings) attach(finding);
  return {};
}

void ShipTies::attach(ShipFinding& finding) const {
  Json json;
  for (size_t i = 0; i < finding.vessels.size(); ++i) {
    auto& vessel = finding.vessels[i];
    const auto match = listed(vessel);
    const auto named = reports(vessel);
    if (!match && named.empty()) continue;
    if (json.is_null()) json = Json::parse(finding.json);
    Json& into = json["vessels"][i];
    if (match) {
      into["listed"] = {
          {"list", match->list}, {"id", match->id}, {"caption", match->caption}, {"by", match->by}};
      vessel.ties.push_back(fmt::format("listed by {} ({}, {}), by {}", match->list, match->id,
                                        match->caption, match->by));
      const auto holders = owners(vessel, finding);
      if (Json of = owners_json(holders, Holder::kShip); !of.empty()) into["owners"] = of;
      for (const Holder& h : holders)
        vessel.ties.push_back(
            (h.below == Holder::kShip ? "" : holders[h.below].owner->name + " is ") +
            sentence_of(*h.owner));
    }
    for (const auto* name : named) {
      Json told = {{"claim", name->claim},
                   {"mention", name->mention},
                   {"title", text_or_null(name->title)},
                   {"published", text_or_null(name->published)},
                   {"by", name->ships.front().by},
                   {"ambiguous", name->ships.size() > 1}};
      for (const auto& ship : name->ships)
        if (name->ships.size() > 1) told["ships"].push_back(fmt::format("{:09}", ship.mmsi));
      into["reports"].push_back(std::move(told));
      vessel.ties.push_back(sentence_of(*name));
    }
    if (finding.vessels.size() > 1) {
      const std::string who = vessel.name.empty() ? fmt::format("{:09}", vessel.mmsi) : vessel.name;
      for (std::string& tie : vessel.ties) tie = who + ": " + tie;
    }
  }
  if (!json.is_null()) finding.json = json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<ListedShips::Match> ShipTies::listed(const ShipFinding::Vessel& vessel) const {
  return listed_ ? listed_->find(vessel) : std::nullopt;
}

std::vector<ShipTies::Holder> ShipTies::owners(const ShipFinding::Vessel& vessel,
                                               const ShipFinding& finding) const {
  std::vector<Holder> out;
  const auto match = listed(vessel);
  if (!match) return out;
  const Interval then{parse_date(finding.start), parse_date(finding.end)};
  std::set<std::string> told{match->id};
  const auto add = [&](const std::string& owned, size_t below) {
    for (const auto& owner : owners_.of(owned))
      if (out.size() < kHoldersMax && may_overlap(owner.when, then) &&
          (told.insert(owner.id).second || below == Holder::kShip))
        out.push_back({&owner, below});
  };
  add(match->id, Holder::kShip);
  std::set<std::string> gone_up;
  for (size_t i = 0; i < out.size(); ++i)
    if (gone_up.insert(out[i].owner->id).second) add(std::string(out[i].owner->id), i);
  return out;
}

const ShipTies::Called* ShipTies::called(const ShipFinding::Vessel& vessel) const {
  const auto found = called_.find({vessel.mmsi, vessel.imo, vessel.name});
  return found == called_.end() ? nullptr : &found->second;
}

std::vector<const ReportedShips::Name*> ShipTies::reports(const ShipFinding::Vessel& vessel) const {
  std::vector<const ReportedShips::Name*> out;
  const std::string borne = normalise_name(vessel.name);
  std::set<std::pair<std::string, std::string>> told;  // a report says the same in several claims
  for (const auto& name : reported_.names()) {
    if (std::ranges::none_of(name.ships, [&](const auto& s) { return s.mmsi == vessel.mmsi; }))
      continue;
    const bool now = name.number == vessel.mmsi || (vessel.imo && name.number == vessel.imo) ||
                     (!name.number && std::ranges::find(name.names, borne) != name.names.end());
    if (now && told.emplace(name.title + name.published, name.mention).second) out.push_back(&name);
  }
  return out;
}

}  // namespace entente
