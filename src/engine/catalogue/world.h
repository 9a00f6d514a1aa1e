// What a catalogue holds: segments with their lists, and beside each entity the few values that
// scopes and counts ask of many at once (countries, topics, genders), so that no record is read for
// them.
//
// An entity's number runs through all segments. Entities of lists that a later segment has in
// another edition are never given out.
#pragma once

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/screening/sources.h"
#include "entente/catalogue.h"
#include "index/hashed_pairs.h"
#include "ledger/view.h"
#include "names/tables.h"

namespace entente::catalogue {

// Words by number: "ru", "sanction".
class Words {
 public:
  uint16_t number(std::string_view word);  // of a new word too; the last number when there are many
  // -1 when it is none of them.
  int find(std::string_view word) const;
  const std::string& word(uint16_t number) const { return words_[number]; }
  size_t size() const { return words_.size(); }

 private:
  std::map<std::string, uint16_t, std::less<>> numbers_;
  std::vector<std::string> words_;
};

struct Place {
  size_t segment;
  uint32_t entity;
};

class World {
 public:
  static Result<std::unique_ptr<World>> open(const Engine::Parts& parts,
                                             const std::vector<std::string>& indexes,
                                             const LedgerTime& at, const std::string& as_of);

  size_t size() const { return bases_.back(); }
  Place place(uint32_t number) const;
  uint32_t number(Place place) const { return bases_[place.segment] + place.entity; }
  const index::EntityRow& row(Place place) const {
    return segments[place.segment]->arrays().entities[place.entity];
  }
  bool in_force(Place place) const { return in_force_[place.segment][row(place).dataset]; }
  const std::string& schema(Place place) const {
    return segments[place.segment]->schemas()[row(place).schema];
  }
  const std::string& dataset(Place place) const {
    return segments[place.segment]->datasets()[row(place).dataset].id;
  }
  // Nothing when its record is damaged.
  std::optional<Entity> entity(uint32_t number) const;

  std::span<const uint16_t> countries(uint32_t number) const;
  std::span<const uint16_t> topics(uint32_t number) const;
  std::span<const uint16_t> genders(uint32_t number) const;
  const std::string& changed(uint32_t number) const;  // ISO 8601 or empty

  // In force; nothing when no entity has the id.
  std::optional<uint32_t> find(std::string_view id) const;
  // The entity that has the id among its other ids.
  std::optional<uint32_t> find_referent(std::string_view id) const;
  // Entities in force with a value that is this id, ascending.
  std::vector<uint32_t> referring_to(std::string_view id) const;
  // All ids that analysts merged with it, sorted, itself included; the first stands for all.
  const std::vector<std::string>* merged(std::string_view id) const;
  bool any_merged() const { return !merged_.empty(); }
  // Terms that begin so, of one segment, those of most entities first.
  std::vector<std::string> terms_from(size_t segment, std::string_view prefix, size_t max) const;

  NameTables tables;
  screening::Segments segments;
  std::vector<CatalogueDataset> datasets;  // in force
  std::map<std::string, std::string, std::less<>> country_names;
  Words country_words, topic_words, gender_words, days;
  int64_t revision = 0;
  std::string updated;

 private:
  struct Row {
    uint32_t codes_at = 0;
    uint8_t countries = 0, topics = 0, genders = 0, spare = 0;
    uint16_t changed = 0;
  };
  Status read_ledger(const Engine::Parts& parts, const LedgerTime& at);
  Status read_segment(const View& view, const std::vector<StoredList>& lists,
                      const Engine::Parts& parts);
  Status read_country_names(const std::string& home);
  void add_row(const Entity& entity, uint32_t number);
  void tabulate();
  void tabulate_terms();

  std::string as_of_;      // only editions of this day or before; empty: all
  size_t of_indexes_ = 0;  // segments that are indexes; what follows is of the ledger
  std::vector<uint32_t> bases_{0};
  std::vector<std::vector<bool>> in_force_;
  std::vector<Row> rows_;
  std::vector<uint16_t> codes_;
  std::vector<index::HashedPair> id_pairs_, referent_pairs_, reference_pairs_;
  index::HashedPairs ids_, referents_, references_;
  std::unordered_map<std::string, std::shared_ptr<std::vector<std::string>>> merged_;
  std::vector<std::vector<uint32_t>> terms_by_text_;
};

}  // namespace entente::catalogue
