// Why buckets with fingerprints and not one flat hashed table of weights: half of the weights a
// perceptron learns are zero, and a record that lists the few classes a feature speaks for takes
// 10 bytes where a row of all classes takes 100. A feature costs two cache misses, both of which
// are asked for ahead for all features of a decision at once. A feature that was never weighed is
// mistaken for another one in about 1 of 20,000 look-ups (16-bit fingerprint, two to four in a
// bucket). Feature hashing: Weinberger et al. 2009.
#include "reading/grammar/linear_model.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cassert>

#include "reading/grammar/bytes.h"

namespace entente {
namespace {

constexpr size_t kHeaderBytes = 12;

// True when [at, end) is a whole number of records with classes below `classes`.
bool records_are_whole(const unsigned char* at, const unsigned char* end, size_t classes) {
  while (at < end) {
    if (end - at < 3) return false;
    const std::ptrdiff_t size = 3 + 2 * std::ptrdiff_t{at[2]};
    if (end - at < size) return false;
    for (std::ptrdiff_t i = 3; i < size; i += 2)
      if (at[i] >= classes) return false;
    at += size;
  }
  return true;
}

}  // namespace

uint32_t LinearModel::begin_of(uint64_t bucket) const {
  return load_le<uint32_t>(begins_ + 4 * bucket);
}

Result<LinearModel> LinearModel::view(std::string_view bytes) {
  const auto* base = reinterpret_cast<const unsigned char*>(bytes.data());
  if (bytes.size() < kHeaderBytes) return broken_table("a weight table is cut short");
  LinearModel model;
  model.classes_ = load_le<uint32_t>(base);
  const uint32_t bits = load_le<uint32_t>(base + 4), data_size = load_le<uint32_t>(base + 8);
  if (model.classes_ == 0 || model.classes_ > kClassesMax || bits < 1 || bits > 26)
    return broken_table("a weight table has an impossible header");
  const uint64_t buckets = uint64_t{1} << bits;
  if (bytes.size() != kHeaderBytes + 4 * (buckets + 1) + data_size)
    return broken_table("a weight table is not as long as it says");
  model.shift_ = 64 - bits;
  model.begins_ = base + kHeaderBytes;
  model.data_ = model.begins_ + 4 * (buckets + 1);
  if (model.begin_of(0) != 0 || model.begin_of(buckets) != data_size)
    return broken_table("a weight table has lost records");
  for (uint64_t b = 0; b < buckets; ++b) {
    const uint32_t from = model.begin_of(b), to = model.begin_of(b + 1);
    if (from > to || to > data_size ||
        !records_are_whole(model.data_ + from, model.data_ + to, model.classes_))
      return broken_table("a weight table has a damaged record");
  }
  return model;
}

void LinearModel::add_scores(std::span<const uint64_t> features, int32_t* scores) const {
  assert(features.size() <= kFeaturesMax);
  for (const uint64_t f : features) __builtin_prefetch(begins_ + 4 * (f >> shift_));
  std::array<std::pair<const unsigned char*, const unsigned char*>, kFeaturesMax> runs;
  for (size_t i = 0; i < features.size(); ++i) {
    const uint64_t bucket = features[i] >> shift_;
    runs[i] = {data_ + begin_of(bucket), data_ + begin_of(bucket + 1)};
    __builtin_prefetch(runs[i].first);
  }
  for (size_t i = 0; i < features.size(); ++i) {
    const auto fingerprint = static_cast<uint16_t>(features[i]);
    auto [at, end] = runs[i];
    while (at < end && load_le<uint16_t>(at) != fingerprint) at += 3 + 2 * size_t{at[2]};
    if (at >= end) continue;
    const unsigned char* stop = at + 3 + 2 * size_t{at[2]};
    for (at += 3; at < stop; at += 2) scores[at[0]] += static_cast<int8_t>(at[1]);
  }
}

std::string pack_linear_model(size_t classes, std::vector<WeightRow> rows) {
  std::sort(rows.begin(), rows.end(),
            [](const auto& a, const auto& b) { return a.feature < b.feature; });
  const unsigned bits = std::clamp(static_cast<unsigned>(std::bit_width(rows.size() / 4)), 1u, 26u);
  const uint64_t buckets = uint64_t{1} << bits;
  std::vector<uint32_t> begins;
  std::string data;
  size_t next = 0;
  for (uint64_t b = 0; b < buckets; ++b) {
    begins.push_back(static_cast<uint32_t>(data.size()));
    for (; next < rows.size() && rows[next].feature >> (64 - bits) == b; ++next) {
      const WeightRow& row = rows[next];
      assert(row.weights.size() <= 255);
      const auto fingerprint = static_cast<uint16_t>(row.feature);
      append_le(data, fingerprint);
      data += static_cast<char>(row.weights.size());
      for (const auto& w : row.weights) {
        data += static_cast<char>(w.label);
        data += static_cast<char>(w.value);
      }
    }
  }
  begins.push_back(static_cast<uint32_t>(data.size()));
  std::string out;
  append_le<uint32_t>(out, static_cast<uint32_t>(classes));
  append_le<uint32_t>(out, bits);
  append_le<uint32_t>(out, static_cast<uint32_t>(data.size()));
  for (const uint32_t begin : begins) append_le<uint32_t>(out, begin);
  return out + data;
}

}  // namespace entente
