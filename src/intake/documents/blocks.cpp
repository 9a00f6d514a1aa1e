// Lines are grouped into drafts first, then each draft is told what it is in the light of its
// neighbours. Three layouts are met in the wild: paragraphs as single long lines with blank lines
// between, the same without blank lines, and hard-wrapped lines. The wrap test tells the third: a
// wrapped line breaks only where the next word would not have fitted.
//
// When not: text laid out in columns, or where one line is one verse, comes out as short blocks.
// Cost: linear. Tests: blocks_test.cpp.
#include "intake/documents/blocks.h"

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/calendar.h"
#include "intake/documents/furniture.h"

namespace entente::intake {
namespace {

constexpr size_t kHeadingMax = 90;  // code points
constexpr size_t kTitleMax = 220;
constexpr size_t kHeadLineMax = 90;  // a masthead line

struct Line {
  size_t begin = 0, end = 0;  // trimmed
  size_t indent = 0;
  size_t length = 0;  // code points
};

struct Draft {
  Block block;
  bool fixed = false;  // the format has said what it is
  bool blank_before = true, blank_after = true;
};

std::vector<Line> split_lines(std::string_view text, size_t from) {
  std::vector<Line> out;
  while (from < text.size()) {
    const size_t end = std::min(text.find('\n', from), text.size());
    const std::string_view whole = text.substr(from, end - from);
    const std::string_view core = trim(whole);
    Line line;
    line.indent = core.empty() ? 0 : static_cast<size_t>(core.data() - whole.data());
    line.begin = from + line.indent;
    line.end = line.begin + core.size();
    line.length = count_code_points(core);
    out.push_back(line);
    from = end + 1;
  }
  return out;
}

std::string_view text_of(std::string_view text, const Line& line) {
  return text.substr(line.begin, line.end - line.begin);
}

size_t first_word_length(std::string_view text, const Line& line) {
  const std::string_view s = text_of(text, line);
  return count_code_points(s.substr(0, s.find(' ')));
}

bool would_have_fitted(std::string_view text, const Line& line, const Line& next, size_t width) {
  return line.indent + line.length + 1 + first_word_length(text, next) <= width;
}

// The width that the text was wrapped at; 0 when it was not wrapped.
size_t wrap_width(std::string_view text, const std::vector<Line>& lines) {
  std::vector<size_t> lengths;
  for (size_t i = 0; i + 1 < lines.size(); ++i)
    if (lines[i].length && lines[i + 1].length)
      lengths.push_back(lines[i].indent + lines[i].length);
  if (lengths.size() < 3) return 0;
  const auto ninth = lengths.begin() + static_cast<std::ptrdiff_t>(lengths.size() * 9 / 10);
  std::nth_element(lengths.begin(), ninth, lengths.end());
  const size_t width = *ninth;
  if (width < 40 || width > 132) return 0;
  size_t wrapped = 0;
  for (size_t i = 0; i + 1 < lines.size(); ++i)
    wrapped += lines[i].length && lines[i + 1].length &&
               !would_have_fitted(text, lines[i], lines[i + 1], width);
  return wrapped * 2 >= lengths.size() ? width : 0;
}

// Tabs, bars or wide gaps between words; under another row one gap is enough.
bool is_table_line(std::string_view line, bool under_row) {
  size_t tabs = 0, bars = 0, gaps = 0;
  for (size_t i = 0; i < line.size(); ++i) {
    tabs += line[i] == '\t';
    bars += line[i] == '|';
    gaps += i + 3 < line.size() && line.substr(i, 3) == "   " && line[i + 3] != ' ';
  }
  return tabs > 0 || bars >= 2 || gaps >= (under_row ? 1 : 2);
}

// A row of = or - under a heading; its level, or 0.
int underline_level(std::string_view line) {
  if (line.size() < 3 || (line[0] != '=' && line[0] != '-')) return 0;
  if (line.find_first_not_of(line[0]) != std::string_view::npos) return 0;
  return line[0] == '=' ? 1 : 2;
}

// A line that no sentence runs through: a masthead line, a button, a line in capitals.
bool stands_alone(std::string_view line) {
  std::string_view key, value;
  Date date;
  if (line.size() > kTitleMax) return false;
  return split_key_line(line, key, value) || is_date_line(line, date) || is_by_line(line) ||
         is_furniture(line) || is_all_caps(line) || find_dateline(line).end == line.size();
}

class Grouper {
 public:
  Grouper(std::string_view text, size_t from)
      : text_(text), lines_(split_lines(text, from)), width_(wrap_width(text, lines_)) {}

  std::vector<Draft> group() {
    for (size_t i = 0; i < lines_.size(); ++i) add(i);
    for (size_t d = 0; d + 1 < drafts_.size(); ++d)
      drafts_[d].blank_after = drafts_[d + 1].blank_before;
    return std::move(drafts_);
  }

 private:
  void add(size_t i) {
    const Line& line = lines_[i];
    if (line.length == 0) {
      open_ = false;
      blank_ = true;
      return;
    }
    const std::string_view s = text_of(text_, line);
    if (const int level = underline_level(s); level && open_ && lines_in_draft_ == 1) {
      drafts_.back().block.kind = Block::Kind::heading;
      drafts_.back().block.level = level;
      drafts_.back().fixed = true;
      open_ = false;
      return;
    }
    size_t marker = bullet_marker(s);
    while (marker && marker < s.size() && is_space(s[marker])) ++marker;
    if (marker && marker < s.size()) {
      open(i, Block::Kind::bullet, line.begin + marker);
      drafts_.back().block.level = static_cast<int>(line.indent / 2) + 1;
    } else if (is_table_line(s, !blank_ && is_under_row())) {
      open(i, Block::Kind::table_row, line.begin);
      open_ = false;
    } else if (open_ && joins(i)) {
      drafts_.back().block.end = static_cast<uint32_t>(line.end);
      ++lines_in_draft_;
    } else {
      open(i, Block::Kind::paragraph, line.begin);
    }
  }

  bool is_under_row() const {
    return !drafts_.empty() && drafts_.back().block.kind == Block::Kind::table_row;
  }

  void open(size_t i, Block::Kind kind, size_t begin) {
    Draft draft;
    draft.block = {kind, static_cast<uint32_t>(begin), static_cast<uint32_t>(lines_[i].end), 0};
    draft.fixed = kind != Block::Kind::paragraph;
    draft.blank_before = blank_;
    drafts_.push_back(draft);
    open_ = true;
    blank_ = false;
    lines_in_draft_ = 1;
  }

  bool joins(size_t i) const {
    const Line& before = lines_[i - 1];
    const std::string_view a = text_of(text_, before), b = text_of(text_, lines_[i]);
    const bool near_top = i < 12;
    if (is_all_caps(a) != is_all_caps(b) && before.length < kHeadingMax) return false;
    if (near_top && (stands_alone(a) || stands_alone(b))) return false;
    if (width_ && !would_have_fitted(text_, before, lines_[i], width_)) return true;
    return is_lower(b[0]) && !ends_sentence(a) && !stands_alone(a);
  }

  std::string_view text_;
  std::vector<Line> lines_;
  size_t width_;
  std::vector<Draft> drafts_;
  bool open_ = false, blank_ = true;
  size_t lines_in_draft_ = 0;
};

// Dates of the head by what speaks for them; the strongest becomes the date published.
struct HeadDates {
  Date line, dateline;

  void settle(Metadata& metadata) {
    if (!metadata.published.empty()) return;
    if (!line.year) line = {};
    if (dateline.month && !dateline.year) dateline.year = line.year;
    const Date& best = line.day || !dateline.year ? line : dateline;
    if (best.year) metadata.published = to_string(best);
  }
};

class Classifier {
 public:
  Classifier(std::string_view text, std::vector<Draft> drafts, Metadata& metadata)
      : text_(text), drafts_(std::move(drafts)), metadata_(metadata) {
    for (const Draft& d : drafts_) sparse_ = sparse_ || (!d.blank_before && !d.fixed);
  }

  std::vector<Block> classify() {
    for (size_t i = 0; i < drafts_.size(); ++i) {
      Block& block = drafts_[i].block;
      block.kind = kind_of(i);
      if (block.kind == Block::Kind::heading && block.level == 0) block.level = 1;
      if (block.kind == Block::Kind::title) metadata_title(i, block);
      if (block.kind == Block::Kind::paragraph) put_paragraph(block);
      else blocks_.push_back(block);
    }
    dates_.settle(metadata_);
    return std::move(blocks_);
  }

 private:
  std::string_view slice(size_t i) const {
    const Block& b = drafts_[i].block;
    return text_.substr(b.begin, b.end - b.begin);
  }

  Block::Kind kind_of(size_t i) {
    using enum Block::Kind;
    const Draft& draft = drafts_[i];
    const std::string_view s = slice(i);
    if (draft.fixed && draft.block.kind == title) return title;
    if (draft.fixed && draft.block.kind == heading && head_ && metadata_title_open_ &&
        draft.block.level == 1)
      return title;
    if (is_link(s)) return meta;
    if (draft.fixed) return draft.block.kind == bullet && is_furniture(s) ? meta : draft.block.kind;
    if (is_caption(s)) return caption;
    if (is_meta(i)) return meta;
    if (head_ && metadata_title_open_ && may_be_title(i)) return title;
    if (may_be_heading(i)) return heading;
    return paragraph;
  }

  // Lines after "More from …" lead to other pages until the text goes on.
  bool is_link(std::string_view s) {
    if (opens_link_list(s)) in_links_ = true;
    else if (ends_sentence(s) || s.size() > 160) in_links_ = false;
    return in_links_;
  }

  bool is_meta(size_t i) {
    const std::string_view s = slice(i);
    if (s.size() > kTitleMax) return false;
    if (is_furniture(s) || is_by_line(s)) {
      if (const auto date = find_date(s); head_ && date && !dates_.line.year)
        dates_.line = date->date;
      return true;
    }
    std::string_view key, value;
    if (split_key_line(s, key, value) && (head_ || !ends_sentence(value))) {
      if (head_) take_key(metadata_, key, value);
      return true;
    }
    Date date;
    if (head_ && is_date_line(s, date)) {
      if (!dates_.line.year) dates_.line = date;
      return true;
    }
    const Dateline dateline = find_dateline(s);
    if (dateline.end == s.size()) {
      observe(dateline);
      return true;
    }
    return head_ && is_masthead(i);
  }

  // A short line in one piece with a by-line, a date or a key: the paper, a section, a place.
  bool is_masthead(size_t i) {
    const std::string_view s = slice(i);
    if (count_code_points(s) > kHeadLineMax || ends_sentence(s)) return false;
    const bool after = i > 0 && !drafts_[i].blank_before && is_head_line(i - 1);
    const bool before =
        i + 1 < drafts_.size() && !drafts_[i + 1].blank_before && is_head_line(i + 1);
    if (!after && (!before || (metadata_title_open_ && may_be_title(i)))) return false;
    if (metadata_.publisher.empty() && is_name(s)) metadata_.publisher = squeeze(s);
    return true;
  }

  bool is_head_line(size_t i) const {
    const std::string_view s = slice(i);
    std::string_view key, value;
    Date date;
    return split_key_line(s, key, value) || is_by_line(s) || is_date_line(s, date);
  }

  // Every word begins with a capital but the small ones between.
  static bool is_name(std::string_view s) {
    for (std::string_view word : split(s, ' '))
      if (!word.empty() && is_lower(word[0]) && word != "of" && word != "the" && word != "for" &&
          word != "and" && word != "on" && word != "de")
        return false;
    return !s.empty() && is_alpha(s[0]);
  }

  bool may_be_title(size_t i) const {
    const std::string_view s = slice(i);
    if (count_code_points(s) > kTitleMax || i + 1 >= drafts_.size()) return false;
    if (ends_sentence(s) && !s.ends_with('?') && !s.ends_with('!')) return false;
    const bool set_off =
        drafts_[i].blank_after || is_head_line(i + 1) || slice(i + 1).size() > s.size();
    return set_off && !is_lower(s[0]) && !s.ends_with(',') && !s.ends_with(';');
  }

  bool may_be_heading(size_t i) const {
    const std::string_view s = slice(i);
    const size_t length = count_code_points(s);
    if (length > kHeadingMax || is_lower(s[0]) || i + 1 >= drafts_.size()) return false;
    if (s.ends_with(',') || s.ends_with(';')) return false;
    if (ends_sentence(s) && !(s.ends_with('?') && length <= 60 && !s.contains(':'))) return false;
    // A line that leads into a list says something itself when it is more than a label.
    if (s.ends_with(':') && (length > 50 || s.contains(','))) return false;
    if (is_all_caps(s)) return true;
    if (drafts_[i].blank_before && drafts_[i].blank_after) return true;
    return sparse_ && length <= 60 && slice(i + 1).size() > 2 * s.size() &&
           slice(i + 1).size() > 120;
  }

  void metadata_title(size_t i, Block& block) {
    block.level = 0;
    metadata_title_open_ = false;
    if (metadata_.title.empty()) metadata_.title = squeeze(slice(i));
  }

  void observe(const Dateline& dateline) {
    if (!head_) return;
    if (!dates_.dateline.month) dates_.dateline = dateline.date;
    if (metadata_.publisher.empty()) metadata_.publisher = dateline.agency;
  }

  void put(Block block, Block::Kind kind, size_t end) {
    block.kind = kind;
    block.end = static_cast<uint32_t>(end);
    while (block.end > block.begin && is_space(text_[block.end - 1])) --block.end;
    if (block.end > block.begin) blocks_.push_back(block);
  }

  void put_paragraph(Block block) {
    const std::string_view s = text_.substr(block.begin, block.end - block.begin);
    if (const Dateline dateline = find_dateline(s); dateline.end) {
      observe(dateline);
      put(block, Block::Kind::meta, block.begin + dateline.end);
      block.begin += static_cast<uint32_t>(dateline.end);
    } else if (const size_t end = run_in_heading(s); end) {
      Block run_in = block;
      run_in.level = 2;
      put(run_in, Block::Kind::heading, block.begin + end);
      block.begin += static_cast<uint32_t>(end);
    }
    while (block.begin < block.end && is_space(text_[block.begin])) ++block.begin;
    put(block, Block::Kind::paragraph, block.end);
    head_ = false;
  }

  std::string_view text_;
  std::vector<Draft> drafts_;
  Metadata& metadata_;
  HeadDates dates_;
  std::vector<Block> blocks_;
  bool head_ = true;                 // no paragraph yet
  bool metadata_title_open_ = true;  // no title block yet
  bool in_links_ = false;
  bool sparse_ = false;  // lines follow each other without blank lines
};

}  // namespace

std::vector<Block> find_blocks(std::string_view text, size_t from, Metadata& metadata) {
  return Classifier(text, Grouper(text, from).group(), metadata).classify();
}

std::vector<Block> group_lines(std::string_view text) {
  std::vector<Block> out;
  for (const Draft& draft : Grouper(text, 0).group()) out.push_back(draft.block);
  return out;
}

std::vector<Block> refine_blocks(std::string_view text, std::vector<Block> blocks,
                                 Metadata& metadata) {
  std::vector<Draft> drafts;
  for (const Block& block : blocks) {
    Draft draft;
    draft.block = block;
    draft.fixed = block.kind != Block::Kind::paragraph;
    drafts.push_back(draft);
  }
  return Classifier(text, std::move(drafts), metadata).classify();
}

}  // namespace entente::intake
