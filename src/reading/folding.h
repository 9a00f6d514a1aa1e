// Which tokens of a sentence the parser need not see one by one: names and figures that fold into
// one token, and asides that are parsed by themselves. See simplify.h for what is done with them.
#pragma once

#include <cstdint>
#include <vector>

#include "reading/asides.h"
#include "reading/lexicon/dictionaries.h"
#include "reading/sentence.h"

namespace entente {

enum class Fold : uint8_t { none, name, aside };

// What a folded name is (`word`: a noun of several pieces, "go-between"), as far as that decides
// which word stands in for it.
enum class FoldSort : uint8_t { unknown, state, organisation, person, goods, number, money, word };

struct Group {
  size_t first = 0, last = 0;  // tokens, inclusive
  Fold fold = Fold::none;
  FoldSort sort = FoldSort::unknown;
  AsideKind aside{};  // where fold is aside
};

// `tagged` has tags; its tree is not looked at. In order; every token is in exactly one group.
std::vector<Group> find_groups(const Sentence& tagged, const Dictionaries& dictionaries);

// "two", …, "ninety", in lower case.
bool is_number_word(std::string_view word);
bool starts_with_capital(const Token& token);
bool is_hyphen(std::string_view form);
bool has_digit(std::string_view form);

}  // namespace entente
