// The names of the layers.
#include "reading/layers/layers.h"

#include <array>

namespace entente {
namespace {
constexpr std::array<std::string_view, 6> kNames{"attributions", "quantities", "dates",
                                                 "entities",     "factuality", "events"};
}

std::string_view name(Layer layer) { return kNames[static_cast<size_t>(layer)]; }

std::optional<Layer> find_layer(std::string_view name) {
  for (size_t i = 0; i < kNames.size(); ++i)
    if (kNames[i] == name) return static_cast<Layer>(i);
  return std::nullopt;
}

}  // namespace entente
