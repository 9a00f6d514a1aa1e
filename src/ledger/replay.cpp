// Each table is in the order of revisions, so one query over revisions leads and the others follow.
#include "ledger/replay.h"

#include <map>

#include "base/hash.h"
#include "ledger/claim_rows.h"
#include "ledger/rows.h"
#include "ledger/view.h"

namespace entente {
namespace {

std::string text(const Query& q, int column) { return std::string(q.text(column)); }

class Replay {
 public:
  Replay(const Database& db) : db_(db), rows_(db) {}
  Status fill(Replayed& out, std::string_view what);

 private:
  Result<Query> of_revision(const char* sql, int64_t revision) const {
    auto query = db_.prepare(sql);
    if (query) query->bind(1, revision);
    return query;
  }
  Status fill_document(Replayed& out);
  Status fill_list(Replayed& out);
  Status fill_files(int64_t revision, ReplayedList& out);
  Status fill_entities(int64_t list, ReplayedList& out);

  const Database& db_;
  ClaimRows rows_;
  int64_t document_after_ = 0;  // documents up to this row are done
};

Status Replay::fill_document(Replayed& out) {
  auto row =
      of_revision("SELECT row, blocks, revision FROM documents WHERE row > ?1 ORDER BY row LIMIT 1",
                  document_after_);
  if (!row) return std::unexpected(row.error());
  const auto found = row->step();
  if (!found) return std::unexpected(found.error());
  if (!*found || row->integer(2) != out.revision)
    return fail(Code::ledger_corrupt, "a revision without its document", db_.path(),
                std::to_string(out.revision), "entente verify --ledger " + db_.path());
  document_after_ = row->integer(0);
  const auto document = rows_.document(document_after_);
  if (!document) return std::unexpected(document.error());
  out.document.emplace();
  out.document->document = (*document)->document;
  auto blocks = decode_blocks(row->text(1));
  if (!blocks) return std::unexpected(blocks.error());
  out.document->document.blocks = std::move(*blocks);
  auto claims = db_.prepare("SELECT " + std::string(ClaimRows::kColumns) +
                            " FROM claims c WHERE c.document = ? ORDER BY c.row");
  if (!claims) return std::unexpected(claims.error());
  claims->bind(1, document_after_);
  for (;;) {
    const auto more = claims->step();
    if (!more || !*more) return more ? Status{} : std::unexpected(more.error());
    auto claim = rows_.read(*claims);
    if (!claim) return std::unexpected(claim.error());
    out.document->claims.push_back(std::move(*claim));
  }
}

Status Replay::fill_entities(int64_t list, ReplayedList& out) {
  auto entities = of_revision(
      "SELECT row, id, schema, caption FROM entities WHERE list = ? ORDER BY row", list);
  auto statements = db_.prepare(
      "SELECT property, value, language, place FROM statements WHERE entity = ? ORDER BY position");
  for (const auto* query : {&entities, &statements})
    if (!*query) return std::unexpected(query->error());
  for (;;) {
    const auto row = entities->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    Entity& e = out.entities.emplace_back();
    e = {text(*entities, 1), text(*entities, 2), text(*entities, 3), out.dataset, out.edition, {}};
    statements->reset();
    statements->bind(1, entities->integer(0));
    for (;;) {
      const auto more = statements->step();
      if (!more) return std::unexpected(more.error());
      if (!*more) break;
      e.statements.push_back(
          {text(*statements, 0), text(*statements, 1), text(*statements, 2), text(*statements, 3)});
    }
  }
}

Status Replay::fill_files(int64_t revision, ReplayedList& out) {
  auto files =
      of_revision("SELECT path, sha256 FROM originals WHERE revision = ? ORDER BY row", revision);
  if (!files) return std::unexpected(files.error());
  for (;;) {
    const auto row = files->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    out.files.push_back({text(*files, 0), to_hex(files->blob(1))});
  }
}

Status Replay::fill_list(Replayed& out) {
  auto list = of_revision(
      "SELECT l.row, s.name, l.edition FROM lists l JOIN sources s ON s.row = l.source "
      "WHERE l.revision = ?",
      out.revision);
  if (!list) return std::unexpected(list.error());
  const auto found = list->step();
  if (!found) return std::unexpected(found.error());
  if (!*found) return fail(Code::ledger_corrupt, "a revision without its list", db_.path());
  out.list = {text(*list, 1), text(*list, 2), {}, {}};
  if (auto ok = fill_files(out.revision, *out.list); !ok) return ok;
  return fill_entities(list->integer(0), *out.list);
}

Status Replay::fill(Replayed& out, std::string_view what) {
  if (what == "document") return fill_document(out);
  if (what == "list") return fill_list(out);
  return {};
}

}  // namespace

Status View::replay(const std::function<bool(Replayed&&)>& take) const {
  const auto judged = judgements();
  if (!judged) return std::unexpected(judged.error());
  std::map<int64_t, StoredJudgement> by_revision;
  for (const auto& j : *judged) by_revision.emplace(j.revision, j);
  auto query = db_->prepare(
      "SELECT revision, what, added FROM revisions WHERE revision <= ? ORDER BY revision");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision_max_);
  Replay replay(*db_);
  for (;;) {
    const auto row = query->step();
    if (!row || !*row) return row ? Status{} : std::unexpected(row.error());
    Replayed out{query->integer(0), text(*query, 2)};
    if (auto ok = replay.fill(out, query->text(1)); !ok) return ok;
    if (const auto j = by_revision.find(out.revision); j != by_revision.end())
      out.judgement = j->second;
    if (!take(std::move(out))) return {};
  }
}

}  // namespace entente
