#include "engine/editions.h"

#include <unordered_map>
#include <unordered_set>

#include "ledger/view.h"
#include "model/entity_change.h"

namespace entente {

Result<std::optional<std::vector<Entity>>> latest_edition(const std::string& ledger,
                                                          const std::string& list) {
  const auto view = View::open(ledger);
  if (!view) return std::unexpected(view.error());
  const auto editions = view->lists(list);
  if (!editions) return std::unexpected(editions.error());
  if (editions->empty()) return std::nullopt;
  std::vector<Entity> out;
  const auto done = view->entities_of(editions->back(), [&](Entity&& e) {
    out.push_back(std::move(e));
    return true;
  });
  if (!done) return std::unexpected(done.error());
  return std::optional(std::move(out));
}

Status apply_delta(const std::optional<std::vector<Entity>>& before,
                   const std::vector<std::string>& removed, const std::string& path,
                   ListEntry& entry) {
  if (!before)
    return fail(Code::not_found, "changes a list that the ledger does not have", path,
                entry.dataset, "name the list with --list, or add its whole edition first");
  std::unordered_map<std::string_view, size_t> fresh;
  for (size_t i = 0; i < entry.entities.size(); ++i) fresh[entry.entities[i].id] = i;
  const std::unordered_set<std::string_view> gone(removed.begin(), removed.end());
  std::vector<Entity> out;
  std::vector<bool> used(entry.entities.size());
  for (const Entity& old : *before) {
    const auto at = fresh.find(old.id);
    if (at != fresh.end()) used[at->second] = true;
    if (at != fresh.end()) out.push_back(entry.entities[at->second]);
    else if (!gone.contains(old.id)) out.push_back(old);
  }
  for (size_t i = 0; i < entry.entities.size(); ++i)
    if (!used[i]) out.push_back(entry.entities[i]);
  entry.entities = std::move(out);
  return {};
}

AddRecord::Changes changes_between(std::vector<Entity> before, const std::vector<Entity>& after) {
  EditionDiff diff(std::move(before));
  for (const Entity& entity : after) diff.take(entity);
  diff.rest();
  return {diff.added, diff.changed, diff.removed};
}

}  // namespace entente
