// The learning side of LinearModel: an averaged multiclass perceptron over hashed features
// (Collins 2002), with weights only where an error was made.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "reading/grammar/linear_model.h"

namespace entente::training {

class Perceptron {
 public:
  explicit Perceptron(size_t classes) : classes_(classes), slots_(size_t{1} << 16) {}

  size_t classes() const { return classes_; }

  void add_scores(std::span<const uint64_t> features, int32_t* scores) const {
    const size_t mask = slots_.size() - 1;
    for (const uint64_t f : features) __builtin_prefetch(&slots_[f & mask]);
    for (const uint64_t f : features) {
      const Slot* slot = find(f);
      if (slot == nullptr) continue;
      for (uint32_t i = slot->begin; i < slot->begin + slot->count; ++i)
        scores[cells_[i].label] += cells_[i].weight;
    }
  }

  // One decision was taken; wrong ones also call update.
  void tick() { ++steps_; }

  void update(std::span<const uint64_t> features, size_t good, size_t bad) {
    for (const uint64_t f : features) {
      add(f, good, 1);
      add(f, bad, -1);
    }
  }

  // The averaged weights as int8, the smallest left out until the packed table fits bytes_max.
  std::vector<WeightRow> quantised(size_t bytes_max) const {
    std::vector<float> sizes;
    for (const Slot& slot : slots_)
      for (uint32_t i = slot.begin; i < slot.begin + slot.count; ++i)
        sizes.push_back(std::abs(average(cells_[i])));
    std::sort(sizes.begin(), sizes.end(), std::greater<>());
    const float largest = sizes.empty() ? 1 : sizes[std::min(sizes.size() - 1, sizes.size() / 5000)];
    const float scale = 127 / largest;
    float least = 0.5F / scale;
    while (packed_bytes(least) > bytes_max) least *= 1.03F;
    return rows_above(least, scale);
  }

 private:
  struct Cell {
    double total = 0;
    int32_t weight = 0;
    uint8_t label = 0;
  };
  struct Slot {
    uint64_t feature = 0;  // 0 is an empty slot
    uint32_t begin = 0;
    uint16_t count = 0, room = 0;
  };

  float average(const Cell& c) const {
    return static_cast<float>(c.weight - c.total / static_cast<double>(std::max<uint64_t>(steps_, 1)));
  }
  size_t packed_bytes(float least) const {
    size_t bytes = 0;
    for (const Slot& slot : slots_) {
      size_t weights = 0;
      for (uint32_t i = slot.begin; i < slot.begin + slot.count; ++i)
        weights += std::abs(average(cells_[i])) >= least;
      bytes += weights == 0 ? 0 : 5 + 2 * weights;
    }
    return bytes;
  }
  std::vector<WeightRow> rows_above(float least, float scale) const {
    std::vector<WeightRow> rows;
    for (const Slot& slot : slots_) {
      WeightRow row{slot.feature, {}};
      for (uint32_t i = slot.begin; i < slot.begin + slot.count; ++i) {
        const float weight = average(cells_[i]);
        if (std::abs(weight) < least) continue;
        const float scaled = std::clamp(std::round(weight * scale), -127.0F, 127.0F);
        row.weights.push_back({cells_[i].label, static_cast<int8_t>(scaled)});
      }
      if (!row.weights.empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

  const Slot* find(uint64_t feature) const {
    const size_t mask = slots_.size() - 1;
    for (size_t at = feature & mask;; at = (at + 1) & mask) {
      if (slots_[at].feature == feature) return &slots_[at];
      if (slots_[at].feature == 0) return nullptr;
    }
  }
  Slot& find_or_add(uint64_t feature) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    const size_t mask = slots_.size() - 1;
    size_t at = feature & mask;
    while (slots_[at].feature != 0 && slots_[at].feature != feature) at = (at + 1) & mask;
    if (slots_[at].feature == 0) ++used_;
    slots_[at].feature = feature;
    return slots_[at];
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.feature == 0) continue;
      size_t at = slot.feature & mask;
      while (slots_[at].feature != 0) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }
  void add(uint64_t feature, size_t label, int32_t change) {
    Slot& slot = find_or_add(feature);
    uint32_t i = slot.begin;
    while (i < slot.begin + slot.count && cells_[i].label != label) ++i;
    if (i == slot.begin + slot.count) i = append(slot, static_cast<uint8_t>(label));
    cells_[i].weight += change;
    cells_[i].total += static_cast<double>(steps_) * change;
  }
  uint32_t append(Slot& slot, uint8_t label) {
    if (slot.count == slot.room) {
      const auto begin = static_cast<uint32_t>(cells_.size());
      slot.room = static_cast<uint16_t>(slot.room == 0 ? 2 : slot.room * 2);
      cells_.resize(cells_.size() + slot.room);
      std::copy_n(cells_.begin() + slot.begin, slot.count, cells_.begin() + begin);
      slot.begin = begin;
    }
    cells_[slot.begin + slot.count] = {0, 0, label};
    return slot.begin + slot.count++;
  }

  size_t classes_;
  std::vector<Slot> slots_;
  size_t used_ = 0;
  std::vector<Cell> cells_;
  uint64_t steps_ = 0;
};

}  // namespace entente::training
