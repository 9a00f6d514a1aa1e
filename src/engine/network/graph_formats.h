// The forms in which a graph is written, for listings and help.
#pragma once

#include <span>
#include <string_view>

namespace entente {

struct GraphFormat {
  std::string_view name, meaning;
};
std::span<const GraphFormat> graph_formats();

}  // namespace entente
