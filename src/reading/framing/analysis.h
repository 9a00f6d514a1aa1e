// What the framing stages share of one document: its sentences with their trees and dictionary
// matches. Built once per document; everything later borrows from it.
#pragma once

#include <deque>
#include <string_view>
#include <vector>

#include "model/document.h"
#include "reading/framing/tree.h"
#include "reading/lexicon/dictionaries.h"

namespace entente {

struct SentenceAnalysis {
  SentenceAnalysis(Sentence parsed, const Dictionaries& dictionaries)
      : sentence(std::move(parsed)), tree(sentence), matches(dictionaries.find(sentence)) {}
  SentenceAnalysis(const SentenceAnalysis&) = delete;

  Sentence sentence;
  Tree tree;
  std::vector<Match> matches;
};

struct Analysis {
  const Document& document;
  const Dictionaries& dictionaries;
  std::deque<SentenceAnalysis> sentences;  // a deque: trees point at their sentences

  const Tree& tree(int s) const { return sentences[static_cast<size_t>(s)].tree; }
  const Block& block(int s) const {
    return document.blocks[sentences[static_cast<size_t>(s)].sentence.block];
  }
  bool same_block(int a, int b) const {
    return sentences[static_cast<size_t>(a)].sentence.block ==
           sentences[static_cast<size_t>(b)].sentence.block;
  }
  int size() const { return static_cast<int>(sentences.size()); }
};

}  // namespace entente
