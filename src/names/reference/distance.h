// The slow, obvious twin of names/distance.h: the definition, by recursion with a memory.
#pragma once

#include <map>
#include <string_view>

#include "names/distance.h"

namespace entente::reference {

inline float distance(std::string_view a, std::string_view b) {
  a = a.substr(0, kReadingMax);
  b = b.substr(0, kReadingMax);
  std::map<std::pair<size_t, size_t>, int> known;
  // Cost of turning the first i letters of a into the first j of b.
  const auto cost = [&](const auto& self, size_t i, size_t j) -> int {
    if (i == 0 && j == 0) return 0;
    if (const auto at = known.find({i, j}); at != known.end()) return at->second;
    int best = 1 << 20;
    if (i > 0)
      best = std::min(best, self(self, i - 1, j) + omission_cost(a[i - 1], i > 1 ? a[i - 2] : ' '));
    if (j > 0)
      best = std::min(best, self(self, i, j - 1) + omission_cost(b[j - 1], j > 1 ? b[j - 2] : ' '));
    if (i > 0 && j > 0)
      best = std::min(best, self(self, i - 1, j - 1) + substitution_cost(a[i - 1], b[j - 1]));
    if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
      best = std::min(best, self(self, i - 2, j - 2) + 80);
    known[{i, j}] = best;
    return best;
  };
  return static_cast<float>(cost(cost, a.size(), b.size())) / 100.0F;
}

}  // namespace entente::reference
