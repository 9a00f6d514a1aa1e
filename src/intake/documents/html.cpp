// A page becomes the text a reader would copy out of it: blocks separated by blank lines, white
// space squeezed, list items without marks, table rows as "cell | cell".
#include <algorithm>

#include "base/text.h"
#include "intake/documents/blocks.h"
#include "intake/documents/format.h"
#include "intake/documents/html_main.h"
#include "intake/documents/html_page.h"
#include "intake/documents/text_writer.h"

namespace entente::intake {
namespace {

int heading_level(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_H1:
      return 1;
    case GUMBO_TAG_H2:
      return 2;
    case GUMBO_TAG_H3:
      return 3;
    case GUMBO_TAG_H4:
      return 4;
    case GUMBO_TAG_H5:
      return 5;
    case GUMBO_TAG_H6:
      return 6;
    default:
      return 0;
  }
}

class PageWriter {
 public:
  PageWriter(const Page& page, const std::vector<bool>& kept, TextWriter& out)
      : page_(page), kept_(kept), out_(out) {}

  void write(uint32_t i) {
    visit(i, {});
    flush(context_);
  }

 private:
  struct Context {
    Block::Kind kind = Block::Kind::paragraph;
    int level = 0;
    int list_level = 0;
    bool preformatted = false;
  };

  void visit(uint32_t i, Context context) {
    if (!kept_[i]) return;
    const Node& node = page_.nodes[i];
    if (node.is_text) return append(node.text(), context.preformatted);
    if (node.tag == GUMBO_TAG_BR) {
      buffer_ += '\n';
      return;
    }
    if (node.tag == GUMBO_TAG_SUP && is_note_mark(i)) return;
    if (!is_block(node.tag)) return visit_children(i, context);
    flush(context_);
    if (node.tag == GUMBO_TAG_TABLE && is_data_table(page_, i)) return write_rows(i);
    enter(node.tag, context);
    context_ = context;
    visit_children(i, context);
    flush(context);
  }

  // Text after a block inside belongs to the outer one again.
  void visit_children(uint32_t i, const Context& context) {
    for (uint32_t c = i + 1; c < page_.nodes[i].end; c = page_.nodes[c].end) {
      visit(c, context);
      if (buffer_.empty()) context_ = context;
    }
  }

  static void enter(GumboTag tag, Context& context) {
    const int level = heading_level(tag);
    if (level) {
      context.kind = Block::Kind::heading;
      context.level = level;
    } else if (tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL) {
      ++context.list_level;
    } else if (tag == GUMBO_TAG_LI) {
      context.kind = Block::Kind::bullet;
      context.level = std::max(context.list_level, 1);
    } else if (tag == GUMBO_TAG_FIGCAPTION || tag == GUMBO_TAG_CAPTION) {
      context.kind = Block::Kind::caption;
      context.level = 0;
    }
    context.preformatted = context.preformatted || tag == GUMBO_TAG_PRE;
  }

  // "[12]" and "12" in a superscript with a link point to a footnote.
  bool is_note_mark(uint32_t i) const {
    bool has_link = false, only_digits = true;
    for (uint32_t c = i + 1; c < page_.nodes[i].end; ++c) {
      has_link = has_link || page_.nodes[c].tag == GUMBO_TAG_A;
      if (page_.nodes[c].is_text)
        for (char x : page_.nodes[c].text())
          only_digits = only_digits && (is_digit(x) || is_space(x) || x == '[' || x == ']');
    }
    return has_link && only_digits;
  }

  void append(std::string_view piece, bool preformatted) {
    for (size_t i = 0; i < piece.size(); ++i) {
      const bool hard_blank = piece.substr(i).starts_with("\xC2\xA0");
      const bool soft_hyphen = piece.substr(i).starts_with("\xC2\xAD");
      const bool zero_width = piece.substr(i).starts_with("\xE2\x80\x8B");
      if (hard_blank || soft_hyphen) ++i;
      if (zero_width) i += 2;
      if (soft_hyphen || zero_width) continue;
      if (!hard_blank && !is_space(piece[i])) buffer_ += piece[i];
      else if (preformatted && piece[i] == '\n') buffer_ += '\n';
      else if (preformatted || (!buffer_.empty() && !is_space(buffer_.back()))) buffer_ += ' ';
    }
  }

  void flush(const Context& context) {
    std::string piece;
    piece.swap(buffer_);
    out_.write(piece, context.kind, context.level);
  }

  void write_rows(uint32_t table) {
    for (uint32_t i = table + 1; i < page_.nodes[table].end; ++i) {
      const Node& node = page_.nodes[i];
      if (!kept_[i]) continue;
      if (node.tag == GUMBO_TAG_CAPTION) out_.write(text_of(i), Block::Kind::caption, 0);
      if (node.tag == GUMBO_TAG_TR) out_.write(row(i), Block::Kind::table_row, 0);
    }
  }

  std::string row(uint32_t tr) {
    std::vector<std::string> cells;
    for (uint32_t i = tr + 1; i < page_.nodes[tr].end; ++i)
      if (page_.nodes[i].tag == GUMBO_TAG_TD || page_.nodes[i].tag == GUMBO_TAG_TH)
        if (std::string cell = squeeze(text_of(i)); !cell.empty()) cells.push_back(std::move(cell));
    return join(cells, " | ");
  }

  std::string text_of(uint32_t element) {
    for (uint32_t i = element + 1; i < page_.nodes[element].end; ++i) {
      if (page_.nodes[i].is_text && kept_[i]) append(page_.nodes[i].text(), false);
      else if (!page_.nodes[i].is_text && !buffer_.empty())
        buffer_ += is_block(page_.nodes[i].tag) ? " " : "";
    }
    std::string out;
    out.swap(buffer_);
    return out;
  }

  const Page& page_;
  const std::vector<bool>& kept_;
  TextWriter& out_;
  std::string buffer_;
  Context context_;
};

// The text of an element wherever it stands, for headlines outside the main text.
std::string text_inside(const Page& page, uint32_t element) {
  std::string out;
  for (uint32_t i = element + 1; i < page.nodes[element].end; ++i) {
    if (page.nodes[i].is_text) out += page.nodes[i].text();
    else out += ' ';
  }
  return squeeze(out);
}

// "Headline | The Paper", "Headline - The Paper": the paper goes where it is known as such, or
// after a bar. Its name is worth keeping.
void cut_site_name(std::string& title, Metadata& metadata) {
  for (std::string_view mark : {" | ", " – ", " — ", " - ", " :: "}) {
    const size_t at = title.rfind(mark);
    if (at == std::string::npos) continue;
    const std::string site = title.substr(at + mark.size());
    const bool known = equals_ignoring_case(site, metadata.publisher);
    const bool bar = mark == " | " && std::ranges::count(title.substr(0, at), ' ') >= 2;
    if (!known && !bar) continue;
    if (metadata.publisher.empty()) metadata.publisher = site;
    title.resize(at);
    return;
  }
}

// The page's headline: an h1 in the main text before one outside it, one that the window title or
// the meta tags agree with before any other.
std::string find_headline(const Page& page, const MainText& main) {
  std::string best;
  int best_rank = 0;
  for (uint32_t i = 0; i < page.nodes.size(); ++i) {
    if (page.nodes[i].tag != GUMBO_TAG_H1) continue;
    if (!main.kept[i] && stands_in_furniture(page, i)) continue;
    std::string line = text_inside(page, i);
    if (line.size() < 3) continue;
    const std::string_view opening = std::string_view(line).substr(0, 24);
    const bool agreed = page.window_title.find(opening) != std::string::npos ||
                        page.metadata.title.find(opening) != std::string::npos;
    const int rank = 1 + 2 * main.kept[i] + agreed;
    if (rank <= best_rank) continue;
    best = std::move(line);
    best_rank = rank;
  }
  return best;
}

// The headline becomes the title block: the one that stands in the text, or a new first one.
TextWriter write_page(const Page& page, const MainText& main, const std::string& headline) {
  TextWriter out;
  PageWriter writer(page, main.kept, out);
  for (uint32_t i = 0; i < page.nodes.size(); ++i)
    if (main.kept[i] && (i == 0 || !main.kept[page.nodes[i].parent])) writer.write(i);
  if (headline.empty()) return out;
  for (Block& block : out.blocks)
    if (block.kind == Block::Kind::heading &&
        std::string_view(out.text).substr(block.begin, block.end - block.begin) == headline) {
      block.kind = Block::Kind::title;
      block.level = 0;
      return out;
    }
  TextWriter headed;
  headed.write(headline, Block::Kind::title, 0);
  for (const Block& b : out.blocks)
    headed.write(std::string_view(out.text).substr(b.begin, b.end - b.begin), b.kind, b.level);
  return headed;
}

}  // namespace

Result<Extract> read_html(std::string html, const std::string& path, const IntakeOptions& options) {
  if (html.size() > options.html_bytes_max)
    return fail(Code::too_large,
                "a page of " + std::to_string(html.size()) + " bytes, the limit is " +
                    std::to_string(options.html_bytes_max),
                path, {}, "save the article as text and read that");
  auto page = Page::parse(std::move(html), path, options.html_depth_max);
  if (!page) return std::unexpected(page.error());
  const MainText main = find_main_text(*page);
  const std::string headline = find_headline(*page, main);
  TextWriter writer = write_page(*page, main, headline);
  Extract out;
  out.metadata = page->metadata;
  if (out.metadata.title.empty())
    out.metadata.title = headline.empty() ? page->window_title : headline;
  cut_site_name(out.metadata.title, out.metadata);
  out.text = std::move(writer.text);
  out.blocks = refine_blocks(out.text, std::move(writer.blocks), out.metadata);
  return out;
}

}  // namespace entente::intake
