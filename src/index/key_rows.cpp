// Tests: key_rows_test.cpp.
#include "index/key_rows.h"

#include <algorithm>

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

KeyRows KeyRows::build(std::vector<HashedPair>&& pairs, std::span<const Glance> glances) {
  KeyRows out;
  const size_t slots = std::bit_ceil(std::max<size_t>(2, pairs.size() / 4));
  out.directory.assign(slots + 1, 0);
  const unsigned shift = 32U - static_cast<unsigned>(std::bit_width(slots) - 1);
  for (const HashedPair& pair : pairs) ++out.directory[(pair.hash >> shift) + 1];
  for (size_t i = 0; i < slots; ++i) out.directory[i + 1] += out.directory[i];
  // Terms come in ascending order, so every slot has them so.
  std::vector<uint32_t> next(out.directory.begin(), out.directory.end() - 1);
  out.all.resize(pairs.size());
  for (const HashedPair& pair : pairs)
    out.all[next[pair.hash >> shift]++] = {pair.value, glances[pair.value] | (pair.hash & 3)
                                                                                 << kGlanceKeyAt};
  pairs = {};
  return out;
}

}  // namespace entente::index
