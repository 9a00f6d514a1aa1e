// Lists, their editions and what each holds: every edition's entities stand whole under its
// revision.
#include "ledger/rows.h"
#include "ledger/view.h"

namespace entente {

Result<std::vector<StoredList>> View::lists(const std::string& list) const {
  auto query = db_->prepare(
      "SELECT s.name, l.edition, l.id, l.revision, r.added, "
      "(SELECT count(*) FROM entities e WHERE e.revision = l.revision) "
      "FROM lists l JOIN sources s ON s.row = l.source JOIN revisions r ON r.revision = l.revision "
      "WHERE l.revision <= ?1 AND (?2 = '' OR s.name = ?2) ORDER BY s.name, l.revision");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision_max_).bind(2, list);
  std::vector<StoredList> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    const auto text = [&](int column) { return std::string(query->text(column)); };
    out.push_back({text(0), text(1), text(2), query->integer(3), text(4), query->integer(5)});
  }
}

Result<bool> View::has_lists_after(int64_t revision) const {
  auto query = db_->prepare("SELECT 1 FROM lists WHERE revision > ? AND revision <= ? LIMIT 1");
  if (!query) return std::unexpected(query.error());
  query->bind(1, revision).bind(2, revision_max_);
  return query->step();
}

Result<std::vector<std::string>> View::mentions_keyed(const std::string& key,
                                                      size_t count_max) const {
  auto query = db_->prepare(
      "SELECT DISTINCT n.text FROM naming_keys k JOIN namings n ON n.row = k.naming "
      "WHERE k.key = ? ORDER BY n.text LIMIT ?");
  if (!query) return std::unexpected(query.error());
  query->bind(1, key).bind(2, static_cast<int64_t>(count_max));
  std::vector<std::string> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    out.emplace_back(query->text(0));
  }
}

Status View::entities_of(const StoredList& edition,
                         const std::function<bool(Entity&&)>& take) const {
  auto query =
      db_->prepare("SELECT row, id, schema, caption FROM entities WHERE revision = ? ORDER BY row");
  auto statements = db_->prepare(
      "SELECT property, value, language, place FROM statements WHERE entity = ? ORDER BY position");
  if (!query) return std::unexpected(query.error());
  if (!statements) return std::unexpected(statements.error());
  query->bind(1, edition.revision);
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    const auto text = [&](int column) { return std::string(query->text(column)); };
    Entity entity{text(1), text(2), text(3), edition.list, edition.edition, {}};
    if (auto ok = fill_statements(*statements, query->integer(0), entity); !ok) return ok;
    if (!take(std::move(entity))) return {};
  }
}

}  // namespace entente
