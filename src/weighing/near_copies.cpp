// MinHash: the share of equal minima over many hash functions estimates the Jaccard resemblance, so
// two texts whose minima agree in a whole band of kRows are candidates (locality-sensitive
// hashing; Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", ch. 3). A pair at 0.7 is
// missed in all 32 bands with probability 2e-4, at 0.8 with 5e-8; a candidate is always compared
// exactly, so what is returned is never wrong, only, very rarely, incomplete. Below kFew texts
// every pair is compared, which is faster and complete.
//
// Most pairs are told apart by 64 bits of each text, one a shingle: every bit that one text has and
// the other has not is a shingle that they do not share.
//
// Cost: a few instructions a pair below kFew; 128 multiplications a shingle beyond, and a
// comparison for each candidate.
#include "weighing/near_copies.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/text.h"

namespace entente {
namespace {

constexpr size_t kShortestWords = 6;
constexpr size_t kRun = 3;
constexpr size_t kBands = 32, kRows = 4;
constexpr size_t kFew = 512;
constexpr double kDrifted = 0.9;

// splitmix64's finaliser: every bit of the input reaches every bit of the output.
constexpr uint64_t mix(uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ULL;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebULL;
  return x ^ (x >> 31);
}

uint64_t hash_word(std::string_view word) {
  uint64_t h = 0xcbf29ce484222325ULL;  // FNV-1a, 64 bits
  for (const char c : word) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(h);
}

std::array<uint64_t, kBands> bands_of(const Shingles& shingles) {
  std::array<uint64_t, kBands> out{};
  for (size_t band = 0; band < kBands; ++band) {
    uint64_t key = band;
    for (size_t row = 0; row < kRows; ++row) {
      const uint64_t seed = mix(0x9e3779b97f4a7c15ULL * (band * kRows + row + 1));
      uint64_t least = UINT64_MAX;
      for (const uint64_t s : shingles) least = std::min(least, (s ^ seed) * (seed | 1));
      key = mix(key * 31 + least);
    }
    out[band] = key;
  }
  return out;
}

// Which of 64 kinds of shingles a text has.
uint64_t kinds_of(const Shingles& shingles) {
  uint64_t out = 0;
  for (const uint64_t s : shingles) out |= uint64_t{1} << (s & 63);
  return out;
}

// Whether at most so many bits are set.
bool has_at_most(uint64_t bits, int count) {
  for (; bits != 0 && count > 0; --count) bits &= bits - 1;
  return bits == 0;
}

// A text with what shows quickly that it is no copy.
struct Sketch {
  uint64_t kinds;
  int size;
};

// False only of two that share too little. Of |A| + |B| runs in all, kNearCopy / (1 + kNearCopy)
// must be shared, which leaves each text so many of its own.
bool may_be_alike(const Sketch& a, const Sketch& b) {
  const double shared = kNearCopy / (1 + kNearCopy) * (a.size + b.size) - 1e-6;
  const double own_a = a.size - shared, own_b = b.size - shared;
  return own_a >= 0 && own_b >= 0 && has_at_most(a.kinds & ~b.kinds, static_cast<int>(own_a)) &&
         has_at_most(b.kinds & ~a.kinds, static_cast<int>(own_b));
}

std::optional<NearCopy> compare(std::span<const CopyText> texts, uint32_t text, uint32_t original) {
  if (texts[text].document == texts[original].document) return std::nullopt;
  const double alike = resemblance(texts[text].shingles, texts[original].shingles);
  if (alike < kNearCopy) return std::nullopt;
  return NearCopy{text, original, alike};
}

// A copy that is close to its original adds nothing to find others by.
bool has_drifted(const NearCopy& copy) { return copy.alike < kDrifted; }

// What texts turned out to be, by their places.
struct Sorted {
  std::vector<uint32_t> originals, drifted;
  void add(uint32_t text, const std::optional<NearCopy>& copy, std::vector<NearCopy>& out) {
    if (copy) out.push_back(*copy);
    if (!copy) originals.push_back(text);
    else if (has_drifted(*copy)) drifted.push_back(text);
  }
};

}  // namespace

Shingles shingles_of(std::string_view text) {
  std::vector<uint64_t> words;
  std::string word;
  for (size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? lower(text[i]) : ' ';
    if (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80) word += c;
    else if (!word.empty()) words.push_back(hash_word(word)), word.clear();
  }
  Shingles out;
  if (words.size() < kShortestWords) return out;
  for (size_t i = 0; i + kRun <= words.size(); ++i)
    out.push_back(mix(words[i] + 3 * mix(words[i + 1] + 5 * mix(words[i + 2]))));
  std::ranges::sort(out);
  out.erase(std::ranges::unique(out).begin(), out.end());
  return out;
}

double resemblance(const Shingles& a, const Shingles& b) {
  if (a.empty() || b.empty()) return 0;
  size_t both = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++both, ++i, ++j;
    else if (a[i] < b[j]) ++i;
    else ++j;
  }
  return static_cast<double>(both) / static_cast<double>(a.size() + b.size() - both);
}

std::vector<NearCopy> find_near_copies_slowly(std::span<const CopyText> texts) {
  std::vector<NearCopy> out;
  Sorted sorted;
  for (uint32_t i = 0; i < texts.size(); ++i) {
    std::optional<NearCopy> copy;
    for (const auto* list : {&sorted.originals, &sorted.drifted})
      for (size_t k = 0; k < list->size() && !copy; ++k) copy = compare(texts, i, (*list)[k]);
    sorted.add(i, copy, out);
  }
  return out;
}

namespace {

// Every pair, most of them by their sketches.
std::vector<NearCopy> by_pairs(std::span<const CopyText> texts,
                               const std::vector<Sketch>& sketches) {
  std::vector<NearCopy> out;
  Sorted sorted;
  for (uint32_t i = 0; i < texts.size(); ++i) {
    if (sketches[i].size == 0) continue;
    std::optional<NearCopy> copy;
    for (const auto* list : {&sorted.originals, &sorted.drifted}) {
      for (size_t k = 0; k < list->size() && !copy; ++k)
        if (may_be_alike(sketches[i], sketches[(*list)[k]])) copy = compare(texts, i, (*list)[k]);
      if (copy) break;
    }
    sorted.add(i, copy, out);
  }
  return out;
}

using Buckets = std::unordered_map<uint64_t, std::vector<uint32_t>>;

std::optional<NearCopy> among(const Buckets& buckets, const std::array<uint64_t, kBands>& bands,
                              uint32_t i, std::span<const CopyText> texts,
                              const std::vector<Sketch>& sketches) {
  std::vector<uint32_t> candidates;
  for (const uint64_t band : bands)
    if (const auto at = buckets.find(band); at != buckets.end())
      for (const uint32_t j : at->second)
        if (may_be_alike(sketches[i], sketches[j])) candidates.push_back(j);
  std::ranges::sort(candidates);
  candidates.erase(std::ranges::unique(candidates).begin(), candidates.end());
  std::optional<NearCopy> copy;
  for (size_t k = 0; k < candidates.size() && !copy; ++k) copy = compare(texts, i, candidates[k]);
  return copy;
}

}  // namespace

std::vector<NearCopy> find_near_copies(std::span<const CopyText> texts) {
  std::vector<Sketch> sketches;
  for (const auto& t : texts)
    sketches.push_back({kinds_of(t.shingles), static_cast<int>(t.shingles.size())});
  if (texts.size() <= kFew) return by_pairs(texts, sketches);
  std::vector<NearCopy> out;
  Buckets originals, drifted;
  for (uint32_t i = 0; i < texts.size(); ++i) {
    if (texts[i].shingles.empty()) continue;
    const auto bands = bands_of(texts[i].shingles);
    auto copy = among(originals, bands, i, texts, sketches);
    if (!copy) copy = among(drifted, bands, i, texts, sketches);
    if (copy) out.push_back(*copy);
    if (copy && !has_drifted(*copy)) continue;
    for (const uint64_t band : bands) (copy ? drifted : originals)[band].push_back(i);
  }
  return out;
}

}  // namespace entente
