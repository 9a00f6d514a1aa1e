// The decoder against all trees over few words.
#include "reading/neural/tree_decoder.h"

#include <gtest/gtest.h>

#include <random>

namespace entente {
namespace {

bool is_tree(const std::vector<int32_t>& heads) {
  int roots = 0;
  for (const int32_t head : heads) {
    roots += head < 0;
    int32_t at = head;
    for (size_t steps = 0; at >= 0; ++steps) {
      if (steps > heads.size()) return false;
      at = heads[static_cast<size_t>(at)];
    }
  }
  return roots == 1;
}

double sum_of(const std::vector<float>& scores, const std::vector<int32_t>& heads) {
  double sum = 0;
  for (size_t i = 0; i < heads.size(); ++i)
    sum += scores[i * (heads.size() + 1) + static_cast<size_t>(heads[i] + 1)];
  return sum;
}

// Tries every assignment of heads.
double best_sum(const std::vector<float>& scores, size_t n) {
  std::vector<int32_t> heads(n, -1);
  double best = -1e30;
  while (true) {
    if (is_tree(heads)) best = std::max(best, sum_of(scores, heads));
    size_t i = 0;
    while (i < n && ++heads[i] == static_cast<int32_t>(n)) heads[i++] = -1;
    if (i == n) return best;
  }
}

TEST(TreeDecoder, FindsTheBestOfAllTrees) {
  std::mt19937 random(7);
  for (int round = 0; round < 300; ++round) {
    const size_t n = 1 + random() % 5;
    std::vector<float> scores(n * (n + 1));
    for (float& s : scores) s = static_cast<float>(random() % 1000) / 50 - 10;
    const auto heads = best_tree(scores, n);
    ASSERT_TRUE(is_tree(heads));
    EXPECT_NEAR(sum_of(scores, heads), best_sum(scores, n), 1e-3);
  }
}

TEST(TreeDecoder, ManyCirclesOfTwoStillGiveOneTree) {
  constexpr size_t kWords = 250;
  std::vector<float> scores(kWords * (kWords + 1), 0.0f);
  for (size_t i = 0; i < kWords; ++i) scores[i * (kWords + 1) + (i ^ 1) + 1] = 5;
  EXPECT_TRUE(is_tree(best_tree(scores, kWords)));
  EXPECT_TRUE(best_tree({}, 0).empty());
}

}  // namespace
}  // namespace entente
