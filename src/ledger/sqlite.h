// SQLite with owners and errors as values; nothing else is hidden.
//
//   auto db = Database::open(path, Database::Mode::write, 5000);
//   auto q = db->prepare("SELECT text FROM documents WHERE id = ?");
//   q->bind(1, id);
//   for (;;) {
//     auto row = q->step();                  // Result<bool>: true while there is a row
//     if (!row) return std::unexpected(row.error());
//     if (!*row) break;
//     use(q->text(0));
//   }
//
// A failed bind is reported by the next step(). A Query must not outlive its Database.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace entente {

// Seconds that this thread spent inside SQLite since the first measure_sqlite(true); for
// benchmarks. Off, it costs nothing but a look at a flag.
void measure_sqlite(bool on);
double sqlite_seconds();

class Query {
 public:
  Query& bind(int index, int64_t value);           // indexes start at 1
  Query& bind(int index, std::string_view value);  // copied
  Query& bind_blob(int index, std::string_view bytes);
  Query& bind_null(int index);
  Result<bool> step();
  // Steps to the end, ignoring rows, and makes the query ready to run again.
  Status run();
  void reset();  // ready to run again; bindings stay

  int columns() const;
  int64_t integer(int column) const;        // columns start at 0; NULL is 0
  std::string_view text(int column) const;  // valid until the next step or reset; NULL is ""
  std::string_view blob(int column) const;  // the same for bytes
  bool is_null(int column) const;
  bool is_blob(int column) const;

 private:
  friend class Database;
  struct Finalize {
    void operator()(sqlite3_stmt* s) const;
  };
  Query(sqlite3_stmt* statement, std::string file)
      : statement_(statement), file_(std::move(file)) {}
  void note(int code);
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
  std::string file_;
  int failed_bind_ = 0;
};

class Database {
 public:
  // write creates the file when there is none; inspect reads damaged pages as they are.
  enum class Mode { read, write, inspect };
  // ledger_busy, ledger_corrupt, io_failure. `busy_ms` is how long a locked file is waited for.
  // Reading works in a folder where nothing may be written, if no writer left work unfinished.
  static Result<Database> open(const std::string& path, Mode mode, int busy_ms);
  Result<Query> prepare(std::string_view sql) const;
  Status run(const std::string& sql) const;  // one or more statements without parameters
  // Asked, every 20 ms, whether to go on waiting for another process, in place of `busy_ms`.
  void when_busy(std::function<bool()> go_on);
  bool in_transaction() const;
  int64_t last_row() const;
  int64_t changes() const;
  const std::string& path() const { return path_; }

 private:
  struct Close {
    void operator()(sqlite3* db) const;
  };
  Database(sqlite3* db, std::string path) : db_(db), path_(std::move(path)) {}
  static Result<Database> open_as(const std::string& name, const std::string& path, int flags,
                                  Mode mode, int busy_ms);
  std::unique_ptr<std::function<bool()>> go_on_;  // outlives the connection
  std::unique_ptr<sqlite3, Close> db_;
  std::string path_;
};

// Holds one state of the ledger until its end, for many small queries: each would lock and unlock
// the file else, which takes longer than most of them. Nothing where one is held already.
class ReadLock {
 public:
  explicit ReadLock(const Database& db);
  ReadLock(const ReadLock&) = delete;
  ~ReadLock();

 private:
  const Database* db_;  // nullptr: another one holds it
};

// Rolls back when it goes out of scope without commit().
class Transaction {
 public:
  static Result<Transaction> begin(const Database& db);  // takes the write lock at once
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(const Database* db) : db_(db) {}
  const Database* db_;
};

}  // namespace entente
