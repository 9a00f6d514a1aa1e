// The slow, obvious twin of LatinSide::alignment_cost() (names/scripts/sound_table.h): the cheapest
// way to write a pair of tokens as paired segments, by recursion with a memory.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "names/scripts/sound_table.h"

namespace entente::reference {

inline int alignment_cost(const scripts::SoundTable& table, const scripts::UnitRows& native,
                          std::string_view latin_letters) {
  using scripts::kEighths;
  const std::string latin = "^" + std::string(latin_letters.substr(0, scripts::kLettersMax)) + "$";
  const size_t n = native.one.size();
  std::map<std::pair<size_t, size_t>, int> known;
  // From unit i and letter j to both ends.
  const auto cost = [&](const auto& self, size_t i, size_t j) -> int {
    if (i == n && j == latin.size()) return 0;
    if (const auto at = known.find({i, j}); at != known.end()) return at->second;
    int best = 1 << 28;
    // A letter that nothing stands for; the end only when all units are read.
    if (j < latin.size() && (i == n || j + 1 < latin.size())) {
      const bool vowel = std::string_view("aeiouyhw").contains(latin[j]);
      best = std::min(best, self(self, i, j + 1) + (vowel ? 6 : 9) * kEighths);
    }
    if (i < n) {
      const bool unknown = native.one[i] == scripts::SoundTable::kNone;
      best = std::min(best, self(self, i + 1, j) + (unknown ? 14 : 10) * kEighths);
    }
    for (const size_t units : {size_t{1}, size_t{2}}) {
      if (i + units > n) continue;
      const uint16_t row = units == 1 ? native.one[i] : native.two[i];
      if (row == scripts::SoundTable::kNone) continue;
      for (const auto& entry : table.entries(row))
        if (j + entry.length <= latin.size() &&
            scripts::pack(std::string_view(latin).substr(j, entry.length)) == entry.latin)
          best = std::min(best, self(self, i + units, j + entry.length) + entry.cost);
    }
    known[{i, j}] = best;
    return best;
  };
  return cost(cost, 0, 0);
}

}  // namespace entente::reference
