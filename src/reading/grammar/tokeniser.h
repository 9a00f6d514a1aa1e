// Words and punctuation marks of a text, in the way of the English UD treebanks (release 2.16):
// "don't" is do + n't, "US-based" is US + - + based, "$41m" is $ + 41 + m, "U.S." is one word.
//
//   for (const TokenSpan& s : tokenise(text, block.begin, block.end)) text.substr(s.begin,
//   s.size())
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace entente {

struct TokenSpan {
  uint32_t begin = 0, end = 0;  // bytes
  size_t size() const { return end - begin; }
  bool operator==(const TokenSpan&) const = default;
};

// In order, not overlapping, never empty; together they cover all but white space.
std::vector<TokenSpan> tokenise(std::string_view text, size_t begin, size_t end);

// "Gen.", "U.S.", "J.": a word that carries its full stop without ending a sentence by it.
bool is_abbreviation(std::string_view word);
// "Gen.", "e.g.": an abbreviation that never stands last in a sentence.
bool wants_more(std::string_view word);

}  // namespace entente
