// Tests: key_rows_test.cpp.
#include "index/key_rows.h"

#include <algorithm>
#include <functional>

#include "index/terms.h"

namespace entente::index {

Glance glance_of(std::string_view latin) {
  const auto length = static_cast<uint32_t>(std::min<size_t>(latin.size(), kGlanceLengthMax));
  return letter_mask(latin) | length << kGlanceLengthAt;
}

bool KeyRowsView::sound() const {
  if (directory.size() < 3 || !std::has_single_bit(directory.size() - 1)) return false;
  if (directory.size() - 1 > (size_t{1} << 31) || all.size() > UINT32_MAX) return false;
  return directory.front() == 0 && directory.back() == all.size() &&
         std::ranges::is_sorted(directory);
}

std::span<const KeyRow> KeyRowsView::rows(uint32_t key, size_t least, size_t most) const {
  if (all.empty()) return {};
  const size_t at = slot(key);
  const KeyRow *begin = all.data() + directory[at], *end = all.data() + directory[at + 1];
  const auto place = [](const KeyRow& row) { return row.glance >> kGlanceLengthAt; };
  const uint32_t of_key = (key & 3) << (kGlanceKeyAt - kGlanceLengthAt);
  const auto length = [](size_t letters) {
    return static_cast<uint32_t>(std::min<size_t>(letters, kGlanceLengthMax));
  };
  begin = std::ranges::lower_bound(begin, end, of_key | length(least), {}, place);
  end = std::ranges::upper_bound(begin, end, of_key | length(most), {}, place);
  return {begin, end};
}

KeyRows KeyRows::build(std::vector<HashedPair>&& pairs, std::span<const Glance> glances) {
  KeyRows out;
  const size_t slots = std::bit_ceil(std::max<size_t>(2, pairs.size() / 4));
  out.directory.assign(slots + 1, 0);
  const unsigned shift = 32U - static_cast<unsigned>(std::bit_width(slots) - 1);
  for (const HashedPair& pair : pairs) ++out.directory[(pair.hash >> shift) + 1];
  for (size_t i = 0; i < slots; ++i) out.directory[i + 1] += out.directory[i];
  std::vector<uint32_t> next(out.directory.begin(), out.directory.end() - 1);
  out.all.resize(pairs.size());
  for (const HashedPair& pair : pairs)
    out.all[next[pair.hash >> shift]++] = {pair.value, glances[pair.value] | (pair.hash & 3)
                                                                                 << kGlanceKeyAt};
  pairs = {};
  for (size_t i = 0; i < slots; ++i)
    std::sort(out.all.begin() + out.directory[i], out.all.begin() + out.directory[i + 1],
              [](const KeyRow& a, const KeyRow& b) {
                const Glance x = a.glance >> kGlanceLengthAt, y = b.glance >> kGlanceLengthAt;
                return x != y ? x < y : a.term < b.term;
              });
  return out;
}

}  // namespace entente::index
