#include "engine/list_records.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "model/entity_json.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

std::string dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::vector<ListValueRecord> values_of(const std::vector<Statement>& statements) {
  std::vector<ListValueRecord> out;
  for (const auto& s : statements) out.push_back({s.property, s.value, s.place});
  return out;
}

Json values_json(const std::vector<ListValueRecord>& values) {
  Json out = Json::array();
  for (const auto& v : values)
    out.push_back({{"property", v.property}, {"value", v.value}, {"place", v.place}});
  return out;
}

}  // namespace

ListChangeRecord record_of(const EntityChange& c) {
  ListChangeRecord out{std::string(name(c.kind)),
                       c.id,
                       c.schema,
                       c.caption,
                       c.schema_before,
                       c.caption_before,
                       values_of(c.added),
                       values_of(c.removed),
                       {}};
  Json json{{"change", out.change}, {"id", c.id}, {"schema", c.schema}, {"caption", c.caption}};
  if (!c.schema_before.empty()) json["schema_before"] = c.schema_before;
  if (!c.caption_before.empty()) json["caption_before"] = c.caption_before;
  if (c.kind == EntityChange::Kind::changed) {
    json["added"] = values_json(out.added);
    json["removed"] = values_json(out.removed);
  }
  out.json = dump(json);
  return out;
}

// Parts that are entities of their own there (a sanction, a wallet) come and go with it.
std::string delta_of(const Entity* before, const Entity* after) {
  const auto old = before ? as_ftm(*before) : std::vector<Entity>{},
             now = after ? as_ftm(*after) : std::vector<Entity>{};
  std::string out;
  for (const Entity& part : now) {
    const auto was = std::ranges::find(old, part.id, &Entity::id);
    const std::string json = ftm_json(part);
    if (was != old.end() && ftm_json(*was) == json) continue;
    out += std::string("{\"op\":\"") + (was == old.end() ? "ADD" : "MOD") +
           "\",\"entity\":" + json + "}\n";
  }
  for (const Entity& part : old)
    if (std::ranges::find(now, part.id, &Entity::id) == now.end())
      out += dump({{"op", "DEL"}, {"entity", {{"id", part.id}}}}) + "\n";
  return out;
}

std::string json_of(const ListFormatRecord& r) {
  return dump({{"id", r.id},
               {"title", r.title},
               {"publisher", r.publisher},
               {"files", r.files},
               {"edition", r.edition}});
}

std::string json_of(const ListEditionRecord& r) {
  return dump({{"list", r.list},
               {"edition", r.edition},
               {"revision", r.revision},
               {"added", r.added},
               {"entities", r.entities},
               {"latest", r.latest},
               {"id", r.id}});
}

std::string json_of(const ListDiffSummary& s) {
  return dump({{"list", s.list},
               {"from", s.from},
               {"to", s.to},
               {"added", s.added},
               {"changed", s.changed},
               {"removed", s.removed},
               {"same", s.same}});
}

}  // namespace entente
