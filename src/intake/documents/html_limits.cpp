// The parser keeps a stack of open elements and searches it for every tag, copies unclosed
// formatting elements into every later paragraph, and compares each attribute with all before it
// in its tag. A hostile page makes each of these quadratic or worse, so this scan follows the tags
// as the HTML standard does ("tree construction", 13.2.6) and refuses early.
//
// The depth found is an upper bound but for a few levels that the parser adds (html, body, tbody);
// implied end tags are followed for p, li, dd, dt, option and the parts of tables, since old pages
// leave those out by the thousand. Formatting elements count until their own end tag, at most three
// of the same wording (the standard's "Noah's Ark clause").
//
// Tests: html_limits_test.cpp, and the fuzzer holds it against the depth of the parsed tree.
#include "intake/documents/html_limits.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "base/text.h"

namespace entente::intake {
namespace {

constexpr size_t kAttributesMax = 1000;
constexpr size_t kNodesMax = 1'500'000;  // about 400 MB of tree

template <size_t N>
bool is_one_of(std::string_view name, const std::array<std::string_view, N>& table) {
  return std::ranges::find(table, name) != table.end();
}

// Never open: elements without content, and those that a page has once whatever its tags say.
constexpr std::array<std::string_view, 19> kVoid{
    "area", "base",  "br",     "col",   "embed", "hr",    "img",  "input", "keygen", "link",
    "meta", "param", "source", "track", "wbr",   "frame", "html", "head",  "body"};
constexpr std::array<std::string_view, 14> kFormatting{"a",      "b",      "big",  "code", "em",
                                                       "font",   "i",      "nobr", "s",    "small",
                                                       "strike", "strong", "tt",   "u"};
constexpr std::array<std::string_view, 8> kRawText{
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
};
// Start tags that end an open paragraph.
constexpr std::array<std::string_view, 38> kClosesParagraph{
    "address", "article", "aside",    "blockquote", "center", "details", "dialog", "dir",
    "div",     "dl",      "fieldset", "figcaption", "figure", "footer",  "form",   "h1",
    "h2",      "h3",      "h4",       "h5",         "h6",     "header",  "hgroup", "hr",
    "li",      "main",    "menu",     "nav",        "ol",     "p",       "pre",    "section",
    "summary", "table",   "ul",       "dd",         "dt",     "listing"};
// Elements that a search for an open paragraph or list item does not look beyond.
constexpr std::array<std::string_view, 11> kBarriers{"table",    "td",     "th",      "caption",
                                                     "button",   "object", "marquee", "applet",
                                                     "template", "html",   "select"};

struct Tag {
  std::string_view name;     // lower case, in Scanner's buffer
  std::string_view wording;  // all between the angle brackets
  bool is_end = false;
  size_t attributes = 0;
};

class Scanner {
 public:
  explicit Scanner(std::string_view html) : html_(html) {}

  // The next tag; false at the end. Comments are passed over.
  bool next(Tag& tag) {
    while ((at_ = html_.find('<', at_)) != std::string_view::npos) {
      const size_t open = at_++;
      if (html_.substr(open).starts_with("<!--")) {
        // "<!-->" is a whole comment, and "--!>" ends one.
        at_ = std::min(html_.find("-->", open + 2), html_.find("--!>", open + 4));
        if (at_ == std::string_view::npos) return false;
        continue;
      }
      tag.is_end = at_ < html_.size() && html_[at_] == '/';
      at_ += tag.is_end;
      if (at_ >= html_.size() || !is_alpha(html_[at_])) continue;
      read_tag(tag);
      return true;
    }
    return false;
  }

  // To the end tag of the raw text element just read.
  void skip_raw_text() {
    for (size_t at = at_; (at = html_.find("</", at)) != std::string_view::npos; ++at)
      if (equals_ignoring_case(html_.substr(at + 2, name_.size()), name_)) {
        at_ = at;
        return;
      }
    at_ = html_.size();
  }

  size_t at() const { return at_; }

 private:
  static bool ends_name(char c) { return is_space(c) || c == '>' || c == '/'; }

  void read_tag(Tag& tag) {
    const size_t begin = at_;
    while (at_ < html_.size() && !ends_name(html_[at_])) ++at_;
    name_ = lower(html_.substr(begin, std::min<size_t>(at_ - begin, 32)));
    tag.name = name_;
    tag.attributes = 0;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_space(html_[at_]) || html_[at_] == '/') {
        ++at_;
        continue;
      }
      ++tag.attributes;
      read_attribute();
    }
    tag.wording = html_.substr(begin, std::min(at_, html_.size()) - begin);
    at_ = std::min(at_ + 1, html_.size());
  }

  void read_attribute() {
    ++at_;  // a name may begin with '='
    while (at_ < html_.size() && !ends_name(html_[at_]) && html_[at_] != '=') ++at_;
    size_t value = at_;
    while (value < html_.size() && is_space(html_[value])) ++value;
    if (value >= html_.size() || html_[value] != '=') return;
    ++value;
    while (value < html_.size() && is_space(html_[value])) ++value;
    at_ = value;
    if (at_ >= html_.size()) return;
    if (html_[at_] == '"' || html_[at_] == '\'') {
      at_ = std::min(html_.find(html_[at_], at_ + 1), html_.size() - 1) + 1;
    } else {
      while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
    }
  }

  std::string_view html_;
  size_t at_ = 0;
  std::string name_;
};

class OpenElements {
 public:
  void start(const Tag& tag) {
    const std::string_view name = tag.name;
    if (is_one_of(name, kVoid)) return;
    if (is_one_of(name, kFormatting)) return start_formatting(tag);
    if (is_one_of(name, kClosesParagraph)) close("p", kBarriers);
    if (name == "li") close_item("li", "ul", "ol");
    if (name == "dd" || name == "dt") {
      close_item("dd", "dl", "dl");
      close_item("dt", "dl", "dl");
    }
    if (name == "option" || name == "optgroup") close_item("option", "select", "select");
    start_table_part(name);
    open_.emplace_back(name);
  }

  void end(std::string_view name) {
    if (is_one_of(name, kFormatting)) return end_formatting(name);
    const auto at = std::find(open_.rbegin(), open_.rend(), name);
    if (at != open_.rend()) open_.erase(at.base() - 1, open_.end());
  }

  size_t depth() const { return open_.size() + formatting_.size(); }
  // Within drawings and formulas a title or a style is an element like any other.
  bool in_foreign_content() const {
    return std::ranges::find(open_, "svg") != open_.end() ||
           std::ranges::find(open_, "math") != open_.end();
  }
  size_t formatting() const { return formatting_.size(); }

 private:
  // Ends the innermost `name` and all within it, unless one of `barriers` stands in between.
  template <size_t N>
  void close(std::string_view name, const std::array<std::string_view, N>& barriers) {
    for (size_t i = open_.size(); i-- > 0;) {
      if (open_[i] == name) return open_.resize(i);
      if (is_one_of(open_[i], barriers)) return;
    }
  }
  void close_item(std::string_view name, std::string_view list, std::string_view other_list) {
    close(name, std::array<std::string_view, 6>{list, other_list, "table", "td", "th", "template"});
  }

  void start_table_part(std::string_view name) {
    constexpr std::array<std::string_view, 2> kTable{"table", "template"};
    if (name == "td" || name == "th") {
      close("td", std::array<std::string_view, 3>{"tr", "table", "template"});
      close("th", std::array<std::string_view, 3>{"tr", "table", "template"});
    } else if (name == "tr") {
      close("tr", kTable);
    } else if (name == "tbody" || name == "thead" || name == "tfoot") {
      for (std::string_view part : {"tbody", "thead", "tfoot"}) close(part, kTable);
    }
  }

  void start_formatting(const Tag& tag) {
    if (tag.name == "a" || tag.name == "nobr") end_formatting(tag.name);
    std::string wording(tag.wording.substr(0, 256));
    if (std::ranges::count(formatting_, wording) >= 3) return;
    formatting_.push_back(std::move(wording));
  }

  void end_formatting(std::string_view name) {
    for (size_t i = formatting_.size(); i-- > 0;) {
      const std::string_view wording = formatting_[i];
      if (!equals_ignoring_case(wording.substr(0, name.size()), name)) continue;
      if (wording.size() > name.size() && is_alnum(wording[name.size()])) continue;
      formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
      return;
    }
  }

  std::vector<std::string> open_;
  std::vector<std::string> formatting_;
};

}  // namespace

Status check_html_limits(std::string_view html, size_t depth_max, const std::string& path) {
  Scanner scanner(html);
  OpenElements open;
  Tag tag;
  size_t nodes = 0, root_attributes = 0;
  const auto place = [&] { return path + ":byte " + std::to_string(scanner.at()); };
  while (scanner.next(tag)) {
    // Attributes of every further html and body tag are added to those of the first.
    if (tag.name == "html" || tag.name == "body") root_attributes += tag.attributes + 1;
    if (tag.attributes > kAttributesMax || root_attributes > kAttributesMax)
      return fail(Code::too_large, "a tag has over 1,000 attributes", place(),
                  std::string(tag.name));
    if (!tag.is_end && is_one_of(tag.name, kRawText) && !open.in_foreign_content()) {
      scanner.skip_raw_text();
      continue;
    }
    if (tag.is_end) open.end(tag.name);
    else open.start(tag);
    if (open.depth() > depth_max)
      return fail(Code::too_deep,
                  "more than " + std::to_string(depth_max) + " tags within each other", place(),
                  "<" + std::string(tag.name) + ">", "save the article as text and read that");
    nodes += tag.is_end ? 1 : 2 + open.formatting();
    if (nodes > kNodesMax)
      return fail(Code::too_large, "the page would make millions of elements", place(),
                  "<" + std::string(tag.name) + ">", "save the article as text and read that");
  }
  return {};
}

}  // namespace entente::intake
