// Two prepared names against each other: which token met which, and what the meeting is worth.
// The inner part of names/compare.h; explanations read what it leaves.
#pragma once

#include <array>
#include <cstdint>

#include "names/prepared.h"
#include "names/weights.h"

namespace entente {

class KnownLikeness;

struct NameMatch {
  float score = 0;
  // What the score was made of, in weights of tokens.
  float agreed = 0, contradicted = 0, omitted = 0;
  // For each token of the left: the token of the right it met, or kNone; how alike they are.
  static constexpr int8_t kNone = -1;
  std::array<int8_t, kTokensMax> partner{};        // left -> right
  std::array<int8_t, kTokensMax> right_partner{};  // right -> left
  std::array<float, kTokensMax> likeness{};        // by left token
  bool reordered = false;       // the same names with fathers and sons exchanged, or syllables
  bool legal_conflict = false;  // forms of different classes
  bool number_conflict = false;
  bool abbreviated = false;  // one side is the letters of the other, and scored as such
};

NameMatch match_names(const Prepared& left, const NameRow& a, const Prepared& right,
                      const NameRow& b, const NameWeights& weights = kNameWeights);
// The same where `left` is what `known` was made for and `right` the one it met last.
NameMatch match_names(const Prepared& left, const NameRow& a, const Prepared& right,
                      const NameRow& b, KnownLikeness& known);

}  // namespace entente
