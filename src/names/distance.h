// How far apart two readings are, by sound: an edit distance whose steps cost what the ear and the
// keyboard make of them (o for u little, z for s little, a doubled letter next to nothing).
//
//   distance("laden", "ladin")    // 0.25
//   likeness("laden", "ladin")    // 0.94
//
// Readings are lower-case ASCII (a-z, 0-9), one byte a letter after romanisation, so that a byte is
// a code point here. Cost: O(n·m) on the stack, n, m <= kReadingMax. The obvious twin is
// names/reference/distance.h.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace entente {

inline constexpr size_t kReadingMax = 40;  // letters of a reading that count; the rest is cut

// Cost of putting one letter for another, of leaving one out, in hundredths; 100 is a full step.
int substitution_cost(char a, char b);
int omission_cost(char c, char before);

// In full steps. Adjacent letters that changed places cost one step less than two changes.
float distance(std::string_view a, std::string_view b);
// 1 - distance / length, length of the longer less a half, so that short names must agree more.
float likeness(std::string_view a, std::string_view b);
// The same, or 0 as soon as it is sure to be below `floor`.
float likeness_from(float floor, std::string_view a, std::string_view b);
// likeness_from() of one word and each of many, several times as fast: sixteen at once.
void likenesses_from(float floor, std::string_view word, std::span<const std::string_view> others,
                     std::span<float> out);

}  // namespace entente
