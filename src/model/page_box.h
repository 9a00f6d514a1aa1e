// Where a piece of text stands on paper: a page and a box on it. Points (1/72 inch) from the upper
// left corner of the page; pages count from 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entente {

struct PageBox {
  uint32_t page = 0;
  float left = 0, top = 0, right = 0, bottom = 0;
  bool operator==(const PageBox&) const = default;
};

// A word of a document's text and its box. In order of text, apart.
struct PlacedWord {
  uint32_t begin = 0, end = 0;  // bytes in the text
  uint32_t line = 0;            // grows with every line of the page; words of a line share it
  PageBox box;
};

// The boxes of text[begin, end), one for each line it touches, in order; empty when the document
// has no pages.
std::vector<PageBox> boxes_of(std::span<const PlacedWord> words, size_t begin, size_t end);

}  // namespace entente
