// Training of the tagger, and tags for the parser by jackknifing.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "form_training.h"
#include "perceptron.h"
#include "reading/grammar/lemmatiser.h"
#include "reading/grammar/tagger.h"

namespace entente::training {

constexpr size_t kFolds = 5;
constexpr uint32_t kTaggerDrop = 30;  // percent of the features hidden
constexpr size_t kTaggerBytes = 2'200'000;

// Every 25th sentence once more in capitals, and every 25th with a capital on each word, so that
// headings and run-ins are known; `pool` holds their forms.
inline void add_headings(Sentences& sentences, std::deque<std::string>& pool) {
  const size_t size = sentences.size();
  for (size_t i = 0; i < size; ++i) {
    if (i % 25 != 3 && i % 25 != 17) continue;
    Sentence copy = sentences[i];
    for (Token& t : copy.tokens) {
      std::string& form = pool.emplace_back(t.form);
      const size_t end = i % 25 == 3 ? form.size() : 1;
      for (size_t c = 0; c < end; ++c)
        if (is_lower(form[c])) form[c] = static_cast<char>(form[c] - 32);
      t.form = form;
    }
    sentences.push_back(std::move(copy));
  }
}

inline Perceptron train_tagger(Sentences sentences, const TagList& tags, const FormTable& forms,
                               size_t epochs, uint32_t seed, const std::string& label) {
  Perceptron model(tags.tags().size());
  std::deque<std::string> pool;
  add_headings(sentences, pool);
  std::vector<const Sentence*> order;
  for (const Sentence& s : sentences) order.push_back(&s);
  std::mt19937 random(seed);
  std::array<uint64_t, kFeaturesMax> features;
  for (size_t epoch = 0; epoch < epochs; ++epoch) {
    std::shuffle(order.begin(), order.end(), random);
    size_t wrong = 0, total = 0;
    for (const Sentence* s : order) {
      const TaggerInput input(s->tokens, forms);
      uint64_t last = 0, before_last = 0;
      for (size_t i = 0; i < s->tokens.size(); ++i) {
        const size_t count = input.features(i, last, before_last, features.data());
        const std::span view(features.data(),
                             drop_some(random, kTaggerDrop, features.data(), count));
        std::array<int32_t, kClassesMax> scores{};
        model.add_scores(view, scores.data());
        const auto best = static_cast<size_t>(
            std::max_element(scores.begin(), scores.begin() + static_cast<long>(model.classes())) -
            scores.begin());
        const size_t gold = tags.number(s->tokens[i]);
        if (best != gold) model.update(view, gold, best);
        wrong += best != gold;
        ++total;
        before_last = last;
        last = best + 1;
      }
    }
    std::fprintf(stderr, "tagger (%s) epoch %zu: %.2f%% wrong\n", label.c_str(), epoch + 1,
                 100.0 * static_cast<double>(wrong) / static_cast<double>(total));
  }
  return model;
}

// Folds are made of runs of 20 sentences, so that a document mostly lies in one.
inline bool in_fold(size_t sentence, size_t number) { return sentence / 20 % kFolds == number; }

// Tags and lemmas of one fold by a tagger that has not seen it.
inline void jackknife(const Sentences& gold, Sentences& tagged, size_t number, const TagList& tags,
                      const std::vector<ListedForm>& listed, const Lemmatiser& lemmatiser,
                      size_t epochs) {
  Sentences known;
  for (size_t i = 0; i < gold.size(); ++i)
    if (!in_fold(i, number)) known.push_back(gold[i]);
  const std::string form_bytes = form_rows(known, tags, listed);
  const FormTable forms = FormTable::view(form_bytes, tags.tags().size()).value();
  const Perceptron model =
      train_tagger(known, tags, forms, epochs, 7, "fold " + std::to_string(number));
  const std::string bytes = packed({&model}, kTaggerBytes);
  const Tagger tagger(LinearModel::view(bytes).value(), forms, tags.tags());
  std::vector<uint8_t> numbers;
  for (size_t i = 0; i < gold.size(); ++i) {
    if (!in_fold(i, number)) continue;
    tagger.tag(tagged[i].tokens, numbers);
    lemmatiser.lemmatise(tagged[i].tokens, numbers, tagged[i].made);
    // The views of this tagger's tags end with it: take the inventory's.
    for (size_t t = 0; t < numbers.size(); ++t)
      tagged[i].tokens[t].xpos = tags.tags()[numbers[t]].xpos;
  }
}

}  // namespace entente::training
