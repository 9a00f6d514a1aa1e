// How names sound, across scripts: a skeleton for finding, a likeness for comparing.
//
//   skeletons("Mohammed") and skeletons("محمد") share "MMT"
//   sound_likeness("Морозов", "Morozov")  ≈ 1,  sound_likeness("Морозов", "Petrov") ≈ 0
//
// Both rest on one table, models/sounds.tsv: what Latin letters each native letter (syllable part,
// character) was seen to stand for, with its cost in bits. It was learned by aligning pairs of
// names (training/train_sounds.cpp: expectation maximisation over joint segments, after Li, Zhang
// and Su, "A Joint Source-Channel Model for Machine Transliteration", ACL 2004). Nothing is loaded:
// the table is part of the program.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "names/scripts/script.h"

namespace entente {

namespace scripts {
class LatinSide;
class NativeSide;
}  // namespace scripts

// Consonant classes of one token in any script, in their order, vowels and doubling dropped, as
// letters: P (b p), F (f v w), T (d t), S (s z c ts), C (sh ch j zh), K (k g q kh), L (l r), M, N.
// A token without consonants gives "A". Several where a letter may be read in several ways (j, c,
// g, x; most native letters), likeliest first, none twice. Native forms and their usual Latin
// spellings share one.
std::vector<std::string> skeletons(std::string_view token, size_t count_max = 6);

// What a Latin word (folded) may be besides when it is heard and written in another script: pinyin
// read by its own rules ("xi" begins like "si"), th as s ("Thorpe"), a last consonant that is not
// spoken ("Louis").
std::vector<std::string> heard_skeletons(std::string_view latin);

// The Latin spelling that a native token most likely stands for: "gustaf" where the rules would
// write "guseutapeu". A Latin token gives itself folded.
std::string likely_spelling(std::string_view token);

// A native token cut into the units of the sound table, once, for comparing many times.
struct SoundForm {
  Script script = Script::none;
  // Rows of the sound table for each unit, the ends included, and for each with the next; 0xFFFF:
  // not known to it. Empty when the script is not in the table (Latin, Greek, …).
  std::vector<uint16_t> units, pairs;
  // Of Hangul of one or two syllables: their sounds (names/scripts/korean.h). 0: none.
  uint16_t first_syllable = 0, second_syllable = 0;
  const std::vector<std::string>* family = nullptr;  // spellings of a family name; lives for ever
  int least_cost = 0;  // of any reading of it (names/scripts/sound_table.h)
};
SoundForm sound_form(std::string_view native_token);

// How likely a native and a Latin token are one name, 0 to 1: 0.5 is as good as even among names
// that share a skeleton. Latin letters are folded first. Symmetric in that either side may be the
// native one; two Latin tokens, or two native ones, are compared through their first spellings.
double sound_likeness(std::string_view a, std::string_view b);
// The same on prepared sides: `latin` holds letters a-z only. About a microsecond; allocates
// nothing.
double sound_likeness(const SoundForm& native, std::string_view latin);
// The same of a Latin token that is held against many, and of a native one laid out.
double sound_likeness(const SoundForm& native, scripts::LatinSide& latin);
double sound_likeness(const SoundForm& native, scripts::NativeSide& laid_out,
                      std::string_view latin);

}  // namespace entente
