// Rules of the standards first (letters.cpp, han.cpp), then what the sound table learned, then
// ICU's Any-Latin for scripts that neither knows. Which of them comes first was measured by script:
// quality/run names and crossscript. Tests: compare_test.cpp, tests/cases/names.
#include "names/scripts/readings.h"

#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <memory>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/letters.h"
#include "names/scripts/romanise.h"
#include "names/scripts/sound.h"

namespace entente {
namespace {

using namespace scripts;

constexpr size_t kReadingBytesMax = 64;  // more than any comparison looks at
constexpr size_t kLettersMax = 256;

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (size_t at = 0; at < text.size() && out.size() < kLettersMax; at = next_code_point(text, at))
    out.push_back(decode_at(text, at));
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

// The letters of a word by a standard, its digits where they stand.
std::string with_digits(std::string_view word, Romanisation standard) {
  std::string out;
  for (size_t at = 0; at < word.size();) {
    size_t end = at;
    const bool digits = is_digit(word[at]);
    while (end < word.size() && is_digit(word[end]) == digits) ++end;
    const std::string_view run = word.substr(at, end - at);
    out += digits ? std::string(run) : romanise_by(run, standard);
    at = end;
  }
  return out;
}

bool is_ascii(std::string_view word) {
  return std::ranges::all_of(word, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Letters and digits of one word by the rules; empty where there are none for its script.
std::string by_rules(std::string_view word, Script script) {
  if (is_ascii(word)) return std::string(word);
  switch (script) {
    case Script::cyrillic:
      return with_digits(word, Romanisation::bgn);
    case Script::greek:
    case Script::hangul:
    case Script::han:
    case Script::kana:
      return with_digits(word, Romanisation::usual);
    case Script::arabic:
      return spell_abjad(code_points(word), Abjad::arabic);
    case Script::hebrew:
      return spell_abjad(code_points(word), Abjad::hebrew);
    default:
      return {};
  }
}

std::string first_reading(std::string_view word, Script script) {
  std::string out = by_rules(word, script);
  if (out.empty()) out = by_icu(word);
  return out.empty() ? by_character_names(word) : out;
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

bool writes_few_vowels(std::string_view word, Script script) {
  switch (script) {
    case Script::arabic:
    case Script::hebrew:
      return true;
    // Syllables: vowels stand between consonants that other languages have side by side.
    case Script::hangul:
    case Script::han:
    case Script::kana:
      return count_code_points(word) > 1;
    case Script::other:
      return by_icu(word).empty();
    default:
      return false;
  }
}

std::string short_u_as_v(std::string_view latin) {
  constexpr size_t kLettersMin = 5;
  constexpr std::string_view kBefore = "aeoiy", kVowels = "aeiouy";
  std::string out;
  if (latin.size() < kLettersMin) return out;
  for (size_t i = 1; i < latin.size(); ++i) {
    if (latin[i] != 'u' || !kBefore.contains(latin[i - 1])) continue;
    if (i + 1 < latin.size() && kVowels.contains(latin[i + 1])) continue;
    if (out.empty()) out = latin;
    out[i] = 'v';
  }
  return out;
}

bool ends_as_patronymic(std::string_view latin) {
  constexpr size_t kLettersMin = 7;
  if (latin.size() < kLettersMin) return false;
  for (const std::string_view end : {"vich", "vych", "evna", "ovna", "avna", "euna", "auna"})
    if (latin.ends_with(end)) return true;
  return false;
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

namespace {

std::vector<std::string> worked_out(std::string_view word, Script script) {
  std::vector<std::string> out;
  const auto is_new = [&](std::string_view reading) {
    return !reading.empty() && std::ranges::find(out, reading) == out.end();
  };
  const auto cut = [](std::string reading) {
    if (reading.size() > kReadingBytesMax) reading.resize(kReadingBytesMax);
    return reading;
  };
  const std::string plain = cut(first_reading(word, script));
  if (plain.empty()) return out;
  out.push_back(plain);
  const std::string letters = without_leet(plain);
  if (is_new(letters)) out.push_back(letters);
  if (!is_ascii(word) && script != Script::latin)
    if (std::string learned = cut(likely_spelling(word)); is_new(learned))
      out.push_back(std::move(learned));
  if (script == Script::arabic)
    if (std::string sound = cut(abjad_sounds(code_points(word), Abjad::arabic)); is_new(sound))
      out.push_back(std::move(sound));
  std::string sound =
      cut(script == Script::arabic   ? abjad_sounds(code_points(word), Abjad::persian)
          : script == Script::hebrew ? abjad_sounds(code_points(word), Abjad::hebrew)
                                     : sound_of(letters));
  // The last is the sound, even where it is the first again.
  if (!sound.empty() && (out.size() > 1 || is_new(sound))) out.push_back(std::move(sound));
  return out;
}

}  // namespace

// Words of other scripts are worth remembering: the same names come again and again in a list, and
// a word is read in a microsecond where the tables are asked in fifty. One memory a thread, emptied
// when it is full.
std::vector<std::string> readings_of(std::string_view word, Script script) {
  constexpr size_t kWordsMax = 16384;
  if (is_ascii(word)) return worked_out(word, script);
  thread_local std::unordered_map<std::string, std::vector<std::string>> known;
  std::string key(word);
  key += static_cast<char>(script);
  if (const auto at = known.find(key); at != known.end()) return at->second;
  if (known.size() >= kWordsMax) known.clear();
  return known.emplace(std::move(key), worked_out(word, script)).first->second;
}

}  // namespace entente
