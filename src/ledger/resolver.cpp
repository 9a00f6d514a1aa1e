// Nothing is stored of this: a new list makes and unmakes links, and an answer as of an earlier
// revision needs those of then. A lookup costs a few searches of a B-tree for each different name.
#include "ledger/resolver.h"

#include <algorithm>
#include <map>
#include <set>

namespace entente {

bool Resolver::are_one(const std::string& a, const std::string& b) const {
  if (a == b) return true;
  if (!decided_) return false;
  const auto all = decided_->together(a);
  return std::ranges::find(all, b) != all.end();
}

Result<std::optional<std::vector<Resolver::Target>>> Resolver::targets(const std::string& key) {
  if (!by_key_) {
    auto query =
        db_->prepare("SELECT entity, dataset, revision FROM names WHERE key = ? AND revision <= ?");
    if (!query) return std::unexpected(query.error());
    by_key_.emplace(std::move(*query));
  }
  std::map<std::string, std::optional<Target>, std::less<>> by_dataset;
  by_key_->reset();
  by_key_->bind(1, key).bind(2, revision_max_);
  for (;;) {
    const auto row = by_key_->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) break;
    Target target{std::string(by_key_->text(0)), by_key_->integer(2)};
    const auto at = by_dataset.find(by_key_->text(1));
    if (at == by_dataset.end())
      by_dataset.emplace(std::string(by_key_->text(1)), std::move(target));
    else if (!at->second || !are_one(at->second->entity, target.entity)) at->second.reset();
    else if (std::tie(target.revision, target.entity) <
             std::tie(at->second->revision, at->second->entity))
      at->second = std::move(target);
  }
  if (by_dataset.empty()) return std::nullopt;
  std::vector<Target> out;
  for (auto& [dataset, target] : by_dataset)
    if (target) out.push_back(std::move(*target));
  std::sort(out.begin(), out.end(), [](const Target& a, const Target& b) {
    return std::tie(a.revision, a.entity) < std::tie(b.revision, b.entity);
  });
  return std::optional(std::move(out));
}

bool Resolver::has_names() {
  if (!has_names_) {
    auto query = db_->prepare("SELECT 1 FROM names LIMIT 1");
    const auto row = query ? query->step() : std::unexpected(query.error());
    has_names_ = !row || *row;  // what cannot be read is reported by the look-up itself
  }
  return *has_names_;
}

Result<std::vector<std::string>> Resolver::look_up(const std::string& words) {
  std::vector<std::string> out;
  for (const auto& key : keys_.of_mention(words)) {
    auto found = targets(key);
    if (!found) return std::unexpected(found.error());
    if (!*found) continue;
    for (auto& target : **found) out.push_back(std::move(target.entity));
    break;
  }
  return out;
}

Result<const std::vector<std::string>*> Resolver::entities_of(const std::string& words) {
  static const std::vector<std::string> kNobody;
  if (!keys_.of_mention || !has_names()) return &kNobody;  // asked of every mention there is
  auto known = known_.find(words);
  if (known == known_.end()) {
    auto found = look_up(words);
    if (!found) return std::unexpected(found.error());
    known = known_.emplace(words, std::move(*found)).first;
  }
  return &known->second;
}

Result<std::vector<int64_t>> Resolver::namings_of(const std::string& entity) {
  auto query = db_->prepare(
      "SELECT DISTINCT n.row, n.text FROM names e JOIN naming_keys k ON k.key = e.key "
      "JOIN namings n ON n.row = k.naming WHERE e.entity = ? AND e.revision <= ? ORDER BY n.row");
  if (!query) return std::unexpected(query.error());
  query->bind(1, entity).bind(2, revision_max_);
  std::vector<int64_t> out;
  for (;;) {
    const auto row = query->step();
    if (!row) return std::unexpected(row.error());
    if (!*row) return out;
    const auto found = entities_of(std::string(query->text(1)));
    if (!found) return std::unexpected(found.error());
    if (std::find((*found)->begin(), (*found)->end(), entity) != (*found)->end())
      out.push_back(query->integer(0));
  }
}

}  // namespace entente
