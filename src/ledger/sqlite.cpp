// One place maps SQLite's result codes to ours: a busy file, a damaged one and a refusing system
// need three different answers from the user, and scripts tell them apart by code.
#include "ledger/sqlite.h"

#include <sqlite3.h>

#include <utility>

namespace entente {
namespace {

std::unexpected<Error> sqlite_failure(int code, const std::string& file, const char* message) {
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

}  // namespace

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

Query& Query::bind_null(int index) {
  note(sqlite3_bind_null(statement_.get(), index));
  return *this;
}

Result<bool> Query::step() {
  if (failed_bind_ != 0) return sqlite_failure(failed_bind_, file_, "a value could not be bound");
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

int64_t Query::integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }

std::string_view Query::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  if (!data) return {};
  return {data, static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}

bool Query::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::string& path, Mode mode, int busy_ms) {
  const int flags =
      SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
      (mode == Mode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
  sqlite3* raw = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &raw, flags, nullptr);
  Database db(raw, path);
  if (code != SQLITE_OK)
    return sqlite_failure(code, path, raw ? sqlite3_errmsg(raw) : "out of memory");
  sqlite3_busy_timeout(raw, busy_ms);
  return db;
}

Result<Query> Database::prepare(std::string_view sql) const {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v2(db_.get(), sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(code, path_, sqlite3_errmsg(db_.get()));
  return Query(statement, path_);
}

Status Database::run(const std::string& sql) const {
  const int code = sqlite3_exec(db_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return sqlite_failure(code, path_, sqlite3_errmsg(db_.get()));
  return {};
}

int64_t Database::last_row() const { return sqlite3_last_insert_rowid(db_.get()); }
int64_t Database::changes() const { return sqlite3_changes64(db_.get()); }

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
