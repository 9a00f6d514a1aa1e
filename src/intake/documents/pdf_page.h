// What `pdftotext -bbox-layout` says of a PDF: pages, and on each the blocks, lines and words in
// reading order with their boxes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/page_box.h"

namespace entente::intake {

struct PdfWord {
  std::string text;
  PageBox box;
};

struct PdfLine {
  std::vector<PdfWord> words;  // at least one
  PageBox box;
  std::string text() const;  // words joined by blanks
  // Height of its letters, in points: the middle one of its words.
  float size() const;
};

struct PdfBlock {
  std::vector<PdfLine> lines;  // at least one
};

struct PdfPage {
  uint32_t number = 0;  // from 1
  float width = 0, height = 0;
  std::vector<PdfBlock> blocks;  // in reading order, columns one after the other
};

// Bytes that are no XML text (control characters, broken UTF-8) are read as blanks: fonts produce
// them. malformed, too_large (more than 2,000,000 words or 20,000 pages).
Result<std::vector<PdfPage>> parse_bbox_layout(std::string xhtml, const std::string& path);

}  // namespace entente::intake
