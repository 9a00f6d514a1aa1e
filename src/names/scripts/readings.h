// The Latin readings of one word in any script: lower-case a-z and 0-9, likeliest first.
//
//   readings_of("шейх", Script::cyrillic)  == {"sheykh", "xeih"}
//
// The first is its letters one by one, the last its sound: digraphs as one letter, doubled letters
// once, silent ones left out, so that "Oussama" and "Usama" meet.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/scripts/script.h"

namespace entente {

inline constexpr size_t kReadingsMax = 5;

// `word` is folded (names/tokens.h). At least one reading unless nothing of it can be read; what
// the sound table learned of its script stands between the first and the last. None twice, but the
// last may be the first again.
std::vector<std::string> readings_of(std::string_view word, Script script);
// Whether the script leaves vowels to the reader, so that readings are consonants for the most
// part.
bool writes_few_vowels(std::string_view word, Script script);
// The simplified form of a Chinese character, itself where there is none.
char32_t simplified(char32_t han);
// Belarusian in Latin letters has u for the short u that Russian has as v: "burmistrav" for
// "burmistrau", "karchevsky" for "karcheusky". Empty when there is none in a word, or it is short.
std::string short_u_as_v(std::string_view latin);
// Whether it ends as East Slavic patronymics do: only beside such is a u taken for a short one.
bool ends_as_patronymic(std::string_view latin);
// What a reading sounds like: see above.
std::string sound_of(std::string_view reading);

}  // namespace entente
