// The parser's own destructor recurses once a level, so its memory comes from an arena that is
// dropped as a whole; nothing here recurses over the tree either.
#include "intake/documents/html_page.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"
#include "intake/documents/html_limits.h"

namespace entente::intake {
namespace {

class Arena {
 public:
  void* allocate(size_t size) {
    size = (size + 15) & ~size_t{15};
    if (size > kChunk / 4) {
      large_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
      return large_.back().get();
    }
    if (size > left_) {
      chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(kChunk));
      next_ = chunks_.back().get();
      left_ = kChunk;
    }
    void* out = next_;
    next_ += size;
    left_ -= size;
    return out;
  }

 private:
  static constexpr size_t kChunk = size_t{1} << 18;
  std::vector<std::unique_ptr<std::byte[]>> chunks_, large_;
  std::byte* next_ = nullptr;
  size_t left_ = 0;
};

void* allocate(void* arena, size_t size) { return static_cast<Arena*>(arena)->allocate(size); }
void release(void*, void*) {}

constexpr std::array kNotShown{
    GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
    GUMBO_TAG_MATH,   GUMBO_TAG_BUTTON, GUMBO_TAG_INPUT,    GUMBO_TAG_SELECT,   GUMBO_TAG_TEXTAREA,
    GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED,    GUMBO_TAG_CANVAS,   GUMBO_TAG_AUDIO,
    GUMBO_TAG_VIDEO,  GUMBO_TAG_HEAD,   GUMBO_TAG_DATALIST, GUMBO_TAG_MAP,      GUMBO_TAG_FRAMESET};

bool is_hidden(const GumboNode& element) {
  if (gumbo_get_attribute(&element.v.element.attributes, "hidden")) return true;
  if (equals_ignoring_case(attribute(element, "aria-hidden"), "true")) return true;
  std::string style = lower(attribute(element, "style").substr(0, 2000));
  std::erase_if(style, [](char c) { return is_space(c); });
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

bool is_shown(const GumboNode& element) {
  return std::ranges::find(kNotShown, element.v.element.tag) == kNotShown.end() &&
         !is_hidden(element);
}

bool is_element(const GumboNode& node) {
  return node.type == GUMBO_NODE_ELEMENT || node.type == GUMBO_NODE_TEMPLATE;
}

// gumbo writes a numeric character reference beyond Unicode ("&#1111111111111;") as ill-formed
// UTF-8; here such bytes become '?'. The buffers are the tree's own, in our arena.
void make_well_formed(const char* text) {
  std::string_view rest = text;
  while (const auto at = first_ill_formed(rest)) {
    const_cast<char*>(rest.data())[*at] = '?';
    rest.remove_prefix(*at + 1);
  }
}

void make_well_formed(const GumboNode& node) {
  if (!is_element(node)) return make_well_formed(node.v.text.text);
  const GumboVector& attributes = node.v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i)
    make_well_formed(static_cast<const GumboAttribute*>(attributes.data[i])->value);
}

std::string text_inside(const GumboNode& element) {
  std::string out;
  const GumboVector& children = element.v.element.children;
  for (unsigned i = 0; i < children.length; ++i) {
    const auto* child = static_cast<const GumboNode*>(children.data[i]);
    if (child->type == GUMBO_NODE_TEXT || child->type == GUMBO_NODE_CDATA ||
        child->type == GUMBO_NODE_WHITESPACE) {
      make_well_formed(*child);
      out += child->v.text.text;
    }
  }
  return out;
}

}  // namespace

struct Page::Tree {
  Arena arena;
  std::string html;
  GumboOutput* output = nullptr;
};

Page::Page(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Page::Page(Page&&) noexcept = default;
Page& Page::operator=(Page&&) noexcept = default;
Page::~Page() = default;

std::string_view attribute(const GumboNode& element, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
  return found ? std::string_view(found->value) : std::string_view{};
}

Result<Page> Page::parse(std::string html, const std::string& path, size_t depth_max) {
  if (auto status = check_html_limits(html, depth_max, path); !status)
    return std::unexpected(status.error());
  auto tree = std::make_unique<Tree>();
  tree->html = std::move(html);
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = &allocate;
  options.deallocator = &release;
  options.userdata = &tree->arena;
  options.max_errors = 0;
  tree->output = gumbo_parse_with_options(&options, tree->html.data(), tree->html.size());
  Page page(std::move(tree));
  const GumboNode& root = *page.tree_->output->root;
  if (auto status = page.flatten(root, depth_max * 2 + 16, path); !status)
    return std::unexpected(status.error());
  page.metadata.complete_from(page.times_);
  return page;
}

// Document order with an explicit stack. Parts that are not shown are searched for metadata only.
Status Page::flatten(const GumboNode& root, size_t depth_max, const std::string& path) {
  struct Level {
    const GumboNode* node;
    unsigned next_child;
    uint32_t index;  // in nodes
    bool shown;
  };
  std::vector<Level> stack;
  const auto enter = [&](const GumboNode& node, bool shown) {
    make_well_formed(node);
    if (is_element(node)) take_head_element(node);
    shown = shown && (!is_element(node) || is_shown(node));
    const auto index = static_cast<uint32_t>(nodes.size());
    if (shown) {
      const uint32_t parent = stack.empty() ? 0 : stack.back().index;
      const bool element = is_element(node);
      nodes.push_back(
          {&node, parent, index + 1, element ? node.v.element.tag : GUMBO_TAG_UNKNOWN, !element});
    }
    if (is_element(node)) stack.push_back({&node, 0, index, shown});
  };
  enter(root, true);
  while (!stack.empty()) {
    if (stack.size() > depth_max)
      return fail(Code::too_deep,
                  "more than " + std::to_string(depth_max) + " elements within each other", path,
                  {}, "save the article as text and read that");
    Level& level = stack.back();
    const GumboVector& children = level.node->v.element.children;
    if (level.next_child == children.length) {
      if (level.shown) nodes[level.index].end = static_cast<uint32_t>(nodes.size());
      stack.pop_back();
      continue;
    }
    const auto& child = *static_cast<const GumboNode*>(children.data[level.next_child++]);
    if (child.type != GUMBO_NODE_COMMENT) enter(child, level.shown);
  }
  return {};
}

void Page::take_head_element(const GumboNode& element) {
  const GumboTag tag = element.v.element.tag;
  const std::string_view item = attribute(element, "itemprop");
  if (tag == GUMBO_TAG_META) {
    for (const char* name : {"property", "name", "itemprop"})
      take_key(metadata, attribute(element, name), attribute(element, "content"));
  } else if (tag == GUMBO_TAG_TITLE && window_title.empty()) {
    window_title = squeeze(text_inside(element));
  } else if (tag == GUMBO_TAG_LINK &&
             equals_ignoring_case(attribute(element, "rel"), "canonical")) {
    take_key(metadata, "url", attribute(element, "href"));
  } else if (tag == GUMBO_TAG_SCRIPT) {
    if (equals_ignoring_case(attribute(element, "type"), "application/ld+json"))
      metadata.complete_from(metadata_from_json_ld(text_inside(element)));
  } else if (equals_ignoring_case(item, "datePublished")) {
    take_key(metadata, "datepublished",
             attribute(element, tag == GUMBO_TAG_TIME ? "datetime" : "content"));
  } else if (tag == GUMBO_TAG_TIME) {
    take_key(times_, "published", attribute(element, "datetime"));
  }
}

}  // namespace entente::intake
