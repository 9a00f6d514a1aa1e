#include "engine/ships/owners.h"

#include <algorithm>

#include "base/text.h"
#include "engine/name_keys.h"
#include "model/ftm.h"
#include "names/normalise.h"

namespace entente {
namespace {

std::string value_of(const Entity& entity, std::string_view property) {
  for (const Statement& s : entity.statements)
    if (s.property == property) return s.value;
  return {};
}

Interval when_of(const std::string& since, const std::string& until) {
  return {parse_date(since), parse_date(until)};
}

// "owner" of an Ownership, else what the relation calls it, else what its schema is called.
std::string role_of(const Entity& relation, const FtmSchema& schema) {
  if (schema.is_a("Ownership")) return "owner";
  const std::string role = value_of(relation, "role");
  return lower(role.empty() ? std::string(schema.label) : role);
}

// A record of a register that says nothing but who owns what: to be in it is no listing.
bool stands_only_beside(const Entity& entity, const ShipOwners::Owner& owner) {
  return entity.dataset == owner.list && !entity.record.datasets.empty() &&
         entity.record.target != true && value_of(entity, "topics").empty();
}

}  // namespace

Result<std::vector<StoredList>> newest_editions(const View& view) {
  auto editions = view.lists();
  if (!editions) return editions;
  std::vector<StoredList> out;
  for (size_t i = 0; i < editions->size(); ++i)
    if (i + 1 == editions->size() || (*editions)[i + 1].list != (*editions)[i].list)
      out.push_back(std::move((*editions)[i]));
  return out;
}

void ShipOwners::add(const std::string& owned, Owner&& owner) {
  auto& of = owners_[owned];
  const bool known = std::ranges::any_of(of, [&](const Owner& o) {
    return o.id == owner.id && o.role == owner.role && o.since == owner.since;
  });
  if (!known) of.push_back(std::move(owner));
}

Status ShipOwners::collect(const View& view, const StoredList& edition, const Ids& owned,
                           bool any) {
  return view.entities_of(edition, [&](Entity&& entity) {
    const FtmSchema* schema = find_ftm_schema(entity.schema);
    if (any && schema && schema->is_a("Vessel") && owned.contains(entity.id)) {
      for (const Statement& s : entity.statements)
        if (s.property == "owner" || s.property == "operator")
          add(entity.id,
              {.role = s.property, .id = s.value, .list = edition.list, .place = s.place});
    }
    if (!schema || schema->source.empty()) return true;
    const bool owns = schema->is_a("Ownership");
    if (!owns && !any) return true;
    const std::string since = value_of(entity, "startDate"), until = value_of(entity, "endDate");
    const auto tie = [&](std::string_view near, std::string_view far) {
      for (const Statement& at : entity.statements) {
        if (at.property != near || !owned.contains(at.value)) continue;
        for (const Statement& other : entity.statements)
          if (other.property == far && other.value != at.value)
            add(at.value, {.role = role_of(entity, *schema),
                           .id = other.value,
                           .list = edition.list,
                           .place = other.place,
                           .when = when_of(since, until),
                           .since = since,
                           .until = until});
      }
    };
    tie(schema->target, schema->source);
    // Ownership has a side that owns; a link has none.
    if (!owns) tie(schema->source, schema->target);
    return true;
  });
}

Result<ShipOwners> ShipOwners::read(const View& view, const std::set<std::string>& vessels) {
  ShipOwners out;
  if (vessels.empty()) return out;
  const auto editions = newest_editions(view);
  if (!editions) return std::unexpected(editions.error());
  Ids known = vessels, owned = vessels;
  for (int step = 1; step <= kStepsMax && !owned.empty(); ++step) {
    for (const StoredList& edition : *editions)
      if (auto ok = out.collect(view, edition, owned, step == 1); !ok)
        return std::unexpected(ok.error());
    Ids above;
    for (const std::string& id : owned)
      for (const Owner& owner : out.of(id))
        if (known.insert(owner.id).second) above.insert(owner.id);
    owned = std::move(above);
  }
  for (auto& [id, owners] : out.owners_)
    for (Owner& owner : owners)
      if (auto ok = out.look_up(view, owner); !ok) return std::unexpected(ok.error());
  return out;
}

// Its name, and the lists it stands on: itself, and whoever bears the same name elsewhere.
Status ShipOwners::look_up(const View& view, Owner& owner) const {
  owner.name = owner.id;
  const auto itself = view.entity(owner.id);
  if (!itself) return std::unexpected(itself.error());
  if (!*itself) return {};
  const Entity& entity = (*itself)->entity;
  owner.name = entity.caption;
  for (const char* property : {"jurisdiction", "country", "mainCountry"})
    if (const std::string code = lower(value_of(entity, property));
        owner.country.empty() && code.size() == 2)
      owner.country = code;
  if (entity.record.target != false && !stands_only_beside(entity, owner))
    owner.listings.push_back({entity.dataset, entity.id, entity.caption, "id"});
  std::set<std::string> names;
  for (const Statement& s : entity.statements)
    if (s.property == "name" || s.property == "alias") names.insert(normalise_name(s.value));
  std::set<std::string> known{owner.id};
  for (const std::string& key : name_keys(entity.caption)) {
    const auto ids = view.entities_named(key);
    if (!ids) return std::unexpected(ids.error());
    for (const std::string& id : *ids) {
      if (!known.insert(id).second) continue;
      const auto other = view.entity(id);
      if (!other) return std::unexpected(other.error());
      if (!*other || (*other)->entity.dataset == entity.dataset) continue;
      const Entity& named = (*other)->entity;
      const FtmSchema* schema = find_ftm_schema(named.schema);
      if (!schema || !schema->is_a("LegalEntity") || named.record.target == false) continue;
      if (std::ranges::any_of(named.statements, [&](const Statement& s) {
            return (s.property == "name" || s.property == "alias") &&
                   names.contains(normalise_name(s.value));
          }))
        owner.listings.push_back({named.dataset, named.id, named.caption, "name"});
    }
  }
  return {};
}

std::span<const ShipOwners::Owner> ShipOwners::of(const std::string& owned) const {
  const auto found = owners_.find(owned);
  if (found == owners_.end()) return {};
  return found->second;
}

}  // namespace entente
