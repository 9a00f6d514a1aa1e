// One pass over each sealed table in the order of its rows: what a ledger grew document by document
// comes out the same. Readers keep the old tables until the commit.
#include <functional>

#include "ledger/claim_rows.h"
#include "ledger/derived.h"
#include "ledger/schema.h"

namespace entente {
namespace {

constexpr int64_t kTellEvery = 4096;

using Progress = std::function<bool(int64_t, int64_t)>;

Status add_entities(const Database& db, Deriver& deriver) {
  auto entities = db.prepare(
      "SELECT e.row, e.id, e.schema, e.caption, s.name, l.edition, e.revision FROM entities e "
      "JOIN lists l ON l.row = e.list JOIN sources s ON s.row = l.source ORDER BY e.row");
  auto statements = db.prepare(
      "SELECT property, value, language, place FROM statements WHERE entity = ? ORDER BY position");
  for (const auto* query : {&entities, &statements})
    if (!*query) return std::unexpected(query->error());
  const auto text = [](const Query& q, int column) { return std::string(q.text(column)); };
  for (;;) {
    const auto row = entities->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    Entity entity{text(*entities, 1), text(*entities, 2), text(*entities, 3),
                  text(*entities, 4), text(*entities, 5), {}};
    statements->reset();
    statements->bind(1, entities->integer(0));
    for (;;) {
      const auto more = statements->step();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      entity.statements.push_back(
          {text(*statements, 0), text(*statements, 1), text(*statements, 2), text(*statements, 3)});
    }
    if (auto ok = deriver.add_entity(entity, entities->integer(6)); !ok) return ok;
  }
}

Result<int64_t> count_claims(const Database& db) {
  auto query = db.prepare("SELECT count(*) FROM claims");
  if (!query) return std::unexpected(query.error());
  const auto row = query->step();
  if (!row) return std::unexpected(row.error());
  return query->integer(0);
}

// Documents with their claims: both tables are in the same order.
Status add_documents(const Database& db, Deriver& deriver, const Progress& progress) {
  const auto total = count_claims(db);
  if (!total) return std::unexpected(total.error());
  auto documents = db.prepare("SELECT row FROM documents ORDER BY row");
  auto claims =
      db.prepare("SELECT " + std::string(ClaimRows::kColumns) + " FROM claims c ORDER BY c.row");
  for (const auto* query : {&documents, &claims})
    if (!*query) return std::unexpected(query->error());
  ClaimRows rows(db);
  int64_t done = 0;
  auto claim_there = claims->step();
  for (;;) {
    const auto row = documents->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    const int64_t document = documents->integer(0);
    const auto text = rows.document(document);
    if (!text) return std::unexpected(text.error());
    if (auto ok = deriver.add_document(document, (*text)->document); !ok) return ok;
    for (; claim_there && *claim_there && claims->integer(2) == document;
         claim_there = claims->step()) {
      const auto claim = rows.read(*claims);
      if (!claim) return std::unexpected(claim.error());
      if (auto ok = deriver.add_claim(claims->integer(0), *claim); !ok) return ok;
      if (++done % kTellEvery == 0 && progress && !progress(done, *total))
        return fail(Code::interrupted, "stopped before the end; nothing was changed", db.path());
    }
    if (!claim_there) return std::unexpected(claim_there.error());
  }
}

}  // namespace

Status rebuild(const Database& db, const NameKeys& keys, const Progress& progress) {
  auto transaction = Transaction::begin(db);
  if (!transaction) return std::unexpected(transaction.error());
  if (auto ok = renew_derived_tables(db); !ok) return ok;
  Deriver deriver(db, keys);
  if (auto ok = deriver.prepare(); !ok) return ok;
  if (auto ok = add_entities(db, deriver); !ok) return ok;
  if (auto ok = add_documents(db, deriver, progress); !ok) return ok;
  if (auto ok = deriver.flush(); !ok) return ok;
  return transaction->commit();
}

}  // namespace entente
