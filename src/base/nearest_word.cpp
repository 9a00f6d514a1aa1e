// Damerau-Levenshtein with adjacent transpositions (optimal string alignment), over code points.
#include "base/nearest_word.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "base/utf8.h"

namespace entente {
namespace {

constexpr size_t kWordMax = 100;

std::u32string code_points(std::string_view text) {
  std::u32string out;
  const std::string folded = lower(text);
  for (size_t at = 0; at < folded.size(); at = next_code_point(folded, at))
    out += decode_at(folded, at);
  return out;
}

size_t edits_between(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<size_t>> d(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i)
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      const size_t swap = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + swap});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  return d[a.size()][b.size()];
}

}  // namespace

std::string nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
  if (word.size() > 4 * kWordMax || first_ill_formed(word)) return {};
  const std::u32string typed = code_points(word);
  if (typed.size() > kWordMax) return {};
  std::string best;
  size_t best_edits = std::max<size_t>(1, typed.size() / 3) + 1;
  for (const auto candidate : candidates) {
    const std::u32string other = code_points(candidate);
    if (other.size() > typed.size() + best_edits || typed.size() > other.size() + best_edits)
      continue;
    const size_t edits = edits_between(typed, other);
    if (edits < best_edits) best = candidate, best_edits = edits;
  }
  return best;
}

}  // namespace entente
