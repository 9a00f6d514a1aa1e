// The syllables of the table of readings (data/han_readings.tsv), and Wade-Giles as made from them
// (han.h), turned round: without tones and apostrophes an unmarked p, t, k, ch, ts may be b, d, g,
// j or zh, z as well as the aspirated one. Not for words, only where a whole name reads as such
// syllables. Tests: compare_test.cpp, tests/cases/names.
#include "names/scripts/chinese.h"

#include <algorithm>
#include <unordered_map>

#include "names/scripts/han.h"

namespace entente {
namespace {

// Pinyin by Wade-Giles, and by itself: empty where both spell it the same.
const std::unordered_map<std::string, std::vector<std::string>>& pinyin_by_spelling() {
  static const auto all = [] {
    std::unordered_map<std::string, std::vector<std::string>> out;
    for (const std::string_view pinyin : scripts::pinyin_syllables()) {
      if (pinyin.find_first_of("aeiou") == std::string_view::npos) continue;  // "m", "ng"
      out.try_emplace(std::string(pinyin));
      if (std::string giles = scripts::wade_giles(pinyin); giles != pinyin)
        out[std::move(giles)].emplace_back(pinyin);
    }
    out["ssu"] = {"si"};  // the older spelling of szu
    return out;
  }();
  return all;
}

}  // namespace

bool is_chinese_syllable(std::string_view folded) {
  return folded.size() <= 6 && pinyin_by_spelling().contains(std::string(folded));
}

std::optional<std::pair<std::string_view, std::string_view>> chinese_split(
    std::string_view folded) {
  if (folded.size() < 4 || folded.size() > 12 || is_chinese_syllable(folded)) return std::nullopt;
  // The first syllable as long as it can be: "xian" + "gang" before "xiang" + "ang" does not arise,
  // since a second syllable without a consonant is seldom.
  for (const bool with_consonant : {true, false})
    for (size_t at = std::min<size_t>(folded.size() - 1, 6); at >= 1; --at) {
      const auto first = folded.substr(0, at), second = folded.substr(at);
      if (with_consonant && std::string_view("aeiou").contains(second[0])) continue;
      if (is_chinese_syllable(first) && is_chinese_syllable(second))
        return std::pair{first, second};
    }
  return std::nullopt;
}

std::vector<std::string> pinyin_of(std::string_view folded) {
  const auto at = pinyin_by_spelling().find(std::string(folded));
  return at == pinyin_by_spelling().end() ? std::vector<std::string>{} : at->second;
}

}  // namespace entente
