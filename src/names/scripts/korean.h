// Korean syllables by their sounds, so that McCune-Reischauer, the Revised Romanisation, the North
// Korean and the popular spellings of one syllable agree and two syllables do not.
//
//   korean_agree(korean_sound("chol"), korean_sound("cheol"))   // true
//   korean_agree(korean_sound("chol"), korean_sound("chun"))    // false: other vowel, other end
//   korean_agree(korean_sound("seo"), korean_sound(U'서'))       // true
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>

namespace entente {

// Sound of one syllable in Latin letters (folded) or hangul; 0 when it is none.
uint16_t korean_sound(std::string_view latin);
uint16_t korean_sound(char32_t hangul);
// The same for a family name: 이 and 리, 노 and 로, 임 and 림 are one there.
uint16_t korean_surname_sound(char32_t hangul);

// Both are syllables and can be the same one.
bool korean_agree(uint16_t a, uint16_t b);

// The same for all syllables that a spelling leaves together: those that agree have one class, but
// for family names (이 and 리), which are spelt apart. To look up by; 0 for none.
uint16_t korean_class(uint16_t sound);

// "yongju" -> {"yong", "ju"}: a given name of two syllables written as one word.
std::optional<std::pair<std::string_view, std::string_view>> korean_split(std::string_view latin);

inline bool is_hangul(char32_t c) { return c >= 0xAC00 && c <= 0xD7A3; }

}  // namespace entente
