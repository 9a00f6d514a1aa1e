// Walks kTables as the writer does and computes every checksum again from the stored columns. A
// revision's checksum covers the *stored* checksums of its rows, so one flipped byte is reported
// at its row and does not make the chain after it look broken. Damage never stops the walk: a
// table that SQLite cannot read is reported, and the others are still checked.
#include "ledger/verify.h"

#include <filesystem>
#include <limits>
#include <optional>
#include <set>
#include <vector>

#include "base/hash.h"
#include "base/utf8.h"
#include "ledger/claim_rows.h"
#include "ledger/derived_check.h"
#include "ledger/originals.h"
#include "ledger/page_check.h"
#include "ledger/schema.h"

namespace entente {
namespace {

// One table read once in the order of its rows, beside the revisions that brought them.
struct Walk {
  const SealedTable* table;
  std::optional<Query> query;  // row, checksum, columns; none when it cannot be read
  bool there = false;          // the query stands on a row
  int64_t revision() const { return query->integer(2); }
};

class Verifier {
 public:
  Verifier(Database db, const NameKeys& keys, const std::function<void(const Damage&)>& report)
      : db_(std::move(db)), keys_(keys), originals_(db_.path()), report_(report) {}
  Verified run();

 private:
  void note(Damage damage);
  void note_unreadable(std::string_view table, const Error& error);
  template <class Use>
  bool each(std::string_view table, Query& query, Use use);
  template <class Use>
  bool each(std::string_view table, const std::string& sql, Use use);

  void check_structure();
  void check_schema();
  Walk start(const SealedTable& table);
  void advance(Walk& walk);
  void check_row(Walk& walk, Seal& chain);
  void check_chain();
  void check_claims();
  void check_originals();
  void check_original(std::string_view hash, int64_t revision);
  int64_t count(std::string_view table);

  Database db_;
  const NameKeys& keys_;
  Originals originals_;
  const std::function<void(const Damage&)>& report_;
  Verified out_;
};

void Verifier::note(Damage damage) {
  ++out_.damaged;
  if (damage.file.empty()) damage.file = db_.path();
  report_(damage);
}

void Verifier::note_unreadable(std::string_view table, const Error& error) {
  note({0, std::string(table), 0, {}, "cannot be read: " + error.what});
}

// Calls use(query) for every row; false when SQLite found damage on the way.
template <class Use>
bool Verifier::each(std::string_view table, Query& query, Use use) {
  for (;;) {
    const auto row = query.step();
    if (!row) note_unreadable(table, row.error());
    if (!row || !*row) {
      query.reset();
      return row.has_value();
    }
    use(query);
  }
}

template <class Use>
bool Verifier::each(std::string_view table, const std::string& sql, Use use) {
  auto query = db_.prepare(sql);
  if (query) return each(table, *query, use);
  note_unreadable(table, query.error());
  return false;
}

void Verifier::check_structure() {
  each("", "PRAGMA integrity_check(20)", [&](const Query& q) {
    if (q.text(0) != "ok") note({0, {}, 0, {}, "structure: " + std::string(q.text(0))});
  });
}

// A trigger or constraint that is gone protects nothing any more.
void Verifier::check_schema() {
  const auto expected = expected_schema(), here = schema_of(db_);
  if (!here || (expected && *here != *expected))
    note({0, "sqlite_schema", 0, {}, "a table, index or trigger is not as this program makes it"});
}

Walk Verifier::start(const SealedTable& t) {
  Walk out{&t, std::nullopt, false};
  auto query = db_.prepare("SELECT row, checksum, " + std::string(t.columns) + " FROM " +
                           std::string(t.name) + " ORDER BY row");
  if (!query) note_unreadable(t.name, query.error());
  else out.query.emplace(std::move(*query));
  advance(out);
  return out;
}

void Verifier::advance(Walk& walk) {
  if (!walk.query) return;
  const auto row = walk.query->step();
  if (!row) note_unreadable(walk.table->name, row.error());
  walk.there = row && *row;
}

// The row's checksum against its columns; the stored one goes into the chain.
void Verifier::check_row(Walk& walk, Seal& chain) {
  const SealedTable& t = *walk.table;
  const Query& q = *walk.query;
  Seal seal;
  seal.add(t.name);
  const auto width = static_cast<int>(count_columns(t.columns));
  for (int c = 0; c < width; ++c) seal.add_column(q, c + 2);
  const auto child_width = static_cast<int>(count_columns(t.child.columns));
  if (child_width > 0)
    each(t.child.name,
         "SELECT " + std::string(t.child.columns) + " FROM " + std::string(t.child.name) +
             " WHERE " + std::string(t.child.parent) + " = " + std::to_string(q.integer(0)) +
             " ORDER BY " + std::string(t.child.order),
         [&](const Query& child) {
           for (int c = 0; c < child_width; ++c) seal.add_column(child, c);
         });
  chain.add(Blob{q.blob(1)});
  if (seal.digest() != q.blob(1))
    note({walk.revision(),
          std::string(t.name),
          q.integer(0),
          {},
          "the row does not match its checksum"});
}

void Verifier::check_chain() {
  std::vector<Walk> walks;
  for (const auto& t : kTables) walks.push_back(start(t));
  // Rows that no revision accounts for.
  const auto note_strays = [&](int64_t before) {
    for (auto& walk : walks)
      for (; walk.there && walk.revision() < before; advance(walk))
        note({walk.revision(),
              std::string(walk.table->name),
              walk.query->integer(0),
              {},
              "the row belongs to no revision"});
  };
  std::string previous;
  int64_t expected = 0;
  each("revisions", "SELECT revision, what, added, checksum FROM revisions ORDER BY revision",
       [&](const Query& q) {
         const int64_t revision = q.integer(0);
         if (revision != ++expected)
           note({expected, "revisions", expected, {}, "the revision is missing"});
         expected = revision;
         note_strays(revision);
         Seal seal;
         seal.add(Blob{previous}).add(revision).add(q.text(1)).add(q.text(2));
         for (auto& walk : walks)
           for (; walk.there && walk.revision() == revision; advance(walk)) check_row(walk, seal);
         if (seal.digest() != q.blob(3))
           note({revision,
                 "revisions",
                 revision,
                 {},
                 "the revision does not match its checksum: a row is missing, added or resealed"});
         previous = q.blob(3);
         ++out_.revisions;
       });
  note_strays(std::numeric_limits<int64_t>::max());
  out_.head = to_hex(previous);
}

// Every claim against the text of its document, and the derived tables against the claims.
void Verifier::check_claims() {
  ClaimRows rows(db_);
  DerivedCheck derived(db_, keys_);
  each("claims", "SELECT " + std::string(ClaimRows::kColumns) + " FROM claims c ORDER BY c.row",
       [&](const Query& q) {
         const auto claim = rows.read(q);
         if (!claim) {
           note({q.integer(1), "claims", q.integer(0), {}, claim.error().what});
           return;
         }
         const auto document = rows.document(q.integer(2));
         const Document& d = (*document)->document;
         const OffsetMap& map = (*document)->map;
         if (const auto ok = check(*claim, d.text, map); !ok)
           note({q.integer(1), "claims", q.integer(0), {}, ok.error().what});
         derived.add(q.integer(0), *claim);
       });
  for (const auto& [table, what] : derived.compare()) note({0, table, 0, {}, what});
}

void Verifier::check_original(std::string_view hash, int64_t revision) {
  ++out_.originals;
  const auto bytes = originals_.get(hash);
  if (bytes) return;
  note({revision, {}, 0, originals_.path_of(hash), bytes.error().what});
}

void Verifier::check_originals() {
  each("documents", "SELECT id, revision FROM documents ORDER BY row",
       [&](const Query& q) { check_original(to_hex(q.blob(0)), q.integer(1)); });
  std::set<std::string, std::less<>> seen;  // a file may be part of several editions
  each("originals", "SELECT sha256, revision FROM originals ORDER BY row", [&](const Query& q) {
    if (seen.emplace(q.blob(0)).second) check_original(to_hex(q.blob(0)), q.integer(1));
  });
}

int64_t Verifier::count(std::string_view table) {
  int64_t out = 0;
  each(table, "SELECT count(*) FROM " + std::string(table),
       [&](const Query& q) { out = q.integer(0); });
  return out;
}

Verified Verifier::run() {
  check_structure();
  check_chain();
  check_claims();
  check_originals();
  check_schema();
  out_.documents = count("documents");
  out_.claims = count("claims");
  out_.entities = count("entities");
  return std::move(out_);
}

}  // namespace

namespace {

std::string page_damage(int64_t page) {
  return "page " + std::to_string(page) + " does not match its checksum" +
         (page == 1 ? ", or the file bears none" : "");
}

Result<Verified> walk(const std::string& path, const NameKeys& keys,
                      const std::function<void(const Damage&)>& report) {
  auto db = open_ledger(path, Database::Mode::inspect, 5000);
  if (!db) return std::unexpected(db.error());
  const auto tables = has_tables(*db);
  if (!tables) return std::unexpected(tables.error());
  if (!*tables) return Verified{};
  // One snapshot for the whole walk, whatever another process adds meanwhile.
  if (auto ok = db->run("BEGIN"); !ok) return std::unexpected(ok.error());
  return Verifier(std::move(*db), keys, report).run();
}

}  // namespace

Result<Verified> verify_ledger(const std::string& path, const NameKeys& keys,
                               const std::function<void(const Damage&)>& report) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail(Code::not_found, "no ledger there", path);
  const auto damage = damage_of(path);
  if (!damage) return std::unexpected(damage.error());
  for (const int64_t page : damage->pages) report({0, {}, 0, path, page_damage(page)});
  if (damage->log)
    report(
        {0, {}, 0, path + "-wal", "the log is damaged: transactions that were committed are lost"});
  auto verified = walk(path, keys, report);
  const auto found = static_cast<int64_t>(damage->pages.size()) + damage->log;
  if (!verified && found == 0) return verified;
  Verified out = verified ? std::move(*verified) : Verified{};
  out.damaged += found;
  out.damaged_pages = static_cast<int64_t>(damage->pages.size());
  return out;
}

}  // namespace entente
