// A parsed page as an array: nodes in document order, each with the end of its subtree, so that
// scoring is a loop and not a recursion. Owns the parser's tree.
//
//   auto page = Page::parse(html, path, depth_max);
//   for (uint32_t i = 0; i < page->nodes.size(); ++i) …  // children of i: i+1 … nodes[i].end-1
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "intake/documents/metadata.h"

namespace entente::intake {

struct Node {
  const GumboNode* source = nullptr;
  uint32_t parent = 0, end = 0;      // the root is its own parent
  GumboTag tag = GUMBO_TAG_UNKNOWN;  // of an element
  bool is_text = false;
  std::string_view text() const { return source->v.text.text; }
};

class Page {
 public:
  // Failures: too_large and too_deep of check_html_limits.
  static Result<Page> parse(std::string html, const std::string& path, size_t depth_max);
  Page(Page&&) noexcept;
  Page& operator=(Page&&) noexcept;
  ~Page();

  // What is not shown (scripts, controls, hidden parts) is left out already.
  std::vector<Node> nodes;
  Metadata metadata;         // of meta tags, JSON-LD and time elements
  std::string window_title;  // of the title element

 private:
  struct Tree;
  explicit Page(std::unique_ptr<Tree> tree);
  void take_head_element(const GumboNode& element);
  Status flatten(const GumboNode& root, size_t depth_max, const std::string& path);
  std::unique_ptr<Tree> tree_;
  Metadata times_;  // of time elements, the weakest
};

// The value of an attribute; empty when it has none.
std::string_view attribute(const GumboNode& element, const char* name);

}  // namespace entente::intake
