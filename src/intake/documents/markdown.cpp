// Markdown is rendered to the plain text a reader sees: marks of emphasis, links, images and raw
// HTML are gone, so that no claim quotes an asterisk. Parsed by md4c (CommonMark and tables), which
// calls back in document order and keeps no tree.
//
// Cost: linear; nesting and the number of table cells are bounded here, since a short hostile file
// can ask for millions of either. Tests: markdown_test.cpp.
#include <md4c.h>

#include <array>
#include <charconv>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/blocks.h"
#include "intake/documents/format.h"
#include "intake/documents/text_writer.h"

namespace entente::intake {
namespace {

constexpr int kDepthMax = 100;
constexpr size_t kBlocksMax = 3'000'000;

struct NamedEntity {
  std::string_view name;
  char32_t code_point;
};
constexpr NamedEntity kEntities[] = {
    {"&amp;", '&'},       {"&lt;", '<'},       {"&gt;", '>'},       {"&quot;", '"'},
    {"&apos;", '\''},     {"&nbsp;", ' '},     {"&mdash;", 0x2014}, {"&ndash;", 0x2013},
    {"&hellip;", 0x2026}, {"&lsquo;", 0x2018}, {"&rsquo;", 0x2019}, {"&ldquo;", 0x201C},
    {"&rdquo;", 0x201D},  {"&laquo;", 0xAB},   {"&raquo;", 0xBB},   {"&copy;", 0xA9},
    {"&euro;", 0x20AC},   {"&pound;", 0xA3},   {"&deg;", 0xB0},     {"&eacute;", 0xE9},
    {"&egrave;", 0xE8},   {"&uuml;", 0xFC},    {"&ouml;", 0xF6},    {"&auml;", 0xE4},
    {"&ntilde;", 0xF1},   {"&ccedil;", 0xE7},  {"&sect;", 0xA7},    {"&bull;", 0x2022}};

// The character of a numeric or well-known entity; the entity itself otherwise.
std::string decode_entity(std::string_view entity) {
  std::string out;
  for (const NamedEntity& row : kEntities)
    if (row.name == entity) {
      append_utf8(out, row.code_point);
      return out;
    }
  if (!entity.starts_with("&#")) return std::string(entity);
  const bool hex = entity.size() > 2 && lower(entity[2]) == 'x';
  const char* begin = entity.data() + (hex ? 3 : 2);
  uint32_t value = 0;
  const auto parsed = std::from_chars(begin, entity.data() + entity.size(), value, hex ? 16 : 10);
  const bool valid = parsed.ec == std::errc{} && value >= 0x20 && value <= 0x10FFFF &&
                     (value < 0xD800 || value > 0xDFFF);
  append_utf8(out, valid ? value : 0xFFFD);
  return out;
}

// "[^3]" points to a footnote and says nothing.
void drop_note_marks(std::string& text) {
  for (size_t at = 0; (at = text.find("[^", at)) != std::string::npos;) {
    const size_t close = text.find(']', at);
    if (close == std::string::npos || close - at > 24) return;
    text.erase(at, close + 1 - at);
  }
}

class Renderer {
 public:
  TextWriter out;
  bool too_deep = false, too_many = false;

  int enter_block(MD_BLOCKTYPE type, void* detail) {
    if (++depth_ > kDepthMax) too_deep = true;
    if (++blocks_ > kBlocksMax) too_many = true;
    if (too_deep || too_many) return 1;
    if (type == MD_BLOCK_H) {
      flush();
      heading_ = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
    } else if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) {
      flush();
      ++lists_;
    } else if (type == MD_BLOCK_CODE || type == MD_BLOCK_HTML) {
      flush();
      ++silent_;
    } else if (type != MD_BLOCK_TD && type != MD_BLOCK_TH) {
      flush();
    }
    if (type == MD_BLOCK_LI) ++items_;
    return 0;
  }

  int leave_block(MD_BLOCKTYPE type) {
    --depth_;
    switch (type) {
      case MD_BLOCK_TD:
      case MD_BLOCK_TH:
        end_cell();
        break;
      case MD_BLOCK_TR:
        out.write(join(cells_, " | "), Block::Kind::table_row, 0);
        cells_.clear();
        break;
      case MD_BLOCK_H:
        flush();
        heading_ = 0;
        break;
      case MD_BLOCK_LI:
        flush();
        --items_;
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        flush();
        --lists_;
        break;
      case MD_BLOCK_CODE:
      case MD_BLOCK_HTML:
        buffer_.clear();
        --silent_;
        break;
      default:
        flush();
    }
    return 0;
  }

  int enter_span(MD_SPANTYPE type) {
    silent_ += type == MD_SPAN_IMG;
    return 0;
  }
  int leave_span(MD_SPANTYPE type) {
    silent_ -= type == MD_SPAN_IMG;
    return 0;
  }

  int text(MD_TEXTTYPE type, std::string_view piece) {
    if (silent_ > 0) return 0;
    switch (type) {
      case MD_TEXT_HTML:
        break;
      case MD_TEXT_BR:
        buffer_ += '\n';
        break;
      case MD_TEXT_SOFTBR:
        buffer_ += ' ';
        break;
      case MD_TEXT_NULLCHAR:
        buffer_ += "\xEF\xBF\xBD";
        break;
      case MD_TEXT_ENTITY:
        buffer_ += decode_entity(piece);
        break;
      default:
        buffer_ += piece;
    }
    return 0;
  }

 private:
  void flush() {
    std::string piece;
    piece.swap(buffer_);
    const bool is_note = piece.starts_with("[^");
    drop_note_marks(piece);
    if (is_note && piece.starts_with(":"))
      return out.write(std::string_view(piece).substr(1), Block::Kind::meta, 0);
    if (heading_) return out.write(piece, Block::Kind::heading, heading_);
    if (items_) return out.write(piece, Block::Kind::bullet, lists_);
    out.write(piece, Block::Kind::paragraph, 0);
  }

  void end_cell() {
    std::string cell;
    cell.swap(buffer_);
    drop_note_marks(cell);
    cell = squeeze(cell);
    if (!cell.empty()) cells_.push_back(std::move(cell));
  }

  std::string buffer_;
  std::vector<std::string> cells_;
  int depth_ = 0, heading_ = 0, lists_ = 0, items_ = 0, silent_ = 0;
  size_t blocks_ = 0;
};

Renderer& renderer(void* user) { return *static_cast<Renderer*>(user); }

MD_PARSER make_parser() {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_COLLAPSEWHITESPACE;
  parser.enter_block = [](MD_BLOCKTYPE t, void* d, void* u) {
    return renderer(u).enter_block(t, d);
  };
  parser.leave_block = [](MD_BLOCKTYPE t, void*, void* u) { return renderer(u).leave_block(t); };
  parser.enter_span = [](MD_SPANTYPE t, void*, void* u) { return renderer(u).enter_span(t); };
  parser.leave_span = [](MD_SPANTYPE t, void*, void* u) { return renderer(u).leave_span(t); };
  parser.text = [](MD_TEXTTYPE t, const MD_CHAR* s, MD_SIZE n, void* u) {
    return renderer(u).text(t, {s, n});
  };
  return parser;
}

}  // namespace

Result<Extract> read_markdown(std::string source, const std::string& path, const IntakeOptions&) {
  Extract out;
  const size_t begin = read_front_matter(source, out.metadata);
  const std::string_view body = std::string_view(source).substr(begin);
  Renderer renderer;
  const MD_PARSER parser = make_parser();
  const int status = md_parse(body.data(), static_cast<MD_SIZE>(body.size()), &parser, &renderer);
  if (renderer.too_deep)
    return fail(Code::too_deep,
                "more than " + std::to_string(kDepthMax) + " lists or quotes within each other",
                path);
  if (renderer.too_many)
    return fail(Code::too_large, "the text would make millions of blocks", path);
  if (status != 0) return fail(Code::malformed, "the Markdown parser gave up", path);
  out.text = std::move(renderer.out.text);
  std::erase_if(out.metadata.title, [](char c) { return c == '*' || c == '`'; });
  out.blocks = refine_blocks(out.text, std::move(renderer.out.blocks), out.metadata);
  return out;
}

}  // namespace entente::intake
