// Readability by mass. Every block of running text weighs 1 + its commas + a point for each 100
// characters up to three, less its share of link text, and far less inside parts that are named or
// tagged as navigation, comments or promotion. From the body downwards the walk follows the child
// that holds nearly all of the mass; where no child does, that element is the text. Lead paragraphs
// beside the path are taken along, link lists and named furniture inside are left out.
//
// The weights are those of the Readability family (Arc90 2009; Mozilla Readability's
// initializeNode and getClassWeight), moved from "score the parent and the grandparent" to sums
// over subtrees, which needs no second pass for articles split over several boxes.
// When not: a page that is a list of teasers has no main text; it comes out as those teasers.
// Cost: linear in the nodes. Tests: html_test.cpp and the pages under tests/fixtures/html.
#include "intake/documents/html_main.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "base/text.h"

namespace entente::intake {
namespace {

// Words of class and id attributes, cut at marks and at capitals.
constexpr std::array<std::string_view, 56> kUnlikely{
    "nav",         "navbar",        "navigation",   "menu",        "breadcrumb",
    "breadcrumbs", "footer",        "sidebar",      "aside",       "widget",
    "banner",      "cookie",        "cookies",      "consent",     "gdpr",
    "newsletter",  "subscribe",     "subscription", "signup",      "share",
    "sharing",     "social",        "related",      "recommended", "recommendations",
    "recirc",      "promo",         "promotion",    "sponsor",     "sponsored",
    "advert",      "advertisement", "ad",           "ads",         "comment",
    "comments",    "disqus",        "popup",        "modal",       "overlay",
    "paywall",     "toolbar",       "pagination",   "pager",       "skip",
    "login",       "search",        "trending",     "outbrain",    "taboola",
    "teaser",      "teasers",       "cta",          "copyright",   "disclaimer",
    "tags"};
constexpr std::array<std::string_view, 11> kLikely{"article", "content", "main",  "story",
                                                   "post",    "entry",   "body",  "text",
                                                   "release", "press",   "report"};

constexpr std::array kBlocks{
    GUMBO_TAG_P,          GUMBO_TAG_DIV,     GUMBO_TAG_SECTION,    GUMBO_TAG_ARTICLE,
    GUMBO_TAG_MAIN,       GUMBO_TAG_ASIDE,   GUMBO_TAG_HEADER,     GUMBO_TAG_FOOTER,
    GUMBO_TAG_NAV,        GUMBO_TAG_UL,      GUMBO_TAG_OL,         GUMBO_TAG_LI,
    GUMBO_TAG_DL,         GUMBO_TAG_DT,      GUMBO_TAG_DD,         GUMBO_TAG_TABLE,
    GUMBO_TAG_TBODY,      GUMBO_TAG_THEAD,   GUMBO_TAG_TFOOT,      GUMBO_TAG_TR,
    GUMBO_TAG_TD,         GUMBO_TAG_TH,      GUMBO_TAG_CAPTION,    GUMBO_TAG_PRE,
    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_FIGURE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_ADDRESS,
    GUMBO_TAG_HR,         GUMBO_TAG_FORM,    GUMBO_TAG_FIELDSET,   GUMBO_TAG_CENTER,
    GUMBO_TAG_BODY,       GUMBO_TAG_HTML,    GUMBO_TAG_H1,         GUMBO_TAG_H2,
    GUMBO_TAG_H3,         GUMBO_TAG_H4,      GUMBO_TAG_H5,         GUMBO_TAG_H6,
    GUMBO_TAG_DETAILS,    GUMBO_TAG_SUMMARY, GUMBO_TAG_HGROUP,     GUMBO_TAG_MENU,
    GUMBO_TAG_DIR};

constexpr size_t kBlockTextMin = 25;

bool is_heading(GumboTag tag) {
  return tag == GUMBO_TAG_H1 || tag == GUMBO_TAG_H2 || tag == GUMBO_TAG_H3 || tag == GUMBO_TAG_H4 ||
         tag == GUMBO_TAG_H5 || tag == GUMBO_TAG_H6;
}

template <class Found>
void for_each_word(std::string_view names, Found found) {
  std::string word;
  bool after_lower = false;
  const auto flush = [&] {
    if (!word.empty()) found(word);
    word.clear();
  };
  for (char c : names) {
    if (!is_alpha(c) || (is_upper(c) && after_lower)) flush();
    if (is_alpha(c)) word += lower(c);
    after_lower = is_lower(c);
  }
  flush();
}

enum class Hint { none, likely, unlikely };

Hint hint(const GumboNode& element) {
  Hint out = Hint::none;
  for (const char* name : {"class", "id", "role"})
    for_each_word(attribute(element, name).substr(0, 500), [&](const std::string& word) {
      if (std::ranges::find(kUnlikely, word) != kUnlikely.end()) out = Hint::unlikely;
      else if (out == Hint::none && std::ranges::find(kLikely, word) != kLikely.end())
        out = Hint::likely;
    });
  return out;
}

// How much text in this element counts: navigation and the like a tenth.
double likelihood(const Node& node) {
  switch (node.tag) {
    case GUMBO_TAG_HTML:
    case GUMBO_TAG_BODY:
      return 1;  // their classes speak of the whole page
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_ASIDE:
      return 0.1;
    case GUMBO_TAG_ARTICLE:
    case GUMBO_TAG_MAIN:
      return 1.5;
    default:
      break;
  }
  const Hint h = hint(*node.source);
  return h == Hint::unlikely ? 0.1 : h == Hint::likely ? 1.25 : 1;
}

struct Weight {
  double mass = 0;                                     // of the whole subtree
  double likelihood = 1;                               // product of the path
  size_t text = 0, link_text = 0;                      // of the whole subtree, blanks squeezed
  size_t own_text = 0, own_links = 0, own_commas = 0;  // up to the next block inside
  bool in_link = false;
};

struct TextSize {
  size_t characters = 0, commas = 0;
};

TextSize measure(std::string_view text) {
  TextSize out;
  bool blank = true;
  for (char c : text) {
    const bool space = is_space(c);
    out.characters += !(space && blank) && (c & 0xC0) != 0x80;
    out.commas += c == ',';
    blank = space;
  }
  return out;
}

class Weigher {
 public:
  explicit Weigher(const Page& page) : nodes_(page.nodes), weights_(nodes_.size()) {}

  std::vector<Weight> weigh() {
    for (uint32_t i = 0; i < nodes_.size(); ++i) enter(i);
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 0;) leave(i);
    return std::move(weights_);
  }

 private:
  void enter(uint32_t i) {
    const Node& node = nodes_[i];
    const Weight above = weights_[node.parent];
    Weight& w = weights_[i];
    w.in_link = above.in_link || node.tag == GUMBO_TAG_A;
    w.likelihood = i == 0 ? 1 : above.likelihood;
    if (!node.is_text) {
      w.likelihood = std::clamp(w.likelihood * likelihood(node), 0.01, 2.0);
      return;
    }
    const TextSize size = measure(node.text());
    w.text = size.characters;
    w.link_text = w.in_link ? size.characters : 0;
    uint32_t block = node.parent;
    while (block != nodes_[block].parent && !is_block(nodes_[block].tag))
      block = nodes_[block].parent;
    weights_[block].own_text += w.text;
    weights_[block].own_links += w.link_text;
    weights_[block].own_commas += size.commas;
  }

  void leave(uint32_t i) {
    Weight& w = weights_[i];
    if (w.own_text >= kBlockTextMin && !is_heading(nodes_[i].tag)) {
      const double links = static_cast<double>(w.own_links) / static_cast<double>(w.own_text);
      const double length = std::min(static_cast<double>(w.own_text) / 100, 3.0);
      w.mass += (1 + static_cast<double>(w.own_commas) + length) * (1 - links) * w.likelihood;
    }
    if (i == 0) return;
    Weight& above = weights_[nodes_[i].parent];
    above.mass += w.mass;
    above.text += w.text;
    above.link_text += w.link_text;
  }

  const std::vector<Node>& nodes_;
  std::vector<Weight> weights_;
};

class Chooser {
 public:
  Chooser(const Page& page, std::vector<Weight> weights)
      : page_(page), nodes_(page.nodes), weights_(std::move(weights)) {}

  MainText choose() {
    MainText out;
    out.kept.assign(nodes_.size(), false);
    if (nodes_.empty()) return out;
    out.root = descend();
    keep(out.root, out.kept);
    keep_leads(out.root, out.kept);
    return out;
  }

 private:
  template <class Visit>
  void for_each_child(uint32_t i, Visit visit) const {
    for (uint32_t c = i + 1; c < nodes_[i].end; c = nodes_[c].end) visit(c);
  }

  uint32_t descend() const {
    uint32_t at = 0;
    for (;;) {
      uint32_t best = at;
      double first = 0, second = 0;
      for_each_child(at, [&](uint32_t c) {
        const double mass = weights_[c].mass;
        if (mass > first) {
          second = first;
          first = mass;
          best = c;
        } else {
          second = std::max(second, mass);
        }
      });
      const double all = weights_[at].mass;
      const bool dominates = first >= 0.6 * all || (first >= 0.4 * all && second <= 0.35 * first);
      if (best == at || !dominates || all <= 0 || is_leaf_block(best)) return at;
      at = best;
    }
  }

  // A paragraph, item or row is part of a text, not its frame.
  bool is_leaf_block(uint32_t i) const {
    const GumboTag tag = nodes_[i].tag;
    return tag == GUMBO_TAG_P || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_UL ||
           tag == GUMBO_TAG_OL || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_BLOCKQUOTE ||
           !is_block(tag) || (tag == GUMBO_TAG_TABLE && is_data_table(page_, i));
  }

  double link_share(uint32_t i) const {
    const Weight& w = weights_[i];
    return w.text ? static_cast<double>(w.link_text) / static_cast<double>(w.text) : 0;
  }

  bool is_furniture_element(uint32_t i, double whole) const {
    const Node& node = nodes_[i];
    if (node.is_text || !(is_block(node.tag) || node.tag == GUMBO_TAG_SPAN)) return false;
    const Weight& w = weights_[i];
    const bool holds_most = w.mass > 0.5 * whole;
    if (holds_most) return false;
    if (node.tag == GUMBO_TAG_NAV || node.tag == GUMBO_TAG_FOOTER || node.tag == GUMBO_TAG_ASIDE)
      return true;
    if (hint(*node.source) == Hint::unlikely) return true;
    const bool frame =
        node.tag != GUMBO_TAG_TD && node.tag != GUMBO_TAG_TR && !is_heading(node.tag);
    return frame && w.text > 0 && link_share(i) > 0.6 && w.mass < 0.1 * whole && w.text < 2000;
  }

  // Marks a subtree without the furniture inside it.
  void keep(uint32_t root, std::vector<bool>& kept) const {
    const double whole = weights_[root].mass;
    for (uint32_t i = root; i < nodes_[root].end;) {
      if (i != root && is_furniture_element(i, whole)) {
        i = nodes_[i].end;
        continue;
      }
      kept[i] = true;
      ++i;
    }
  }

  // Clean blocks before the text on its way up: leads, sub-headlines, datelines.
  void keep_leads(uint32_t root, std::vector<bool>& kept) const {
    uint32_t child = root;
    for (int level = 0; level < 3 && child != nodes_[child].parent; ++level) {
      const uint32_t parent = nodes_[child].parent;
      const GumboTag inner = nodes_[child].tag;
      if (inner == GUMBO_TAG_ARTICLE || inner == GUMBO_TAG_MAIN || inner == GUMBO_TAG_BODY) return;
      for_each_child(parent, [&](uint32_t c) {
        if (c < child && is_lead(c)) keep(c, kept);
      });
      child = parent;
    }
  }

  bool is_lead(uint32_t i) const {
    const Node& node = nodes_[i];
    if (node.is_text || !is_block(node.tag) || node.tag == GUMBO_TAG_NAV ||
        node.tag == GUMBO_TAG_ASIDE || node.tag == GUMBO_TAG_FORM || node.tag == GUMBO_TAG_FOOTER)
      return false;
    return weights_[i].mass > 0 && weights_[i].likelihood >= 1 && weights_[i].text >= 40 &&
           link_share(i) < 0.2;
  }

  const Page& page_;
  const std::vector<Node>& nodes_;
  std::vector<Weight> weights_;
};

}  // namespace

bool is_block(GumboTag tag) { return std::ranges::find(kBlocks, tag) != kBlocks.end(); }

bool is_data_table(const Page& page, uint32_t table) {
  size_t rows = 0, cells = 0, characters = 0;
  for (uint32_t i = table + 1; i < page.nodes[table].end; ++i) {
    const Node& node = page.nodes[i];
    if (node.tag == GUMBO_TAG_TABLE) return false;
    rows += node.tag == GUMBO_TAG_TR;
    cells += node.tag == GUMBO_TAG_TD || node.tag == GUMBO_TAG_TH;
    if (node.is_text) characters += measure(node.text()).characters;
  }
  return rows >= 2 && cells >= rows * 2 && characters <= cells * 90;
}

bool stands_in_furniture(const Page& page, uint32_t node) {
  for (uint32_t i = node; i != page.nodes[i].parent; i = page.nodes[i].parent)
    if (likelihood(page.nodes[i]) < 1) return true;
  return false;
}

MainText find_main_text(const Page& page) { return Chooser(page, Weigher(page).weigh()).choose(); }

}  // namespace entente::intake
