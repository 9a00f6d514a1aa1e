// The weights of the accurate reader's network, mapped from its model file and read in place.
//
// The file is a container of sections (grammar/model_file.h):
//   config     "layers N"
//   pieces, tags, relations, names      one a line, in the order of their numbers
//   bytes      int8: rows of wordpiece embeddings, then the panels of each matrix
//   floats     scales and biases, in the order of EncoderModel's members
// Every matrix is int8 with one scale a column (kernels.h); everything else is float.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "reading/neural/kernels.h"
#include "reading/neural/wordpiece.h"
#include "reading/sentence.h"

namespace entente {

constexpr size_t kHidden = 384, kHeads = 12, kInner = 1536, kPositions = 256, kShapes = 16;
constexpr size_t kArc = 192, kLabel = 64;  // kLabel with the one that is always 1

struct NormWeights {
  const float* weight = nullptr;
  const float* bias = nullptr;
};

struct EncoderLayer {
  PackedMatrix qkv, out;
  NormWeights norm1;
  PackedMatrix up, down;
  NormWeights norm2;
};

struct EncoderModel {
  Wordpieces pieces;
  std::vector<std::string_view> tags, names;
  std::vector<Rel> relations;

  const int8_t* embeddings = nullptr;       // pieces × kHidden
  const float* embedding_scales = nullptr;  // pieces
  const float* positions = nullptr;         // kPositions × kHidden
  const float* shapes = nullptr;            // kShapes × kHidden
  NormWeights norm;
  std::vector<EncoderLayer> layers;
  // Columns: kArc as dependent, kArc as head, kLabel as dependent, kLabel as head, tags, names,
  // nothing up to a multiple of 16.
  PackedMatrix words;
  PackedMatrix arc;    // kArc × kArc
  PackedMatrix label;  // kLabel × (relations · kLabel)

  // malformed, naming the section. `bytes` must outlive the result.
  static Result<EncoderModel> view(std::string_view bytes, const std::string& where);
};

}  // namespace entente
