#include "index/hashed_pairs.h"

#include <algorithm>
#include <tuple>

namespace entente::index {

bool HashedPairsView::sound() const {
  if (directory.size() < 2 || !std::has_single_bit(directory.size() - 1)) return false;
  if (directory.size() - 1 > (size_t{1} << 31) || pairs.size() > UINT32_MAX) return false;
  return directory.front() == 0 && directory.back() == pairs.size() &&
         std::ranges::is_sorted(directory);
}

HashedPairs HashedPairs::build(std::vector<HashedPair>&& pairs) {
  const auto order = [](const HashedPair& p) { return std::tuple(p.hash, p.value); };
  std::ranges::sort(pairs, {}, order);
  const auto same = std::ranges::unique(pairs, {}, order);
  pairs.erase(same.begin(), same.end());
  pairs.shrink_to_fit();
  HashedPairs out;
  const size_t slots = std::bit_ceil(std::max<size_t>(2, pairs.size() / 4));
  out.directory.assign(slots + 1, 0);
  const unsigned shift = 32U - static_cast<unsigned>(std::bit_width(slots) - 1);
  for (const HashedPair& pair : pairs) ++out.directory[(pair.hash >> shift) + 1];
  for (size_t i = 0; i < slots; ++i) out.directory[i + 1] += out.directory[i];
  out.pairs = std::move(pairs);
  return out;
}

}  // namespace entente::index
