// The learning side of LinearModel: an averaged multiclass perceptron over hashed features
// (Collins 2002), with weights only where an error was made.
//
// Two things keep it from learning its texts by heart, worth three points of LAS together: at
// every decision a share of the features is hidden (drop_some), and the models of several orders
// of the sentences are summed (merged).
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <random>
#include <span>
#include <vector>

#include "reading/grammar/linear_model.h"

namespace entente::training {

// One averaged weight of one or more models, and how often its feature was met.
struct AveragedWeight {
  uint64_t feature = 0;
  float weight = 0;
  uint32_t uses = 0;
  uint8_t label = 0;
};

class Perceptron {
 public:
  explicit Perceptron(size_t classes) : classes_(classes), slots_(size_t{1} << 16) {}

  size_t classes() const { return classes_; }

  // Adds to the scores of one decision, and counts it.
  void add_scores(std::span<const uint64_t> features, int32_t* scores) {
    const size_t mask = slots_.size() - 1;
    for (const uint64_t f : features) __builtin_prefetch(&slots_[f & mask]);
    for (const uint64_t f : features) {
      Slot* slot = find(f);
      if (slot == nullptr) continue;
      ++slot->uses;
      for (uint32_t i = slot->begin; i < slot->begin + slot->count; ++i)
        scores[cells_[i].label] += cells_[i].weight;
    }
    ++steps_;
  }

  // After a wrong decision.
  void update(std::span<const uint64_t> features, size_t good, size_t bad) {
    for (const uint64_t f : features) {
      add(f, good, 1);
      add(f, bad, -1);
    }
  }

  void append_averages(std::vector<AveragedWeight>& out) const {
    const double steps = static_cast<double>(std::max<uint64_t>(steps_, 1));
    for (const Slot& slot : slots_) {
      for (uint32_t i = slot.begin; i < slot.begin + slot.count; ++i) {
        const auto weight = static_cast<float>(cells_[i].weight - cells_[i].total / steps);
        if (weight != 0) out.push_back({slot.feature, weight, slot.uses, cells_[i].label});
      }
    }
  }

 private:
  struct Cell {
    double total = 0;  // sum of changes, each times the step it came at
    int32_t weight = 0;
    uint8_t label = 0;
  };
  struct Slot {
    uint64_t feature = 0;  // 0 is an empty slot
    uint32_t begin = 0, uses = 0;
    uint16_t count = 0, room = 0;
  };

  // The slot of the feature, or nullptr.
  Slot* find(uint64_t feature) {
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

// Leaves out `percent` of the features, chosen anew each time; returns how many remain.
inline size_t drop_some(std::mt19937& random, uint32_t percent, uint64_t* features, size_t count) {
  size_t kept = 0;
  const uint64_t least = (uint64_t{percent} << 32) / 100;
  for (size_t i = 0; i < count; ++i)
    if (random() >= least) features[kept++] = features[i];
  return kept;
}

// The sum of the weights, sorted by feature and label.
inline std::vector<AveragedWeight> merged(std::vector<AveragedWeight> weights) {
  std::sort(weights.begin(), weights.end(), [](const AveragedWeight& a, const AveragedWeight& b) {
    return a.feature != b.feature ? a.feature < b.feature : a.label < b.label;
  });
  size_t last = 0;
  for (size_t i = 1; i < weights.size(); ++i) {
    if (weights[i].feature == weights[last].feature && weights[i].label == weights[last].label) {
      weights[last].weight += weights[i].weight;
      weights[last].uses = std::max(weights[last].uses, weights[i].uses);
    } else {
      weights[++last] = weights[i];
    }
  }
  weights.resize(weights.empty() ? 0 : last + 1);
  return weights;
}

// What a weight is worth keeping for: a feature that is often met matters more.
inline float worth(const AveragedWeight& w, float power) {
  return std::abs(w.weight) * std::pow(static_cast<float>(w.uses) + 1, power);
}

inline size_t packed_bytes(const std::vector<AveragedWeight>& weights,
                           const std::vector<float>& worths, float least) {
  size_t bytes = 0;
  uint64_t last = 0;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (worths[i] < least) continue;
    bytes += weights[i].feature == last ? 2 : 7;  // 3 and a share of the bucket's begin
    last = weights[i].feature;
  }
  return bytes;
}

constexpr float kWorthPower = 0.3F;

// Merged weights as int8; those of least worth are left out so that the table fits bytes_max.
inline std::vector<WeightRow> quantised(const std::vector<AveragedWeight>& weights,
                                        size_t bytes_max, float power = kWorthPower) {
  std::vector<float> sizes, worths;
  for (const AveragedWeight& w : weights) sizes.push_back(std::abs(w.weight));
  std::vector<float> sorted = sizes;
  std::sort(sorted.begin(), sorted.end(), std::greater<>());
  const float scale = 127 / sorted.at(sorted.size() / 20000);  // the few largest are clipped
  for (const AveragedWeight& w : weights)
    worths.push_back(std::abs(w.weight) * scale < 0.5F ? 0 : worth(w, power));
  float low = 1e-9F, high = *std::max_element(worths.begin(), worths.end());
  if (packed_bytes(weights, worths, low) > bytes_max)
    for (int i = 0; i < 20; ++i) {
      const float middle = std::sqrt(low * high);
      (packed_bytes(weights, worths, middle) > bytes_max ? low : high) = middle;
    }
  else high = low;
  std::vector<WeightRow> rows;
  for (size_t i = 0; i < weights.size(); ++i) {
    if (worths[i] < high) continue;
    if (rows.empty() || rows.back().feature != weights[i].feature)
      rows.push_back({weights[i].feature, {}});
    const float scaled = std::clamp(std::round(weights[i].weight * scale), -127.0F, 127.0F);
    rows.back().weights.push_back({weights[i].label, static_cast<int8_t>(scaled)});
  }
  return rows;
}

// Models of the same task as the bytes of one LinearModel.
inline std::string packed(const std::vector<const Perceptron*>& models, size_t bytes_max) {
  std::vector<AveragedWeight> weights;
  for (const Perceptron* model : models) model->append_averages(weights);
  return pack_linear_model(models.front()->classes(),
                           quantised(merged(std::move(weights)), bytes_max));
}

}  // namespace entente::training
