// What common words of firms, offices and titles mean in English, for names that were translated
// rather than transliterated: by data/meanings.tsv, which is part of the program.
//
//   meant_by("俄泰科技有限公司")   // english: technology tech … company limited co ltd; rest: 俄泰
//   meant_by("вертолеты")          // english: helicopter helicopters
//   meant_by("2세")                // english: 2 ii
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace entente {

struct Meant {
  std::vector<std::string> english;  // lower-case words, each by itself
  // Of Han and hangul, where a word of the table was cut off: the pieces between such words.
  std::vector<std::string> rest;
};

// Of one token of plain_letters(); empty when the table knows nothing of it. Cost: a look-up for
// each of its letters, at most kMeantLettersMax.
Meant meant_by(std::string_view token);
inline constexpr size_t kMeantLettersMax = 48;

}  // namespace entente
