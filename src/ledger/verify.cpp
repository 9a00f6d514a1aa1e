// Walks kTables as the writer does and computes every checksum again from the stored columns. A
// revision's checksum covers the *stored* checksums of its rows, so one flipped byte is reported
// at its row and does not make the chain after it look broken. Damage never stops the walk: a
// table that SQLite cannot read is reported, and the others are still checked.
#include "ledger/verify.h"

#include <filesystem>
#include <set>
#include <vector>

#include "base/utf8.h"
#include "ledger/originals.h"
#include "ledger/schema.h"
#include "model/claim_json.h"

namespace entente {
namespace {

class Verifier {
 public:
  Verifier(Database db, const std::function<void(const Damage&)>& report)
      : db_(std::move(db)), originals_(db_.path()), report_(report) {}
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
  void check_chain();
  void check_rows(const Table& table, int64_t revision, Seal& chain);
  void check_strays(const Table& table);
  void check_claims(int64_t document, std::string_view text);
  void check_original(std::string_view hash, int64_t revision);
  void check_derived(std::string_view table, std::string_view columns);
  int64_t count(std::string_view table);

  Database db_;
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

// Every row of one table that a revision brought; their stored checksums go into the chain.
void Verifier::check_rows(const Table& t, int64_t revision, Seal& chain) {
  const auto width = static_cast<int>(count_columns(t.columns));
  const auto child_width = static_cast<int>(count_columns(t.child.columns));
  const std::string name(t.name);
  each(name,
       "SELECT row, checksum, " + std::string(t.columns) + " FROM " + name +
           " WHERE revision = " + std::to_string(revision) + " ORDER BY row",
       [&](const Query& q) {
         Seal seal;
         seal.add(t.name);
         for (int c = 0; c < width; ++c) seal.add(q.text(c + 2));
         if (child_width > 0)
           each(t.child.name,
                "SELECT " + std::string(t.child.columns) + " FROM " + std::string(t.child.name) +
                    " WHERE " + std::string(t.child.parent) + " = " + std::to_string(q.integer(0)) +
                    " ORDER BY " + std::string(t.child.order),
                [&](const Query& child) {
                  for (int c = 0; c < child_width; ++c) seal.add(child.text(c));
                });
         chain.add(q.text(1));
         if (seal.hex() != q.text(1))
           note({revision, name, q.integer(0), {}, "the row does not match its checksum"});
       });
}

void Verifier::check_chain() {
  std::string previous;
  int64_t expected = 0;
  each("revisions", "SELECT revision, what, id, added, checksum FROM revisions ORDER BY revision",
       [&](const Query& q) {
         const int64_t revision = q.integer(0);
         if (revision != ++expected)
           note({expected, "revisions", expected, {}, "the revision is missing"});
         expected = revision;
         Seal seal;
         seal.add(previous).add(revision).add(q.text(1)).add(q.text(2)).add(q.text(3));
         for (const auto& t : kTables) check_rows(t, revision, seal);
         if (seal.hex() != q.text(4))
           note({revision,
                 "revisions",
                 revision,
                 {},
                 "the revision does not match its checksum: a row is missing, added or resealed"});
         previous = q.text(4);
         ++out_.revisions;
       });
  out_.head = previous;
}

// Rows that no revision accounts for.
void Verifier::check_strays(const Table& t) {
  const std::string name(t.name);
  each(name,
       "SELECT row, revision FROM " + name +
           " WHERE revision NOT IN (SELECT revision FROM revisions) ORDER BY row",
       [&](const Query& q) {
         note({q.integer(1), name, q.integer(0), {}, "the row belongs to no revision"});
       });
}

void Verifier::check_claims(int64_t document, std::string_view text) {
  const OffsetMap map(text);
  each("claims",
       "SELECT row, revision, json FROM claims WHERE document = " + std::to_string(document) +
           " ORDER BY position",
       [&](const Query& q) {
         const auto claim = claim_from_json(q.text(2));
         const Status ok = claim ? check(*claim, text, map) : std::unexpected(claim.error());
         if (!ok) note({q.integer(1), "claims", q.integer(0), {}, ok.error().what});
       });
}

void Verifier::check_original(std::string_view hash, int64_t revision) {
  const auto bytes = originals_.get(hash);
  if (bytes) return;
  note({revision, {}, 0, originals_.path_of(hash), bytes.error().what});
}

// Derived rows carry a short checksum of their own and stand outside the chain.
void Verifier::check_derived(std::string_view table, std::string_view columns) {
  const auto width = count_columns(columns);
  each(table, "SELECT checksum, " + std::string(columns) + " FROM " + std::string(table),
       [&](const Query& q) {
         Seal seal;
         for (size_t c = 0; c < width; ++c) seal.add(q.text(static_cast<int>(c) + 1));
         if (seal.short_hex() != q.text(0))
           note({0,
                 std::string(table),
                 0,
                 {},
                 "a derived row does not match its checksum: " + std::string(q.text(1))});
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
  for (const auto& t : kTables) check_strays(t);
  each("documents", "SELECT row, text FROM documents ORDER BY row", [&](const Query& q) {
    const std::string_view text = q.text(1);
    if (!first_ill_formed(text)) check_claims(q.integer(0), text);
  });
  std::set<std::string, std::less<>> seen;
  each("originals", "SELECT sha256, revision FROM originals ORDER BY row", [&](const Query& q) {
    if (seen.emplace(q.text(0)).second) check_original(q.text(0), q.integer(1));
  });
  check_derived("names", "key, entity, dataset, revision");
  check_derived("links", "claim, role, position, entity, revision");
  check_schema();
  out_.documents = count("documents");
  out_.claims = count("claims");
  out_.entities = count("entities");
  out_.originals = static_cast<int64_t>(seen.size());
  return std::move(out_);
}

}  // namespace

Result<Verified> verify_ledger(const std::string& path,
                               const std::function<void(const Damage&)>& report) {
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored))
    return fail(Code::not_found, "no ledger there", path);
  auto db = open_ledger(path, Database::Mode::read, 5000);
  if (!db) return std::unexpected(db.error());
  const auto tables = has_tables(*db);
  if (!tables) return std::unexpected(tables.error());
  if (!*tables) return Verified{};
  // One snapshot for the whole walk, whatever another process adds meanwhile.
  if (auto ok = db->run("BEGIN"); !ok) return std::unexpected(ok.error());
  return Verifier(std::move(*db), report).run();
}

}  // namespace entente
