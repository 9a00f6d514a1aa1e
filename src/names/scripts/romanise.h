// Native spellings to the Latin ones that passports, lists and newspapers use for them.
//
//   romanise("서")   == {"seo", "so", "suh"}          one token, likeliest first
//   romanise_name("서홍찬") == {"seo hong chan", "so hong chan", "suh hong chan", …}
//   romanised("Валерий Ермаков") == "valeriy ermakov"
//
// Romanisation is a list of spellings, not one: North Korea writes RI where the South writes Lee,
// Wade–Giles has Hsi where pinyin has Xi, and no two offices agree on Cyrillic. What a script does
// not write (vowels of Arabic and Hebrew) is guessed from what was learned of names
// (models/sounds.tsv); there the first spelling is only the likeliest of many: compare by
// sound_likeness() instead of by the letters.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "names/scripts/script.h"

namespace entente {

enum class Romanisation : uint8_t {
  usual,              // the one most often met
  revised,            // Hangul, South Korea since 2000
  mccune_reischauer,  // Hangul, without its marks: Chong, Chol
  north_korean,       // Hangul: RI, PAK, Jong, Chol
  pinyin,             // Han
  wade_giles,         // Han, without its marks: Hsi, Chin-ping
  korean_reading,     // Han of Korean names is not read here: hangul only
  bgn,                // Cyrillic, BGN/PCGN: Yeltsin, Zhirinovskiy
  passport,           // Cyrillic, ICAO: Eltsin, Iuliia
  scholarly,          // Cyrillic, ISO 9 and kin without marks: Juri, Cajka
  hepburn,            // kana
};

// One token (no blanks) in letters a-z, by one standard. Empty when the script has no such
// standard.
std::string romanise_by(std::string_view token, Romanisation standard);

// Its usual Latin spellings, likeliest first, none twice, at most `spellings_max`. A Latin token
// gives itself folded. A Hangul or Han token of several syllables is spelt as one word.
std::vector<std::string> romanise(std::string_view token, size_t spellings_max = 8);

// A whole name: words separated by blanks, a Hangul or Han name of two to four syllables written as
// one word divided into family name (by its readings as one: 리 and 이 are ri, li, yi, lee) and
// given name, whose syllables stand apart. At most `spellings_max`.
std::vector<std::string> romanise_name(std::string_view name, size_t spellings_max = 8);
// The first of them: to show.
std::string romanised(std::string_view name);

// A Hangul or Han name written as one word, divided as above: {"서", "홍찬"}. {token} otherwise.
std::vector<std::string_view> divide_family_name(std::string_view token);

}  // namespace entente
