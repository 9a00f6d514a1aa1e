// Every set of kernels this processor can run against the portable one: products exactly, float
// steps within rounding, and those with fused multiply-add among each other bit for bit.
#include "reading/neural/kernels.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <string_view>
#include <vector>

namespace entente {
namespace {

std::vector<const Kernels*> usable() {
  std::vector<const Kernels*> out;
  for (auto k = usable_kernels(); *k; ++k) out.push_back(*k);
  return out;
}

std::vector<float> random_floats(size_t n, uint32_t seed) {
  std::mt19937 random(seed);
  std::normal_distribution<float> normal(0, 2);
  std::vector<float> out(n);
  for (float& v : out) v = normal(random);
  return out;
}

struct Product {
  size_t rows, inner, columns;
  std::vector<float> x = random_floats(rows * inner, 1), scales = random_floats(columns, 2),
                     bias = random_floats(columns, 3);
  std::vector<int8_t> panels = [this] {
    std::mt19937 random(4);
    std::vector<int8_t> out(inner * columns);
    for (int8_t& v : out) v = static_cast<int8_t>(static_cast<int>(random() % 255) - 127);
    return out;
  }();

  // Rows are rounded by `rounding`: of a value halfway between two bytes, fused sets may take the
  // other one.
  std::vector<float> run(const Kernels& k, const Kernels& rounding) const {
    std::vector<int8_t> values((rows + 15) / 16 * 16 * inner);
    std::vector<float> row_scales(rows), out(rows * columns);
    std::vector<int32_t> sums(rows);
    const ByteRows bytes{values.data(), row_scales.data(), sums.data(), inner, rows};
    for (size_t r = 0; r < rows; ++r) rounding.round_row(x.data() + r * inner, bytes, r);
    k.multiply(bytes, {panels.data(), scales.data(), bias.data(), inner, columns}, out.data(),
               columns);
    return out;
  }
};

TEST(Kernels, ProductsAgreeAndFollowTheDefinition) {
  for (const auto& [rows, inner, columns] :
       {std::tuple{1, 64, 16}, {3, 384, 48}, {37, 192, 80}, {64, 1536, 32}, {70, 64, 144}}) {
    const Product p{static_cast<size_t>(rows), static_cast<size_t>(inner),
                    static_cast<size_t>(columns)};
    const std::vector<float> plain = p.run(*usable().front(), *usable().front());
    for (const Kernels* k : usable()) {
      const std::vector<float> got = p.run(*k, *usable().front());
      for (size_t i = 0; i < got.size(); ++i)
        ASSERT_NEAR(got[i], plain[i], 1e-4 * inner) << k->name << " at " << i;
    }
    // Column 17 (or the last) of the last row in plain floats.
    const size_t r = p.rows - 1, c = p.columns > 17 ? 17 : p.columns - 1;
    double exact = p.bias[c], size = 0;
    for (size_t i = 0; i < p.inner; ++i) {
      const double w = p.panels[c / 16 * 16 * p.inner + i / 4 * 64 + c % 16 * 4 + i % 4];
      exact += p.x[r * p.inner + i] * w * p.scales[c];
      size += std::abs(p.x[r * p.inner + i] * w * p.scales[c]);
    }
    EXPECT_NEAR(plain[r * p.columns + c], exact, 0.01 * size);
  }
}

TEST(Kernels, FusedSetsGiveTheSameBits) {
  const auto sets = usable();
  if (sets.size() < 3) GTEST_SKIP() << "skipped: this processor runs one set with FMA at most";
  const Product p{21, 384, 96};
  const std::vector<float> first = p.run(*sets[1], *sets[1]);
  for (size_t k = 2; k < sets.size(); ++k)
    EXPECT_EQ(p.run(*sets[k], *sets[k]), first) << sets[k]->name;
}

TEST(Kernels, ProductsOfTheLargestBytesDoNotOverflow) {
  constexpr size_t kDeepest = 1536;
  std::vector<int8_t> values(16 * kDeepest, 127), panels(16 * kDeepest, -127);
  std::vector<float> one(16, 1.0f), zero(16, 0.0f), out(16);
  std::vector<int32_t> sums(16, 127 * static_cast<int32_t>(kDeepest));
  const ByteRows bytes{values.data(), one.data(), sums.data(), kDeepest, 1};
  for (const Kernels* k : usable()) {
    k->multiply(bytes, {panels.data(), one.data(), zero.data(), kDeepest, 16}, out.data(), 16);
    for (const float v : out) EXPECT_EQ(v, -127.0f * 127 * kDeepest) << k->name;
  }
}

TEST(Kernels, FloatStepsFollowTheirDefinitions) {
  const std::vector<float> x = random_floats(384, 5), add = random_floats(384, 6),
                           weight = random_floats(384, 7), bias = random_floats(384, 8);
  double mean = 0, variance = 0;
  for (size_t i = 0; i < 384; ++i) mean += (x[i] + add[i]) / 384;
  for (size_t i = 0; i < 384; ++i) variance += std::pow(x[i] + add[i] - mean, 2) / 384;
  for (const Kernels* k : usable()) {
    std::vector<float> norm = x, soft = x;
    k->add_and_normalise(norm.data(), add.data(), weight.data(), bias.data(), 384);
    k->gelu(soft.data(), 384);
    for (size_t i = 0; i < 384; ++i) {
      EXPECT_NEAR(norm[i], (x[i] + add[i] - mean) / std::sqrt(variance) * weight[i] + bias[i],
                  1e-4);
      const double t = std::tanh(0.7978845608 * (x[i] + 0.044715 * std::pow(x[i], 3)));
      EXPECT_NEAR(soft[i], 0.5 * x[i] * (1 + t), 1e-5);
    }
  }
}

// Attention of any length: rows beyond a multiple of 16 must not be seen.
TEST(Kernels, AttentionFollowsItsDefinition) {
  constexpr size_t kTwo = 2, kWidth = kTwo * kHeadWidth;
  for (const size_t n : {1u, 3u, 16u, 17u, 50u}) {
    const std::vector<float> qkv = random_floats(n * 3 * kWidth, static_cast<uint32_t>(n));
    for (const Kernels* k : usable()) {
      std::vector<float> out(n * kWidth), scratch(attention_scratch(n));
      k->attend(qkv.data(), n, kTwo, out.data(), scratch.data());
      for (size_t i = 0; i < n; ++i)
        for (size_t h = 0; h < kTwo; ++h) {
          const auto at = [&](size_t row, size_t part, size_t d) {
            return double{qkv[row * 3 * kWidth + part * kWidth + h * kHeadWidth + d]};
          };
          double whole = 0, first = 0;
          for (size_t j = 0; j < n; ++j) {
            double score = 0;
            for (size_t d = 0; d < kHeadWidth; ++d) score += at(i, 0, d) * at(j, 1, d);
            const double share = std::exp(score / std::sqrt(32.0));
            whole += share;
            first += share * at(j, 2, 0);
          }
          EXPECT_NEAR(out[i * kWidth + h * kHeadWidth], first / whole, 1e-4) << k->name << n;
        }
    }
  }
}

}  // namespace
}  // namespace entente
