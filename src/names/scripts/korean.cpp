// A syllable is onset, vowel, coda. Spellings leave out what hangul tells apart: "ch" is ㅈ or ㅊ,
// "o" is ㅗ or ㅓ, "u" is ㅜ, ㅡ or (in popular spellings: Jung, Hyun) ㅓ. So a spelling stands for
// a set of syllables; two agree when their sets meet. Aspirated and tense consonants count as the
// plain one, which most sources do not mark. Not for words, only for names.
// Source: tables of the romanisation standards (McCune-Reischauer 1939, South Korea 2000, DPRK
// 1992). Tests: korean_test.cpp.
#include "names/scripts/korean.h"

#include <array>
#include <bit>
#include <cstring>

namespace entente {
namespace {

// Packed: valid 1 << 15, onset << 10, vowel << 4, coda.
enum Onset : uint8_t { kNone, kK, kN, kT, kR, kM, kP, kS, kCh, kH, kNoneOrR, kNOrR };

struct Spelling {
  std::string_view text;
  uint8_t value;
};
// Longest first where one begins another.
constexpr Spelling kOnsets[] = {
    {"tch", kCh}, {"kk", kK},  {"gg", kK}, {"kh", kK}, {"tt", kT},  {"dd", kT},
    {"th", kT},   {"pp", kP},  {"bb", kP}, {"ph", kP}, {"ss", kS},  {"sh", kS},
    {"jj", kCh},  {"ch", kCh}, {"rh", kR}, {"k", kK},  {"g", kK},   {"n", kN},
    {"t", kT},    {"d", kT},   {"r", kR},  {"l", kR},  {"m", kM},   {"p", kP},
    {"b", kP},    {"s", kS},   {"j", kCh}, {"h", kH},  {"", kNone},
};

// Vowels in the order of hangul: a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i.
constexpr uint32_t bit(int vowel) { return 1U << vowel; }
enum { A, AE, YA, YAE, EO, E, YEO, YE, O, WA, WAE, OE, YO, U, WO, WE, WI, YU, EU, UI, I };
struct VowelSpelling {
  std::string_view text;
  uint32_t vowels;
};
constexpr VowelSpelling kVowels[] = {
    {"yeo", bit(YEO)},
    {"yae", bit(YAE)},
    {"yoo", bit(YU)},
    {"you", bit(YEO)},
    {"wae", bit(WAE)},
    {"woo", bit(U)},
    {"weo", bit(WO)},
    {"eui", bit(UI)},
    {"ya", bit(YA)},
    {"yo", bit(YO) | bit(YEO)},
    {"yu", bit(YU) | bit(YEO)},
    {"ye", bit(YE) | bit(YAE)},
    {"yi", bit(I) | bit(UI)},
    {"wa", bit(WA)},
    {"we", bit(WE) | bit(OE) | bit(WAE)},
    {"wi", bit(WI)},
    {"wo", bit(WO)},
    {"wu", bit(U)},
    {"ae", bit(AE)},
    {"ai", bit(AE)},
    {"ay", bit(AE)},
    {"eo", bit(EO)},
    {"eu", bit(EU)},
    {"ee", bit(I) | bit(UI)},
    {"oe", bit(OE)},
    {"oi", bit(OE)},
    {"oo", bit(U)},
    {"ou", bit(U) | bit(O) | bit(EO)},
    {"ui", bit(UI) | bit(WI)},
    {"uy", bit(WI)},
    {"a", bit(A)},
    {"e", bit(E) | bit(AE)},
    {"i", bit(I)},
    {"o", bit(O) | bit(EO)},
    {"u", bit(U) | bit(EU) | bit(EO)},
};
// Vowels that one spelling may stand for, closed over all spellings, in the order of hangul: what
// no spelling keeps apart is one class.
constexpr uint8_t kVowelClass[21] = {0, 1, 2, 5, 3, 1, 4, 5, 3, 8, 6, 6, 4, 3, 9, 6, 7, 4, 3, 7, 7};
constexpr uint8_t class_of(uint32_t vowels) { return kVowelClass[std::countr_zero(vowels)]; }
constexpr bool is_of_one_class(uint32_t vowels) {
  for (int vowel = 0; vowel < 21; ++vowel)
    if ((vowels & bit(vowel)) && kVowelClass[vowel] != class_of(vowels)) return false;
  return true;
}
static_assert([] {
  for (const VowelSpelling& spelling : kVowels)
    if (!is_of_one_class(spelling.vowels)) return false;
  return true;
}());
constexpr uint8_t kHangulVowels = 40;  // values from here on are single vowels
constexpr Spelling kCodas[] = {
    {"ng", 7}, {"ck", 1}, {"k", 1}, {"g", 1}, {"n", 2}, {"t", 3}, {"d", 3},
    {"l", 4},  {"r", 4},  {"m", 5}, {"p", 6}, {"b", 6}, {"h", 0}, {"", 0},
};

uint32_t vowel_set(uint8_t value) {
  return value >= kHangulVowels ? bit(value - kHangulVowels) : kVowels[value].vowels;
}

uint32_t onset_set(uint8_t onset) {
  if (onset == kNoneOrR) return bit(kNone) | bit(kR);
  if (onset == kNOrR) return bit(kN) | bit(kR);
  return bit(onset);
}

constexpr uint16_t pack(unsigned onset, unsigned vowel, unsigned coda) {
  return static_cast<uint16_t>(0x8000 | onset << 10 | vowel << 4 | coda);
}

struct Jamo {
  unsigned onset, vowel, coda;
};
Jamo jamo_of(char32_t hangul) {
  const unsigned n = static_cast<unsigned>(hangul) - 0xAC00;
  return {n / 588, n % 588 / 28, n % 28};
}
constexpr uint8_t kOnsetOf[19] = {kK, kK,    kN,  kT,  kT,  kR, kM, kP, kP, kS,
                                  kS, kNone, kCh, kCh, kCh, kK, kT, kP, kH};
constexpr uint8_t kCodaOf[28] = {0, 1, 1, 1, 2, 2, 2, 3, 4, 1, 5, 4, 4, 4,
                                 6, 4, 5, 6, 6, 3, 3, 7, 3, 3, 1, 3, 6, 3};

// Of a few letters: most part with the first one, and need no call.
bool begins(std::string_view text, std::string_view with) {
  if (with.size() > text.size()) return false;
  for (size_t i = 0; i < with.size(); ++i)
    if (text[i] != with[i]) return false;
  return true;
}

}  // namespace

uint16_t korean_sound(std::string_view latin) {
  if (latin.empty() || latin.size() > 6) return 0;
  for (const Spelling& onset : kOnsets) {
    if (!begins(latin, onset.text)) continue;
    const std::string_view rest = latin.substr(onset.text.size());
    for (size_t v = 0; v < std::size(kVowels); ++v) {
      if (!begins(rest, kVowels[v].text)) continue;
      const std::string_view end = rest.substr(kVowels[v].text.size());
      for (const Spelling& coda : kCodas)
        if (end.size() == coda.text.size() && begins(end, coda.text))
          return pack(onset.value, static_cast<unsigned>(v), coda.value);
    }
    break;
  }
  return 0;
}

uint16_t korean_sound(char32_t hangul) {
  if (!is_hangul(hangul)) return 0;
  const Jamo j = jamo_of(hangul);
  return pack(kOnsetOf[j.onset], kHangulVowels + j.vowel, kCodaOf[j.coda]);
}

uint16_t korean_surname_sound(char32_t hangul) {
  if (!is_hangul(hangul)) return 0;
  const Jamo j = jamo_of(hangul);
  const bool before_i = j.vowel == I || j.vowel == YA || j.vowel == YEO || j.vowel == YE ||
                        j.vowel == YO || j.vowel == YU;
  uint8_t onset = kOnsetOf[j.onset];
  if (before_i && (onset == kNone || onset == kR)) onset = kNoneOrR;
  else if (onset == kN || onset == kR) onset = kNOrR;
  return pack(onset, kHangulVowels + j.vowel, kCodaOf[j.coda]);
}

bool korean_agree(uint16_t a, uint16_t b) {
  if (!(a & b & 0x8000) || (a & 15) != (b & 15)) return false;
  return (onset_set(a >> 10 & 31) & onset_set(b >> 10 & 31)) &&
         (vowel_set(a >> 4 & 63) & vowel_set(b >> 4 & 63));
}

uint16_t korean_class(uint16_t sound) {
  if (!(sound & 0x8000)) return 0;
  return pack(sound >> 10 & 31, class_of(vowel_set(sound >> 4 & 63)), sound & 15);
}

std::optional<std::pair<std::string_view, std::string_view>> korean_split(std::string_view latin) {
  if (latin.size() < 4 || latin.size() > 11) return std::nullopt;
  for (size_t at = latin.size() - 2; at >= 2; --at) {
    const auto first = latin.substr(0, at), second = latin.substr(at);
    // "n" before "g" and the like belongs to the first: "jong-un", not "jon-gun".
    if (korean_sound(first) && korean_sound(second)) return std::pair{first, second};
  }
  return std::nullopt;
}

}  // namespace entente
