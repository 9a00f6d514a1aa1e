// Do the derived tables hold what follows from the claims, no more and no less?
//
//   DerivedCheck check(db, keys);
//   check.add(row, claim); …                       // every claim
//   for (auto& [table, what] : check.compare()) …  // what differs, by table and block
//
// Entries are counted as sums of hashes by block of claims, so that memory stays small and the
// order of entries does not matter. `words` is left to the checksums of pages.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "ledger/keys.h"
#include "ledger/sqlite.h"
#include "model/claim.h"

namespace entente {

class DerivedCheck {
 public:
  DerivedCheck(const Database& db, const NameKeys& keys) : db_(&db), keys_(&keys) {}
  void add(int64_t row, const Claim& claim);
  struct Difference {
    std::string table, what;
  };
  std::vector<Difference> compare();

 private:
  void read_namings();
  void read_parties();
  void read_mentioned();
  void read_deeds();
  const Database* db_;
  const NameKeys* keys_;
  std::map<int64_t, uint64_t> parties_, mentioned_, deeds_;  // by block: expected less stored
  std::map<int64_t, uint64_t> naming_hash_;                  // by row
  uint64_t namings_ = 0, naming_keys_ = 0;                   // expected less stored
  std::set<uint64_t> seen_;                                  // namings that claims say
  std::vector<Difference> out_;
};

}  // namespace entente
