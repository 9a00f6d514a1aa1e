// Ships that reports in a ledger name, "the tanker Paper Crane", and which of a log's ships they
// may be: by the IMO number or MMSI that the sentence gives, else by the name, which counts only
// while the ship bore it. Where several did, all are told, and that they are several.
//
//   auto reported = ReportedShips::read(view, ship_words);
//   reported->resolve(identities);
//   for (const auto& r : reported->names()) …        // r.ships: none, one or several
#pragma once

#include <set>
#include <string>
#include <vector>

#include "ledger/view.h"
#include "tracing/ships/identity.h"

namespace entente {

class ReportedShips {
 public:
  struct Name {
    std::string claim, mention;                      // "the tanker Paper Crane"
    std::string title, publisher, published;         // of the report
    std::vector<std::string> names;                  // that the mention may hold, normalised
    uint32_t number = 0;                             // IMO number or MMSI beside it; 0: none
    int64_t from_ms = INT64_MIN, to_ms = INT64_MAX;  // when the claim has it
    struct Ship {
      uint32_t mmsi = 0;
      std::string name;  // as the log writes it
      std::string by;    // "imo", "mmsi", "name"
      auto operator<=>(const Ship&) const = default;
    };
    std::vector<Ship> ships = {};  // by MMSI
  };

  // Claims that texts make; findings are left out. `ship_words`: "tanker", "vessel", ….
  static Result<ReportedShips> read(const View& view, const std::set<std::string>& ship_words);
  void resolve(const IdentityFinder& identities);
  const std::vector<Name>& names() const { return names_; }

 private:
  std::vector<Name> names_;
};

// The last words of all goods that are vessels, and what stands before names of ships ("M/V"), by
// data/goods.tsv.
std::set<std::string> ship_words_of(std::string_view goods_table);

}  // namespace entente
