// Word documents (Office Open XML, ECMA-376 part 1, chapter 17): the text as it reads with all
// tracked changes accepted. Insertions stand, deletions and what was moved away do not; field codes
// and the second rendering of drawings are left out; notes come behind the text.
//
// Tests: docx_test.cpp, fuzz/docx_fuzz.cpp.
#include <algorithm>

#include "base/text.h"
#include "intake/documents/archive.h"
#include "intake/documents/blocks.h"
#include "intake/documents/format.h"
#include "intake/documents/text_writer.h"
#include "intake/documents/xml.h"

namespace entente::intake {
namespace {

constexpr std::string_view kMainPart = "word/document.xml";
// Elements whose content is not part of the text.
constexpr std::string_view kSkipped[] = {"w:del",          "w:moveFrom",  "w:instrText",
                                         "w:delText",      "mc:Fallback", "w:delInstrText",
                                         "w:sectPrChange", "w:pPrChange", "w:rPrChange"};

bool is_skipped(std::string_view name) {
  return std::ranges::find(kSkipped, name) != std::end(kSkipped);
}

// One part (the main one, footnotes, endnotes) into the writer, a paragraph or a table row at a
// time.
class PartReader {
 public:
  explicit PartReader(TextWriter& out) : out_(out) {}

  XmlEvents events() {
    XmlEvents events;
    events.start = [this](std::string_view name, const XmlAttributes& a) { start(name, a); };
    events.end = [this](std::string_view name) { end(name); };
    events.text = [this](std::string_view piece) {
      if (in_text_ && skip_ == 0) piece_ += piece;
    };
    return events;
  }

  std::string title;

 private:
  struct Style {
    Block::Kind kind = Block::Kind::paragraph;
    int level = 0;
    bool is_title = false;
  };

  void start(std::string_view name, const XmlAttributes& a) {
    if (skip_ > 0 || is_skipped(name)) {
      ++skip_;
      return;
    }
    if (name == "w:t") in_text_ = true;
    else if (name == "w:tab") piece_ += ' ';
    else if (name == "w:br" || name == "w:cr") piece_ += '\n';
    else if (name == "w:noBreakHyphen") piece_ += '-';
    else if (name == "w:p") open_paragraph();
    else if (name == "w:pStyle") set_style(a.get("w:val"));
    else if (name == "w:outlineLvl") set_outline(a.get("w:val"));
    else if (name == "w:numPr" && style_.kind == Block::Kind::paragraph)
      style_ = {Block::Kind::bullet, 1, false};
    else if (name == "w:tbl") ++tables_;
    else if (name == "w:tr" && tables_ == 1) cells_.clear();
    else if (name == "w:tc" && tables_ == 1) cells_.emplace_back();
    // The notes with a type are lines of the page, not notes.
    else if ((name == "w:footnote" || name == "w:endnote") && !a.get("w:type").empty()) ++skip_;
  }

  void end(std::string_view name) {
    if (skip_ > 0) {
      --skip_;
      return;
    }
    if (name == "w:t") in_text_ = false;
    else if (name == "w:p") close_paragraph();
    else if (name == "w:tr" && tables_ == 1) write_row();
    else if (name == "w:tbl" && tables_ > 0) --tables_;
  }

  // A text box stands inside a paragraph: what was read of the outer one goes first.
  void open_paragraph() {
    close_paragraph();
    style_ = {};
  }

  void close_paragraph() {
    std::string piece;
    piece.swap(piece_);
    if (trim(piece).empty()) return;
    if (tables_ > 0 && !cells_.empty()) {
      cells_.back() += (cells_.back().empty() ? "" : " ") + squeeze(piece);
      return;
    }
    if (style_.is_title && title.empty()) title = squeeze(piece);
    out_.write(piece, style_.kind, style_.level);
  }

  void write_row() {
    std::vector<std::string> filled;
    for (auto& cell : cells_)
      if (!cell.empty()) filled.push_back(std::move(cell));
    // A table of one column is a frame around text.
    if (filled.size() == 1) out_.write(filled[0], Block::Kind::paragraph, 0);
    else if (!filled.empty()) out_.write(join(filled, " | "), Block::Kind::table_row, 0);
    cells_.clear();
  }

  void set_style(std::string_view value) {
    const std::string style = lower(value);
    if (style == "title") style_ = {Block::Kind::title, 0, true};
    else if (style == "caption") style_ = {Block::Kind::caption, 0, false};
    else if (style.starts_with("heading") && style.size() == 8 && is_digit(style[7]))
      style_ = {Block::Kind::heading, style[7] - '0', false};
    else if (style.starts_with("list")) style_ = {Block::Kind::bullet, 1, false};
  }

  void set_outline(std::string_view value) {
    if (value.size() == 1 && value[0] >= '0' && value[0] <= '8' &&
        style_.kind == Block::Kind::paragraph)
      style_ = {Block::Kind::heading, value[0] - '0' + 1, false};
  }

  TextWriter& out_;
  std::string piece_;
  Style style_;
  std::vector<std::string> cells_;
  int tables_ = 0;
  size_t skip_ = 0;  // elements open within one that is left out
  bool in_text_ = false;
};

Status read_part(const Archive& archive, std::string_view name, const std::string& path,
                 TextWriter& out, std::string* title) {
  const auto bytes = archive.read(name);
  if (!bytes) return std::unexpected(bytes.error());
  PartReader reader(out);
  if (auto ok = read_xml(*bytes, path + "/" + std::string(name), reader.events()); !ok) return ok;
  if (title) *title = reader.title;
  return {};
}

// The title among the properties, which most writers leave as their template has it.
std::string title_of_properties(const Archive& archive, const std::string& path) {
  const auto bytes = archive.read("docProps/core.xml");
  std::string title;
  bool inside = false;
  XmlEvents events;
  events.start = [&](std::string_view name, const XmlAttributes&) { inside = name == "dc:title"; };
  events.end = [&](std::string_view) { inside = false; };
  events.text = [&](std::string_view piece) {
    if (inside) title += piece;
  };
  if (!bytes || !read_xml(*bytes, path, events)) return {};
  return squeeze(title);
}

}  // namespace

bool is_docx(std::string_view bytes, const std::string&) {
  return is_zip(bytes) && bytes.find(kMainPart) != std::string_view::npos;
}

Result<Extract> read_docx(std::string bytes, const std::string& path,
                          const IntakeOptions& options) {
  ArchiveLimits limits;
  limits.member_bytes_max = options.bytes_max;
  const auto archive = Archive::open_bytes(std::move(bytes), path, limits);
  if (!archive) return std::unexpected(archive.error());
  if (!archive->has(kMainPart) && !archive->problems().empty())
    return std::unexpected(archive->problems().front());
  if (!archive->has(kMainPart))
    return fail(Code::malformed, "is no Word document: it lacks " + std::string(kMainPart), path);
  TextWriter writer;
  Extract out;
  if (auto ok = read_part(*archive, kMainPart, path, writer, &out.metadata.title); !ok)
    return std::unexpected(ok.error());
  for (const std::string_view notes : {"word/footnotes.xml", "word/endnotes.xml"})
    if (archive->has(notes))
      if (auto ok = read_part(*archive, notes, path, writer, nullptr); !ok)
        return std::unexpected(ok.error());
  if (out.metadata.title.empty()) out.metadata.title = title_of_properties(*archive, path);
  out.text = std::move(writer.text);
  out.blocks = refine_blocks(out.text, std::move(writer.blocks), out.metadata);
  return out;
}

}  // namespace entente::intake
