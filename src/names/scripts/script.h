// Which writing a text is in, and the folding of Latin letters that everything by sound starts
// from.
//
//   script_of("서홍찬") == Script::hangul
//   fold_latin("Zdražila") == "zdrazila"
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

enum class Script : uint8_t {
  none,  // no letter in it: digits, marks, blanks
  latin,
  cyrillic,
  arabic,  // Persian, Urdu, Kurdish and Pashto letters too
  hebrew,
  hangul,
  han,   // Japanese names in kanji too
  kana,  // any kana makes the whole Japanese
  greek,
  other,
};
std::string_view script_name(Script script);  // "Hangul", for explanations

Script script_of(char32_t code_point);
// That of most letters; kana wins over Han where both stand. Mixed Latin and Cyrillic letters in
// one token are look-alikes: see has_lookalikes().
Script script_of(std::string_view text);
// True when one token holds letters of two of Latin, Cyrillic and Greek ("ДАВЫДЬКO" with a Latin
// O).
bool has_lookalikes(std::string_view token);
// The same token with such letters replaced by those of the token's main script.
std::string without_lookalikes(std::string_view token);

// A letter that no decomposition takes apart, spelt out ("oe" for ø); empty for others.
std::string_view spelt_out(char32_t letter);

// Letters a-z only: marks off, letters such as ø, ł, ß and ə spelt out, all else dropped. Text in
// other scripts gives an empty string.
std::string fold_latin(std::string_view text);

// Names as they are written by people, made one way before they are read by letters: presentation
// forms of Arabic letters (in either order) and half- or full-width forms to ordinary ones, ي/ى to
// ی's letter and ك to that of ک (the Arabic ones stand), tatweel, points and vowel marks off,
// Hangul composed, Cyrillic and Greek in lower case.
std::string plain_letters(std::string_view text);

// Runs of letters and digits; a run ends where the script changes between Latin, Hangul, Han and
// others, not at digits. Views into `text`.
std::vector<std::string_view> script_tokens(std::string_view text);

}  // namespace entente
