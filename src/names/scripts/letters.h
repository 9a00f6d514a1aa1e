// Spellings of letters by the standards of romanisation; romanise.h puts them together. Each
// function takes one token through plain_letters() and gives letters a-z.
#pragma once

#include <string>
#include <string_view>

#include "names/scripts/romanise.h"

namespace entente::scripts {

std::string spell_cyrillic(std::u32string_view letters, Romanisation standard);
std::string spell_greek(std::u32string_view letters);
std::string spell_kana(std::u32string_view letters);
// Syllables as one word; standard is revised, mccune_reischauer, north_korean or usual.
std::string spell_hangul(std::u32string_view syllables, Romanisation standard);

// Scripts that leave most vowels to the reader.
enum class Abjad : uint8_t { arabic, persian, hebrew };
// Consonants and long vowels, letter by letter; digits stay.
std::string spell_abjad(std::u32string_view letters, Abjad abjad);
// The sound of each letter by itself: "t" and "h" side by side are two letters there.
std::string abjad_sounds(std::u32string_view letters, Abjad abjad);

}  // namespace entente::scripts
