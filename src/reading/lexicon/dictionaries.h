// The dictionaries of the reader: what names, adjectives, weapons, goods and nouns mean, kept in
// data/*.tsv where anyone can add a row.
//
//   auto dictionaries = Dictionaries::load(home + "/data");
//   (*dictionaries)->state_of_name("Pyongyang")            // "kp"
//   for (const Match& m : (*dictionaries)->find(sentence))  // longest names in the sentence
//     use(sentence.tokens[m.first_token], m.entry->kind, m.state, m.goods);
//
// Loaded once and never changed, so one object serves all threads. Every view that it gives out
// points into it and lives as long as it does.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/vocabulary.h"
#include "reading/sentence.h"

namespace entente {

// Which file an entry comes from.
enum class EntryType : uint8_t { state, organisation, weapon, goods, place, noun };
inline constexpr int kEntryTypeCount = 6;
std::string_view name(EntryType type);  // "organisation"

// The `type` or `class` column of a row; weapons and goods have their own single kind.
enum class EntryKind : uint8_t {
  // states.tsv
  name,
  official,
  alias,
  capital,
  metonym,
  adjective,
  people,
  combining,
  leader,
  regime,
  organ,
  // organisations.tsv
  ministry,
  agency,
  intelligence,
  armed_service,
  unit,
  police,
  court,
  parliament,
  central_bank,
  bank,
  company,
  militia,
  international_body,
  sanctions_body,
  press,
  think_tank,
  ngo,
  party,
  university,
  shipping,
  hacker_group,
  criminal_group,
  bloc,
  // places.tsv
  city,
  port,
  region,
  island,
  strait,
  sea,
  river,
  canal,
  base,
  border_crossing,
  airport,
  district,
  test_site,
  plant,
  bridge,
  mountain,
  continent,
  // nouns.tsv
  person_role,
  group,
  facility,
  vessel,
  vehicle,
  document,
  collective_states,
  // weapons.tsv, goods.tsv
  weapon,
  goods,
};
std::string_view name(EntryKind kind);  // as the file of its type writes it: "leader"
std::optional<EntryKind> find_entry_kind(EntryType type, std::string_view name);

enum class Flag : uint32_t {
  ambiguous = 1u << 0,    // the same text means something else too: wants support from the context
  needs_the = 1u << 1,    // found only after "the" and not before a further capitalised word
  context = 1u << 2,      // means this only when the document has named the state or the full name
  common_word = 1u << 3,  // an English word in capitals (WHO, START): never in an all-caps line
  historical = 1u << 4,   // a state or a name of the past
  state_organ = 1u << 5,  // noun: acts for the state that modifies it ("Russian troops")
  uninvolved = 1u << 6,   // noun: speaks as an outsider (analysts, experts)
  interested = 1u << 7,   // noun: speaks for a party (spokesman, minister)
  military = 1u << 8,     // noun: armed forces or their members
  media = 1u << 9,        // noun: press (state media, newspaper)
  relational = 1u << 10,  // noun: wants "of whom" (ally, partner, neighbour)
  rules = 1u << 11,       // noun: whoever rules the state spoken of (regime, junta)
};
std::string_view name(Flag flag);
std::optional<Flag> find_flag(std::string_view name);

struct Entry {
  EntryType type{};
  EntryKind kind{};
  std::string_view canonical{};  // display name of what it stands for; of words the phrase
  std::string_view state{};      // ISO 3166-1 alpha-2, lower case; "xx" acts for none; may be empty
  std::string_view derived_from{};  // weapons: canonical of the design it comes from; may be empty
  GoodsSet goods{};                 // weapons and goods
  uint32_t flags = 0;
  uint16_t from = 0, to = 0;  // years of a leader or a name; 0 where open
  bool has(Flag flag) const { return flags & static_cast<uint32_t>(flag); }
};

struct Match {
  uint32_t first_token = 0, last_token = 0;  // indices in the sentence, inclusive
  uint32_t begin = 0, end = 0;  // bytes in the document: a part of a token for "Iran-backed"
  EntryType type{};
  std::string_view canonical, state;
  GoodsSet goods;
  uint32_t flags = 0;
  const Entry* entry = nullptr;
  bool has(Flag flag) const { return flags & static_cast<uint32_t>(flag); }
};

struct Unit {
  enum class Kind : uint8_t { currency, mass, count, volume, rate, length, energy, power, area };
  std::string_view unit;  // canonical: "USD", "t", "%", "barrel"
  Kind kind{};
  double factor = 1;  // how many of the canonical unit: "kilotonne" is 1000 t
};

class PhraseIndex;

class Dictionaries {
 public:
  // missing_resource, unknown_column or malformed, naming file:line and column.
  static Result<std::unique_ptr<const Dictionaries>> load(const std::string& data_folder);
  ~Dictionaries();
  Dictionaries(const Dictionaries&) = delete;
  Dictionaries& operator=(const Dictionaries&) = delete;

  // In text order, spans apart; where several entries have one span they follow each other, those
  // without flags first. Names match in their own case or in capitals, goods and nouns by form or
  // lemma in any case, and never on a token tagged as a verb.
  std::vector<Match> find(const Sentence& sentence) const;

  // A code ("kp") or any name of a state in any case, article allowed ("the United States").
  // Empty when unknown, or when states share the name with equal right.
  std::string_view state_of_name(std::string_view text) const;
  // "North Korea"; empty for an unknown code.
  std::string_view state_name(std::string_view code) const;
  // "North Korean"; empty when none is given.
  std::string_view state_adjective(std::string_view code) const;

  // All entries with exactly this text, whatever its case; flagless first.
  std::vector<const Entry*> entries_named(std::string_view text) const;
  const Entry* noun(std::string_view lemma) const;   // nullptr when it is none
  GoodsSet goods_of(std::string_view lemma) const;   // of goods.tsv or weapons.tsv
  const Unit* unit(std::string_view surface) const;  // exact first, then in lower case

  std::span<const Entry> entries() const { return entries_; }

 private:
  friend class DictionaryLoader;
  Dictionaries();
  std::vector<std::unique_ptr<std::string>> texts_;  // the files; entries point into them
  std::vector<Entry> entries_;
  std::unique_ptr<PhraseIndex> index_;
  struct Tables;  // states by code, units by surface
  std::unique_ptr<Tables> tables_;
};

}  // namespace entente
