// Texts whose words were taken from another text. Internal to weighing/.
//
//   std::vector<CopyText> texts = {{0, shingles_of("North Korea has sent …")}, …};
//   for (const NearCopy& c : find_near_copies(texts)) use(c.text, c.original, c.alike);
//
// Two texts are near copies when they share at least kNearCopy of their three-word runs (Jaccard).
// A. Broder, "On the resemblance and containment of documents", 1997.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace entente {

inline constexpr double kNearCopy = 0.7;  // a reworded sentence shares under half of its runs

using Shingles = std::vector<uint64_t>;  // hashes of three-word runs, sorted, each once

// Empty when the text is shorter than six words, which tell nothing.
Shingles shingles_of(std::string_view text);
// The share of runs that both have of those that either has; 0 when one has none.
double resemblance(const Shingles& a, const Shingles& b);

struct CopyText {
  uint32_t document;  // texts of one document are never copies of each other
  Shingles shingles;
};

struct NearCopy {
  uint32_t text, original;  // places in the span; original < text
  double alike;
};

// For each text that is one, the first text it is a near copy of: the first that is no copy itself,
// else the first copy whose words have drifted from its own original. Near linear: candidates come
// from MinHash bands, each is then compared exactly.
std::vector<NearCopy> find_near_copies(std::span<const CopyText> texts);
// The same by comparing every pair: slow, obvious, complete.
std::vector<NearCopy> find_near_copies_slowly(std::span<const CopyText> texts);

}  // namespace entente
