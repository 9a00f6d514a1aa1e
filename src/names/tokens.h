// A written name as the tokens it is compared by.
//
//   tokenise("PUTIN, Vladimir Vladimirovich", Sort::person, tables)
//     -> one name: vladimir (word) vladimirovich (patronymic) putin (word)
//   tokenise("Al-Qa'ida/Islamic Army", Sort::organisation, tables)
//     -> three names: the whole and both sides
//
// Words are found by Unicode properties (ICU), folded, looked up in the tables, then read in Latin
// letters. Well-formed UTF-8 in; anything may come out, no name is too odd.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/prepared.h"
#include "names/tables.h"

namespace entente {

uint32_t hash32(std::string_view bytes);      // FNV-1a, folded; for ids, not for strangers' keys
uint16_t number_id(std::string_view digits);  // equal numbers, equal ids; leading zeros drop

// NFKD, marks off, case folded, letters such as ø spelt out; other characters than letters and
// digits dropped. In its own script.
std::string fold_word(std::string_view word);
// The words of a text, folded; Han and Hangul characters each by itself, initials joined as in
// tokenise() for organisations.
std::vector<std::string> fold_words(std::string_view text);

struct NameToken {
  TokenRow row{};                     // all but text_at, text_size
  std::vector<std::string> readings;  // at least one
  std::string written;                // as folded, for explanations
};

struct TokenisedName {
  std::vector<NameToken> tokens;
  uint8_t flags = 0;  // NameFlag
};

// The name, and the names within it ("A a.k.a. B", "A/B"). Names without a token are left out.
std::vector<TokenisedName> tokenise(std::string_view name, Sort sort, const NameTables& tables);

}  // namespace entente
