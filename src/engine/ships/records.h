// Findings about ships as records to give out: names joined, rows as places in files, JSON.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "entente/ships.h"
#include "tracing/ships/finding.h"
#include "tracing/ships/identity.h"

namespace entente {

// Running rows over all inputs ↔ "file:line".
class RowPlaces {
 public:
  void begin(const std::string& path, uint64_t rows_before) {
    files_.emplace_back(rows_before, path);
  }
  std::string of(uint64_t row) const;
  // True for the first bad lines of each file, which are worth showing.
  bool take_bad();

 private:
  std::vector<std::pair<uint64_t, std::string>> files_;
  size_t bad_ = 0, bad_of_ = 0;
};

ShipFinding record_of(const Finding& finding, const IdentityFinder& identities,
                      const RowPlaces& places);
std::string utc_of(int64_t time_ms);  // "2024-01-09T09:14:29Z"

}  // namespace entente
