// From lines on pages to the pieces of a text: what repeats on every page is left out, cells that
// stand side by side become rows, lines become paragraphs, notes at the foot go behind the text
// they interrupt.
#pragma once

#include <vector>

#include "intake/documents/pdf_page.h"
#include "model/document.h"

namespace entente::intake {

struct PdfPiece {
  Block::Kind kind = Block::Kind::paragraph;
  int level = 0;
  std::vector<PdfLine> lines;  // of a table row: its cells, left to right
};

// Pure. Linear but for rows of a page, which are sorted.
std::vector<PdfPiece> lay_out(std::vector<PdfPage> pages);

// Running heads, running feet and page numbers are taken off the pages. Its own step, for tests.
void drop_furniture(std::vector<PdfPage>& pages);
// The rows of tables are taken off a page; each piece stands before the block named.
struct PdfRow {
  size_t before_block = 0;
  std::vector<PdfLine> cells;
};
std::vector<PdfRow> take_tables(PdfPage& page);

}  // namespace entente::intake
