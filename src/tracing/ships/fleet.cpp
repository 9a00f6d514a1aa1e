// A window is sorted by vessel by counting, so that a vessel's state is fetched once for all its
// fixes; those of one vessel are nearly always in order of time already, and are sorted where not.
#include "tracing/ships/fleet.h"

#include <algorithm>

namespace entente {
namespace {

constexpr std::ptrdiff_t kAhead = 12;

}  // namespace

Fleet::Fleet(const ShipSettings& settings, uint32_t number, uint32_t of)
    : settings_(&settings), slots_(1024) {
  finds_.next_ship = number;
  finds_.ship_step = of;
}

uint32_t Fleet::vessel_of(uint32_t mmsi) {
  size_t mask = slots_.size() - 1;
  size_t at = (mmsi * 0x9E3779B97F4A7C15ULL >> 20) & mask;
  for (; slots_[at].mmsi; at = (at + 1) & mask)
    if (slots_[at].mmsi == mmsi) return slots_[at].vessel;
  const auto vessel = static_cast<uint32_t>(vessels_.size());
  vessels_.emplace_back(*settings_);
  slots_[at] = {mmsi, vessel};
  if (vessels_.size() * 2 > slots_.size()) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (!slot.mmsi) continue;
      size_t to = (slot.mmsi * 0x9E3779B97F4A7C15ULL >> 20) & mask;
      while (slots_[to].mmsi) to = (to + 1) & mask;
      slots_[to] = slot;
    }
  }
  return vessel;
}

void Fleet::process() {
  whose_.resize(window_.size());
  for (size_t i = 0; i < window_.size(); ++i) whose_[i] = vessel_of(window_[i].mmsi);
  starts_.assign(vessels_.size() + 1, 0);
  for (const uint32_t vessel : whose_) ++starts_[vessel + 1];
  for (size_t i = 1; i < starts_.size(); ++i) starts_[i] += starts_[i - 1];
  order_.resize(window_.size());
  std::vector<uint32_t>& next = starts_;
  for (size_t i = 0; i < window_.size(); ++i) order_[next[whose_[i]]++] = static_cast<uint32_t>(i);
  // starts_[v] is now where vessel v ends.
  for (size_t v = 0; v < vessels_.size(); ++v) {
    const auto from = order_.begin() + (v ? starts_[v - 1] : 0), to = order_.begin() + starts_[v];
    const auto earlier = [&](uint32_t a, uint32_t b) {
      return window_[a].time_ms < window_[b].time_ms;
    };
    if (!std::is_sorted(from, to, earlier)) std::stable_sort(from, to, earlier);
    for (auto at = from; at != to; ++at) {
      // Fixes of a vessel lie far apart in the window: those to come are fetched ahead.
      if (order_.end() - at > kAhead) {
        const Fix* const ahead = &window_[at[kAhead]];
        __builtin_prefetch(ahead);  // a fix may lie across two lines of memory
        __builtin_prefetch(reinterpret_cast<const char*>(ahead + 1) - 1);
      }
      vessels_[v].take(window_[*at], *settings_, finds_);
    }
  }
  window_.clear();
}

void Fleet::finish() {
  for (Vessel& vessel : vessels_) vessel.finish(*settings_, finds_);
}

}  // namespace entente
