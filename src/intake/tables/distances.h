// How far apart two countries lie, as CEPII GeoDist tells it (dist_cepii), and whether they touch.
//
//   auto read = read_distances("dist_cepii.csv.gz");        // Result<DistancesRead>
//   const auto at = read->table.find({"DEU", "KAZ"});
//
// Columns exporter, importer (or iso_o, iso_d: three letters), contig (1 or 0; may lack), distwces,
// distw or dist in kilometres. A row where the first of these that the table has is blank takes
// dist. Of two rows of one pair the last counts.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "model/remoteness.h"

namespace entente::intake {

// By the three letters of exporter and importer, today's codes.
using Distances = std::map<std::pair<std::string, std::string>, Remoteness, std::less<>>;

struct DistanceProblem {
  size_t line = 0;
  std::string why, piece;
};

struct DistancesRead {
  Distances table;
  size_t rows = 0, bad = 0;
  std::vector<DistanceProblem> problems;  // the first 20
};

// not_found, unreadable, truncated; unknown_column; too_large beyond 256 MiB; empty_input when no
// row tells a distance.
Result<DistancesRead> read_distances(const std::string& path);

}  // namespace entente::intake
