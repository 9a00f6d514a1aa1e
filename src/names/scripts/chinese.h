// Chinese syllables from Wade-Giles to pinyin.
//
//   pinyin_of("hsi")   == {"xi"}
//   pinyin_of("tung")  == {"dong"}
//   pinyin_of("chin")  == {"jin", "qin"}      // the apostrophe of ch'in is gone by then
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente {

// Whether a folded token can be one syllable of Wade-Giles or of pinyin.
bool is_chinese_syllable(std::string_view folded);
// "jinping" -> {"jin", "ping"}: a given name of two syllables written as one word.
std::optional<std::pair<std::string_view, std::string_view>> chinese_split(std::string_view folded);
// Pinyin that differ from the syllable itself, likeliest first; empty when it is no Wade-Giles.
std::vector<std::string> pinyin_of(std::string_view folded);

}  // namespace entente
