#include "model/entity_record.h"

namespace entente {

std::vector<Statement> record_statements(const Entity& entity) {
  std::vector<Statement> out;
  const auto put = [&](const char* property, const std::string& value) {
    if (!value.empty()) out.push_back({property, value, {}, "record"});
  };
  const EntityRecord& r = entity.record;
  for (const auto& value : r.datasets) put("@dataset", value);
  for (const auto& value : r.referents) put("@referent", value);
  for (const auto& value : r.origin) put("@origin", value);
  if (r.target) put("@target", *r.target ? "true" : "false");
  put("@firstSeen", r.first_seen);
  put("@lastSeen", r.last_seen);
  put("@lastChange", r.last_change);
  return out;
}

bool take_record_statement(Entity& entity, const Statement& s) {
  EntityRecord& r = entity.record;
  if (!s.property.starts_with('@')) return false;
  if (s.property == "@dataset") r.datasets.push_back(s.value);
  else if (s.property == "@referent") r.referents.push_back(s.value);
  else if (s.property == "@origin") r.origin.push_back(s.value);
  else if (s.property == "@target") r.target = s.value == "true";
  else if (s.property == "@firstSeen") r.first_seen = s.value;
  else if (s.property == "@lastSeen") r.last_seen = s.value;
  else if (s.property == "@lastChange") r.last_change = s.value;
  else return false;
  return true;
}

}  // namespace entente
