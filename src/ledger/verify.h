// Does a ledger agree with itself? Names what is damaged: the revision, table and row, or file.
//
//   auto verified = verify_ledger("ledger.db", keys, [](const Damage& d) { report(d); });
//   if (verified && verified->damaged == 0) …   // whole; verified->head is the last checksum
//
// Checked: the checksum of every page (page_check.h); SQLite's own structure and the schema with
// its triggers; the chain of revisions; every row's checksum; that each claim's quote and mentions
// are the text at their offsets; every original against its hash; the derived tables against what
// follows from the claims. Cost: one pass over the file and the originals. Not detectable: the last
// revisions cut off cleanly; keep `head` elsewhere to notice that.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "base/result.h"
#include "ledger/keys.h"

namespace entente {

struct Damage {
  int64_t revision = 0;  // 0 when not known
  std::string table;     // empty for a damaged original or file
  int64_t row = 0;       // 0 when the whole table is meant
  std::string file;      // the ledger or the original
  std::string what;      // one sentence
};

struct Verified {
  int64_t revisions = 0, documents = 0, claims = 0, entities = 0, originals = 0;
  int64_t damaged = 0;
  int64_t damaged_pages = 0;  // of these, pages that do not match their checksums
  std::string head;           // checksum of the last revision; empty without any
};

// Damage goes to `report`, and is not an error. Errors: not_found, ledger_busy, ledger_version,
// malformed (not a ledger), ledger_corrupt when the file cannot even be opened as a database.
Result<Verified> verify_ledger(const std::string& path, const NameKeys& keys,
                               const std::function<void(const Damage&)>& report);

}  // namespace entente
