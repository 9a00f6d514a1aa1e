// The tables of the ledger and how their rows are sealed. docs/formats/ledger.md shows the same
// with a worked example; writer and verifier both walk kTables, so they cannot drift apart.
//
// Every row of a sealed table begins with the revision that brought it and ends with a checksum:
// the SHA-256 of netstrings ("3:abc,") of the table's name, the row's columns in order (integers
// in decimal, blobs in hex, NULL empty) and, for entities, the columns of their child rows in
// order. A revision's checksum covers the previous revision's, its own columns and the checksums
// of its rows.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "ledger/sqlite.h"

namespace entente {

inline constexpr int kSchemaVersion = 4;
// Versions from this one on differ in derived tables only: rebuild() makes the present one of them.
inline constexpr int kSchemaVersionRebuilt = 2;

struct ChildTable {
  std::string_view name;     // empty: the table has no child rows
  std::string_view parent;   // the column that holds the parent's row
  std::string_view columns;  // sealed with the parent, after `parent`, in this order
  std::string_view order;    // of the rows under one parent, as they are sealed
};

struct SealedTable {
  std::string_view name;
  std::string_view columns;  // after `row`, before `checksum`; the first is always `revision`
  ChildTable child;
};

inline constexpr std::array<SealedTable, 7> kTables{{
    {"sources", "revision, name", {}},
    {"originals", "revision, sha256, path, bytes", {}},
    {"documents",
     "revision, id, source, path, url, title, publisher, published, language, bytes, blocks, text",
     {}},
    {"claims",
     "revision, document, id, kind, modality, negative, quote_start, quote_end, since, until, body",
     {}},
    {"lists", "revision, id, source, edition, files", {}},
    {"entities",
     "revision, list, id, schema, caption",
     {"statements", "entity", "position, property, value, language, place", "position"}},
    {"judgements", "revision, id, kind, a, b, value, who, why, made", {}},
}};
const SealedTable& table(std::string_view name);  // asserts that it is one of kTables

size_t count_columns(std::string_view columns);

struct Blob {
  std::string_view bytes;
};
using Value = std::variant<int64_t, std::string_view, Blob, std::monostate>;  // the last is NULL

// Collects the values of a row and gives their checksum.
class Seal {
 public:
  Seal& add(std::string_view value);
  Seal& add(int64_t value);
  Seal& add(Blob value);
  Seal& add_value(const Value& value);
  Seal& add_column(const Query& query, int column);  // as it is stored
  std::string digest() const;                        // 32 bytes
  void clear() { netstrings_.clear(); }

 private:
  std::string netstrings_;
};

// Prepared insertion into one sealed table.
class Inserter {
 public:
  static Result<Inserter> prepare(const Database& db, const SealedTable& table);
  struct Row {
    int64_t row;
    std::string checksum;  // 32 bytes
  };
  // `values` follow the table's columns; each child follows the child's columns, in its order.
  Result<Row> insert(std::span<const Value> values,
                     std::span<const std::vector<Value>> children = {});

 private:
  Inserter(const Database& db, const SealedTable& table, Query row, std::vector<Query> child)
      : db_(&db), table_(&table), row_(std::move(row)), child_(std::move(child)) {}
  const Database* db_;
  const SealedTable* table_;
  Query row_;
  std::vector<Query> child_;  // none or one
  Seal seal_;
};

// Opens for writing, creating an empty ledger when there is none; or for reading. ledger_version
// when another schema wrote it (`to_rebuild` lets the version before pass), malformed when it is a
// database of something else. A file that a crash left empty counts as a ledger without revisions.
Result<Database> open_ledger(const std::string& path, Database::Mode mode, int busy_ms,
                             bool to_rebuild = false);
// Makes the derived tables, empty; drops those that are there. Sets the version.
Status renew_derived_tables(const Database& db);
// The SQL of every table, index and trigger of an open ledger, and as this program makes it.
Result<std::string> schema_of(const Database& db);
Result<std::string> expected_schema();
// False for a file that a crash left before its tables were made.
Result<bool> has_tables(const Database& db);

}  // namespace entente
