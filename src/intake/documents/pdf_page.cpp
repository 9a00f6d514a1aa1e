#include "intake/documents/pdf_page.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/xml.h"

namespace entente::intake {
namespace {

constexpr size_t kWordsMax = 2000000;
constexpr size_t kPagesMax = 20000;

void make_xml_text(std::string& bytes) {
  for (char& c : bytes)
    if (static_cast<unsigned char>(c) < 0x20 && !is_space(c)) c = ' ';
  std::replace(bytes.begin(), bytes.end(), '\f', ' ');
  std::replace(bytes.begin(), bytes.end(), '\v', ' ');
  for (size_t from = 0;;) {
    const auto bad = first_ill_formed(std::string_view(bytes).substr(from));
    if (!bad) break;
    bytes[from + *bad] = ' ';
    from += *bad;
  }
  // U+FFFE and U+FFFF are well-formed, and still no XML.
  for (size_t at = bytes.find("\xEF\xBF"); at != std::string::npos;
       at = bytes.find("\xEF\xBF", at + 1))
    if (at + 2 < bytes.size() && static_cast<unsigned char>(bytes[at + 2]) >= 0xBE)
      std::fill_n(bytes.begin() + static_cast<std::ptrdiff_t>(at), 3, ' ');
}

float number(std::string_view text) {
  float out = 0;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return std::isfinite(out) ? out : 0;
}

void grow(PageBox& box, const PageBox& by) {
  if (box.page == 0) {
    box = by;
    return;
  }
  box.left = std::min(box.left, by.left);
  box.top = std::min(box.top, by.top);
  box.right = std::max(box.right, by.right);
  box.bottom = std::max(box.bottom, by.bottom);
}

// Collects pages from the events of the parser. Boxes of lines are made from their words.
class Collector {
 public:
  XmlEvents events() {
    XmlEvents out;
    out.start = [this](std::string_view name, const XmlAttributes& a) { start(name, a); };
    out.end = [this](std::string_view name) { end(name); };
    out.text = [this](std::string_view piece) {
      if (in_word_) word_.text += piece;
    };
    return out;
  }
  bool full() const { return words_ > kWordsMax || pages.size() > kPagesMax; }

  std::vector<PdfPage> pages;

 private:
  void start(std::string_view name, const XmlAttributes& a) {
    if (full()) return;
    if (name == "page") {
      pages.push_back({static_cast<uint32_t>(pages.size() + 1),
                       number(a.get("width")),
                       number(a.get("height")),
                       {}});
    } else if (pages.empty()) {
      return;
    } else if (name == "block") {
      pages.back().blocks.emplace_back();
    } else if (name == "line" && !pages.back().blocks.empty()) {
      pages.back().blocks.back().lines.emplace_back();
    } else if (name == "word") {
      in_word_ = true;
      word_ = {{},
               {pages.back().number, number(a.get("xMin")), number(a.get("yMin")),
                number(a.get("xMax")), number(a.get("yMax"))}};
    }
  }

  void end(std::string_view name) {
    if (pages.empty()) return;
    auto& blocks = pages.back().blocks;
    if (name == "word" && in_word_) {
      in_word_ = false;
      keep_word();
    } else if (name == "line" && !blocks.empty() && !blocks.back().lines.empty()) {
      if (blocks.back().lines.back().words.empty()) blocks.back().lines.pop_back();
    } else if (name == "block" && !blocks.empty()) {
      if (blocks.back().lines.empty()) blocks.pop_back();
    }
  }

  void keep_word() {
    auto& blocks = pages.back().blocks;
    word_.text = squeeze(word_.text);
    if (word_.text.empty() || blocks.empty() || blocks.back().lines.empty()) return;
    PdfLine& line = blocks.back().lines.back();
    grow(line.box, word_.box);
    line.words.push_back(std::move(word_));
    ++words_;
  }

  PdfWord word_;
  bool in_word_ = false;
  size_t words_ = 0;
};

}  // namespace

std::string PdfLine::text() const {
  std::string out;
  for (const auto& word : words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

float PdfLine::size() const {
  std::vector<float> heights;
  for (const auto& word : words) heights.push_back(word.box.bottom - word.box.top);
  std::nth_element(heights.begin(),
                   heights.begin() + static_cast<std::ptrdiff_t>(heights.size() / 2),
                   heights.end());
  return heights[heights.size() / 2];
}

Result<std::vector<PdfPage>> parse_bbox_layout(std::string xhtml, const std::string& path) {
  make_xml_text(xhtml);
  Collector collector;
  if (auto ok = read_xml(xhtml, path, collector.events()); !ok) return std::unexpected(ok.error());
  if (collector.full())
    return fail(Code::too_large, "more than 2,000,000 words or 20,000 pages", path);
  for (auto& page : collector.pages) {
    for (auto& block : page.blocks)
      std::erase_if(block.lines, [](const PdfLine& line) { return line.words.empty(); });
    std::erase_if(page.blocks, [](const PdfBlock& block) { return block.lines.empty(); });
  }
  return std::move(collector.pages);
}

}  // namespace entente::intake
