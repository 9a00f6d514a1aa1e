// Elements and text of XML inside a document, one after the other. Entities are never declared or
// fetched; depth is limited.
//
//   XmlEvents events;
//   events.start = [&](std::string_view name, const XmlAttributes& a) { … a.get("xMin") … };
//   events.text = [&](std::string_view piece) { … };
//   if (auto ok = read_xml(bytes, path, events); !ok) …
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace entente::intake {

// The attributes of one element, while its start is told.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // The value; empty when it has none.
  std::string_view get(std::string_view name) const {
    for (const char** at = pairs_; *at; at += 2)
      if (name == *at) return at[1];
    return {};
  }

 private:
  const char** pairs_;
};

struct XmlEvents {
  std::function<void(std::string_view name, const XmlAttributes&)> start = {};
  std::function<void(std::string_view name)> end = {};
  std::function<void(std::string_view piece)> text = {};
};

// Failures: malformed, truncated, too_deep, forbidden_entity; each with "path:line:column".
Status read_xml(std::string_view bytes, const std::string& path, const XmlEvents& events,
                size_t depth_max = 200);

}  // namespace entente::intake
