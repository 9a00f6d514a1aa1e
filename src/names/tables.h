// The words that names are made of besides names: legal forms, what firms call themselves, titles,
// particles, numbers, territories, short forms of given names. Tables in data/, see their heads.
//
//   auto tables = NameTables::load(home + "/data");
//   tables->longest({"limited", "liability", "company"}, 0)   // the phrase that starts there
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/result.h"
#include "names/prepared.h"

namespace entente {

// Classes of legal forms that differ in law: a limited company is no foundation.
enum class LegalClass : uint8_t { none, llc, jsc, partnership, sole, ngo, coop, state, other };

// What a phrase of one or more folded words means.
struct Phrase {
  TokenKind kind = TokenKind::word;
  uint16_t id = 0;      // equal for phrases that mean the same
  LegalClass legal{};   // of a legal form
  uint8_t words = 1;    // how many words it spans
  uint8_t weight = 64;  // 64 = 1.0
};

inline constexpr uint8_t kParticleWeight = 8;
inline constexpr uint8_t kNasabWeight = 9;  // marks "son of" among the particles
inline constexpr uint8_t kBodyWeight = 44;  // least of several words that name a body by themselves
inline constexpr uint8_t kServantWeight = 24;  // "Abd": half of a name

class NameTables {
 public:
  // missing_resource, or malformed with the row.
  static Result<NameTables> load(const std::string& folder);

  // The longest phrase of `sort` that begins at words[at]; nullptr when there is none. Words are
  // folded as fold_word() of names/tokens.h does.
  const Phrase* longest(std::span<const std::string> words, size_t at, Sort sort) const;
  // Groups of given names that stand for each other (Bill, William), by number; empty: none.
  std::span<const uint16_t> given_name_groups(std::string_view folded) const;
  // The hangul a Korean family name in Latin letters is read as; empty: it is none.
  std::span<const std::string> korean_surname(std::string_view folded) const;
  // Whether it is one of the commoner Chinese family names, in pinyin or Wade-Giles.
  bool is_chinese_surname(std::string_view folded) const {
    return chinese_surnames_.contains(std::string(folded));
  }
  // Two-letter code of a country or territory as FollowTheMoney writes it; empty: unknown.
  std::string territory_code(std::string_view name) const;

 private:
  void add(std::string_view phrase, Phrase meaning, uint8_t sorts);
  Status read_words(const std::string& folder);
  Status read_forms(const std::string& folder);
  Status read_places(const std::string& folder);
  std::unordered_map<std::string, std::vector<std::pair<uint8_t, Phrase>>> phrases_;  // by sorts
  std::unordered_map<std::string, size_t>
      longest_from_;  // words of the longest phrase, by its first
  std::unordered_map<std::string, std::vector<uint16_t>> given_names_;
  std::unordered_map<std::string, std::vector<std::string>> korean_surnames_;
  std::unordered_set<std::string> chinese_surnames_;
  std::unordered_map<std::string, std::string> territories_;
};

}  // namespace entente
