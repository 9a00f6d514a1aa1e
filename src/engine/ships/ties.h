// What a ledger knows of the ships of a log: the lists they stand on, who owns them, and the
// reports that name them. Findings say it beside what the rows show.
//
//   auto ties = ShipTies::read(parts, ledger);          // before anything is read of the log
//   ties->attach(records, identities, places);          // fills ShipFinding::Vessel::ties and json
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "engine/parts.h"
#include "engine/ships/listed.h"
#include "engine/ships/owners.h"
#include "engine/ships/records.h"
#include "engine/ships/reported.h"
#include "entente/ships.h"

namespace entente {

class ShipTies {
 public:
  // Empty where there is no ledger yet.
  static Result<ShipTies> read(const Engine::Parts& parts, const std::string& ledger);
  Status attach(std::vector<ShipFinding>& findings, const IdentityFinder& identities,
                const RowPlaces& places);

  std::optional<ListedShips::Match> listed(const ShipFinding::Vessel& vessel) const;
  // An owner, or an owner's owner: `below` is the place in the answer of whom it owns.
  struct Holder {
    static constexpr size_t kShip = SIZE_MAX;
    const ShipOwners::Owner* owner = nullptr;
    size_t below = kShip;
  };
  // Those that may have been its owners then, nearest first, kHoldersMax at most. Above the ship's
  // own owners each party is told once, so that circles end.
  static constexpr size_t kHoldersMax = 200;
  std::vector<Holder> owners(const ShipFinding::Vessel& vessel, const ShipFinding& finding) const;
  // The row in which a ship first called itself what it does in a finding, and until when it did;
  // null where it says nothing of itself.
  struct Called {
    std::string place, start, end;
  };
  const Called* called(const ShipFinding::Vessel& vessel) const;
  // Those of this ship that speak of the name or number it had in the finding.
  std::vector<const ReportedShips::Name*> reports(const ShipFinding::Vessel& vessel) const;

 private:
  using Bearing = std::tuple<uint32_t, uint32_t, std::string>;  // MMSI, IMO number, name
  void attach(ShipFinding& finding) const;

  std::string ledger_;
  std::optional<ListedShips> listed_;
  ShipOwners owners_;
  ReportedShips reported_;
  std::map<Bearing, Called> called_;
};

// "OWNER, technical manager (register, ties.json:7), listed by sanctions (o-1)"
std::string sentence_of(const ShipOwners::Owner& owner);

}  // namespace entente
