// What holds of every parsed sentence, whatever its words. For tests and fuzzers.
#pragma once

#include <string>
#include <vector>

#include "reading/sentence.h"

namespace entente {

// The first rule that the tree of `s` breaks; empty when it keeps them all. An empty sentence
// breaks none.
inline std::string broken_tree_rule(const Sentence& s) {
  const auto n = static_cast<int32_t>(s.tokens.size());
  int roots = 0;
  for (const Token& t : s.tokens) {
    if (t.head < -1 || t.head >= n) return "heads are in range";
    roots += t.head < 0;
    if (t.lemma.empty()) return "every token has a lemma";
  }
  // Steps from each token to the root; 0 where not yet known.
  std::vector<int32_t> known(s.tokens.size(), 0);
  for (int32_t i = 0; i < n; ++i) {
    std::vector<int32_t> path;
    int32_t at = i;
    while (at >= 0 && known[static_cast<size_t>(at)] == 0) {
      known[static_cast<size_t>(at)] = -1;
      path.push_back(at);
      at = s.tokens[static_cast<size_t>(at)].head;
    }
    if (at >= 0 && known[static_cast<size_t>(at)] == -1) return "no token stands above itself";
    for (const int32_t seen : path) known[static_cast<size_t>(seen)] = 1;
  }
  if (n > 0 && roots != 1) return "one root, not " + std::to_string(roots);
  return {};
}

// Indices, words and heads, for the message of a failed test.
inline std::string print_tree(const Sentence& s) {
  std::string out;
  for (size_t i = 0; i < s.tokens.size(); ++i) {
    const Token& t = s.tokens[i];
    out += std::to_string(i) + " " + std::string(t.form) + " " + std::string(name(t.upos)) + "/" +
           std::string(t.xpos) + " " + std::to_string(t.head) + " " + std::string(name(t.rel)) +
           "\n";
  }
  return out;
}

}  // namespace entente
