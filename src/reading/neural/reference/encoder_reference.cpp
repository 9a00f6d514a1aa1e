#include "reading/neural/reference/encoder_reference.h"

#include <algorithm>
#include <cmath>

namespace entente::reference {
namespace {

using Row = std::vector<double>;
using Rows = std::vector<Row>;

// The weight at an inner place and a column, unpacked from its panel.
double weight(const PackedMatrix& w, size_t k, size_t column) {
  const size_t panel = column / kLanes * kLanes * w.inner;
  return w.scales[column] * w.panels[panel + k / 4 * 4 * kLanes + column % kLanes * 4 + k % 4];
}

Row multiply(const Row& x, const PackedMatrix& w) {
  Row out(w.columns);
  for (size_t c = 0; c < w.columns; ++c) {
    out[c] = w.bias[c];
    for (size_t k = 0; k < w.inner; ++k) out[c] += x[k] * weight(w, k, c);
  }
  return out;
}

Row normalise(const Row& x, const NormWeights& norm) {
  const auto n = static_cast<double>(x.size());
  double mean = 0, variance = 0;
  for (const double v : x) mean += v / n;
  for (const double v : x) variance += (v - mean) * (v - mean) / n;
  Row out(x.size());
  for (size_t i = 0; i < x.size(); ++i)
    out[i] = (x[i] - mean) / std::sqrt(variance + 1e-12) * norm.weight[i] + norm.bias[i];
  return out;
}

Row sum(Row a, const Row& b) {
  for (size_t i = 0; i < a.size(); ++i) a[i] += b[i];
  return a;
}

Row gelu(Row x) {
  for (double& v : x) v *= 0.5 * (1 + std::tanh(0.7978845608 * (v + 0.044715 * v * v * v)));
  return x;
}

// One row of queries over all rows, for one head.
void attend(const Rows& qkv, size_t row, size_t head, Row& out) {
  const size_t at = head * kHeadWidth;
  Row share(qkv.size());
  double whole = 0;
  for (size_t j = 0; j < qkv.size(); ++j) {
    double score = 0;
    for (size_t d = 0; d < kHeadWidth; ++d) score += qkv[row][at + d] * qkv[j][kHidden + at + d];
    share[j] = std::exp(score / std::sqrt(static_cast<double>(kHeadWidth)));
    whole += share[j];
  }
  for (size_t d = 0; d < kHeadWidth; ++d) {
    out[at + d] = 0;
    for (size_t j = 0; j < qkv.size(); ++j)
      out[at + d] += share[j] / whole * qkv[j][2 * kHidden + at + d];
  }
}

Rows step(const EncoderLayer& layer, const Rows& x) {
  Rows qkv, out;
  for (const Row& row : x) qkv.push_back(multiply(row, layer.qkv));
  for (size_t i = 0; i < x.size(); ++i) {
    Row mixed(kHidden);
    for (size_t h = 0; h < kHeads; ++h) attend(qkv, i, h, mixed);
    const Row a = normalise(sum(x[i], multiply(mixed, layer.out)), layer.norm1);
    const Row b = multiply(gelu(multiply(a, layer.up)), layer.down);
    out.push_back(normalise(sum(a, b), layer.norm2));
  }
  return out;
}

}  // namespace

std::vector<float> encode(const EncoderModel& model, const PieceRow& sentence) {
  Rows x;
  for (size_t i = 0; i < sentence.pieces.size(); ++i) {
    const size_t piece = sentence.pieces[i], shape = sentence.shapes[i];
    Row row(kHidden);
    for (size_t d = 0; d < kHidden; ++d)
      row[d] = double{model.embedding_scales[piece]} * model.embeddings[piece * kHidden + d] +
               model.positions[i * kHidden + d] + model.shapes[shape * kHidden + d];
    x.push_back(normalise(row, model.norm));
  }
  for (const EncoderLayer& layer : model.layers) x = step(layer, x);
  std::vector<float> out;
  for (const uint32_t first : sentence.firsts) {
    const Row row = multiply(x[first], model.words);
    for (size_t c = 0; c < row.size(); ++c)
      out.push_back(static_cast<float>(c < kTagScores ? std::max(row[c], 0.0) : row[c]));
  }
  return out;
}

std::vector<float> score_arcs(const EncoderModel& model, const float* rows, size_t words) {
  const size_t stride = model.words.columns;
  std::vector<float> scores;
  for (size_t i = 1; i <= words; ++i) {
    const float* dependent = rows + i * stride + kAsDependent;
    const Row turned = multiply(Row(dependent, dependent + kArc), model.arc);
    for (size_t h = 0; h <= words; ++h) {
      double score = 0;
      for (size_t d = 0; d < kArc; ++d) score += turned[d] * rows[h * stride + kAsHead + d];
      scores.push_back(static_cast<float>(score));
    }
  }
  return scores;
}

}  // namespace entente::reference
