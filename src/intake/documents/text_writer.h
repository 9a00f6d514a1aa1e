// Builds the text of a document whose format has its own structure: one block after the other,
// blank lines between, white space squeezed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/document.h"

namespace entente::intake {

class TextWriter {
 public:
  // A piece of running text. Hard line breaks in it (\n) are weighed like lines of plain text, so
  // that addresses and old pages of <br><br> come apart and broken sentences do not.
  void write(std::string_view piece, Block::Kind kind, int level);

  std::string text;
  std::vector<Block> blocks;

 private:
  void put(std::string_view line, Block::Kind kind, int level);
};

}  // namespace entente::intake
