// The words of the data files: types, kinds and flags of entries. A new kind is one enumerator in
// dictionaries.h and one row here.
#include <array>

#include "reading/lexicon/dictionaries.h"

namespace entente {
namespace {

constexpr std::array<std::string_view, kEntryTypeCount> kTypeNames{
    "state", "organisation", "weapon", "goods", "place", "noun"};

struct KindRow {
  EntryKind kind;
  EntryType type;
  std::string_view name;
};
using enum EntryKind;
constexpr std::array kKindRows{
    KindRow{EntryKind::name, EntryType::state, "name"},
    KindRow{official, EntryType::state, "official"},
    KindRow{alias, EntryType::state, "alias"},
    KindRow{capital, EntryType::state, "capital"},
    KindRow{metonym, EntryType::state, "metonym"},
    KindRow{adjective, EntryType::state, "adjective"},
    KindRow{people, EntryType::state, "people"},
    KindRow{combining, EntryType::state, "combining"},
    KindRow{leader, EntryType::state, "leader"},
    KindRow{regime, EntryType::state, "regime"},
    KindRow{organ, EntryType::state, "organ"},
    KindRow{ministry, EntryType::organisation, "ministry"},
    KindRow{agency, EntryType::organisation, "agency"},
    KindRow{intelligence, EntryType::organisation, "intelligence"},
    KindRow{armed_service, EntryType::organisation, "armed_service"},
    KindRow{EntryKind::unit, EntryType::organisation, "unit"},
    KindRow{police, EntryType::organisation, "police"},
    KindRow{court, EntryType::organisation, "court"},
    KindRow{parliament, EntryType::organisation, "parliament"},
    KindRow{central_bank, EntryType::organisation, "central_bank"},
    KindRow{bank, EntryType::organisation, "bank"},
    KindRow{company, EntryType::organisation, "company"},
    KindRow{militia, EntryType::organisation, "militia"},
    KindRow{international_body, EntryType::organisation, "international_body"},
    KindRow{sanctions_body, EntryType::organisation, "sanctions_body"},
    KindRow{press, EntryType::organisation, "press"},
    KindRow{think_tank, EntryType::organisation, "think_tank"},
    KindRow{ngo, EntryType::organisation, "ngo"},
    KindRow{party, EntryType::organisation, "party"},
    KindRow{university, EntryType::organisation, "university"},
    KindRow{shipping, EntryType::organisation, "shipping"},
    KindRow{hacker_group, EntryType::organisation, "hacker_group"},
    KindRow{criminal_group, EntryType::organisation, "criminal_group"},
    KindRow{bloc, EntryType::organisation, "bloc"},
    KindRow{city, EntryType::place, "city"},
    KindRow{port, EntryType::place, "port"},
    KindRow{region, EntryType::place, "region"},
    KindRow{island, EntryType::place, "island"},
    KindRow{strait, EntryType::place, "strait"},
    KindRow{sea, EntryType::place, "sea"},
    KindRow{river, EntryType::place, "river"},
    KindRow{canal, EntryType::place, "canal"},
    KindRow{base, EntryType::place, "base"},
    KindRow{border_crossing, EntryType::place, "border_crossing"},
    KindRow{airport, EntryType::place, "airport"},
    KindRow{district, EntryType::place, "district"},
    KindRow{test_site, EntryType::place, "test_site"},
    KindRow{plant, EntryType::place, "plant"},
    KindRow{bridge, EntryType::place, "bridge"},
    KindRow{mountain, EntryType::place, "mountain"},
    KindRow{continent, EntryType::place, "continent"},
    KindRow{person_role, EntryType::noun, "person_role"},
    KindRow{group, EntryType::noun, "group"},
    KindRow{facility, EntryType::noun, "facility"},
    KindRow{vessel, EntryType::noun, "vessel"},
    KindRow{vehicle, EntryType::noun, "vehicle"},
    KindRow{document, EntryType::noun, "document"},
    KindRow{collective_states, EntryType::noun, "collective_states"},
    KindRow{weapon, EntryType::weapon, "weapon"},
    KindRow{goods, EntryType::goods, "goods"},
};

struct FlagRow {
  Flag flag;
  std::string_view name;
};
constexpr std::array kFlagRows{
    FlagRow{Flag::ambiguous, "ambiguous"},   FlagRow{Flag::needs_the, "needs_the"},
    FlagRow{Flag::context, "context"},       FlagRow{Flag::common_word, "common_word"},
    FlagRow{Flag::historical, "historical"}, FlagRow{Flag::state_organ, "state_organ"},
    FlagRow{Flag::uninvolved, "uninvolved"}, FlagRow{Flag::interested, "interested"},
    FlagRow{Flag::military, "military"},     FlagRow{Flag::media, "media"},
    FlagRow{Flag::relational, "relational"}, FlagRow{Flag::rules, "rules"},
};

}  // namespace

std::string_view name(EntryType type) { return kTypeNames[static_cast<size_t>(type)]; }

std::string_view name(EntryKind kind) {
  for (const auto& row : kKindRows)
    if (row.kind == kind) return row.name;
  return {};
}

std::string_view name(Flag flag) {
  for (const auto& row : kFlagRows)
    if (row.flag == flag) return row.name;
  return {};
}

std::optional<EntryKind> find_entry_kind(EntryType type, std::string_view text) {
  for (const auto& row : kKindRows)
    if (row.type == type && row.name == text) return row.kind;
  return std::nullopt;
}

std::optional<Flag> find_flag(std::string_view text) {
  for (const auto& row : kFlagRows)
    if (row.name == text) return row.flag;
  return std::nullopt;
}

}  // namespace entente
