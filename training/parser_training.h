// Training of the parser with a dynamic oracle.
#pragma once

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "form_training.h"
#include "perceptron.h"
#include "reading/grammar/parser.h"

namespace entente::training {

constexpr uint32_t kParserDrop = 30;  // percent of the features hidden

class ActionList {
 public:
  explicit ActionList(const Sentences& sentences) {
    std::map<std::string, size_t> counts;
    for (const Sentence& s : sentences)
      for (size_t i = 0; i < s.tokens.size(); ++i)
        ++counts[to_string(wanted(s, static_cast<int>(i)))];
    text_ = to_string(Action{Move::shift, Rel::dep});
    for (const auto& [action, count] : counts)
      if (count >= 2) text_ += "\n" + action;
    actions_ = parse_actions(text_).value();
  }
  // The action that draws the gold arc of word i.
  static Action wanted(const Sentence& s, int i) {
    const Token& t = s.tokens[static_cast<size_t>(i)];
    return {t.head > i || t.head < 0 ? Move::left : Move::right, t.head < 0 ? Rel::root : t.rel};
  }
  const std::string& text() const { return text_; }
  const std::vector<Action>& actions() const { return actions_; }

 private:
  std::string text_;
  std::vector<Action> actions_;
};

// Gold arcs that each move would make unreachable (Goldberg and Nivre 2013, arc-hybrid).
class Oracle {
 public:
  explicit Oracle(const Sentence& s) : size_(static_cast<int>(s.tokens.size())) {
    for (const Token& t : s.tokens) heads_.push_back(t.head < 0 ? size_ : t.head);
  }
  int head(int i) const { return heads_[static_cast<size_t>(i)]; }
  int cost(const ParserState& state, Move move) const {
    const auto& stack = state.stack();
    const int next = state.next();
    int cost = 0;
    if (move == Move::shift) {
      for (size_t i = 0; i < stack.size(); ++i) {
        cost += head(stack[i]) == next;
        cost += head(next) == stack[i] && i + 1 < stack.size();
      }
      return cost;
    }
    const int top = stack.back(), below = stack.size() > 1 ? stack[stack.size() - 2] : -1;
    const int drawn = move == Move::left ? next : below;
    if (head(top) != drawn) cost += head(top) >= next || head(top) == below;
    for (int i = next; i < size_; ++i) cost += head(i) == top;
    return cost;
  }

 private:
  int size_;
  std::vector<int> heads_;
};

class ParserTrainer {
 public:
  ParserTrainer(const ActionList& list, uint32_t seed)
      : actions_(list.actions()), model_(actions_.size()), random_(seed) {}

  void train(const Sentences& gold, const Sentences& tagged, size_t epochs) {
    for (size_t epoch = 0; epoch < epochs; ++epoch) train_epoch(gold, tagged, epoch);
  }
  void train_epoch(const Sentences& gold, const Sentences& tagged, size_t epoch) {
    std::vector<size_t> order(gold.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random_);
    wrong_ = total_ = 0;
    for (const size_t i : order) learn(gold[i], tagged[i], epoch);
    std::fprintf(stderr, "parser epoch %zu: %.2f%% wrong\n", epoch + 1,
                 100.0 * static_cast<double>(wrong_) / static_cast<double>(total_));
  }
  Perceptron take_model() { return std::move(model_); }

 private:
  void learn(const Sentence& gold, const Sentence& tagged, size_t epoch) {
    const ParserInput input(tagged.tokens);
    const Oracle oracle(gold);
    ParserState state(input.size());
    while (!state.done()) {
      const size_t count = state.features(input, features_.data());
      const std::span view(features_.data(),
                           drop_some(random_, kParserDrop, features_.data(), count));
      std::array<int32_t, kClassesMax> scores{};
      model_.add_scores(view, scores.data());
      const auto [predicted, good] =
          choose(gold, oracle, state, state.choices(input), scores.data());
      const bool right = good == predicted;
      if (!right) model_.update(view, good, predicted);
      wrong_ += !right;
      ++total_;
      const bool explore = epoch >= 1 && random_() % 10 != 0;
      state.apply(actions_[explore ? predicted : good]);
    }
  }

  // The best action, and the best of those that lose fewest gold arcs.
  std::pair<size_t, size_t> choose(const Sentence& gold, const Oracle& oracle,
                                   const ParserState& state, const std::array<bool, 3>& can,
                                   const int32_t* scores) const {
    std::array<int, 3> costs{};
    int least = 1'000'000;
    for (const Move move : {Move::shift, Move::left, Move::right}) {
      const auto m = static_cast<size_t>(move);
      if (!can[m]) continue;
      costs[m] = oracle.cost(state, move);
      least = std::min(least, costs[m]);
    }
    const int top = state.stack().empty() ? -1 : state.stack().back();
    size_t predicted = actions_.size(), good = actions_.size();
    for (size_t a = 0; a < actions_.size(); ++a) {
      const auto m = static_cast<size_t>(actions_[a].move);
      if (!can[m]) continue;
      if (predicted == actions_.size() || scores[a] > scores[predicted]) predicted = a;
      if (costs[m] != least || !label_fits(gold, oracle, state, actions_[a], top)) continue;
      if (good == actions_.size() || scores[a] > scores[good]) good = a;
    }
    if (good == actions_.size()) good = predicted;
    return {predicted, good};
  }
  static bool label_fits(const Sentence& gold, const Oracle& oracle, const ParserState& state,
                         const Action& action, int top) {
    if (action.move == Move::shift) return true;
    const int head =
        action.move == Move::left ? state.next() : state.stack()[state.stack().size() - 2];
    if (head == state.size()) return action.rel == Rel::root;
    if (oracle.head(top) != head) return action.rel != Rel::root;
    return action.rel == gold.tokens[static_cast<size_t>(top)].rel;
  }

  std::vector<Action> actions_;
  Perceptron model_;
  std::mt19937 random_;
  std::array<uint64_t, kFeaturesMax> features_;
  size_t wrong_ = 0, total_ = 0;
};

}  // namespace entente::training
