// A sparse linear classifier with int8 weights, read in place from the bytes of the model file.
//
//   auto model = LinearModel::view(bytes);           // checked: bad bytes give malformed
//   std::array<int32_t, kClassesMax> scores{};
//   model->add_scores(features, scores.data());      // features: hashes, see feature_hash.h
//
// Layout, little-endian: u32 classes, u32 bucket_bits, u32 data_size, u32 begin[2^bits + 1], then
// data. A bucket is a run of records: u16 fingerprint, u8 count, count times (u8 class, i8
// weight). A feature's bucket is the top bits of its hash, its fingerprint the lowest 16.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace entente {

constexpr size_t kClassesMax = 256;
constexpr size_t kFeaturesMax = 160;  // of one decision

class LinearModel {
 public:
  // malformed when the bytes break the layout. The bytes must outlive the model.
  static Result<LinearModel> view(std::string_view bytes);
  // Adds to scores[0..classes()). At most kFeaturesMax features.
  void add_scores(std::span<const uint64_t> features, int32_t* scores) const;
  size_t classes() const { return classes_; }

 private:
  uint32_t begin_of(uint64_t bucket) const;

  size_t classes_ = 0;
  unsigned shift_ = 63;
  const unsigned char* begins_ = nullptr;
  const unsigned char* data_ = nullptr;
};

// What training hands over: the weights of one feature, already scaled to int8.
struct WeightRow {
  struct Weight {
    uint8_t label;
    int8_t value;
  };
  uint64_t feature = 0;
  std::vector<Weight> weights;
};

std::string pack_linear_model(size_t classes, std::vector<WeightRow> rows);

}  // namespace entente
