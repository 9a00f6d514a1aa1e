#include "model/page_box.h"

#include <algorithm>

namespace entente {

std::vector<PageBox> boxes_of(std::span<const PlacedWord> words, size_t begin, size_t end) {
  std::vector<PageBox> out;
  auto at = std::partition_point(words.begin(), words.end(),
                                 [&](const PlacedWord& w) { return w.end <= begin; });
  const PlacedWord* last = nullptr;
  for (; at != words.end() && at->begin < end; last = &*at++) {
    if (!last || last->line != at->line || last->box.page != at->box.page) {
      out.push_back(at->box);
      continue;
    }
    PageBox& box = out.back();
    box.left = std::min(box.left, at->box.left);
    box.top = std::min(box.top, at->box.top);
    box.right = std::max(box.right, at->box.right);
    box.bottom = std::max(box.bottom, at->box.bottom);
  }
  return out;
}

}  // namespace entente
