// PDF through Poppler's pdftotext in a child process: what a hostile file breaks is the child. Its
// words with their boxes become text, and each word keeps its page and box.
//
// A hyphen at the end of a line is dropped where a small letter follows, unless the document writes
// the word with its hyphen elsewhere ("long-range"). Cost: about 1 ms a page, most of it the child.
// Tests: pdf_test.cpp.
#include <algorithm>
#include <unordered_set>

#include "base/child.h"
#include "base/text.h"
#include "intake/documents/blocks.h"
#include "intake/documents/format.h"
#include "intake/documents/furniture.h"
#include "intake/documents/pdf_layout.h"

namespace entente::intake {
namespace {

constexpr std::string_view kHyphens[] = {"-", "\u2010", "\u00AD"};
constexpr std::string_view kPunctuation = ".,;:!?\"'()[]";

// The hyphen at the end of a word; empty when there is none or nothing else.
std::string_view end_hyphen(std::string_view word) {
  for (const auto hyphen : kHyphens)
    if (word.size() > hyphen.size() && word.ends_with(hyphen)) return hyphen;
  return {};
}

std::string_view core_of(std::string_view word) {
  const size_t first = word.find_first_not_of(kPunctuation);
  if (first == std::string_view::npos) return {};
  return word.substr(first, word.find_last_not_of(kPunctuation) - first + 1);
}

class PdfText {
 public:
  explicit PdfText(const std::vector<PdfPiece>& pieces) {
    for (const auto& piece : pieces)
      for (const auto& line : piece.lines)
        for (const auto& word : line.words)
          if (word.text.find('-') != std::string::npos && end_hyphen(word.text).empty())
            hyphenated_.insert(lower(core_of(word.text)));
  }

  void add(const PdfPiece& piece) {
    if (!text.empty()) text += "\n\n";
    const size_t from = text.size();
    for (size_t l = 0; l < piece.lines.size(); ++l) {
      const bool cell = piece.kind == Block::Kind::table_row && l > 0;
      if (cell) text += " |";
      add_line(piece.lines[l], l + 1 < piece.lines.size() && !cell ? &piece.lines[l + 1] : nullptr,
               from);
    }
    size_t begin = from;
    if (piece.kind == Block::Kind::bullet)
      begin += bullet_marker(std::string_view(text).substr(from));
    if (begin >= text.size()) begin = from;
    blocks.push_back({piece.kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(text.size()),
                      piece.level});
  }

  std::string text;
  std::vector<Block> blocks;
  std::vector<PlacedWord> words;

 private:
  void add_line(const PdfLine& line, const PdfLine* next, size_t from) {
    ++line_;
    for (size_t w = 0; w < line.words.size(); ++w) {
      const PdfWord& word = line.words[w];
      std::string_view shown = word.text;
      if (!joined_ && text.size() > from) text += ' ';
      joined_ = false;
      if (w + 1 == line.words.size() && next) {
        const std::string_view hyphen = end_hyphen(shown);
        joined_ = !hyphen.empty() && joins(shown, next->words.front().text);
        if (joined_ && drops_hyphen(shown, hyphen, next->words.front().text))
          shown.remove_suffix(hyphen.size());
      }
      const auto begin = static_cast<uint32_t>(text.size());
      text += shown;
      words.push_back({begin, static_cast<uint32_t>(text.size()), line_, word.box});
    }
  }

  // "muni-" + "tions", "Russia-" + "China"; but not "12-" + "14" of a range broken by a blank.
  static bool joins(std::string_view word, std::string_view next) {
    return is_alpha(next[0]) || static_cast<unsigned char>(next[0]) >= 0x80 ||
           (is_digit(next[0]) && !is_space(word.back()));
  }

  bool drops_hyphen(std::string_view word, std::string_view hyphen, std::string_view next) const {
    if (hyphen == "\u00AD") return true;
    if (!is_lower(next[0]) && static_cast<unsigned char>(next[0]) < 0x80) return false;
    const std::string_view stem = word.substr(0, word.size() - hyphen.size());
    const char last = stem.back();
    if (is_digit(last) || is_upper(last)) return false;  // "KN-" + "type", "2023-" + "style"
    return !hyphenated_.contains(lower(core_of(std::string(stem) + "-" + std::string(next))));
  }

  std::unordered_set<std::string> hyphenated_;
  uint32_t line_ = 0;
  bool joined_ = false;
};

Result<std::string> words_and_boxes(std::string_view bytes, const std::string& path,
                                    const IntakeOptions& options) {
  ChildJob job{.program = options.pdf_program,
               .arguments = {"-bbox-layout", "-enc", "UTF-8", std::string(kInputPath), "-"},
               .input = bytes,
               .output_bytes_max = size_t{256} << 20,
               .stop = options.stop};
  auto out = run_child(job);
  if (!out) {
    Error error = out.error();
    if (error.code == Code::missing_resource)
      error.what = "PDF is read by a program that is not installed",
      error.next = "apt-get install poppler-utils";
    error.where = path;
    return std::unexpected(std::move(error));
  }
  if (out->status == 0) return std::move(out->output);
  std::string message = squeeze(out->messages.substr(0, out->messages.find('\n')));
  if (out->status > 128) message = "ended by signal " + std::to_string(out->status - 128);
  const bool locked = out->messages.find("Incorrect password") != std::string::npos;
  return fail(Code::malformed,
              locked ? "the PDF is locked by a password" : "pdftotext cannot read it", path,
              shorten(message, 80),
              locked ? "save it again without the password" : "fetch the file again");
}

// The largest heading of the first page is the title.
void find_title(PdfText& out, const std::vector<PdfPiece>& pieces, Metadata& metadata) {
  size_t best = pieces.size();
  for (size_t i = 0; i < pieces.size() && pieces[i].lines[0].box.page == 1; ++i)
    if (pieces[i].kind == Block::Kind::heading &&
        (best == pieces.size() || pieces[i].lines[0].size() > pieces[best].lines[0].size()))
      best = i;
  if (best == pieces.size()) return;
  out.blocks[best].kind = Block::Kind::title;
  const Block& b = out.blocks[best];
  metadata.title = out.text.substr(b.begin, b.end - b.begin);
}

}  // namespace

bool is_pdf(std::string_view bytes, const std::string&) {
  // Readers accept junk before the mark; so do we, within reason.
  return bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos;
}

Result<Extract> read_pdf(std::string bytes, const std::string& path, const IntakeOptions& options) {
  auto xhtml = words_and_boxes(bytes, path, options);
  if (!xhtml) return std::unexpected(xhtml.error());
  bytes = {};
  auto pages = parse_bbox_layout(*std::move(xhtml), path);
  if (!pages) return std::unexpected(pages.error());
  const auto pieces = lay_out(*std::move(pages));
  if (pieces.empty())
    return fail(Code::empty_input, "the PDF holds no text, perhaps pictures of pages", path, {},
                "put it through a text recogniser first");
  PdfText text(pieces);
  for (const auto& piece : pieces) text.add(piece);
  Extract out;
  find_title(text, pieces, out.metadata);
  out.text = std::move(text.text);
  out.words = std::move(text.words);
  out.blocks = refine_blocks(out.text, std::move(text.blocks), out.metadata);
  return out;
}

}  // namespace entente::intake
