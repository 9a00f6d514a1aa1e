// The sheet that a finding is filed as: its words, the files and lines it stands on, and the rows
// themselves, letter by letter. It is a document like any other, so that its claim has a quote, the
// ledger verifies it, and the same finding is the same document.
//
//   PAPER CRANE (MMSI 273999001) was not heard for 21 hours, …
//
//   Filed as move, assessed (ships.gap, version 1).
//   Of log.csv, SHA-256 9c0f…: lines 165, 335.
//   Columns: mmsi,timestamp,lat,lon
//
//   273999001,2024-03-01T21:10:01Z,40.90720,131.54861
//   273999001,2024-03-02T18:10:01Z,38.95845,132.56938
#pragma once

#include "engine/filing/rules.h"
#include "engine/filing/source_rows.h"
#include "entente/filing.h"
#include "ledger/writer.h"

namespace entente {

// The quote of the claim is the rows: all, or the first kQuotedRows of them.
inline constexpr size_t kQuotedRows = 8;
// What a sheet holds at most; how many more there are is told.
inline constexpr size_t kSheetRows = 400;

// `rule.kind` is set and `found` has a row.
DocumentEntry evidence_sheet(const Found& found, const FindingRule& rule, const SourceRows& rows,
                             const FilingRequest& request);

}  // namespace entente
