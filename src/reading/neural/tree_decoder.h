// From scores of arcs to the best tree.
//
//   std::vector<int32_t> heads = best_tree(scores, n);   // heads[i] is -1 for the one root
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace entente {

// scores[i * (n + 1) + h]: word i hanging on h, 0 the root, j + 1 word j. A tree over all n words
// with exactly one root and the highest sum; of equal ones always the same. n may be 0.
std::vector<int32_t> best_tree(const std::vector<float>& scores, size_t n);

}  // namespace entente
