// A running head stands at the same edge of several pages and says the same but for its number. One
// page alone tells no head from a title, so there only a bare page number goes.
//
// Method: Lin, "Header and footer extraction by page association" (2003), with exact comparison
// after digits in place of edit distance. Tests: pdf_test.cpp.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "base/text.h"
#include "intake/documents/pdf_layout.h"

namespace entente::intake {
namespace {

constexpr float kEdgeShare = 0.11f;  // of the page's height, above and below
constexpr size_t kHeadWordsMax = 25;

enum class Edge { none, head, foot };

Edge edge_of(const PdfPage& page, const PdfLine& line) {
  if (line.box.bottom < page.height * kEdgeShare) return Edge::head;
  if (line.box.top > page.height * (1 - kEdgeShare)) return Edge::foot;
  return Edge::none;
}

bool is_roman(std::string_view word) {
  return !word.empty() && word.size() <= 6 &&
         word.find_first_not_of("ivxlc") == std::string_view::npos;
}

// "12", "- 12 -", "Page 3 of 40", "12/40", "iv"
bool is_page_number(const PdfLine& line) {
  if (line.words.size() > 5) return false;
  bool number = false;
  for (const auto& w : line.words) {
    const std::string word = lower(w.text);
    const std::string_view core = trim(word);
    const bool digits = core.find_first_not_of("0123456789/-–—|.()[]") == std::string_view::npos;
    const bool counts =
        core.find_first_of("0123456789") != std::string_view::npos || is_roman(core);
    if (!digits && !is_roman(core) && core != "page" && core != "p." && core != "of") return false;
    number = number || counts;
  }
  return number;
}

// The text with numbers made alike; empty for a line too long to be a head.
std::string key_of(Edge edge, const PdfLine& line) {
  if (line.words.size() > kHeadWordsMax) return {};
  std::string out(edge == Edge::head ? "head " : "foot ");
  for (const char c : lower(line.text())) {
    if (!is_digit(c)) out += c;
    else if (out.back() != '#') out += '#';
  }
  return out;
}

template <class Visit>
void for_edge_lines(std::vector<PdfPage>& pages, Visit visit) {
  for (auto& page : pages)
    for (auto& block : page.blocks)
      for (auto& line : block.lines)
        if (const Edge edge = edge_of(page, line); edge != Edge::none) visit(page, line, edge);
}

}  // namespace

void drop_furniture(std::vector<PdfPage>& pages) {
  struct Seen {
    uint32_t last_page = 0;
    size_t pages = 0;
  };
  std::unordered_map<std::string, Seen> seen;
  for_edge_lines(pages, [&](const PdfPage& page, const PdfLine& line, Edge edge) {
    Seen& s = seen[key_of(edge, line)];
    s.pages += s.last_page != page.number;
    s.last_page = page.number;
  });
  // Left and right pages may differ, chapters too; twice is a habit already.
  const size_t pages_min = std::max<size_t>(2, pages.size() / 10);
  for_edge_lines(pages, [&](const PdfPage&, PdfLine& line, Edge edge) {
    const std::string key = key_of(edge, line);
    const bool repeats = !key.empty() && seen[key].pages >= pages_min;
    if (repeats || is_page_number(line)) line.words.clear();
  });
  for (auto& page : pages) {
    for (auto& block : page.blocks)
      std::erase_if(block.lines, [](const PdfLine& line) { return line.words.empty(); });
    std::erase_if(page.blocks, [](const PdfBlock& block) { return block.lines.empty(); });
  }
}

}  // namespace entente::intake
