// Training of the sentence splitter on the raw text of the treebanks.
#pragma once

#include <array>
#include <cstdio>
#include <random>
#include <set>
#include <vector>

#include "perceptron.h"
#include "reading/grammar/sentence_splitter.h"
#include "reading/grammar/tokeniser.h"
#include "treebank.h"

namespace entente::training {

constexpr uint32_t kSplitterDrop = 20;  // percent of the features hidden

struct SplitterBlock {
  SplitterInput input;
  std::vector<bool> ends;  // after each token
};

inline std::vector<SplitterBlock> splitter_blocks(const RawText& raw) {
  std::set<uint32_t> gold;
  for (const Sentence& s : raw.sentences) gold.insert(s.end);
  std::vector<SplitterBlock> blocks;
  for (const Block& b : raw.blocks) {
    const std::vector<TokenSpan> tokens = tokenise(raw.text, b.begin, b.end);
    SplitterBlock block{SplitterInput(raw.text, tokens), {}};
    for (const TokenSpan& t : tokens) block.ends.push_back(gold.contains(t.end));
    blocks.push_back(std::move(block));
  }
  return blocks;
}

inline Perceptron train_splitter(const std::vector<SplitterBlock>& blocks, size_t epochs,
                                 uint32_t seed) {
  Perceptron model(2);
  std::vector<size_t> order(blocks.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::mt19937 random(seed);
  std::array<uint64_t, kFeaturesMax> features;
  for (size_t epoch = 0; epoch < epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    size_t wrong = 0;
    for (const size_t o : order) {
      const SplitterBlock& b = blocks[o];
      size_t first = 0;
      for (size_t i = 0; i + 1 < b.ends.size(); ++i) {
        int32_t scores[2] = {0, 0};
        const size_t count = b.input.features(first, i, features.data());
        const std::span view(features.data(),
                             drop_some(random, kSplitterDrop, features.data(), count));
        model.add_scores(view, scores);
        const size_t best = scores[1] > scores[0], gold = b.ends[i];
        if (best != gold) model.update(view, gold, best);
        wrong += best != gold;
        if (b.ends[i]) first = i + 1;
      }
    }
    std::fprintf(stderr, "splitter epoch %zu: %zu wrong\n", epoch + 1, wrong);
  }
  return model;
}

}  // namespace entente::training
