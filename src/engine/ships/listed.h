// Which ships of findings stand on the lists of a ledger: by IMO number, else by MMSI, else by
// name. A number of the hull is the ship's for life; an MMSI goes with the flag; a name is shared
// by many.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/filing/found.h"
#include "entente/ships.h"
#include "ledger/view.h"

namespace entente {

class ListedShips {
 public:
  struct Match {
    std::string list, id, caption;
    std::string by;  // "imo", "mmsi", "name"
  };
  // Of the newest edition of each list.
  static Result<ListedShips> read(const View& view);
  std::optional<Match> find(const ShipFinding::Vessel& vessel) const;

 private:
  struct Entry {
    std::string list, id, caption;
  };
  const Entry* at(const std::unordered_map<std::string, size_t>& index,
                  const std::string& key) const;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, size_t> imo_, mmsi_, name_;
};

}  // namespace entente
