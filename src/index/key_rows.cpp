// Tests: key_rows_test.cpp.
#include "index/key_rows.h"

#include <algorithm>
#include <cstring>

#include "base/processor.h"
#include "index/terms.h"

namespace entente::index {

Glance glance_of(std::string_view latin) {
  const auto length = static_cast<uint32_t>(std::min<size_t>(latin.size(), kGlanceLengthMax));
  return letter_mask(latin) | length << kGlanceLengthAt;
}

bool KeyRowsView::sound() const {
  if (directory.size() < 3 || !std::has_single_bit(directory.size() - 1)) return false;
  if (directory.size() - 1 > (size_t{1} << 31) || glances.size() > UINT32_MAX) return false;
  return terms.size() == glances.size() && directory.front() == 0 &&
         directory.back() == glances.size() && std::ranges::is_sorted(directory);
}

namespace {
constexpr ptrdiff_t kFewRows = 16;
}

KeyRange KeyRowsView::rows(uint32_t key, size_t least, size_t most) const {
  if (glances.empty()) return {};
  const size_t at = slot(key);
  const Glance *begin = glances.data() + directory[at], *end = glances.data() + directory[at + 1];
  const auto place = [](Glance glance) { return glance >> kGlanceLengthAt; };
  const uint32_t of_key = (key & 3) << (kGlanceKeyAt - kGlanceLengthAt);
  const auto length = [](size_t letters) {
    return static_cast<uint32_t>(std::min<size_t>(letters, kGlanceLengthMax));
  };
  if (const Glance* first = begin; end - first <= kFewRows) {  // as most have: without a guess
    const uint32_t low = of_key | length(least), high = of_key | length(most);
    uint32_t below = 0, until = 0;
    for (const Glance* row = first; row < end; ++row) {
      below += place(*row) < low;
      until += place(*row) <= high;
    }
    const auto from = static_cast<uint32_t>(first - glances.data());
    return {from + below, from + std::max(below, until)};
  }
  begin = std::ranges::lower_bound(begin, end, of_key | length(least), {}, place);
  end = std::ranges::upper_bound(begin, end, of_key | length(most), {}, place);
  return {static_cast<uint32_t>(begin - glances.data()),
          static_cast<uint32_t>(end - glances.data())};
}

namespace {

constexpr size_t kBlock = 64;

// A bit for each of a block's glances that is near enough. Loops of a known length over plain
// arrays, for the compiler to make vectors of.
uint64_t near_in_block(const Glance* glances, Glance glance, uint32_t unlike_max,
                       uint8_t (&apart)[kBlock]) {
  alignas(64) uint8_t near[kBlock];
  for (size_t i = 0; i < kBlock; ++i) apart[i] = static_cast<uint8_t>(unlike(glance, glances[i]));
  for (size_t i = 0; i < kBlock; ++i) near[i] = apart[i] <= unlike_max;
  uint64_t out = 0;
  for (size_t i = 0; i < kBlock; i += 8) {
    uint64_t eight;
    std::memcpy(&eight, near + i, 8);
    out |= (eight * 0x0102040810204080ULL >> 56) << i;  // the lowest bit of each byte
  }
  return out;
}

void sift_rows(const KeyRowsView& view, KeyRange range, Glance glance, uint32_t unlike_max,
               std::vector<Near>& out) {
  const auto &glances = view.glances, &terms = view.terms;
  alignas(64) uint8_t apart[kBlock];
  uint32_t at = range.begin;
  for (; at + kBlock <= range.end; at += kBlock)
    for (uint64_t near = near_in_block(glances.data() + at, glance, unlike_max, apart); near != 0;
         near &= near - 1) {
      const auto i = static_cast<uint32_t>(std::countr_zero(near));
      out.push_back({apart[i], terms[at + i]});
    }
  for (; at < range.end; ++at)
    if (const uint32_t far = unlike(glance, glances[at]); far <= unlike_max)
      out.push_back({far, terms[at]});
}

#if ENTENTE_HAS_VARIANTS
ENTENTE_FOR_AVX2 void sift_rows_avx2(const KeyRowsView& view, KeyRange range, Glance glance,
                                     uint32_t unlike_max, std::vector<Near>& out) {
  sift_rows(view, range, glance, unlike_max, out);
}
#endif

}  // namespace

void KeyRowsView::sift(KeyRange range, Glance glance, uint32_t unlike_max,
                       std::vector<Near>& out) const {
#if ENTENTE_HAS_VARIANTS
  if (has_avx2()) return sift_rows_avx2(*this, range, glance, unlike_max, out);
#endif
  sift_rows(*this, range, glance, unlike_max, out);
}

KeyRows KeyRows::build(std::vector<HashedPair>&& pairs, std::span<const Glance> glance_of_term) {
  KeyRows out;
  const size_t slots = std::bit_ceil(std::max<size_t>(2, pairs.size() / 4));
  out.directory.assign(slots + 1, 0);
  const unsigned shift = 32U - static_cast<unsigned>(std::bit_width(slots) - 1);
  for (const HashedPair& pair : pairs) ++out.directory[(pair.hash >> shift) + 1];
  for (size_t i = 0; i < slots; ++i) out.directory[i + 1] += out.directory[i];
  std::vector<uint32_t> next(out.directory.begin(), out.directory.end() - 1);
  struct Row {
    uint32_t term;
    Glance glance;
  };
  std::vector<Row> all(pairs.size());
  for (const HashedPair& pair : pairs)
    all[next[pair.hash >> shift]++] = {
        pair.value, glance_of_term[pair.value] | (pair.hash & 3) << kGlanceKeyAt};
  pairs = {};
  for (size_t i = 0; i < slots; ++i)
    std::sort(all.begin() + out.directory[i], all.begin() + out.directory[i + 1],
              [](const Row& a, const Row& b) {
                const Glance x = a.glance >> kGlanceLengthAt, y = b.glance >> kGlanceLengthAt;
                return x != y ? x < y : a.term < b.term;
              });
  out.glances.reserve(all.size());
  out.terms.reserve(all.size());
  for (const Row& row : all) {
    out.glances.push_back(row.glance);
    out.terms.push_back(row.term);
  }
  return out;
}

}  // namespace entente::index
