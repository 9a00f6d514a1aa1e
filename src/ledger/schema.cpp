// The schema is plain SQL, so that anyone with the sqlite3 shell can read a ledger without us.
// Triggers refuse UPDATE and DELETE on every sealed table; the derived tables can be dropped and
// rebuilt from the rest, and carry no triggers.
//
// Rows are kept small, since a ledger holds millions of claims: ids and checksums are bytes and not
// hex, a claim holds the offsets of its words and not the words, and there is no index that adding
// at the end of the table would spread over the whole file. Ids of claims are hashes; an index on
// them goes by blocks of 65,536 rows, so that a batch touches one or two of them.
#include "ledger/schema.h"

#include <algorithm>
#include <cassert>

#include "base/hash.h"

namespace entente {
namespace {

constexpr int64_t kApplicationId = 0x456E7465;  // "Ente", in the file's header

constexpr const char* kSealed = R"sql(
CREATE TABLE revisions (
  revision INTEGER PRIMARY KEY, what TEXT NOT NULL, added TEXT NOT NULL,
  checksum BLOB NOT NULL) STRICT;
CREATE TABLE sources (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, name TEXT NOT NULL UNIQUE,
  checksum BLOB NOT NULL) STRICT;
CREATE TABLE originals (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, sha256 BLOB NOT NULL, path TEXT NOT NULL,
  bytes INTEGER NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE documents (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, id BLOB NOT NULL UNIQUE,
  source INTEGER NOT NULL, path TEXT NOT NULL, url TEXT NOT NULL, title TEXT NOT NULL,
  publisher TEXT NOT NULL, published TEXT NOT NULL, language TEXT NOT NULL,
  bytes INTEGER NOT NULL, blocks TEXT NOT NULL, text TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE claims (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, document INTEGER NOT NULL, id BLOB NOT NULL,
  kind TEXT NOT NULL, modality TEXT NOT NULL, negative INTEGER NOT NULL,
  quote_start INTEGER NOT NULL, quote_end INTEGER NOT NULL, since INTEGER, until INTEGER,
  body TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE lists (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, id BLOB NOT NULL UNIQUE,
  source INTEGER NOT NULL, edition TEXT NOT NULL, files TEXT NOT NULL,
  checksum BLOB NOT NULL) STRICT;
CREATE TABLE entities (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, list INTEGER NOT NULL, id TEXT NOT NULL,
  schema TEXT NOT NULL, caption TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE TABLE statements (
  entity INTEGER NOT NULL, position INTEGER NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL,
  language TEXT NOT NULL, place TEXT NOT NULL, PRIMARY KEY (entity, position)) STRICT, WITHOUT ROWID;
CREATE TABLE judgements (
  row INTEGER PRIMARY KEY, revision INTEGER NOT NULL, id BLOB NOT NULL UNIQUE, kind TEXT NOT NULL,
  a TEXT NOT NULL, b TEXT NOT NULL, value TEXT NOT NULL, who TEXT NOT NULL, why TEXT NOT NULL,
  made TEXT NOT NULL, checksum BLOB NOT NULL) STRICT;
CREATE INDEX originals_by_sha256 ON originals (sha256);
CREATE INDEX claims_by_document ON claims (document);
CREATE INDEX claims_by_id ON claims (row >> 16, id);
CREATE INDEX entities_by_list ON entities (list);
CREATE INDEX entities_by_id ON entities (id);
)sql";

constexpr const char* kDerived = R"sql(
CREATE TABLE names (
  key TEXT NOT NULL, entity TEXT NOT NULL, dataset TEXT NOT NULL, revision INTEGER NOT NULL,
  PRIMARY KEY (key, entity)) STRICT, WITHOUT ROWID;
CREATE INDEX names_by_entity ON names (entity);
CREATE TABLE namings (
  row INTEGER PRIMARY KEY, state TEXT NOT NULL, text TEXT NOT NULL, claim INTEGER NOT NULL,
  UNIQUE (state, text)) STRICT;
CREATE TABLE naming_keys (
  key TEXT NOT NULL, naming INTEGER NOT NULL, PRIMARY KEY (key, naming)) STRICT, WITHOUT ROWID;
CREATE TABLE mentioned (
  block INTEGER NOT NULL, naming INTEGER NOT NULL, claims BLOB NOT NULL,
  PRIMARY KEY (block, naming)) STRICT, WITHOUT ROWID;
CREATE TABLE parties (
  block INTEGER NOT NULL, state TEXT NOT NULL, other TEXT NOT NULL, claims BLOB NOT NULL,
  PRIMARY KEY (block, state, other)) STRICT, WITHOUT ROWID;
CREATE TABLE deeds (
  block INTEGER NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, claim INTEGER NOT NULL,
  PRIMARY KEY (block, number, time, claim)) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5 (
  text, content = '', columnsize = 0, detail = none, tokenize = 'ascii');
)sql";

std::string append_only(std::string_view name) {
  std::string out;
  for (const char* change : {"UPDATE", "DELETE"})
    out += "CREATE TRIGGER " + std::string(name) + "_no_" + change + " BEFORE " + change + " ON " +
           std::string(name) + " BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;\n";
  return out;
}

std::string set_version() {
  return "PRAGMA user_version = " + std::to_string(kSchemaVersion) + ";\n";
}

std::string whole_schema() {
  std::string out = std::string(kSealed) + kDerived + append_only("revisions");
  for (const auto& t : kTables) {
    out += append_only(t.name);
    if (!t.child.name.empty()) out += append_only(t.child.name);
  }
  out += "PRAGMA application_id = " + std::to_string(kApplicationId) + ";\n";
  out += set_version();
  return out;
}

Result<int64_t> number(const Database& db, std::string_view sql) {
  auto query = db.prepare(sql);
  if (!query) return std::unexpected(query.error());
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  return *row ? query->integer(0) : 0;
}

bool can_be_rebuilt(int64_t version) {
  return version >= kSchemaVersionRebuilt && version < kSchemaVersion;
}

// From a ledger of another version to one that can be read.
std::string way_on(int64_t version, const std::string& path) {
  if (can_be_rebuilt(version)) return "entente rebuild --ledger " + path;
  if (version > kSchemaVersion) return "use the version of entente that wrote it, or a later one";
  return "entente export with the version that wrote it, then entente import with this one";
}

Status check_version(const Database& db, bool to_rebuild) {
  // Tables first: another process may be making them, and the numbers come with them.
  const auto tables = has_tables(db);
  if (!tables) return std::unexpected(tables.error());
  const auto application = number(db, "PRAGMA application_id");
  if (!application) return std::unexpected(application.error());
  const auto version = number(db, "PRAGMA user_version");
  if (!version) return std::unexpected(version.error());
  if (!*tables) return {};
  if (*application != kApplicationId)
    return fail(Code::malformed, "a database, but not a ledger", db.path());
  if (*version == kSchemaVersion || (to_rebuild && can_be_rebuilt(*version))) return {};
  return fail(Code::ledger_version,
              "written with schema version " + std::to_string(*version) + ", this program reads " +
                  std::to_string(kSchemaVersion) + "; nothing was changed",
              db.path(), {}, way_on(*version, db.path()));
}

Status create_tables(const Database& db) {
  auto tables = has_tables(db);
  if (!tables || *tables) return tables ? Status{} : std::unexpected(tables.error());
  auto transaction = Transaction::begin(db);
  if (!transaction) return std::unexpected(transaction.error());
  tables = has_tables(db);  // another process may have been first
  if (!tables || *tables) return tables ? Status{} : std::unexpected(tables.error());
  if (auto ok = db.run(whole_schema()); !ok) return ok;
  return transaction->commit();
}

std::string placeholders(size_t count) {
  std::string out;
  for (size_t i = 0; i < count; ++i) out += i == 0 ? "?" : ", ?";
  return out;
}

void bind(Query& query, int index, const Value& value) {
  if (const auto* blob = std::get_if<Blob>(&value)) query.bind_blob(index, blob->bytes);
  else if (const auto* text = std::get_if<std::string_view>(&value)) query.bind(index, *text);
  else if (const auto* number = std::get_if<int64_t>(&value)) query.bind(index, *number);
  else query.bind_null(index);
}

}  // namespace

const SealedTable& table(std::string_view name) {
  const auto* found = std::find_if(kTables.begin(), kTables.end(),
                                   [&](const SealedTable& t) { return t.name == name; });
  assert(found != kTables.end());
  return *found;
}

size_t count_columns(std::string_view columns) {
  return columns.empty() ? 0
                         : 1 + static_cast<size_t>(std::count(columns.begin(), columns.end(), ','));
}

Seal& Seal::add(std::string_view value) {
  netstrings_ += std::to_string(value.size());
  netstrings_ += ':';
  netstrings_ += value;
  netstrings_ += ',';
  return *this;
}

Seal& Seal::add(int64_t value) { return add(std::string_view(std::to_string(value))); }

Seal& Seal::add(Blob value) { return add(std::string_view(to_hex(value.bytes))); }

Seal& Seal::add_value(const Value& value) {
  if (const auto* blob = std::get_if<Blob>(&value)) return add(*blob);
  if (const auto* text = std::get_if<std::string_view>(&value)) return add(*text);
  if (const auto* number = std::get_if<int64_t>(&value)) return add(*number);
  return add(std::string_view());
}

Seal& Seal::add_column(const Query& query, int column) {
  return query.is_blob(column) ? add(Blob{query.blob(column)}) : add(query.text(column));
}

std::string Seal::digest() const { return sha256(netstrings_); }

Result<Inserter> Inserter::prepare(const Database& db, const SealedTable& table) {
  auto row =
      db.prepare("INSERT INTO " + std::string(table.name) + " (" + std::string(table.columns) +
                 ", checksum) VALUES (" + placeholders(count_columns(table.columns) + 1) + ")");
  if (!row) return std::unexpected(row.error());
  std::vector<Query> children;
  if (!table.child.name.empty()) {
    auto child =
        db.prepare("INSERT INTO " + std::string(table.child.name) + " (" +
                   std::string(table.child.parent) + ", " + std::string(table.child.columns) +
                   ") VALUES (" + placeholders(count_columns(table.child.columns) + 1) + ")");
    if (!child) return std::unexpected(child.error());
    children.push_back(std::move(*child));
  }
  return Inserter(db, table, std::move(*row), std::move(children));
}

Result<Inserter::Row> Inserter::insert(std::span<const Value> values,
                                       std::span<const std::vector<Value>> children) {
  assert(values.size() == count_columns(table_->columns));
  seal_.clear();
  seal_.add(table_->name);
  int index = 0;
  for (const auto& value : values) {
    seal_.add_value(value);
    bind(row_, ++index, value);
  }
  for (const auto& child : children)
    for (const auto& value : child) seal_.add_value(value);
  Row out{0, seal_.digest()};
  row_.bind_blob(++index, out.checksum);
  if (auto ok = row_.run(); !ok) return std::unexpected(ok.error());
  out.row = db_->last_row();
  for (const auto& child : children) {
    child_.front().bind(1, out.row);
    for (size_t i = 0; i < child.size(); ++i)
      bind(child_.front(), static_cast<int>(i) + 2, child[i]);
    if (auto ok = child_.front().run(); !ok) return std::unexpected(ok.error());
  }
  return out;
}

Status renew_derived_tables(const Database& db) {
  std::string sql;
  for (const char* name :
       {"words", "deeds", "parties", "mentioned", "naming_keys", "namings", "names"})
    sql += "DROP TABLE IF EXISTS " + std::string(name) + ";";
  return db.run(sql + kDerived + set_version());
}

Result<std::string> schema_of(const Database& db) {
  auto query = db.prepare("SELECT name, sql FROM sqlite_schema WHERE sql <> '' ORDER BY name");
  if (!query) return std::unexpected(query.error());
  std::string out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out += std::string(query->text(0)) + ": " + std::string(query->text(1)) + "\n";
  }
}

Result<std::string> expected_schema() {
  const auto db = Database::open(":memory:", Database::Mode::write, 0);
  if (!db) return std::unexpected(db.error());
  if (auto ok = db->run(whole_schema()); !ok) return std::unexpected(ok.error());
  return schema_of(*db);
}

Result<bool> has_tables(const Database& db) {
  const auto count = number(db, "SELECT count(*) FROM sqlite_schema");
  if (!count) return std::unexpected(count.error());
  return *count > 0;
}

Result<Database> open_ledger(const std::string& path, Database::Mode mode, int busy_ms,
                             bool to_rebuild) {
  auto db = Database::open(path, mode, busy_ms);
  if (!db) return db;
  if (auto ok = check_version(*db, to_rebuild); !ok) return std::unexpected(ok.error());
  if (mode != Database::Mode::write) {
    if (auto ok = db->run("PRAGMA cache_size = -65536"); !ok) return std::unexpected(ok.error());
    return db;
  }
  if (auto ok = db->run(
          "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;");
      !ok)
    return std::unexpected(ok.error());
  if (auto ok = create_tables(*db); !ok) return std::unexpected(ok.error());
  return db;
}

}  // namespace entente
