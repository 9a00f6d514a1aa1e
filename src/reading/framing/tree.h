// A view on one parsed sentence that answers the questions the framing stages ask of a tree.
// Token indices are positions in sentence.tokens; -1 means "none". Borrowed: the sentence must
// outlive the view.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reading/sentence.h"

namespace entente {

class Tree {
 public:
  explicit Tree(const Sentence& sentence);

  int size() const { return static_cast<int>(sentence_->tokens.size()); }
  const Sentence& sentence() const { return *sentence_; }
  const Token& operator[](int i) const { return sentence_->tokens[static_cast<size_t>(i)]; }
  int head(int i) const { return (*this)[i].head; }

  // Dependents in text order.
  std::span<const int> children(int i) const {
    const auto at = static_cast<size_t>(i);
    return {flat_.data() + first_[at], flat_.data() + first_[at + 1]};
  }
  // The first dependent with one of these relations, or -1.
  int child(int i, std::initializer_list<Rel> rels) const;
  bool has(int i, std::initializer_list<Rel> rels) const { return child(i, rels) >= 0; }

  bool is(int i, std::initializer_list<Rel> rels) const;
  bool lemma_is(int i, std::initializer_list<std::string_view> lemmas) const;

  // First and last token of the subtree below `i` (it may have gaps).
  int first(int i) const { return first_token_[static_cast<size_t>(i)]; }
  int last(int i) const { return last_token_[static_cast<size_t>(i)]; }
  bool below(int i, int ancestor) const;  // also true for i == ancestor

  // Noun, proper noun, pronoun, number or a determiner that stands alone.
  bool is_nominal(int i) const;
  bool is_verbal(int i) const;  // verb, or the head of a clause with a copula
  bool is_passive(int i) const;

  // The head of the coordination that `i` is a conjunct of, through any number of "and"s.
  int first_conjunct(int i) const;
  // `i` and all its conjuncts, in text order.
  std::vector<int> conjuncts(int i) const;

  // The preposition of an oblique: "to", "on_behalf_of"; lower case; empty when it has none.
  std::string preposition(int i) const;

  // The word of several pieces that token `i` is one of, in small letters, its last piece as lemma:
  // "go-between", "cut-out"; empty where no hyphen is glued to it. `top`: only for the piece that
  // the others hang on.
  std::string hyphenated(int i, bool top = false) const;

 private:
  const Sentence* sentence_;
  std::vector<int> first_, flat_, first_token_, last_token_;
};

}  // namespace entente
