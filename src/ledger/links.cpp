// Linking is a lookup per mention in an index of keys: n mentions cost n searches of a B-tree,
// whatever the size of the lists. New documents are linked as they come; a new list relinks
// everything, because one more bearer of a name can unmake a link as well as make one.
#include "ledger/links.h"

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "ledger/schema.h"

namespace entente {
namespace {

struct Target {
  std::string entity;
  int64_t revision;
};

// Entities with this key, those left out that share it with another of their dataset. Nothing when
// no entity has the key.
Result<std::optional<std::vector<Target>>> targets(Query& by_key, const std::string& key) {
  std::map<std::string, std::optional<Target>, std::less<>> by_dataset;
  by_key.reset();
  by_key.bind(1, std::string_view(key));
  for (;;) {
    const auto row = by_key.step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    const auto [at, first] = by_dataset.try_emplace(
        std::string(by_key.text(1)), Target{std::string(by_key.text(0)), by_key.integer(2)});
    if (!first) at->second.reset();
  }
  if (by_dataset.empty()) return std::nullopt;
  std::vector<Target> out;
  for (auto& [dataset, target] : by_dataset)
    if (target) out.push_back(std::move(*target));
  return std::optional(std::move(out));
}

Status link_mention(Query& insert, const Query& mention, const std::vector<Target>& found) {
  for (const auto& target : found) {
    const int64_t claim = mention.integer(0), position = mention.integer(2);
    const int64_t revision = std::max(mention.integer(4), target.revision);
    insert.bind(1, claim).bind(2, mention.text(1)).bind(3, position);
    insert.bind(4, target.entity).bind(5, revision);
    insert.bind(6, Seal()
                       .add(claim)
                       .add(mention.text(1))
                       .add(position)
                       .add(target.entity)
                       .add(revision)
                       .short_hex());
    if (auto ok = insert.run(); !ok) return ok;
  }
  return {};
}

}  // namespace

Status insert_names(const Database& db, std::span<const Entity> entities, int64_t revision,
                    const NameKeys& keys) {
  auto insert = db.prepare(
      "INSERT OR IGNORE INTO names (key, entity, dataset, revision, checksum) VALUES (?, ?, ?, ?, "
      "?)");
  if (!insert) return std::unexpected(insert.error());
  for (const auto& entity : entities)
    for (const auto& key : keys.of_entity(entity)) {
      insert->bind(1, key).bind(2, entity.id).bind(3, entity.dataset).bind(4, revision);
      insert->bind(5, Seal().add(key).add(entity.id).add(entity.dataset).add(revision).short_hex());
      if (auto ok = insert->run(); !ok) return ok;
    }
  return {};
}

Status insert_links(const Database& db, int64_t revision_min, const NameKeys& keys) {
  auto mention = db.prepare(
      "SELECT m.claim, m.role, m.position, m.text, c.revision FROM claims c "
      "JOIN mentions m ON m.claim = c.row WHERE c.revision >= ? AND m.role <> 'where'");
  auto by_key = db.prepare("SELECT entity, dataset, revision FROM names WHERE key = ?");
  auto insert = db.prepare(
      "INSERT OR IGNORE INTO links (claim, role, position, entity, revision, checksum) "
      "VALUES (?, ?, ?, ?, ?, ?)");
  for (const auto* query : {&mention, &by_key, &insert})
    if (!*query) return std::unexpected(query->error());
  auto any = db.prepare("SELECT 1 FROM names LIMIT 1");
  if (!any) return std::unexpected(any.error());
  if (const auto row = any->step(); !row || !*row)
    return row ? Status{} : std::unexpected(row.error());
  mention->bind(1, revision_min);
  for (;;) {
    const auto row = mention->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return {};
    for (const auto& key : keys.of_mention(mention->text(3))) {
      const auto found = targets(*by_key, key);
      if (!found) return std::unexpected(found.error());
      if (!*found) continue;
      if (auto ok = link_mention(*insert, *mention, **found); !ok) return ok;
      break;
    }
  }
}

Status rebuild_links(const Database& db, const NameKeys& keys) {
  if (auto ok = db.run("DELETE FROM links"); !ok) return ok;
  return insert_links(db, 0, keys);
}

}  // namespace entente
