// The way out for a ledger that is whole but for checksums of pages: written by a program that knew
// of none, by a fault, or with a bit flipped where nothing lies.
//
//   auto pages = mend_pages("ledger.db", keys);   // how many were written anew; 0: none was wrong
//
// A page's checksum says only that the page is what was written. Whether what it holds is right is
// told by the checksums of rows and revisions, the spans and the originals: only when all of these
// agree, as verify_ledger() has it, is every page written anew with the sum of what it holds.
// Anything else that is damaged ends it, and nothing is changed.
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "ledger/keys.h"

namespace entente {

// Cost: a verification, then a copy of the file. ledger_corrupt when more is damaged; ledger_busy,
// io_failure and the errors of verify_ledger().
Result<int64_t> mend_pages(const std::string& path, const NameKeys& keys);

}  // namespace entente
