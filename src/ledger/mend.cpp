// SQLite's own VACUUM copies what the pages hold into new ones, under its locks and its journal: a
// crash leaves the file as it was. Read by the layer that accepts wrong sums, written by the same,
// which fills in right ones.
#include "ledger/mend.h"

#include <sqlite3.h>

#include <memory>

#include "ledger/page_check.h"
#include "ledger/verify.h"

namespace entente {
namespace {

Status write_anew(const std::string& path) {
  constexpr int kBusyMs = 5000;
  sqlite3* raw = nullptr;
  int code = sqlite3_open_v2(path.c_str(), &raw, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX,
                             checked_vfs(PageErrors::accept));
  const std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)> db(raw, &sqlite3_close_v2);
  int reserve = kPageReserve;
  if (code == SQLITE_OK) {
    sqlite3_busy_timeout(raw, kBusyMs);
    code = sqlite3_file_control(raw, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
  }
  // Room for checksums is made only where there is no log.
  if (code == SQLITE_OK)
    code = sqlite3_exec(raw, "PRAGMA journal_mode = DELETE; VACUUM; PRAGMA journal_mode = WAL;",
                        nullptr, nullptr, nullptr);
  if (code == SQLITE_OK) return {};
  const bool busy = (code & 0xFF) == SQLITE_BUSY || (code & 0xFF) == SQLITE_LOCKED;
  return fail(busy ? Code::ledger_busy : Code::io_failure,
              raw ? sqlite3_errmsg(raw) : "out of memory", path, {},
              busy ? "wait for the other process to finish and run the command again" : "");
}

}  // namespace

Result<int64_t> mend_pages(const std::string& path, const NameKeys& keys) {
  const auto verified = verify_ledger(path, keys, [](const Damage&) {});
  if (!verified) return std::unexpected(verified.error());
  const std::string next = "entente verify --ledger " + path;
  if (verified->damaged > verified->damaged_pages)
    return fail(Code::ledger_corrupt,
                "more is damaged than checksums of pages; nothing was changed", path, {}, next);
  if (verified->damaged_pages == 0) return 0;
  if (auto ok = write_anew(path); !ok) return std::unexpected(ok.error());
  const auto left = damage_of(path);
  if (!left) return std::unexpected(left.error());
  if (!left->pages.empty() || left->log)
    return fail(Code::ledger_corrupt, "pages do not match their checksums although written anew",
                path, {}, next);
  return verified->damaged_pages;
}

}  // namespace entente
