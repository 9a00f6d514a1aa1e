// Findings about ships as what is filed: ships with their flags, places with their states, and the
// routes that meetings and calls make together.
#pragma once

#include <vector>

#include "engine/filing/found.h"
#include "engine/parts.h"
#include "engine/ships/ties.h"
#include "entente/ships.h"
#include "intake/tables/place_names.h"
#include "tracing/ships/identity.h"

namespace entente {

class ShipsFiled {
 public:
  // missing_resource when the tables of countries or of digits are not there.
  static Result<ShipsFiled> make(const Engine::Parts& parts);
  void take(const ShipFinding& finding) { findings_.push_back(finding); }
  // Each finding, then each listed ship, its owners and theirs, and each report that names a ship,
  // once, then each route: a meeting, and the first call of either ship within 30 days of it
  // (kRouteDays). A route says that a cargo may have gone so, never that one did.
  std::vector<Found> found(const ShipTies& ties) const;

  static constexpr int kRouteDays = 30;

 private:
  ShipsFiled(intake::PlaceNames names, MidTable mids)
      : names_(std::move(names)), mids_(std::move(mids)) {}
  FoundActor ship(const ShipFinding::Vessel& vessel, Part part) const;
  // Its state; empty when no country is known by this name.
  std::string add_country(Found& out, const std::string& country) const;
  void add_place(Found& out, const std::string& port, const std::string& country) const;
  Found found_of(const ShipFinding& finding) const;
  void add_ties(const ShipTies& ties, std::vector<Found>& out) const;
  Found owned_of(const ShipFinding::Vessel& vessel, const ListedShips::Match& match,
                 const ShipOwners::Owner& owner) const;
  // Of an owner's owner, the place in `holders`: the chain down to the ship.
  Found above_of(const ShipFinding::Vessel& vessel, const ListedShips::Match& match,
                 const std::vector<ShipTies::Holder>& holders, size_t top) const;
  Found named_of(const ShipFinding::Vessel& vessel, const ReportedShips::Name& name) const;
  void add_routes(std::vector<Found>& out) const;

  intake::PlaceNames names_;
  MidTable mids_;
  std::vector<ShipFinding> findings_;
};

}  // namespace entente
