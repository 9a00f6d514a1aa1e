// Phrases and tokens cut the same way, so that a phrase is found however the tokeniser splits it:
// "air-defence" is air + defence whether it is one token or three, "U.S." is US, "Erdoğan" is
// Erdogan. Pieces end at white space, hyphens, slashes and apostrophes, which leave no piece;
// every other ASCII mark is a piece of its own.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entente {

struct Piece {
  uint32_t begin = 0, end = 0;  // bytes in the text that was split
  std::string folded;           // without accents and abbreviation dots, case kept; never empty
};

// Appends the pieces of well-formed UTF-8.
void split_pieces(std::string_view text, std::vector<Piece>& out);

// How a piece uses capitals; other: digits, marks, scripts without case.
enum class Shape : uint8_t { other, lower, title, upper, mixed };
Shape shape_of(std::string_view folded);

}  // namespace entente
