// Whether a page is safe to hand to the HTML parser.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.h"

namespace entente::intake {

// too_deep when more than `depth_max` elements would stand open at once; too_large when one tag
// has thousands of attributes or misnested formatting would multiply into millions of nodes.
// Linear in the page (times the depth limit for unmatched end tags), without building anything.
Status check_html_limits(std::string_view html, size_t depth_max, const std::string& path);

}  // namespace entente::intake
