// Ownership, Control and Directorship of FollowTheMoney; the entities of such a file give the
// names.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "intake/lists/lists.h"
#include "intake/owners/builder.h"

namespace entente::intake {
namespace {

struct Relation {
  std::string_view schema, owner, entity;
  StakeKind kind;
};
constexpr Relation kRelations[] = {
    {"Ownership", "owner", "asset", StakeKind::ownership},
    {"Control", "controller", "controlled", StakeKind::control},
    {"Directorship", "director", "organization", StakeKind::role},
    {"Representation", "agent", "client", StakeKind::role},
};

std::vector<std::string> values_of(const Entity& entity, std::string_view property) {
  std::vector<std::string> out;
  for (const Statement& s : entity.statements)
    if (s.property == property) out.push_back(s.value);
  return out;
}

std::string first_of(const Entity& entity, std::string_view property) {
  for (const Statement& s : entity.statements)
    if (s.property == property) return s.value;
  return {};
}

size_t line_of(const Entity& entity) {
  if (entity.statements.empty()) return 0;
  const std::string& place = entity.statements.front().place;
  const size_t colon = place.rfind(':');
  return colon == place.npos ? 0 : std::strtoull(place.c_str() + colon + 1, nullptr, 10);
}

uint8_t marks_of(const Entity& entity) {
  uint8_t out = 0;
  for (const Statement& s : entity.statements)
    if (s.property == "role" || s.property == "ownershipType" || s.property == "sharesType" ||
        s.property == "legalBasis" || s.property == "summary" || s.property == "description")
      out |= marks_of_words(s.value);
  return out;
}

// Sources that differ in the figure make a band from the least to the most.
void add_band(const std::vector<std::string>& percentages, StakeRow row, StakeBuilder& out) {
  std::optional<Band> all;
  for (const auto& text : percentages) {
    const auto band = parse_band(text);
    if (!band) {
      row.percent = text;
      return out.add(row);  // says what is wrong with it
    }
    all = all ? Band{std::min(all->low, band->low), std::max(all->high, band->high)} : *band;
  }
  out.add(row, all.value_or(Band{}));
}

void take(const Entity& entity, StakeBuilder& out) {
  ++out.report.records;
  const auto relation = std::ranges::find(kRelations, entity.schema, &Relation::schema);
  if (relation == std::end(kRelations)) {
    out.title(entity.id, entity.caption);
    return;
  }
  StakeRow row;
  row.kind = relation->kind;
  row.marks = marks_of(entity);
  row.line = line_of(entity);
  row.from = first_of(entity, "startDate");
  row.to = first_of(entity, "endDate");
  auto owners = values_of(entity, relation->owner), entities = values_of(entity, relation->entity);
  if (owners.empty()) owners.emplace_back();
  if (entities.empty()) entities.emplace_back();
  for (const auto& owner : owners)
    for (const auto& held : entities) {
      row.owner = owner, row.entity = held;
      add_band(row.kind == StakeKind::ownership ? values_of(entity, "percentage")
                                                : std::vector<std::string>{},
               row, out);
    }
}

}  // namespace

Status read_stakes_ftm(const std::string& path, StakeBuilder& out) {
  ListOptions options;
  options.bytes_max = out.options().bytes_max;
  options.series = "register";
  const auto report = read_list(
      path, [&](Entity&& entity) { take(entity, out); }, options);
  if (!report) return std::unexpected(report.error());
  return {};
}

}  // namespace entente::intake
