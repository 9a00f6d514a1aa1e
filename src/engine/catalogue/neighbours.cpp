#include "engine/catalogue/neighbours.h"

#include <algorithm>

#include "model/entity_json.h"
#include "model/ftm.h"

namespace entente::catalogue {
namespace {

constexpr size_t kNeighboursMax = 2000;  // of an entity

void put(std::vector<Neighbours>& out, std::string_view property, Whole&& whole) {
  auto at = std::ranges::find(out, property, &Neighbours::property);
  if (at == out.end()) at = out.insert(out.end(), {std::string(property), {}});
  const auto same = [&](const Whole& w) { return w.entity.id == whole.entity.id; };
  if (std::ranges::none_of(at->entities, same)) at->entities.push_back(std::move(whole));
}

// Under what name an entity of this schema has those that name it by `s`.
std::string_view reverse_of(const Entity& entity, const Statement& s) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  const FtmProperty* property = schema ? schema->property(s.property) : nullptr;
  return property && property->type == FtmType::entity ? property->reverse : std::string_view{};
}

// The parts that its list tells with it, under the names by which it has them.
void put_parts(const Entity& entity, std::vector<Neighbours>& out) {
  for (Entity& part : parts_of(entity))
    for (const Statement& s : std::vector(part.statements))
      if (const auto reverse = reverse_of(part, s); !reverse.empty() && s.value == entity.id) {
        part.record.datasets = entity.record.datasets;
        put(out, reverse, {std::move(part), {}});
        break;
      }
}

std::vector<std::string> ids_of(const Whole& whole) {
  std::vector<std::string> out{whole.entity.id};
  out.insert(out.end(), whole.others.begin(), whole.others.end());
  return out;
}

}  // namespace

std::vector<Neighbours> neighbours_of(const World& world, const Whole& whole) {
  std::vector<Neighbours> out;
  size_t count = 0;
  for (const Statement& s : whole.entity.statements) {
    if (ftm_type(whole.entity.schema, s.property) != FtmType::entity) continue;
    if (++count > kNeighboursMax) break;
    if (auto next = find_whole(world, s.value)) put(out, s.property, *std::move(next));
  }
  const auto ids = ids_of(whole);
  for (const std::string& id : ids)
    for (uint32_t number : world.referring_to(id)) {
      if (++count > kNeighboursMax) break;
      auto other = whole_of(world, number);
      if (!other) continue;
      for (const Statement& s : std::vector(other->entity.statements))
        if (const auto reverse = reverse_of(other->entity, s); !reverse.empty() && s.value == id)
          put(out, reverse, Whole(*other));
    }
  put_parts(whole.entity, out);
  return out;
}

std::optional<Whole> find_whole(const World& world, std::string_view id) {
  if (const auto number = world.find(id)) return whole_of(world, *number);
  const size_t dash = id.rfind('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto number = world.find(id.substr(0, dash));
  const auto whole = number ? whole_of(world, *number) : std::nullopt;
  if (!whole) return std::nullopt;
  for (Entity& part : parts_of(whole->entity))
    if (part.id == id) {
      part.record.datasets = whole->entity.record.datasets;
      return Whole{std::move(part), {}};
    }
  return std::nullopt;
}

namespace {

bool is_relation(const Entity& entity) {
  const FtmSchema* schema = find_ftm_schema(entity.schema);
  return schema && (schema->is_a("Interval") || schema->is_a("Interest")) && !schema->is_a("Thing");
}

// `depth` more steps; the way back is not gone.
std::string nested(const World& world, const Whole& whole, const std::string& from, int depth) {
  Nested inside;
  for (const Neighbours& each : neighbours_of(world, whole)) {
    std::string values;
    for (const Whole& next : each.entities) {
      if (next.entity.id == from) continue;
      const bool goes_on = is_relation(next.entity) && depth > 1;
      values += (values.empty() ? "" : ",") +
                (goes_on ? nested(world, next, whole.entity.id, depth - 1) : entity_json(next));
    }
    if (!values.empty()) inside[each.property] = "[" + values + "]";
  }
  return entity_head(whole, inside) + "}";
}

}  // namespace

std::string nested_json(const World& world, const Whole& whole) {
  return nested(world, whole, {}, 2);
}

std::string page_json(const Neighbours& neighbours, const World& world, size_t limit,
                      size_t offset) {
  std::string results;
  for (size_t i = offset; i < neighbours.entities.size() && i < offset + limit; ++i)
    results += (results.empty() ? "" : ",") + (is_relation(neighbours.entities[i].entity)
                                                   ? nested_json(world, neighbours.entities[i])
                                                   : entity_json(neighbours.entities[i]));
  return "{\"results\":[" + results +
         "],\"total\":{\"value\":" + std::to_string(neighbours.entities.size()) +
         ",\"relation\":\"eq\"},\"limit\":" + std::to_string(limit) +
         ",\"offset\":" + std::to_string(offset) + "}";
}

}  // namespace entente::catalogue
