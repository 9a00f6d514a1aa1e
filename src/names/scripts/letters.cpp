// Sources: BGN/PCGN 1947 (Russian) and 2019 (Ukrainian), ICAO Doc 9303 part 3, ISO 9 with its marks
// taken off, ELOT 743 for Greek, Hepburn for kana, Revised Romanisation of Korean (2000),
// McCune–Reischauer (1939) without its marks, and the spellings of North Korean passports as the
// Security Council's lists have them. Tests: romanise_test.cpp.
#include "names/scripts/letters.h"

#include <algorithm>
#include <array>

namespace entente::scripts {
namespace {

struct Letter {
  char32_t native;
  std::string_view bgn, passport, scholarly;
};
// Russian, Ukrainian, Belarusian, Serbian, Macedonian, Kazakh; in the order of code points.
constexpr Letter kCyrillic[] = {
    {U'а', "a", "a", "a"},    {U'б', "b", "b", "b"},        {U'в', "v", "v", "v"},
    {U'г', "g", "g", "g"},    {U'д', "d", "d", "d"},        {U'е', "e", "e", "e"},
    {U'ж', "zh", "zh", "z"},  {U'з', "z", "z", "z"},        {U'и', "i", "i", "i"},
    {U'й', "y", "i", "j"},    {U'к', "k", "k", "k"},        {U'л', "l", "l", "l"},
    {U'м', "m", "m", "m"},    {U'н', "n", "n", "n"},        {U'о', "o", "o", "o"},
    {U'п', "p", "p", "p"},    {U'р', "r", "r", "r"},        {U'с', "s", "s", "s"},
    {U'т', "t", "t", "t"},    {U'у', "u", "u", "u"},        {U'ф', "f", "f", "f"},
    {U'х', "kh", "kh", "h"},  {U'ц', "ts", "ts", "c"},      {U'ч', "ch", "ch", "c"},
    {U'ш', "sh", "sh", "s"},  {U'щ', "shch", "shch", "sc"}, {U'ъ', "", "ie", ""},
    {U'ы', "y", "y", "y"},    {U'ь', "", "", ""},           {U'э', "e", "e", "e"},
    {U'ю', "yu", "iu", "ju"}, {U'я', "ya", "ia", "ja"},     {U'ё', "yo", "e", "e"},
    {U'ђ', "dj", "dj", "dj"}, {U'ѓ', "gj", "gj", "g"},      {U'є', "ye", "ie", "je"},
    {U'ѕ', "dz", "dz", "dz"}, {U'і', "i", "i", "i"},        {U'ї', "yi", "i", "i"},
    {U'ј', "j", "j", "j"},    {U'љ', "lj", "lj", "lj"},     {U'њ', "nj", "nj", "nj"},
    {U'ћ', "c", "c", "c"},    {U'ќ', "kj", "kj", "k"},      {U'ў', "w", "u", "u"},
    {U'џ', "dz", "dz", "dz"}, {U'ґ', "g", "g", "g"},        {U'ғ', "gh", "g", "g"},
    {U'қ', "q", "k", "k"},    {U'ң', "ng", "n", "n"},       {U'ү', "u", "u", "u"},
    {U'ұ', "u", "u", "u"},    {U'ҳ', "h", "h", "h"},        {U'ҷ', "j", "j", "c"},
    {U'һ', "h", "h", "h"},    {U'ӣ', "i", "i", "i"},        {U'ә', "a", "a", "a"},
    {U'ӯ', "u", "u", "u"},    {U'ө', "o", "o", "o"},
};

std::string_view spelt(char32_t c, Romanisation standard) {
  const auto at = std::ranges::lower_bound(kCyrillic, c, {}, &Letter::native);
  if (at == std::end(kCyrillic) || at->native != c) return {};
  if (standard == Romanisation::passport) return at->passport;
  return standard == Romanisation::scholarly ? at->scholarly : at->bgn;
}

bool is_cyrillic_vowel(char32_t c) {
  return std::u32string_view(U"аеёиоуыэюяіїєў").find(c) != std::u32string_view::npos;
}

struct Sign {
  char32_t native;
  std::string_view latin;
};
constexpr Sign kGreek[] = {
    {U'α', "a"}, {U'β', "v"},  {U'γ', "g"}, {U'δ', "d"}, {U'ε', "e"},  {U'ζ', "z"},
    {U'η', "i"}, {U'θ', "th"}, {U'ι', "i"}, {U'κ', "k"}, {U'λ', "l"},  {U'μ', "m"},
    {U'ν', "n"}, {U'ξ', "x"},  {U'ο', "o"}, {U'π', "p"}, {U'ρ', "r"},  {U'ς', "s"},
    {U'σ', "s"}, {U'τ', "t"},  {U'υ', "y"}, {U'φ', "f"}, {U'χ', "ch"}, {U'ψ', "ps"},
    {U'ω', "o"}, {U'ά', "a"},  {U'έ', "e"}, {U'ή', "i"}, {U'ί', "i"},  {U'ό', "o"},
    {U'ύ', "y"}, {U'ώ', "o"},  {U'ϊ', "i"}, {U'ϋ', "y"}, {U'ΐ', "i"},  {U'ΰ', "y"},
};
struct GreekPair {
  std::u32string_view native;
  std::string_view latin;
};
constexpr GreekPair kGreekPairs[] = {{U"ου", "ou"}, {U"ού", "ou"}, {U"ευ", "ev"}, {U"εύ", "ev"},
                                     {U"αυ", "av"}, {U"αύ", "av"}, {U"γγ", "ng"}, {U"γχ", "nch"},
                                     {U"ει", "ei"}, {U"οι", "oi"}};

// Katakana U+30A1..U+30F4, by code point; small ones and marks are handled apart.
constexpr std::array<std::string_view, 84> kKana{
    "a",  "a",  "i",  "i",  "u",   "u",  "e",  "e",   "o",   "o",  "ka", "ga", "ki", "gi",
    "ku", "gu", "ke", "ge", "ko",  "go", "sa", "za",  "shi", "ji", "su", "zu", "se", "ze",
    "so", "zo", "ta", "da", "chi", "ji", "",   "tsu", "zu",  "te", "de", "to", "do", "na",
    "ni", "nu", "ne", "no", "ha",  "ba", "pa", "hi",  "bi",  "pi", "fu", "bu", "pu", "he",
    "be", "pe", "ho", "bo", "po",  "ma", "mi", "mu",  "me",  "mo", "ya", "ya", "yu", "yu",
    "yo", "yo", "ra", "ri", "ru",  "re", "ro", "wa",  "wa",  "i",  "e",  "o",  "n",  "vu"};

bool is_small_y(char32_t c) { return c == U'ャ' || c == U'ュ' || c == U'ョ'; }
bool is_small_vowel(char32_t c) {
  return c == U'ァ' || c == U'ィ' || c == U'ゥ' || c == U'ェ' || c == U'ォ';
}

// Jamo in the order of Unicode's arithmetic.
using Jamo = std::array<std::string_view, 28>;
constexpr Jamo kRevisedFirst{"g",  "kk", "n", "d",  "tt", "r", "m", "b", "pp", "s",
                             "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr Jamo kUnvoicedFirst{"k",  "kk", "n",  "t",   "tt", "r", "m", "p", "pp", "s",
                              "ss", "",   "ch", "tch", "ch", "k", "t", "p", "h"};
constexpr Jamo kVoicedFirst{"g",  "kk", "n", "d",   "tt", "r", "m", "b", "pp", "s",
                            "ss", "",   "j", "tch", "ch", "k", "t", "p", "h"};
constexpr Jamo kNorthFirst{"k",  "kk", "n", "t",  "tt", "r", "m", "p", "pp", "s",
                           "ss", "",   "j", "jj", "ch", "k", "t", "p", "h"};
constexpr Jamo kRevisedVowel{"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                             "oe", "yo", "u",  "wo",  "we", "wi", "yu",  "eu", "ui", "i"};
constexpr Jamo kPlainVowel{"a",  "ae", "ya", "yae", "o",  "e",  "yo", "ye", "o",  "wa", "wae",
                           "oe", "yo", "u",  "wo",  "we", "wi", "yu", "u",  "ui", "i"};
constexpr Jamo kUsualVowel{"a",  "ae", "ya", "yae", "eo", "e",  "yeo", "ye", "o",  "wa", "wae",
                           "oe", "yo", "oo", "wo",  "we", "wi", "yoo", "eu", "ui", "i"};
constexpr Jamo kLast{"",  "k", "k", "k", "n", "n", "n", "t",  "l", "k", "m", "l", "l", "l",
                     "p", "l", "m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"};

}  // namespace

std::string spell_cyrillic(std::u32string_view letters, Romanisation standard) {
  std::string out;
  for (size_t i = 0; i < letters.size(); ++i) {
    const char32_t c = letters[i];
    const char32_t before = i > 0 ? letters[i - 1] : 0;
    const bool last = i + 1 == letters.size();
    if (standard == Romanisation::bgn && c == U'е' &&
        (i == 0 || is_cyrillic_vowel(before) || before == U'й' || before == U'ъ' ||
         before == U'ь')) {
      out += "ye";
      continue;
    }
    if (standard == Romanisation::usual) {  // endings as newspapers write them
      if (c == U'й' && last && (before == U'и' || before == U'ы')) {
        if (before == U'и') out.pop_back(), out += "y";
        continue;
      }
      if (c == U'с' && before == U'к') {
        out.back() = 'x';
        continue;
      }
    }
    out += spelt(c, standard);
  }
  return out;
}

std::string spell_greek(std::u32string_view letters) {
  std::string out;
  for (size_t i = 0; i < letters.size(); ++i) {
    const auto pair = std::ranges::find(kGreekPairs, letters.substr(i, 2), &GreekPair::native);
    if (pair != std::end(kGreekPairs)) {
      out += pair->latin;
      ++i;
      continue;
    }
    const auto sign = std::ranges::find(kGreek, letters[i], &Sign::native);
    if (sign != std::end(kGreek)) out += sign->latin;
  }
  return out;
}

std::string spell_kana(std::u32string_view letters) {
  std::string out;
  bool doubled = false;
  for (char32_t c : letters) {
    if (c >= 0x3041 && c <= 0x3096) c += 0x60;
    if (c == U'ッ') doubled = true;
    if (c < 0x30A1 || c > 0x30F4 || c == U'ッ') continue;
    std::string_view spelling = kKana[c - 0x30A1];
    const bool after_i = out.size() > 1 && out.back() == 'i';
    if (is_small_y(c) && after_i) {
      out.pop_back();
      const bool plain = out.ends_with("sh") || out.ends_with("ch") || out.ends_with("j");
      out += plain ? spelling.substr(1) : spelling;
      continue;
    }
    if (is_small_vowel(c) && out.size() > 1) out.pop_back();
    if (doubled && !spelling.empty()) out += spelling.starts_with("ch") ? 't' : spelling[0];
    doubled = false;
    out += spelling;
  }
  return out;
}

std::string spell_hangul(std::u32string_view syllables, Romanisation standard) {
  std::string out;
  bool voiced_before = false;  // a vowel, n, ng, m or l
  for (char32_t c : syllables) {
    if (c < 0xAC00 || c > 0xD7A3) continue;
    const size_t index = c - 0xAC00, first = index / 588, vowel = index % 588 / 28,
                 last = index % 28;
    switch (standard) {
      case Romanisation::revised:
        out += kRevisedFirst[first];
        out += kRevisedVowel[vowel];
        break;
      case Romanisation::mccune_reischauer:
        out += (voiced_before ? kVoicedFirst : kUnvoicedFirst)[first];
        out += kPlainVowel[vowel];
        break;
      case Romanisation::north_korean:
        out += kNorthFirst[first];
        out += kPlainVowel[vowel];
        break;
      default:
        out += kRevisedFirst[first];
        out += kUsualVowel[vowel];
    }
    out += kLast[last];
    const std::string_view end = kLast[last];
    voiced_before = end.empty() || end == "n" || end == "ng" || end == "m" || end == "l";
  }
  return out;
}

}  // namespace entente::scripts
