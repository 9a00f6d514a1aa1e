// Chinese names as Korean writes them: by the rules for loan words (시진핑), or by the Korean
// reading of their characters (습근평), which the Latin form no longer shows: a set of syllables
// for each. Table: data/chinese_in_hangul.tsv.
//
//   hangul_of_chinese("jinping", 64)     // 진핑, then 금평, 금빙, 진평, …
//   chinese_reads_as(chinese_syllable("xi"), U'습')     // true
//   chinese_by_rules("덩샤오핑")          // 덩 {deng}, 샤오 {xiao}, 핑 {ping}
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

// Hangul that a folded Latin word of one to four Chinese syllables (pinyin or Wade-Giles) may stand
// for: as the rules spell it, then by the readings, the commoner first. Empty when it is none.
std::vector<std::string> hangul_of_chinese(std::string_view latin, size_t count_max);

// A number for a folded syllable of pinyin or Wade-Giles; 0 when it is none.
uint16_t chinese_syllable(std::string_view folded);
// Whether one syllable of hangul can stand for it, by the rules or as a reading.
bool chinese_reads_as(uint16_t syllable, char32_t hangul);

// One or two characters of hangul and the pinyin that they spell. Views are good for ever.
struct SpeltSyllable {
  std::string_view hangul;
  std::vector<std::string_view> pinyin;
};
// A hangul text as spelt syllables, none left over; empty when it does not fall into such.
std::vector<SpeltSyllable> chinese_by_rules(std::string_view hangul);

}  // namespace entente
