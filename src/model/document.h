// A document as intake hands it on: its text once, well-formed UTF-8 with \n line ends, and the
// structure that intake saw in it. Offsets of blocks are bytes in `text`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/page_box.h"

namespace entente {

struct Block {
  enum class Kind : uint8_t { title, heading, paragraph, bullet, table_row, caption, meta };
  Kind kind = Kind::paragraph;
  uint32_t begin = 0, end = 0;  // bytes in text, white space trimmed, begin < end
  int level = 0;                // of a heading or a bullet, from 1; 0 where it has none
  bool foreign = false;         // in a language that is not read; known at intake, not stored
};

struct Document {
  std::string id;    // sha256 of the original bytes, 64 hex digits
  std::string path;  // as the user named it; may be empty
  std::string url;
  std::string title;
  std::string publisher;
  std::string published;  // ISO 8601 as precise as known; empty when not known
  std::string language;   // BCP 47; empty when not known
  std::string text;       // extracted text; what offsets count in
  // In order, apart; they cover all text but white space and marks of structure ("- ", "====").
  std::vector<Block> blocks;
  std::vector<PlacedWord> words = {};  // of a paged format: where each word stands; else empty

  std::string_view slice(const Block& b) const {
    return std::string_view(text).substr(b.begin, b.end - b.begin);
  }
};

}  // namespace entente
