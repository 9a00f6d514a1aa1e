// The dependency tree: arc-hybrid transitions chosen greedily by a linear model.
//
// ParserState and its features are shared with training, which needs to follow wrong paths too.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/grammar/feature_hash.h"
#include "reading/grammar/linear_model.h"
#include "reading/sentence.h"

namespace entente {

// shift: the next word goes onto the stack. left: the top of the stack becomes a dependent of the
// next word. right: the top becomes a dependent of the one below it.
enum class Move : uint8_t { shift, left, right };

struct Action {
  Move move = Move::shift;
  Rel rel = Rel::dep;
  bool operator==(const Action&) const = default;
};

// The inventory, one "move relation" a line ("left nsubj"); action numbers are line numbers.
Result<std::vector<Action>> parse_actions(std::string_view bytes);
std::string to_string(const Action& action);

// Hashes of each word of a sentence, computed once.
class ParserInput {
 public:
  static constexpr uint64_t kUposBase = 10;
  explicit ParserInput(const std::vector<Token>& tokens);
  struct Word {
    uint64_t form = 0, lemma = 0, tag = 0, upos = 0, shape = 0;
  };
  int size() const { return static_cast<int>(words_.size()) - 3; }
  // -1 is "no word", size() the root.
  const Word& word(int i) const { return words_[static_cast<size_t>(i + 1)]; }
  bool is_punctuation(int i) const {
    return word(i).upos == static_cast<uint64_t>(Upos::punct) + kUposBase;
  }
  // Punctuation marks before word i.
  int punctuation_before(int i) const { return punctuation_[static_cast<size_t>(i)]; }

 private:
  std::vector<Word> words_;
  std::vector<int> punctuation_;
};

// The root stands behind the last word, as word number size.
class ParserState {
 public:
  explicit ParserState(int size);
  bool done() const { return next_ == size_ && stack_.empty(); }
  bool can(Move move) const;
  // The moves to choose from, by Move: those that can be done, less those that would hang
  // something on a punctuation mark unless nothing else is left.
  std::array<bool, 3> choices(const ParserInput& input) const;
  void apply(const Action& action);
  // Fills out[0..kFeaturesMax); returns how many.
  size_t features(const ParserInput& input, uint64_t* out) const;

  int size() const { return size_; }
  int next() const { return next_; }
  const std::vector<int>& stack() const { return stack_; }
  int head(int word) const { return nodes_[static_cast<size_t>(word)].head; }
  Rel rel(int word) const { return nodes_[static_cast<size_t>(word)].rel; }

 private:
  struct Node {
    int head = -1;
    Rel rel = Rel::dep;
    int left[2] = {-1, -1}, right[2] = {-1, -1};  // outermost child first
    int lefts = 0, rights = 0;
    uint64_t left_rels = 0, right_rels = 0;
  };
  void attach(int head, int child, Rel rel);
  // The word so far below the top of the stack, or -1.
  int from_top(size_t i) const { return stack_.size() > i ? stack_[stack_.size() - 1 - i] : -1; }
  void add_valencies(FeatureList& list, const ParserInput::Word& s0, const ParserInput::Word& s1,
                     const ParserInput::Word& b0) const;
  void add_children(FeatureList& list, const ParserInput& input) const;
  const Node& node(int i) const { return i < 0 ? none_ : nodes_[static_cast<size_t>(i)]; }

  int size_, next_ = 0;
  std::vector<int> stack_;
  std::vector<Node> nodes_;
  Node none_;
};

class Parser {
 public:
  Parser(LinearModel model, std::vector<Action> actions)
      : model_(model), actions_(std::move(actions)) {}
  // Sets head and rel of every token; wants tags and lemmas.
  void parse(std::vector<Token>& tokens) const;

 private:
  LinearModel model_;
  std::vector<Action> actions_;
};

}  // namespace entente
