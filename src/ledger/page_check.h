// A checksum in every page of the ledger's file, so that a bit that flips where no row lies (a free
// page, the slack of a page, an index) is found and named as well.
//
//   sqlite3_open_v2(path, &db, flags, checked_vfs(PageErrors::refuse));
//   auto damage = damage_of(path);          // pages by number, from 1
//
// SQLite leaves kPageReserve bytes at the end of each page to whoever wants them. A layer over the
// system (VFS) fills them when a page goes to the file and compares them when it comes back. Others
// may read the file without the layer; what they write is found.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"

namespace entente {

inline constexpr int kPageReserve = 8;

enum class PageErrors {
  refuse,  // reading a damaged page fails with SQLITE_IOERR_DATA
  accept,  // it is read as it is, for whoever looks for the damage
};
const char* checked_vfs(PageErrors errors);  // its name, once registered

// A 64-bit sum over a page without its last kPageReserve bytes. Another sum when any one word of it
// differs, whichever and however, or when the page lies elsewhere.
uint64_t page_sum(const unsigned char* page, size_t size, int64_t number);

// Whether the pages of the file have room for checksums; true for a file that is empty yet. Not
// while this process has the file open elsewhere: closing it drops the process's locks (POSIX).
bool bears_sums(const std::string& path);

struct FileDamage {
  std::vector<int64_t> pages;  // whose checksum is not theirs; page 1 when the file bears none
  bool log = false;            // PATH-wal breaks off although more was committed after
};
// Of a database and the log that a killed process may have left beside it. A page of zeros was
// never written; one that the log holds will be written again. What cannot be told from a write
// that a loss of power cut short is damage within the last transaction of the log. io_failure.
Result<FileDamage> damage_of(const std::string& path);

}  // namespace entente
