// Readings of Han characters and of Korean and Chinese family names, by the tables in data/.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace entente::scripts {

// Mandarin in pinyin without tones ("zhong"); empty when it has none. Valid for ever.
std::string_view han_reading(char32_t character);
// All syllables that characters have, in the order of the table. Valid for ever.
std::span<const std::string_view> pinyin_syllables();
// A number above all of Unicode that stands for a pinyin syllable; 0 when there is no such.
uint32_t syllable_unit(std::string_view pinyin);
// "hsi" for "xi", "chung" for "zhong": Wade–Giles without its marks.
std::string wade_giles(std::string_view pinyin);

// Latin spellings of a family name in Hangul or Han, likeliest first; empty when it is none.
const std::vector<std::string>& family_name_readings(std::string_view native);

}  // namespace entente::scripts
