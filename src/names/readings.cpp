// Letter tables for the scripts that sanctions lists use most, ICU's Any-Latin for the rest. Arabic
// and Hebrew write few vowels: their readings are consonants with the long vowels, and the
// comparison knows it (compare.cpp). This is the one place where other romanisations plug in.
// Tests: compare_test.cpp, tests/cases/names.
#include "names/readings.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <array>
#include <memory>
#include <span>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/korean.h"

namespace entente {
namespace {

struct Letter {
  char32_t from;
  std::string_view to;
};
constexpr Letter kCyrillic[] = {
    {U'а', "a"},  {U'б', "b"},    {U'в', "v"},  {U'г', "g"},  {U'д', "d"},  {U'е', "e"},
    {U'ж', "zh"}, {U'з', "z"},    {U'и', "i"},  {U'й', "y"},  {U'к', "k"},  {U'л', "l"},
    {U'м', "m"},  {U'н', "n"},    {U'о', "o"},  {U'п', "p"},  {U'р', "r"},  {U'с', "s"},
    {U'т', "t"},  {U'у', "u"},    {U'ф', "f"},  {U'х', "kh"}, {U'ц', "ts"}, {U'ч', "ch"},
    {U'ш', "sh"}, {U'щ', "shch"}, {U'ъ', ""},   {U'ы', "y"},  {U'ь', ""},   {U'э', "e"},
    {U'ю', "yu"}, {U'я', "ya"},   {U'ё', "e"},  {U'ђ', "dj"}, {U'є', "ye"}, {U'ѕ', "dz"},
    {U'і', "i"},  {U'ї', "i"},    {U'ј', "j"},  {U'љ', "lj"}, {U'њ', "nj"}, {U'ћ', "c"},
    {U'ќ', "k"},  {U'ў', "u"},    {U'џ', "dz"}, {U'ґ', "g"},  {U'ғ', "gh"}, {U'қ', "q"},
    {U'ң', "ng"}, {U'ү', "u"},    {U'ұ', "u"},  {U'һ', "h"},  {U'ө', "o"},  {U'ә', "a"},
    {U'ҳ', "h"},  {U'ҷ', "j"},    {U'ӣ', "i"},  {U'ӯ', "u"},
};
constexpr Letter kGreek[] = {
    {U'α', "a"},  {U'β', "v"},  {U'γ', "g"},  {U'δ', "d"}, {U'ε', "e"}, {U'ζ', "z"}, {U'η', "i"},
    {U'θ', "th"}, {U'ι', "i"},  {U'κ', "k"},  {U'λ', "l"}, {U'μ', "m"}, {U'ν', "n"}, {U'ξ', "x"},
    {U'ο', "o"},  {U'π', "p"},  {U'ρ', "r"},  {U'σ', "s"}, {U'ς', "s"}, {U'τ', "t"}, {U'υ', "y"},
    {U'φ', "f"},  {U'χ', "ch"}, {U'ψ', "ps"}, {U'ω', "o"},
};
// Long vowels are written; ي and ی may be y, i or a, و may be v, u or o: compare.cpp allows it.
constexpr Letter kArabic[] = {
    {U'ا', "a"},  {U'آ', "a"},  {U'أ', "a"}, {U'إ', "i"},  {U'ٱ', "a"},  {U'ب', "b"},  {U'پ', "p"},
    {U'ت', "t"},  {U'ث', "th"}, {U'ج', "j"}, {U'چ', "ch"}, {U'ح', "h"},  {U'خ', "kh"}, {U'د', "d"},
    {U'ذ', "z"},  {U'ر', "r"},  {U'ز', "z"}, {U'ژ', "zh"}, {U'س', "s"},  {U'ش', "sh"}, {U'ص', "s"},
    {U'ض', "d"},  {U'ط', "t"},  {U'ظ', "z"}, {U'ع', "a"},  {U'غ', "gh"}, {U'ف', "f"},  {U'ق', "q"},
    {U'ك', "k"},  {U'ک', "k"},  {U'گ', "g"}, {U'ل', "l"},  {U'م', "m"},  {U'ن', "n"},  {U'ه', "h"},
    {U'ة', "a"},  {U'و', "w"},  {U'ؤ', "w"}, {U'ي', "y"},  {U'ی', "y"},  {U'ى', "y"},  {U'ئ', "y"},
    {U'ء', ""},   {U'ټ', "t"},  {U'ډ', "d"}, {U'ړ', "r"},  {U'ڼ', "n"},  {U'ښ', "sh"}, {U'ځ', "z"},
    {U'څ', "ts"}, {U'ې', "e"},  {U'ہ', "h"}, {U'ھ', "h"},  {U'ے', "e"},  {U'ٹ', "t"},  {U'ڈ', "d"},
    {U'ڑ', "r"},  {U'ں', "n"},  {U'ڤ', "v"}, {U'ە', "e"},
};
// Where Persian, Urdu and Pashto say a letter otherwise than Arabic does.
constexpr Letter kPersianOnly[] = {{U'ث', "s"}, {U'ض', "z"}, {U'و', "v"}};
constexpr auto kPersian = [] {
  std::array<Letter, std::size(kArabic)> out{};
  for (size_t i = 0; i < out.size(); ++i) {
    out[i] = kArabic[i];
    for (const Letter& other : kPersianOnly)
      if (other.from == out[i].from) out[i] = other;
  }
  return out;
}();
constexpr Letter kHebrew[] = {
    {U'א', "a"},  {U'ב', "b"},  {U'ג', "g"}, {U'ד', "d"}, {U'ה', "h"},  {U'ו', "w"}, {U'ז', "z"},
    {U'ח', "h"},  {U'ט', "t"},  {U'י', "y"}, {U'כ', "k"}, {U'ך', "k"},  {U'ל', "l"}, {U'מ', "m"},
    {U'ם', "m"},  {U'נ', "n"},  {U'ן', "n"}, {U'ס', "s"}, {U'ע', "a"},  {U'פ', "p"}, {U'ף', "f"},
    {U'צ', "ts"}, {U'ץ', "ts"}, {U'ק', "k"}, {U'ר', "r"}, {U'ש', "sh"}, {U'ת', "t"},
};

constexpr size_t kReadingBytesMax = 64;  // more than any comparison looks at

template <size_t N>
std::string spell(std::string_view word, const Letter (&table)[N]) {
  std::string out;
  for (size_t at = 0; at < word.size(); at = next_code_point(word, at)) {
    const char32_t c = decode_at(word, at);
    const auto found = std::ranges::find(table, c, &Letter::from);
    if (found != std::end(table)) out += found->to;
    else if (c < 0x80) out += static_cast<char>(c);
  }
  return out;
}

// The sound of each Arabic or Hebrew letter by itself: "t" and "h" side by side are two letters
// there.
std::string spell_sounds(std::string_view word, std::span<const Letter> table) {
  std::string out;
  for (size_t at = 0; at < word.size(); at = next_code_point(word, at)) {
    const auto found = std::ranges::find(table, decode_at(word, at), &Letter::from);
    if (found == table.end()) continue;
    const std::string sound =
        found->to == "y" || found->to == "w" ? std::string(found->to) : sound_of(found->to);
    if (out.empty() || !out.ends_with(sound)) out += sound;
  }
  return out;
}

// By ICU: made once a thread, since a transliterator is not to be shared between threads.
std::string by_icu(std::string_view word) {
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(icu::Transliterator::createInstance(
        "Traditional-Simplified; Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
  }();
  if (!transliterator) return {};
  auto text = icu::UnicodeString::fromUTF8({word.data(), static_cast<int32_t>(word.size())});
  transliterator->transliterate(text);
  std::string raw, out;
  text.toUTF8String(raw);
  for (const char c : raw)
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
  return out;
}

// By the names of its characters, for scripts that ICU does not transliterate (Khmer among them):
// KHMER LETTER PO is "p" (its vowel is inherent), KHMER VOWEL SIGN U is "u".
std::string by_character_names(std::string_view word) {
  std::string out;
  for (size_t at = 0; at < word.size(); at = next_code_point(word, at)) {
    char buffer[128];
    UErrorCode status = U_ZERO_ERROR;
    const auto size = u_charName(static_cast<UChar32>(decode_at(word, at)), U_UNICODE_CHAR_NAME,
                                 buffer, sizeof buffer, &status);
    const std::string_view name(buffer, U_SUCCESS(status) ? static_cast<size_t>(size) : 0);
    const bool letter = name.find(" LETTER ") != std::string_view::npos;
    if (!letter && name.find(" VOWEL ") == std::string_view::npos) continue;
    std::string last = lower(name.substr(name.rfind(' ') + 1));
    while (letter && last.size() > 1 && std::string_view("aeiou").contains(last.back()))
      last.pop_back();
    for (const char c : last)
      if (is_alpha(c)) out += c;
  }
  return out;
}

std::string latin_letters(std::string_view word) {
  if (std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
    return std::string(word);
  return by_icu(word);
}

std::string first_reading(std::string_view word, TokenScript script) {
  switch (script) {
    case TokenScript::latin:
      return latin_letters(word);
    case TokenScript::cyrillic:
      return spell(word, kCyrillic);
    case TokenScript::greek:
      return spell(word, kGreek);
    case TokenScript::arabic:
      return spell(word, kArabic);
    case TokenScript::hebrew:
      return spell(word, kHebrew);
    case TokenScript::hangul: {
      std::string out;
      char buffer[12];
      for (size_t at = 0; at < word.size(); at = next_code_point(word, at))
        if (const char32_t c = decode_at(word, at); is_hangul(c)) out += korean_spelling(c, buffer);
      return out;
    }
    default: {
      std::string out = by_icu(word);
      return out.empty() ? by_character_names(word) : out;
    }
  }
}

// Digits within a word that stand for letters: "sech1n".
std::string without_leet(std::string_view reading) {
  constexpr std::string_view kDigits = "013459", kLetters = "oieasg";
  std::string out(reading);
  const bool letters = std::ranges::any_of(reading, [](char c) { return c >= 'a'; });
  for (size_t i = 0; letters && i + 1 < out.size(); ++i)
    if (const size_t at = kDigits.find(out[i]); at != std::string_view::npos && out[i + 1] >= 'a')
      out[i] = kLetters[at];
  return out;
}

struct Sound {
  std::string_view from, to;
};
// Longest first where one begins another.
constexpr Sound kSounds[] = {
    {"shch", "x"}, {"tsch", "c"}, {"sch", "x"}, {"tch", "c"}, {"dzh", "j"}, {"dsch", "j"},
    {"ch", "c"},   {"sh", "x"},   {"zh", "j"},  {"kh", "h"},  {"gh", "g"},  {"ph", "f"},
    {"th", "t"},   {"dh", "d"},   {"dj", "j"},  {"ck", "k"},  {"qu", "k"},  {"ts", "z"},
    {"tz", "z"},   {"cz", "c"},   {"sz", "x"},  {"oo", "u"},  {"ou", "u"},  {"ee", "i"},
    {"ii", "i"},   {"iy", "i"},   {"yy", "i"},  {"ij", "i"},  {"yi", "i"},  {"aa", "a"},
    {"ae", "e"},   {"oe", "o"},   {"ue", "u"},  {"ay", "ei"}, {"ey", "ei"}, {"ai", "ei"},
    {"q", "k"},    {"w", "v"},    {"y", "i"},   {"x", "ks"},
};

}  // namespace

TokenScript script_of_letter(char32_t c) {
  if (c < 0x250) return TokenScript::latin;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(c), &status)) {
    case USCRIPT_LATIN:
      return TokenScript::latin;
    case USCRIPT_CYRILLIC:
      return TokenScript::cyrillic;
    case USCRIPT_GREEK:
      return TokenScript::greek;
    case USCRIPT_ARABIC:
      return TokenScript::arabic;
    case USCRIPT_HEBREW:
      return TokenScript::hebrew;
    case USCRIPT_HAN:
      return TokenScript::han;
    case USCRIPT_HANGUL:
      return TokenScript::hangul;
    case USCRIPT_KATAKANA:
    case USCRIPT_HIRAGANA:
      return TokenScript::kana;
    default:
      return TokenScript::other;
  }
}

bool writes_few_vowels(std::string_view word, TokenScript script) {
  switch (script) {
    case TokenScript::arabic:
    case TokenScript::hebrew:
      return true;
    // Syllables: vowels stand between consonants that other languages have side by side.
    case TokenScript::hangul:
    case TokenScript::han:
    case TokenScript::kana:
      return count_code_points(word) > 1;
    case TokenScript::other:
      return by_icu(word).empty();
    default:
      return false;
  }
}

char32_t simplified(char32_t han) {
  thread_local const std::unique_ptr<icu::Transliterator> transliterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::Transliterator>(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, status));
  }();
  if (!transliterator) return han;
  icu::UnicodeString text(static_cast<UChar32>(han));
  transliterator->transliterate(text);
  return static_cast<char32_t>(text.char32At(0));
}

std::string sound_of(std::string_view reading) {
  std::string out;
  for (size_t at = 0; at < reading.size();) {
    const auto rule = std::ranges::find_if(
        kSounds, [&](const Sound& s) { return reading.substr(at).starts_with(s.from); });
    std::string_view to = reading.substr(at, 1);
    if (rule != std::end(kSounds)) {
      to = rule->to;
      at += rule->from.size();
    } else {
      const char next = at + 1 < reading.size() ? reading[at + 1] : ' ';
      if (reading[at] == 'c') to = next == 'e' || next == 'i' || next == 'y' ? "s" : "k";
      ++at;
    }
    for (const char c : to)
      if (out.empty() || out.back() != c) out += c;
  }
  if (out.size() > 3 && out.back() == 'h') out.pop_back();
  return out;
}

std::vector<std::string> readings_of(std::string_view word, TokenScript script) {
  std::vector<std::string> out;
  const auto add = [&](std::string reading) {
    if (reading.size() > kReadingBytesMax) reading.resize(kReadingBytesMax);
    if (!reading.empty() && out.size() < kReadingsMax &&
        std::ranges::find(out, reading) == out.end())
      out.push_back(std::move(reading));
  };
  const std::string plain = first_reading(word, script);
  add(plain);
  if (out.empty()) return out;
  const std::string letters = without_leet(plain);
  add(letters);
  if (script == TokenScript::arabic) {
    add(spell_sounds(word, kArabic));
    add(spell_sounds(word, kPersian));
  } else if (script == TokenScript::hebrew) add(spell_sounds(word, kHebrew));
  else add(sound_of(letters));
  return out;
}

}  // namespace entente
