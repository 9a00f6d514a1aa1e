// Sizes of letters say what a line is: the size in which most words stand is the text's, larger
// ones are headings, smaller ones at the foot of a page notes. A paragraph ends where its block
// does, unless the sentence goes on in the next column or page.
#include "intake/documents/pdf_layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"
#include "intake/documents/furniture.h"

namespace entente::intake {
namespace {

constexpr size_t kHeadingWordsMax = 25;

// The size of most words, in half points.
float size_of_text(const std::vector<PdfPage>& pages) {
  std::map<int, size_t> words_of_size;
  for (const auto& page : pages)
    for (const auto& block : page.blocks)
      for (const auto& line : block.lines)
        words_of_size[static_cast<int>(std::lround(line.size() * 2))] += line.words.size();
  const auto most = std::max_element(words_of_size.begin(), words_of_size.end(),
                                     [](auto& a, auto& b) { return a.second < b.second; });
  return most == words_of_size.end() ? 0 : static_cast<float>(most->first) / 2;
}

class Layout {
 public:
  explicit Layout(float text_size) : text_size_(text_size) {}

  void page(PdfPage&& page) {
    const auto rows = take_tables(page);
    size_t next_row = 0;
    for (size_t b = 0; b <= page.blocks.size(); ++b) {
      for (; next_row < rows.size() && rows[next_row].before_block <= b; ++next_row)
        out_.push_back({Block::Kind::table_row, 0, rows[next_row].cells});
      if (b < page.blocks.size() && !page.blocks[b].lines.empty())
        block(page, std::move(page.blocks[b]));
    }
  }

  std::vector<PdfPiece> end() && {
    std::move(notes_.begin(), notes_.end(), std::back_inserter(out_));
    return std::move(out_);
  }

 private:
  void block(const PdfPage& page, PdfBlock&& block) {
    if (is_note(page, block)) return append(notes_, std::move(block.lines));
    if (const int level = heading_level(block)) {
      out_.push_back({Block::Kind::heading, level, std::move(block.lines)});
      return;
    }
    append(out_, std::move(block.lines));
  }

  bool is_note(const PdfPage& page, const PdfBlock& block) const {
    const PdfLine& first = block.lines.front();
    const std::string& mark = first.words.front().text;
    const bool marked = is_digit(mark[0]) || mark[0] == '*' || mark.starts_with("†");
    return marked && first.box.top > page.height / 2 && first.size() < text_size_ * 0.93f;
  }

  int heading_level(const PdfBlock& block) const {
    size_t words = 0;
    float size = 1000;
    for (const auto& line : block.lines) {
      words += line.words.size();
      size = std::min(size, line.size());
    }
    if (words > kHeadingWordsMax || size < text_size_ * 1.12f) return 0;
    if (ends_sentence(block.lines.back().text()) && words > 8) return 0;
    return size >= text_size_ * 1.6f ? 1 : size >= text_size_ * 1.3f ? 2 : 3;
  }

  // Lines of one block, cut into paragraphs and bullets.
  static void append(std::vector<PdfPiece>& out, std::vector<PdfLine>&& lines) {
    float left = lines.front().box.left;
    for (const auto& line : lines) left = std::min(left, line.box.left);
    for (size_t i = 0; i < lines.size(); ++i) {
      const bool goes_on = i == 0 ? continues(out, lines[0])
                                  : !opens_paragraph(out.back().lines.back(), lines[i], left);
      if (!goes_on) out.push_back({kind_of(lines[i]), 0, {}});
      if (out.back().kind == Block::Kind::bullet) out.back().level = 1;
      out.back().lines.push_back(std::move(lines[i]));
    }
  }

  static bool is_bullet(const PdfLine& line) { return bullet_marker(line.text()) > 0; }
  static Block::Kind kind_of(const PdfLine& line) {
    return is_bullet(line) ? Block::Kind::bullet : Block::Kind::paragraph;
  }

  static bool ends(const PdfLine& line) {
    const std::string text = line.text();
    return ends_sentence(text) || text.ends_with(':') || text.ends_with(';');
  }

  static bool opens_paragraph(const PdfLine& before, const PdfLine& line, float left) {
    const float size = line.size();
    const bool marked = is_bullet(line) && (!is_digit(line.words[0].text[0]) || ends(before));
    const bool apart = line.box.top - before.box.bottom > size * 0.8f;
    const bool indented = line.box.left > left + size * 0.7f && line.box.top > before.box.top;
    const bool outdented = before.box.left > left + size * 0.7f;
    return marked || apart || (indented && !outdented && ends(before));
  }

  // Does a block take up the sentence that the paragraph before it leaves open?
  static bool continues(const std::vector<PdfPiece>& out, const PdfLine& first) {
    if (out.empty()) return false;
    const PdfPiece& last = out.back();
    if (last.kind != Block::Kind::paragraph && last.kind != Block::Kind::bullet) return false;
    if (is_bullet(first) || ends(last.lines.back())) return false;
    const std::string before = last.lines.back().words.back().text;
    const char c = first.words.front().text[0];
    const bool alike = std::abs(first.size() - last.lines.back().size()) < first.size() * 0.1f;
    return alike && (is_lower(c) || before.ends_with('-') || before.ends_with(',') ||
                     (last.lines.size() > 1 && is_digit(c)));
  }

  float text_size_;
  std::vector<PdfPiece> out_, notes_;
};

}  // namespace

std::vector<PdfPiece> lay_out(std::vector<PdfPage> pages) {
  drop_furniture(pages);
  Layout layout(size_of_text(pages));
  for (auto& page : pages) layout.page(std::move(page));
  return std::move(layout).end();
}

}  // namespace entente::intake
