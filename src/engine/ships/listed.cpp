#include "engine/ships/listed.h"

#include <fmt/format.h>

#include "engine/ships/owners.h"
#include "names/normalise.h"

namespace entente {
namespace {

std::string digits_of(const std::string& text) {
  std::string out;
  for (const char c : text)
    if (c >= '0' && c <= '9') out += c;
  return out;
}

}  // namespace

Result<ListedShips> ListedShips::read(const View& view) {
  const auto editions = newest_editions(view);
  if (!editions) return std::unexpected(editions.error());
  ListedShips out;
  for (const StoredList& edition : *editions) {
    const auto done = view.entities_of(edition, [&](Entity&& entity) {
      const size_t entry = out.entries_.size();
      bool kept = false;
      const auto keep = [&](auto& index, const std::string& key) {
        if (!key.empty()) kept |= index.try_emplace(key, entry).second;
      };
      const bool is_ship = entity.schema == "Vessel";
      for (const Statement& s : entity.statements) {
        if (s.property == "imoNumber" && is_ship) keep(out.imo_, digits_of(s.value));
        if (s.property == "mmsi" && is_ship) keep(out.mmsi_, digits_of(s.value));
        if (is_ship && (s.property == "name" || s.property == "alias"))
          keep(out.name_, normalise_name(s.value));
      }
      if (kept) out.entries_.push_back({edition.list, entity.id, entity.caption});
      return true;
    });
    if (!done) return std::unexpected(done.error());
  }
  return out;
}

const ListedShips::Entry* ListedShips::at(const std::unordered_map<std::string, size_t>& index,
                                          const std::string& key) const {
  const auto found = index.find(key);
  return found == index.end() ? nullptr : &entries_[found->second];
}

std::optional<ListedShips::Match> ListedShips::find(const ShipFinding::Vessel& vessel) const {
  const auto match = [](const Entry* entry, const char* by) {
    return Match{entry->list, entry->id, entry->caption, by};
  };
  if (vessel.imo)
    if (const Entry* entry = at(imo_, fmt::format("{:07}", vessel.imo))) return match(entry, "imo");
  if (const Entry* entry = at(mmsi_, fmt::format("{:09}", vessel.mmsi)))
    return match(entry, "mmsi");
  const std::string name = normalise_name(vessel.name);
  if (name.empty()) return std::nullopt;
  if (const Entry* entry = at(name_, name)) return match(entry, "name");
  return std::nullopt;
}

}  // namespace entente
