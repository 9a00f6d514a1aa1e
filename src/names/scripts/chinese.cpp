// Rules of the two romanisations (Wade 1867, Giles 1892; Hanyu Pinyin, ISO 7098), without tones and
// apostrophes: an unmarked p, t, k, ch, ts may be b, d, g, j or zh, z as well as the aspirated one,
// which both spell the same. Not for words, only where a whole name reads as such syllables.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/scripts/chinese.h"

#include <algorithm>

namespace entente {
namespace {

struct Final {
  std::string_view giles, pinyin;
};
constexpr Final kFinals[] = {
    {"a", "a"},       {"ai", "ai"},     {"an", "an"},   {"ang", "ang"},   {"ao", "ao"},
    {"e", "e"},       {"ei", "ei"},     {"en", "en"},   {"eng", "eng"},   {"i", "i"},
    {"ia", "ia"},     {"iang", "iang"}, {"iao", "iao"}, {"ieh", "ie"},    {"ien", "ian"},
    {"in", "in"},     {"ing", "ing"},   {"iu", "iu"},   {"iung", "iong"}, {"o", "uo"},
    {"ou", "ou"},     {"u", "u"},       {"ua", "ua"},   {"uai", "uai"},   {"uan", "uan"},
    {"uang", "uang"}, {"ueh", "ue"},    {"uei", "ui"},  {"ui", "ui"},     {"un", "un"},
    {"ung", "ong"},   {"uo", "uo"},     {"ih", "i"},
};
constexpr std::string_view kPinyinFinals[] = {"ian", "ie", "ong", "iong", "ue", "er"};
// Longest first.
constexpr std::string_view kInitials[] = {"tz", "ts", "ss", "sh", "hs", "ch", "zh", "p", "m", "f",
                                          "t",  "n",  "l",  "k",  "h",  "j",  "s",  "w", "y", "b",
                                          "d",  "g",  "q",  "x",  "z",  "c",  "r",  ""};

struct Syllable {
  std::string_view initial, rest;
};
Syllable divided(std::string_view s) {
  for (const std::string_view initial : kInitials)
    if (s.starts_with(initial)) return {initial, s.substr(initial.size())};
  return {"", s};
}

std::vector<std::string_view> pinyin_initials(std::string_view giles, bool before_i) {
  if (giles == "hs") return {"x"};
  if (giles == "ch")
    return before_i ? std::vector<std::string_view>{"j", "q"} : std::vector<std::string_view>{"zh"};
  if (giles == "ts" || giles == "tz") return {"z", "c"};
  if (giles == "ss") return {"s"};
  if (giles == "p") return {"b"};
  if (giles == "t") return {"d"};
  if (giles == "k") return {"g"};
  if (giles == "j") return {"r"};
  return {giles};
}

}  // namespace

bool is_chinese_syllable(std::string_view folded) {
  if (folded.empty() || folded.size() > 6) return false;
  const Syllable s = divided(folded);
  return std::ranges::find(kFinals, s.rest, &Final::giles) != std::end(kFinals) ||
         std::ranges::find(kPinyinFinals, s.rest) != std::end(kPinyinFinals) || folded == "yen" ||
         folded == "yeh" || folded == "erh";
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
  if (folded == "yen") return {"yan"};
  if (folded == "yeh") return {"ye"};
  if (folded == "erh") return {"er"};
  const Syllable s = divided(folded);
  const auto known = std::ranges::find(kFinals, s.rest, &Final::giles);
  if (known == std::end(kFinals)) return {};
  std::string_view end = known->pinyin;
  const bool sibilant = s.initial == "tz" || s.initial == "ts" || s.initial == "ss";
  if (s.rest == "u" && (s.initial == "tz" || s.initial == "ss")) end = "i";
  if (s.rest == "o" && (s.initial == "k" || s.initial == "h")) end = "e";
  if (s.rest == "o" &&
      (s.initial == "p" || s.initial == "m" || s.initial == "f" || s.initial.empty()))
    end = "o";
  std::vector<std::string> out;
  const bool before_i = !sibilant && (s.rest.starts_with("i") && s.rest != "ih");
  for (const std::string_view initial : pinyin_initials(s.initial, before_i))
    if (std::string pinyin = std::string(initial) + std::string(end); pinyin != folded)
      out.push_back(std::move(pinyin));
  return out;
}

}  // namespace entente
