// An entity made ready for comparison: its names as weighed tokens, its dates, countries,
// identifiers and the like, in one flat block of bytes with offsets and no pointers, so that a
// million of them lie in a mapped file and are compared where they lie.
//
//   auto tables = NameTables::load(home + "/data");
//   std::string blob = prepare(entity, *tables);            // once an entity
//   Comparison c = compare(Prepared(blob_a), Prepared(blob_b));     // names/compare.h
//
// Layout, all little-endian, the block aligned to 4 bytes and a multiple of 4 long:
//   PreparedHead | NameRow × names | TokenRow × tokens | FeatureRow × features | readings
// A reading is lower-case ASCII (a-z, 0-9). A token has one or more: its plain form first, then
// other romanisations, each behind a byte that is its length.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/entity.h"
#include "names/scripts/script.h"

namespace entente {

class NameTables;

// What kind of thing a name belongs to: rules for persons are not those for firms or ships.
enum class Sort : uint8_t { person, organisation, vessel, other };
Sort sort_of_schema(std::string_view schema);

enum class TokenKind : uint8_t {
  word,        // what distinguishes: a given name, a family name, a brand
  initial,     // one letter that stands for a name
  patronymic,  // Nikolaevich, Konstantinovna
  number,      // id: its value folded to 16 bits
  legal_form,  // Ltd, OOO; id: its form, `rank`: its class (LLC, JSC, …)
  org_word,    // company, bank, oil; id: its meaning in any language
  territory,   // Chile, Chilean; id: its code
  particle,    // al, bin, von, of
  title,       // Mr, Sheikh, MV; never tells two apart
};

struct TokenRow {
  uint32_t letters;   // one bit a letter (26) or digit that any reading has
  uint16_t text_at;   // of the readings, from the start of that part
  uint16_t native;    // a Han or Hangul character, else a hash of the native spelling; of Latin
                      // letters the number of a Chinese syllable (scripts/chinese_in_hangul.h)
  uint16_t id;        // see TokenKind; 0: none
  uint16_t korean;    // sounds of a Korean syllable (names/scripts/korean.h); 0: none
  uint8_t text_size;  // of the first reading
  uint8_t readings;   // how many there are
  TokenKind kind;
  Script script;
  uint8_t weight;  // 64 = 1.0
  uint8_t rank;    // persons: how many "bin", "ben", "ould" stand before it
  uint8_t flags;   // TokenFlag
  uint8_t spare;
};
static_assert(sizeof(TokenRow) == 20);

enum TokenFlag : uint8_t {
  kTokenNasab = 1,        // the name right after "bin" and the like
  kTokenBracketed = 2,    // within brackets
  kTokenHomoglyph = 4,    // letters of several scripts within one word
  kTokenOptional = 8,     // after "so-called" and the like
  kTokenAcronym = 16,     // written A.B.C. or ABC among words in lower case
  kTokenConsonants = 32,  // of a script that writes few vowels
  kTokenPinyin = 64,      // hangul read as the Chinese syllable that it spells
};

struct NameRow {
  uint32_t written;  // hash of the name as written
  uint32_t folded;   // hash of its readings in order
  uint16_t first_token;
  uint16_t statement;  // index into Entity::statements
  uint8_t tokens;
  uint8_t flags;  // NameFlag
  uint16_t spare;
};
static_assert(sizeof(NameRow) == 16);

enum NameFlag : uint8_t {
  kNameWeak = 1,        // weakAlias, abbreviation
  kNameCut = 2,         // longer than the limits: the rest is not compared
  kNameControl = 4,     // had control characters
  kNameBidi = 8,        // had bidirectional overrides
  kNameHomoglyph = 16,  // mixes scripts within a word
  kNameKorean = 32,     // every token a Korean syllable, one a Korean surname
  kNamePart = 64,       // put together from firstName, lastName, …
  kNameChinese = 128,   // every token a Chinese syllable, one a Chinese family name
};

enum class FeatureKind : uint8_t {
  birth_date,
  death_date,
  incorporation_date,
  country,
  gender,
  address,
  identifier
};

struct FeatureRow {
  FeatureKind kind;
  uint8_t sub;  // identifier: IdentifierType; country: how it is tied (nationality 0, other 1)
  uint16_t statement;  // index into Entity::statements
  uint32_t value;      // date: year << 16 | month << 8 | day; country: two letters; else a hash
  uint32_t more;  // second half of a hash; identifier: the lowest bit says its check digit fails
};
static_assert(sizeof(FeatureRow) == 12);

struct PreparedHead {
  uint32_t bytes;    // of the whole block
  uint16_t version;  // kPreparedVersion
  Sort sort;
  uint8_t names;  // at most kNamesMax
  uint16_t tokens;
  uint8_t features;
  uint8_t flags;  // HeadFlag
};
static_assert(sizeof(PreparedHead) == 12);

enum HeadFlag : uint8_t {
  kHeadCut = 1,   // names or features were left out for the limits
  kHeadFirm = 2,  // a Sort::other that a legal form or a word of business marks as no person
};

inline constexpr uint16_t kPreparedVersion = 4;
// Limits: what is beyond them is not compared, and flags and explanations say so.
inline constexpr size_t kNamesMax = 128;       // of an entity; a row may have 10,000 aliases
inline constexpr size_t kNameBytesMax = 1024;  // of a name; what follows is cut
inline constexpr size_t kTokensMax = 24;       // of a name
inline constexpr size_t kFeaturesMax = 96;

// A view; the bytes must outlive it and be aligned to 4.
class Prepared {
 public:
  // Bytes that prepare() made.
  explicit Prepared(std::string_view bytes) : base_(bytes.data()) {}
  // Bytes from a file: nothing when an offset leads out of them or a limit is broken.
  static std::optional<Prepared> check(std::string_view bytes);

  const PreparedHead& head() const { return *reinterpret_cast<const PreparedHead*>(base_); }
  std::span<const NameRow> names() const {
    return {reinterpret_cast<const NameRow*>(base_ + sizeof(PreparedHead)), head().names};
  }
  std::span<const TokenRow> tokens() const {
    return {reinterpret_cast<const TokenRow*>(names().data() + head().names), head().tokens};
  }
  std::span<const TokenRow> tokens(const NameRow& name) const {
    return tokens().subspan(name.first_token, name.tokens);
  }
  std::span<const FeatureRow> features() const {
    return {reinterpret_cast<const FeatureRow*>(tokens().data() + head().tokens), head().features};
  }
  // The first reading.
  std::string_view text(const TokenRow& token) const {
    return {reading_bytes() + token.text_at + 1, token.text_size};
  }
  // The n-th reading, n < token.readings.
  std::string_view reading(const TokenRow& token, size_t n) const {
    const char* at = reading_bytes() + token.text_at;
    for (; n > 0; --n) at += 1 + static_cast<uint8_t>(*at);
    return {at + 1, static_cast<uint8_t>(*at)};
  }
  std::string_view bytes() const { return {base_, head().bytes}; }

 private:
  const char* reading_bytes() const {
    return reinterpret_cast<const char*>(features().data() + head().features);
  }
  const char* base_;
};

// The block of an entity. Deterministic; never fails: what is over a limit is left out and flagged.
// Names are taken from name, alias, previousName, weakAlias, abbreviation and from firstName,
// middleName, fatherName, lastName put together.
std::string prepare(const Entity& entity, const NameTables& tables);

}  // namespace entente
