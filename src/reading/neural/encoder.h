// The encoder's forward pass: wordpieces in, one row of scores a word out.
//
//   const std::vector<float> rows = encode(model, best_kernels(), sentences);
//
// Method: BERT (Devlin et al. 2019) with MiniLM's weights as its start (Wang et al. 2020), int8
// matrix products with a scale for each column of weights and each row of activations. Sentences
// stand one after the other without padding; no step looks across sentences, so a sentence's scores
// do not depend on what it is computed with. The slow twin is reference/encoder_reference.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "reading/neural/encoder_model.h"
#include "reading/neural/kernels.h"
#include "reading/neural/wordpiece.h"

namespace entente {

// Places in a row of scores.
constexpr size_t kAsDependent = 0, kAsHead = kArc, kLabelAsDependent = 2 * kArc,
                 kLabelAsHead = 2 * kArc + kLabel, kTagScores = 2 * kArc + 2 * kLabel;

// For each sentence in turn, for its root and each of its words, model.words.columns floats.
std::vector<float> encode(const EncoderModel& model, const Kernels& kernels,
                          std::span<const PieceRow> sentences);

// scores[i * (words + 1) + h]: how well h is word i's head; 0 is the root, j + 1 word j.
// `rows` is the part of encode()'s result that belongs to the sentence.
std::vector<float> score_arcs(const EncoderModel& model, const Kernels& kernels, const float* rows,
                              size_t words);

// The best relation of each word to its head; heads[i] is -1 for the root, which alone is
// Rel::root.
std::vector<Rel> choose_relations(const EncoderModel& model, const Kernels& kernels,
                                  const float* rows, std::span<const int32_t> heads);

}  // namespace entente
