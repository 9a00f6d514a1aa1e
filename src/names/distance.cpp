// Weighted Damerau-Levenshtein distance (optimal string alignment) over a table of costs made once.
// Three rows on the stack; no allocation. Not for whole texts: readings are cut at kReadingMax.
// Costs were set by reason, from what romanisations and typists vary, not fitted to any pair.
// Tests: compare_test.cpp against names/reference/distance.h.
#include "names/distance.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "base/processor.h"
#if ENTENTE_HAS_VARIANTS
#include <immintrin.h>
#endif

namespace entente {
namespace {

constexpr int kLetters = 36;
// Readings hold a-z and 0-9; anything else comes from a damaged file and costs like the last digit.
constexpr int index_of(char c) {
  const int index = c >= 'a' ? c - 'a' : 26 + (c - '0');
  return index >= 0 && index < 36 ? index : 35;
}

struct Pair {
  char a, b;
  uint8_t cost;
};
constexpr Pair kNear[] = {
    // vowels
    {'a', 'e', 40},
    {'a', 'o', 45},
    {'e', 'i', 30},
    {'o', 'u', 25},
    {'a', 'i', 70},
    {'a', 'u', 55},
    {'e', 'o', 60},
    {'e', 'u', 65},
    {'i', 'o', 75},
    {'i', 'u', 65},
    {'i', 'y', 10},
    {'e', 'y', 40},
    {'u', 'y', 60},
    {'a', 'y', 75},
    {'u', 'w', 20},
    {'o', 'w', 40},
    {'u', 'v', 60},
    {'i', 'j', 25},
    {'y', 'j', 20},
    // consonants that romanisations exchange
    {'c', 'k', 15},
    {'q', 'k', 10},
    {'c', 's', 45},
    {'s', 'z', 30},
    {'c', 'z', 50},
    {'v', 'w', 10},
    {'b', 'v', 50},
    {'f', 'v', 40},
    {'b', 'p', 45},
    {'d', 't', 45},
    {'g', 'k', 45},
    {'g', 'j', 40},
    {'j', 'z', 50},
    {'c', 'j', 50},
    {'c', 'x', 40},
    {'s', 'x', 40},
    {'h', 'k', 55},
    {'h', 'x', 50},
    {'g', 'h', 55},
    {'m', 'n', 60},
    {'l', 'r', 55},
    {'d', 'z', 60},
    {'g', 'q', 30},
    {'f', 'p', 60},
    {'c', 'g', 70},
    {'d', 'j', 70},
    {'c', 't', 70},
    {'s', 't', 85},
    // look-alikes and slips
    {'0', 'o', 10},
    {'1', 'i', 10},
    {'1', 'l', 10},
    {'5', 's', 15},
    {'9', 'g', 15},
    {'3', 'e', 20},
    {'4', 'a', 20},
    {'8', 'b', 20},
    {'7', 't', 40},
    {'6', 'b', 30},
    {'2', 'z', 30},
};

constexpr int kDoubled = 20;  // a letter written twice instead of once
constexpr int kNasal = 45;    // n for ng

struct Costs {
  uint8_t substitute[kLetters][kLetters] = {};
  uint8_t omit_behind[kLetters + 1][kLetters] = {};  // by the letter before; kLetters: none
  constexpr Costs() {
    for (int a = 0; a < kLetters; ++a)
      for (int b = 0; b < kLetters; ++b) substitute[a][b] = a == b ? 0 : 100;
    for (const Pair& p : kNear)
      substitute[index_of(p.a)][index_of(p.b)] = substitute[index_of(p.b)][index_of(p.a)] = p.cost;
    uint8_t omit[kLetters] = {};
    for (uint8_t& cost : omit) cost = 100;
    for (const char c : {'a', 'e', 'i', 'o', 'u'}) omit[index_of(c)] = 60;
    omit[index_of('h')] = 45;
    omit[index_of('y')] = omit[index_of('j')] = omit[index_of('w')] = 55;
    for (int before = 0; before <= kLetters; ++before)
      for (int c = 0; c < kLetters; ++c)
        omit_behind[before][c] = static_cast<uint8_t>(before == c ? kDoubled : omit[c]);
    omit_behind[index_of('n')][index_of('g')] = kNasal;
  }
};
constexpr Costs kCosts;
constexpr int kSwapped = 80;  // neighbours that changed places
constexpr int kNoLimit = 1 << 20;

// Letters as indices into the tables, and what each costs to leave out where it stands.
struct Coded {
  explicit Coded(std::string_view s) : size(s.size()) {
    uint8_t before = kLetters;  // none
    for (size_t i = 0; i < size; ++i) {
      code[i] = static_cast<uint8_t>(index_of(s[i]));
      omit[i] = kCosts.omit_behind[before][code[i]];
      before = code[i];
    }
  }
  size_t size;
  uint8_t code[kReadingMax], omit[kReadingMax];
};

// In hundredths; anything above `limit` once it is sure to be above.
int distance_within(int limit, std::string_view a, std::string_view b) {
  const Coded x(a), y(b);
  int rows[3][kReadingMax + 1];
  int *before = rows[0], *last = rows[1], *now = rows[2];
  last[0] = 0;
  for (size_t j = 0; j < y.size; ++j) last[j + 1] = last[j] + y.omit[j];
  int lowest_before = 0;
  for (size_t i = 0; i < x.size; ++i) {
    const int omit_a = x.omit[i];
    const uint8_t* costs = kCosts.substitute[x.code[i]];
    int left = now[0] = last[0] + omit_a, lowest = left;
    for (size_t j = 0; j < y.size; ++j) {
      int best =
          std::min(std::min(last[j] + costs[y.code[j]], last[j + 1] + omit_a), left + y.omit[j]);
      if (i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j])
        best = std::min(best, before[j - 1] + kSwapped);
      now[j + 1] = left = best;
      lowest = std::min(lowest, best);
    }
    if (lowest > limit && lowest_before > limit) return lowest;
    lowest_before = lowest;
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[y.size];
}

}  // namespace

int substitution_cost(char a, char b) { return kCosts.substitute[index_of(a)][index_of(b)]; }

int omission_cost(char c, char before) {
  return kCosts.omit_behind[before == ' ' ? kLetters : index_of(before)][index_of(c)];
}

float distance(std::string_view a, std::string_view b) {
  return static_cast<float>(
             distance_within(kNoLimit, a.substr(0, kReadingMax), b.substr(0, kReadingMax))) /
         100.0F;
}

namespace {

// What a likeness is worked out by: the longer's letters less a half, and the cost at which it
// falls below the floor.
struct Measure {
  float length;
  int limit;
};
Measure measure_of(float floor, std::string_view a, std::string_view b) {
  const float length = static_cast<float>(std::max(a.size(), b.size())) - 0.5F;
  return {length, static_cast<int>((1.0F - floor) * length * 100.0F) + 1};
}
// Too long or too short to reach the floor.
bool is_apart(const Measure& measure, std::string_view a, std::string_view b) {
  const int longer =
      static_cast<int>(a.size() > b.size() ? a.size() - b.size() : b.size() - a.size());
  return measure.length <= 0.5F || longer * kDoubled > measure.limit;
}
float likeness_at(const Measure& measure, int cost) {
  if (cost > measure.limit) return 0;
  return std::max(0.0F, 1.0F - static_cast<float>(cost) / 100.0F / measure.length);
}

}  // namespace

float likeness_from(float floor, std::string_view a, std::string_view b) {
  if (a == b) return a.empty() ? 0.0F : 1.0F;
  a = a.substr(0, kReadingMax);
  b = b.substr(0, kReadingMax);
  const Measure measure = measure_of(floor, a, b);
  if (is_apart(measure, a, b)) return 0;
  return likeness_at(measure, distance_within(measure.limit, a, b));
}

namespace {

// The same walk over sixteen pairs at once, one in each lane: all have the same first word. Vectors
// of the compiler's; it lays them into whatever registers the processor has.
constexpr size_t kLanes = 16;
using Lanes = int16_t __attribute__((vector_size(2 * kLanes)));

struct Batch {
  size_t count = 0, longest = 0;
  std::string_view words[kLanes];
  size_t place[kLanes];  // in the answer
  Measure measures[kLanes];
};

void take_lower(Lanes& a, const Lanes& b) { a = a < b ? a : b; }

// What it costs to put one letter for each lane's. Filled in for all places first, since a letter
// of the first word meets them all.
class SubstituteAnywhere {
 public:
  void lay_out(const uint8_t (&codes)[kReadingMax][kLanes], size_t) { codes_ = codes; }
  void choose(const uint8_t* costs) { costs_ = costs; }
  void put(size_t place, Lanes& out) const {
    for (size_t lane = 0; lane < kLanes; ++lane) out[lane] = costs_[codes_[place][lane]];
  }

 private:
  const uint8_t (*codes_)[kLanes] = nullptr;
  const uint8_t* costs_ = nullptr;
};

#if ENTENTE_HAS_VARIANTS
// The same by three tables of sixteen that lie in registers: a shuffle gives 0 for what is not in
// its table.
class SubstituteByShuffle {
 public:
  ENTENTE_TARGET_AVX2 void lay_out(const uint8_t (&codes)[kReadingMax][kLanes], size_t places) {
    for (size_t place = 0; place < places; ++place)
      for (int table = 0; table < kTables; ++table) {
        const __m128i code = _mm_loadu_si128(reinterpret_cast<const __m128i*>(codes[place]));
        const __m128i of_table = _mm_sub_epi8(code, _mm_set1_epi8(static_cast<char>(16 * table)));
        which_[place][table] = _mm_adds_epu8(of_table, _mm_set1_epi8(0x70));
      }
  }
  ENTENTE_TARGET_AVX2 void choose(const uint8_t* costs) {
    alignas(16) uint8_t all[16 * kTables] = {};
    std::memcpy(all, costs, kLetters);
    for (int table = 0; table < kTables; ++table)
      costs_[table] = _mm_load_si128(reinterpret_cast<const __m128i*>(all + 16 * table));
  }
  ENTENTE_TARGET_AVX2 void put(size_t place, Lanes& wide) const {
    __m128i out = _mm_shuffle_epi8(costs_[0], which_[place][0]);
    for (int table = 1; table < kTables; ++table)
      out = _mm_or_si128(out, _mm_shuffle_epi8(costs_[table], which_[place][table]));
    wide = reinterpret_cast<Lanes>(_mm256_cvtepu8_epi16(out));
  }

 private:
  static constexpr int kTables = 3;
  static_assert(kLetters <= 16 * kTables && kLanes == 16);
  __m128i which_[kReadingMax][kTables], costs_[kTables];
};
#endif

template <class Substitute>
class LaneWalk {
 public:
  explicit LaneWalk(const Batch& batch) : longest_(batch.longest) {
    std::memset(codes_, 0, longest_ * sizeof codes_[0]);
    std::memset(letters_, 0, longest_ * sizeof letters_[0]);
    std::memset(omit_, 0, longest_ * sizeof omit_[0]);  // behind a word's end nothing is looked at
    for (size_t lane = 0; lane < batch.count; ++lane) {
      const std::string_view b = batch.words[lane];
      uint8_t before = kLetters;  // none
      for (size_t j = 0; j < b.size(); ++j) {
        const auto code = static_cast<uint8_t>(index_of(b[j]));
        letters_[j][lane] = static_cast<uint8_t>(b[j]);
        codes_[j][lane] = code;
        omit_[j][lane] = kCosts.omit_behind[before][code];
        before = code;
      }
    }
    substitute_.lay_out(codes_, longest_);
  }
  // Of the whole word and the first j letters of each lane's: row[j].
  const Lanes* costs(std::string_view a) {
    Lanes *before = rows_[0], *last = rows_[1], *now = rows_[2];
    last[0] = Lanes{};
    for (size_t j = 0; j < longest_; ++j) {
      widen(omit_[j], last[j + 1]);
      last[j + 1] += last[j];
    }
    const Coded coded(a);
    for (size_t i = 0; i < a.size(); ++i) {
      step(a, i, coded, before, last, now);
      std::swap(before, last);
      std::swap(last, now);
    }
    return last;
  }

 private:
  using Bytes = uint8_t __attribute__((vector_size(kLanes)));
  static void widen(const uint8_t (&lanes)[kLanes], Lanes& out) {
    Bytes bytes;
    std::memcpy(&bytes, lanes, sizeof bytes);
    out = __builtin_convertvector(bytes, Lanes);
  }
  void step(std::string_view a, size_t i, const Coded& coded, const Lanes* before,
            const Lanes* last, Lanes* now) {
    substitute_.choose(kCosts.substitute[coded.code[i]]);
    const int16_t omit_a = coded.omit[i];
    Lanes left = now[0] = last[0] + omit_a, omit_b, here, behind{};
    for (size_t j = 0; j < longest_; ++j) {
      widen(omit_[j], omit_b);
      widen(letters_[j], here);
      Lanes best;
      substitute_.put(j, best);
      best += last[j];
      take_lower(best, last[j + 1] + omit_a);
      take_lower(best, left + omit_b);
      if (i > 0 && j > 0) {
        const Lanes swapped =
            (behind == static_cast<int16_t>(a[i])) & (here == static_cast<int16_t>(a[i - 1]));
        take_lower(best, swapped ? before[j - 1] + int16_t{kSwapped} : best);
      }
      now[j + 1] = left = best;
      behind = here;
    }
  }

  size_t longest_;
  uint8_t codes_[kReadingMax][kLanes], letters_[kReadingMax][kLanes], omit_[kReadingMax][kLanes];
  Substitute substitute_;
  Lanes rows_[3][kReadingMax + 1];
};

template <class Substitute>
void answer_by(const Batch& batch, std::string_view word, std::span<float> out) {
  LaneWalk<Substitute> walk(batch);
  const Lanes* costs = walk.costs(word);
  for (size_t lane = 0; lane < batch.count; ++lane)
    out[batch.place[lane]] =
        likeness_at(batch.measures[lane], costs[batch.words[lane].size()][lane]);
}

#if ENTENTE_HAS_VARIANTS
ENTENTE_FOR_AVX2 void answer_by_avx2(const Batch& batch, std::string_view word,
                                     std::span<float> out) {
  answer_by<SubstituteByShuffle>(batch, word, out);
}
#endif

void answer(Batch& batch, std::string_view word, std::span<float> out) {
  if (batch.count == 1)
    out[batch.place[0]] = likeness_at(
        batch.measures[0], distance_within(batch.measures[0].limit, word, batch.words[0]));
#if ENTENTE_HAS_VARIANTS
  else if (batch.count > 1 && has_avx2()) answer_by_avx2(batch, word, out);
#endif
  else if (batch.count > 1) answer_by<SubstituteAnywhere>(batch, word, out);
  batch.count = batch.longest = 0;
}

}  // namespace

void likenesses_from(float floor, std::string_view word, std::span<const std::string_view> others,
                     std::span<float> out) {
  const std::string_view a = word.substr(0, kReadingMax);
  Batch batch;
  for (size_t i = 0; i < others.size(); ++i) {
    const std::string_view b = others[i].substr(0, kReadingMax);
    const Measure measure = measure_of(floor, a, b);
    out[i] = others[i] == word && !word.empty() ? 1.0F : 0.0F;
    if (others[i] == word || is_apart(measure, a, b)) continue;
    batch.words[batch.count] = b;
    batch.place[batch.count] = i;
    batch.measures[batch.count++] = measure;
    batch.longest = std::max(batch.longest, b.size());
    if (batch.count == kLanes) answer(batch, a, out);
  }
  answer(batch, a, out);
}

float likeness(std::string_view a, std::string_view b) { return likeness_from(0.0F, a, b); }

}  // namespace entente
