// "Did you mean …": the word of a vocabulary that is nearest to a mistyped one.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace entente {

// The candidate with the fewest edits (insertions, deletions, replacements, swaps of neighbours;
// ASCII case ignored); empty when none is within a third of the word's length, or the word is
// ill-formed or over 100 code points.
std::string nearest_word(std::string_view word, std::span<const std::string_view> candidates);

}  // namespace entente
