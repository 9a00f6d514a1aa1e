// One place maps SQLite's result codes to ours: a busy file, a damaged one and a refusing system
// need three different answers from the user, and scripts tell them apart by code.
#include "ledger/sqlite.h"

#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <utility>

#include "base/text.h"
#include "ledger/page_check.h"

namespace entente {
namespace {

std::unexpected<Error> sqlite_failure(int code, const std::string& file, const char* message) {
  if (code == SQLITE_IOERR_DATA)
    return fail(Code::ledger_corrupt, "a page of the file does not match its checksum", file, {},
                "entente verify --ledger " + file);
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail(Code::ledger_busy, "another process holds the ledger", file, {},
                  "wait for it to finish and run the command again");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return fail(Code::ledger_corrupt, message, file, {}, "entente verify --ledger " + file);
    default:
      return fail(Code::io_failure, message, file);
  }
}

thread_local bool measured = false;
thread_local double spent = 0;

// Adds the time until its end to what was spent.
class Stopwatch {
 public:
  Stopwatch() {
    if (measured) start_ = std::chrono::steady_clock::now();
  }
  Stopwatch(const Stopwatch&) = delete;
  ~Stopwatch() {
    if (measured)
      spent += std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

 private:
  std::chrono::steady_clock::time_point start_;
};

// For the path part of a URI; a slash stays.
std::string percent_encoded(const std::string& path) {
  std::string out;
  for (const char c : path) {
    if (is_alnum(c) || c == '/' || c == '.' || c == '-' || c == '_') {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += "0123456789ABCDEF"[byte >> 4];
    out += "0123456789ABCDEF"[byte & 15];
  }
  return out;
}

}  // namespace

void measure_sqlite(bool on) { measured = on; }
double sqlite_seconds() { return spent; }

void Query::Finalize::operator()(sqlite3_stmt* s) const { sqlite3_finalize(s); }
void Database::Close::operator()(sqlite3* db) const { sqlite3_close_v2(db); }

void Query::note(int code) {
  if (code != SQLITE_OK && failed_bind_ == 0) failed_bind_ = code;
}

Query& Query::bind(int index, int64_t value) {
  note(sqlite3_bind_int64(statement_.get(), index, value));
  return *this;
}

Query& Query::bind(int index, std::string_view value) {
  const char* data = value.data() ? value.data() : "";  // a null pointer would bind NULL
  note(sqlite3_bind_text64(statement_.get(), index, data, value.size(), SQLITE_TRANSIENT,
                           SQLITE_UTF8));
  return *this;
}

Query& Query::bind_blob(int index, std::string_view value) {
  const char* data = value.data() ? value.data() : "";
  note(sqlite3_bind_blob64(statement_.get(), index, data, value.size(), SQLITE_TRANSIENT));
  return *this;
}

Query& Query::bind_null(int index) {
  note(sqlite3_bind_null(statement_.get(), index));
  return *this;
}

Result<bool> Query::step() {
  if (failed_bind_ != 0) return sqlite_failure(failed_bind_, file_, "a value could not be bound");
  const Stopwatch stopwatch;
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return sqlite_failure(code, file_, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

Status Query::run() {
  for (;;) {
    const auto row = step();
    if (!row || !*row) {
      reset();
      if (!row) return std::unexpected(row.error());
      return {};
    }
  }
}

void Query::reset() {
  sqlite3_reset(statement_.get());
  failed_bind_ = 0;
}

int Query::columns() const { return sqlite3_column_count(statement_.get()); }

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Query::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (!data) return {};
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

std::string_view Query::blob(int column) const {
  const auto* data = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  if (!data) return {};
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Query::is_blob(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_BLOB;
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open_as(const std::string& name, const std::string& path, int flags,
                                   Mode mode, int busy_ms) {
  sqlite3* raw = nullptr;
  const int code =
      sqlite3_open_v2(name.c_str(), &raw, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
                      checked_vfs(mode == Mode::inspect ? PageErrors::accept : PageErrors::refuse));
  Database db(raw, path);
  if (code != SQLITE_OK)
    return sqlite_failure(code, path, raw ? sqlite3_errmsg(raw) : "out of memory");
  sqlite3_busy_timeout(raw, busy_ms);
  int reserve = kPageReserve;  // of a new file
  if (mode == Mode::write) sqlite3_file_control(raw, "main", SQLITE_FCNTL_RESERVE_BYTES, &reserve);
  return db;
}

Result<Database> Database::open(const std::string& path, Mode mode, int busy_ms) {
  if (mode == Mode::write)
    return open_as(path, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, mode, busy_ms);
  auto db = open_as(path, path, SQLITE_OPEN_READONLY, mode, busy_ms);
  if (!db) return db;
  // A reader of a WAL file makes a shared-memory file beside it, and fails where it may not. With
  // no WAL to replay and no writer able to come, the file alone is the whole truth.
  const auto usable = db->run("SELECT 1 FROM sqlite_schema LIMIT 1");
  std::error_code ignored;
  const bool wal = std::filesystem::exists(path + "-wal", ignored);
  if (usable || wal || usable.error().code != Code::io_failure) return db;
  return open_as("file:" + percent_encoded(path) + "?immutable=1", path,
                 SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, mode, busy_ms);
}

Result<Query> Database::prepare(std::string_view sql) const {
  const Stopwatch stopwatch;
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v2(db_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(code, path_, sqlite3_errmsg(db_.get()));
  return Query(statement, path_);
}

Status Database::run(const std::string& sql) const {
  const Stopwatch stopwatch;
  const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(code, path_, sqlite3_errmsg(db_.get()));
  return {};
}

void Database::when_busy(std::function<bool()> go_on) {
  constexpr int kPauseMs = 20;
  go_on_ = std::make_unique<std::function<bool()>>(std::move(go_on));
  const auto ask = [](void* function, int) {
    const bool more = (*static_cast<std::function<bool()>*>(function))();
    if (more) sqlite3_sleep(kPauseMs);
    return more ? 1 : 0;
  };
  sqlite3_busy_handler(db_.get(), ask, go_on_.get());
}

bool Database::in_transaction() const { return sqlite3_get_autocommit(db_.get()) == 0; }
int64_t Database::last_row() const { return sqlite3_last_insert_rowid(db_.get()); }
int64_t Database::changes() const { return sqlite3_changes64(db_.get()); }

ReadLock::ReadLock(const Database& db) : db_(db.in_transaction() ? nullptr : &db) {
  if (db_ && !db_->run("BEGIN")) db_ = nullptr;
}

ReadLock::~ReadLock() {
  if (db_) (void)db_->run("COMMIT");
}

Result<Transaction> Transaction::begin(const Database& db) {
  if (auto ok = db.run("BEGIN IMMEDIATE"); !ok) return std::unexpected(ok.error());
  return Transaction(&db);
}

Transaction::Transaction(Transaction&& other) noexcept : db_(std::exchange(other.db_, nullptr)) {}

Transaction::~Transaction() {
  if (db_) (void)db_->run("ROLLBACK");
}

Status Transaction::commit() {
  if (auto ok = db_->run("COMMIT"); !ok) return ok;
  db_ = nullptr;
  return {};
}

}  // namespace entente
