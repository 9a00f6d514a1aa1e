// pdftotext gives a table column by column, which reads as nonsense. Rows are found again by their
// heights: lines of different blocks at one height are cells of a row. Columns of running text
// stand side by side as well; they are told apart by how much stands in a cell.
//
// When not: a cell of several lines becomes rows of its own below the first. Tests: pdf_test.cpp.
#include <algorithm>

#include "intake/documents/pdf_layout.h"

namespace entente::intake {
namespace {

constexpr size_t kRowsMin = 3;         // with several cells
constexpr double kCellWordsMax = 4.5;  // on average; columns of running text hold six and more

struct Place {
  size_t block = 0, line = 0;
};

struct Row {
  std::vector<Place> cells;
  float top = 0, bottom = 0;
};

const PdfLine& at(const PdfPage& page, Place p) { return page.blocks[p.block].lines[p.line]; }

// Lines at one height, from the upper edge down; cells from left to right.
std::vector<Row> rows_of(const PdfPage& page) {
  std::vector<Place> places;
  for (size_t b = 0; b < page.blocks.size(); ++b)
    for (size_t l = 0; l < page.blocks[b].lines.size(); ++l) places.push_back({b, l});
  std::stable_sort(places.begin(), places.end(),
                   [&](Place a, Place b) { return at(page, a).box.top < at(page, b).box.top; });
  std::vector<Row> rows;
  for (const Place p : places) {
    const PageBox& box = at(page, p).box;
    const float middle = (box.top + box.bottom) / 2;
    if (rows.empty() || middle > rows.back().bottom || middle < rows.back().top)
      rows.push_back({{}, box.top, box.bottom});
    rows.back().cells.push_back(p);
  }
  for (auto& row : rows)
    std::stable_sort(row.cells.begin(), row.cells.end(),
                     [&](Place a, Place b) { return at(page, a).box.left < at(page, b).box.left; });
  return rows;
}

bool overlap(const PdfPage& page, const Row& row) {
  for (size_t i = 1; i < row.cells.size(); ++i)
    if (at(page, row.cells[i]).box.left < at(page, row.cells[i - 1]).box.right) return true;
  return false;
}

// Does a cell of one row stand under one of the other, with the same left or right edge?
bool aligned(const PdfPage& page, const Row& a, const Row& b) {
  size_t alike = 0;
  for (const Place p : a.cells)
    for (const Place q : b.cells) {
      const PageBox &x = at(page, p).box, &y = at(page, q).box;
      const float tolerance = (x.bottom - x.top) * 0.5f;
      if (std::abs(x.left - y.left) < tolerance || std::abs(x.right - y.right) < tolerance) {
        ++alike;
        break;
      }
    }
  return alike >= 2;
}

// The end of the table that begins at row `first`; `first` when none does.
size_t end_of_table(const PdfPage& page, const std::vector<Row>& rows, size_t first) {
  size_t end = first, words = 0, cells = 0;
  for (size_t r = first; r < rows.size(); ++r) {
    if (rows[r].cells.size() < 2 || overlap(page, rows[r])) break;
    if (r > first && !aligned(page, rows[r - 1], rows[r])) break;
    for (const Place p : rows[r].cells) words += at(page, p).words.size();
    cells += rows[r].cells.size();
    end = r + 1;
  }
  const bool table = end - first >= kRowsMin &&
                     static_cast<double>(words) <= kCellWordsMax * static_cast<double>(cells);
  return table ? end : first;
}

}  // namespace

std::vector<PdfRow> take_tables(PdfPage& page) {
  const std::vector<Row> rows = rows_of(page);
  std::vector<PdfRow> out;
  for (size_t r = 0; r < rows.size();) {
    const size_t end = end_of_table(page, rows, r);
    size_t before = page.blocks.size();
    for (size_t k = r; k < end; ++k)
      for (const Place p : rows[k].cells) before = std::min(before, p.block);
    for (size_t k = r; k < end; ++k) {
      out.push_back({before, {}});
      for (const Place p : rows[k].cells)
        out.back().cells.push_back(std::move(page.blocks[p.block].lines[p.line]));
    }
    r = std::max(end, r + 1);
  }
  // Lines that went into rows have no words left; their blocks stay, so that numbers stay true.
  for (auto& block : page.blocks)
    std::erase_if(block.lines, [](const PdfLine& line) { return line.words.empty(); });
  return out;
}

}  // namespace entente::intake
