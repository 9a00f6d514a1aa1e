// Strongly connected components: which nodes lead to each other.
//
//   const auto part = strong_components(out.start, target);   // part[node]: number of its
//   component
//
// `start` has one entry more than there are nodes; the edges of node n lead to target[start[n]] up
// to target[start[n + 1]]. Components are numbered so that every edge leads to the same or a lower
// number: walking them from the highest down meets owners before what they own.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace entente {

std::vector<uint32_t> strong_components(std::span<const uint32_t> start,
                                        std::span<const uint32_t> target);

}  // namespace entente
