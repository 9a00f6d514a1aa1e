// Values are compared as sets of (property, value): both sides are sorted and walked together.
// Tests: entity_change_test.cpp.
#include "model/entity_change.h"

#include <algorithm>
#include <tuple>

namespace entente {
namespace {

using Values = std::vector<const Statement*>;

auto key(const Statement* s) { return std::tie(s->property, s->value); }

Values sorted_values(const Entity& entity) {
  Values out;
  for (const auto& s : entity.statements) out.push_back(&s);
  std::ranges::sort(out, {}, key);
  const auto twice = std::ranges::unique(out, {}, key);
  out.erase(twice.begin(), twice.end());
  return out;
}

// In the order of their entity, not of the alphabet.
void keep_order(Values& values) { std::ranges::sort(values); }

}  // namespace

std::string_view name(EntityChange::Kind kind) {
  switch (kind) {
    case EntityChange::Kind::added:
      return "added";
    case EntityChange::Kind::changed:
      return "changed";
    case EntityChange::Kind::removed:
      return "removed";
  }
  return {};
}

std::optional<EntityChange> compare(const Entity& before, const Entity& after) {
  const Values a = sorted_values(before), b = sorted_values(after);
  Values gone, come;
  std::ranges::set_difference(a, b, std::back_inserter(gone), {}, key, key);
  std::ranges::set_difference(b, a, std::back_inserter(come), {}, key, key);
  if (gone.empty() && come.empty() && before.schema == after.schema &&
      before.caption == after.caption)
    return std::nullopt;
  keep_order(gone);
  keep_order(come);
  EntityChange out{
      EntityChange::Kind::changed, after.id, after.schema, after.caption, {}, {}, {}, {}};
  if (before.schema != after.schema) out.schema_before = before.schema;
  if (before.caption != after.caption) out.caption_before = before.caption;
  for (const auto* s : come) out.added.push_back(*s);
  for (const auto* s : gone) out.removed.push_back(*s);
  return out;
}

EditionDiff::EditionDiff(std::vector<Entity> before)
    : before_(std::move(before)), seen_(before_.size()) {
  for (size_t i = 0; i < before_.size(); ++i) by_id_.try_emplace(before_[i].id, i);
}

std::optional<EntityChange> EditionDiff::take(const Entity& after) {
  const auto at = by_id_.find(after.id);
  if (at == by_id_.end()) {
    ++added;
    return EntityChange{
        EntityChange::Kind::added, after.id, after.schema, after.caption, {}, {}, {}, {}};
  }
  seen_[at->second] = true;
  auto change = compare(before_[at->second], after);
  ++(change ? changed : same);
  return change;
}

const Entity* EditionDiff::before(std::string_view id) const {
  const auto at = by_id_.find(id);
  return at == by_id_.end() ? nullptr : &before_[at->second];
}

std::vector<EntityChange> EditionDiff::rest() {
  std::vector<EntityChange> out;
  for (size_t i = 0; i < before_.size(); ++i)
    if (!seen_[i])
      out.push_back({EntityChange::Kind::removed,
                     before_[i].id,
                     before_[i].schema,
                     before_[i].caption,
                     {},
                     {},
                     {},
                     {}});
  removed = out.size();
  return out;
}

}  // namespace entente
