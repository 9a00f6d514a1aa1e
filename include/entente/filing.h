// Findings into the ledger: what ships, trade, money and votes find becomes claims on the rows that
// show it.
//
//   ShipsRequest request{.paths = {"ais.csv"}};
//   request.filing.wanted = true;              // into Settings::ledger
//   find_ships(settings, request, counts, take);
//   counts.filed.claims                        // those that are new
//
// How a finding becomes a claim: data/findings.tsv. Why so: docs/decisions/0023.
#pragma once

#include <cstddef>
#include <string>

namespace entente {

struct FilingRequest {
  bool wanted = false;  // false: nothing is filed and no ledger is opened
  // Of the files that are read, as those of a document.
  std::string publisher = {}, published = {}, url = {};
};

struct FiledCounts {
  size_t claims = 0;    // new ones
  size_t known = 0;     // the ledger had them already
  size_t left_out = 0;  // findings that make no claim
};

}  // namespace entente
