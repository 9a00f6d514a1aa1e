// The mirror gap: what exporters say they sent to a country against what it says it received.
//
//   MirrorInput input{.exports = &sums_of_exporters, .imports = &sums_of_importers, …};
//   for (const MirrorRow& row : find_mirror_gaps(input, MirrorSettings{})) …
//
// For importer c and year t, over the exporters E that stand on both sides:
//
//   X = sum of exports (FOB) from E to c       M = sum of imports (CIF) of c from E
//   ratio        = M / X
//   gap          = X - M / k                   k = CIF/FOB, 1.08 unless the settings say otherwise
//   discrepancy  = |X - M / k| / (X + M / k)
//   gap interval : k from 1.00 (no cost of transport at all) to 1.20
//
// The simple method takes one k for all; the gravity method (gravity.h) one for each pair. Nothing
// is reconciled: both figures are shown as they were told. What E is: the countries among the
// exporters' reporters, or, where that table speaks for a group (European Union), its members in
// that year. Groups never count beside their members.
//
// Usual ratio: of the earlier complete years of c that were not flagged, at least three, the mean
// of ln(M / X) with a 95 % prediction interval by Student's t; the spread is pooled over all
// importers, since three years of one tell little of it. A row is flagged
//   gap                 M < X, so that even free transport leaves a gap, and either M / X lies
//   below
//                       that interval with a discrepancy from 0.10 on, or the discrepancy is 0.15
//                       or more (X a third above M / k), whatever was usual
//   surplus             the same the other way, by M / 1.20 > X
//   surge               X is more than twice the mean of the earlier years
//   incomplete_imports  c's table is not whole that year: its imports from all partners are less
//                       than half of either neighbouring year's while X did not fall so, or months
//                       are missing, or less than half as many partners are listed
//   incomplete_exports  the same of the exporters' table
//   imports_missing, exports_missing
// An incomplete row is never flagged as a gap, for what is not told is not missing goods.
//
// Sources: M / X and k: IMF Direction of Trade Statistics (k = 1.06 to 1.10 by time); Fisman & Wei
// 2004 and Javorcik & Narciso 2008 for gaps as evidence; ITIC, Miao & Fortanier 2017 for the range
// of k. Cost: one pass over the sums.
#pragma once

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "model/place.h"
#include "tracing/trade/sums.h"

namespace entente {

struct MirrorSettings {
  double cif_fob = 1.08;
  double cif_fob_low = 1.00, cif_fob_high = 1.20;
  double confidence = 0.95;
  int years_before_min = 3;
  double discrepancy_min = 0.10;    // beside an unusual ratio
  double discrepancy_alone = 0.15;  // whatever was usual
  double spread_min = 0.03;         // of ln(M / X): no figures of trade agree better
  double incomplete_below = 0.5;    // of a neighbouring year
  double surge_from = 2;
};

struct MirrorInput {
  const TradeSums* exports = nullptr;
  const TradeSums* imports = nullptr;
  std::function<const Place&(uint16_t)> place;
  // CIF/FOB of a pair by another method; empty: MirrorSettings::cif_fob for all.
  std::function<double(uint16_t exporter, uint16_t importer, int year)> cif_fob = {};
  std::vector<uint16_t> partners = {};  // only these importers; empty: all
  bool each_exporter = false;           // a row for each exporter too, not the sum over E alone
};

struct MirrorRow {
  struct Side {
    int reporters = 0, of = 0;  // how many of E are there
    int months = 0;             // the least that one of them told; 12: the whole year
    std::optional<double>
        of_neighbours;  // the whole table that year by the lesser neighbouring year
    int partners = 0;   // countries that the whole table lists that year
    uint32_t rows = 0;
    uint64_t first_line = 0, last_line = 0;
    bool is_mixed = false;  // summed over codes of two editions: FlowSum::is_of_mixed_revisions
  };
  uint16_t partner = 0;
  std::optional<uint16_t> exporter = {};  // nothing: all of E
  int year = 0;
  std::optional<double> exports_fob, imports_cif, ratio, gap, gap_low, gap_high, discrepancy;
  double cif_fob = 0;                                  // the one used; of several the mean by value
  std::optional<double> usual_low, usual, usual_high;  // of the ratio
  std::optional<double> group_row;  // what the importer's own row of the group says, never added
  Side exports, imports;
  std::vector<std::string> flags;

  bool has(std::string_view flag) const;
};

// By partner's name, year, exporter's name.
std::vector<MirrorRow> find_mirror_gaps(const MirrorInput& input, const MirrorSettings& settings);

}  // namespace entente
