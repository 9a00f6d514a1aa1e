// Why rows in blocks: the products read a layer's weights (1.8 MB) once for each block, and the
// block's own floats should still lie in the cache when the next step wants them.
// Cost: 21 million multiply-adds a wordpiece in six layers; see bench/reader_bench.cpp.
#include "reading/neural/encoder.h"

#include <algorithm>

namespace entente {
namespace {

constexpr size_t kBlock = 64;  // rows

// ByteRows with their memory.
class RoundedRows {
 public:
  RoundedRows(size_t rows, size_t inner)
      : values_((rows + 15) / 16 * 16 * inner), scales_(rows), sums_(rows), inner_(inner) {}
  ByteRows of(size_t rows) { return {values_.data(), scales_.data(), sums_.data(), inner_, rows}; }

 private:
  std::vector<int8_t> values_;
  std::vector<float> scales_;
  std::vector<int32_t> sums_;
  size_t inner_;
};

class Pass {
 public:
  Pass(const EncoderModel& model, const Kernels& kernels, std::span<const PieceRow> sentences)
      : model_(model), kernels_(kernels), sentences_(sentences) {
    size_t longest = 0;
    for (const PieceRow& s : sentences_) {
      rows_ += s.pieces.size();
      longest = std::max(longest, s.pieces.size());
    }
    x_.resize(rows_ * kHidden);
    mixed_.resize(rows_ * kHidden);
    qkv_.resize(rows_ * 3 * kHidden);
    wide_.resize(kBlock * kInner);
    narrow_.resize(kBlock * kHidden);
    scratch_.resize(attention_scratch(longest));
  }

  std::vector<float> run() {
    embed();
    for (const EncoderLayer& layer : model_.layers) {
      look_around(layer);
      if (&layer == &model_.layers.back()) keep_first_pieces();
      think(layer);
    }
    return word_rows();
  }

 private:
  void embed() {
    const std::vector<float> nothing(kHidden, 0.0f);
    float* x = x_.data();
    for (const PieceRow& s : sentences_)
      for (size_t i = 0; i < s.pieces.size(); ++i, x += kHidden) {
        const int8_t* piece = model_.embeddings + s.pieces[i] * kHidden;
        const float scale = model_.embedding_scales[s.pieces[i]];
        const float* position = model_.positions + i * kHidden;
        const float* shape = model_.shapes + s.shapes[i] * kHidden;
        for (size_t d = 0; d < kHidden; ++d) x[d] = piece[d] * scale + position[d] + shape[d];
        kernels_.add_and_normalise(x, nothing.data(), model_.norm.weight, model_.norm.bias,
                                   kHidden);
      }
  }

  // `from` holds `rows` rows of w.inner floats.
  void multiply(const float* from, size_t rows, const PackedMatrix& w, float* to, size_t stride) {
    RoundedRows& rounded = w.inner == kInner ? rounded_inner_ : rounded_hidden_;
    const ByteRows bytes = rounded.of(rows);
    for (size_t r = 0; r < rows; ++r) kernels_.round_row(from + r * w.inner, bytes, r);
    kernels_.multiply(bytes, w, to, stride);
  }

  void add_and_normalise(float* x, const float* add, size_t rows, const NormWeights& norm) {
    for (size_t r = 0; r < rows; ++r)
      kernels_.add_and_normalise(x + r * kHidden, add + r * kHidden, norm.weight, norm.bias,
                                 kHidden);
  }

  // Attention: what each row takes from its sentence, to mixed_.
  void look_around(const EncoderLayer& layer) {
    for (size_t at = 0; at < rows_; at += kBlock)
      multiply(x_.data() + at * kHidden, std::min(kBlock, rows_ - at), layer.qkv,
               qkv_.data() + at * 3 * kHidden, 3 * kHidden);
    size_t first = 0;
    for (const PieceRow& s : sentences_) {
      kernels_.attend(qkv_.data() + first * 3 * kHidden, s.pieces.size(), kHeads,
                      mixed_.data() + first * kHidden, scratch_.data());
      first += s.pieces.size();
    }
  }

  // What follows the last attention goes row by row, and only the first piece of each word and of
  // the sentence is read: the other rows are left out.
  void keep_first_pieces() {
    size_t kept = 0, first = 0;
    for (const PieceRow& s : sentences_) {
      for (const uint32_t f : s.firsts) {
        const size_t from = (first + f) * kHidden, to = kept++ * kHidden;
        if (from == to) continue;
        std::copy_n(x_.data() + from, kHidden, x_.data() + to);
        std::copy_n(mixed_.data() + from, kHidden, mixed_.data() + to);
      }
      first += s.pieces.size();
    }
    rows_ = kept;
  }

  // The rest of a layer, each row by itself.
  void think(const EncoderLayer& layer) {
    for (size_t at = 0; at < rows_; at += kBlock) {
      const size_t rows = std::min(kBlock, rows_ - at);
      float* x = x_.data() + at * kHidden;
      multiply(mixed_.data() + at * kHidden, rows, layer.out, narrow_.data(), kHidden);
      add_and_normalise(x, narrow_.data(), rows, layer.norm1);
      multiply(x, rows, layer.up, wide_.data(), kInner);
      kernels_.gelu(wide_.data(), rows * kInner);
      multiply(wide_.data(), rows, layer.down, narrow_.data(), kHidden);
      add_and_normalise(x, narrow_.data(), rows, layer.norm2);
    }
  }

  // The last step: the rows that were kept, through the words matrix.
  std::vector<float> word_rows() {
    const size_t columns = model_.words.columns;
    std::vector<float> out(rows_ * columns);
    for (size_t at = 0; at < rows_; at += kBlock)
      multiply(x_.data() + at * kHidden, std::min(kBlock, rows_ - at), model_.words,
               out.data() + at * columns, columns);
    for (size_t r = 0; r < rows_; ++r)
      for (size_t c = 0; c < kTagScores; ++c)
        out[r * columns + c] = std::max(out[r * columns + c], 0.0f);
    return out;
  }

  const EncoderModel& model_;
  const Kernels& kernels_;
  std::span<const PieceRow> sentences_;
  size_t rows_ = 0;
  std::vector<float> x_, mixed_, qkv_, wide_, narrow_, scratch_;
  RoundedRows rounded_hidden_{kBlock, kHidden}, rounded_inner_{kBlock, kInner};
};

}  // namespace

std::vector<float> encode(const EncoderModel& model, const Kernels& kernels,
                          std::span<const PieceRow> sentences) {
  return Pass(model, kernels, sentences).run();
}

std::vector<float> score_arcs(const EncoderModel& model, const Kernels& kernels, const float* rows,
                              size_t words) {
  const size_t stride = model.words.columns;
  RoundedRows rounded(words, kArc);
  const ByteRows bytes = rounded.of(words);
  for (size_t i = 0; i < words; ++i)
    kernels.round_row(rows + (i + 1) * stride + kAsDependent, bytes, i);
  std::vector<float> turned(words * kArc), scores(words * (words + 1));
  kernels.multiply(bytes, model.arc, turned.data(), kArc);
  for (size_t i = 0; i < words; ++i)
    for (size_t h = 0; h <= words; ++h)
      scores[i * (words + 1) + h] =
          kernels.dot(turned.data() + i * kArc, rows + h * stride + kAsHead, kArc);
  return scores;
}

std::vector<Rel> choose_relations(const EncoderModel& model, const Kernels& kernels,
                                  const float* rows, std::span<const int32_t> heads) {
  const size_t stride = model.words.columns, columns = model.label.columns;
  std::vector<Rel> out(heads.size(), Rel::root);
  RoundedRows rounded(kBlock, kLabel);
  std::vector<float> turned(std::min(kBlock, heads.size()) * columns);
  for (size_t at = 0; at < heads.size(); at += kBlock) {
    const size_t count = std::min(kBlock, heads.size() - at);
    const ByteRows bytes = rounded.of(count);
    for (size_t r = 0; r < count; ++r)
      kernels.round_row(rows + (at + r + 1) * stride + kLabelAsDependent, bytes, r);
    kernels.multiply(bytes, model.label, turned.data(), columns);
    for (size_t r = 0; r < count; ++r) {
      if (heads[at + r] < 0) continue;
      const float* head = rows + static_cast<size_t>(heads[at + r] + 1) * stride + kLabelAsHead;
      float best = -1e30f;
      for (size_t k = 0; k < model.relations.size(); ++k) {
        if (model.relations[k] == Rel::root) continue;
        const float score = kernels.dot(turned.data() + r * columns + k * kLabel, head, kLabel);
        if (score <= best) continue;
        best = score;
        out[at + r] = model.relations[k];
      }
    }
  }
  return out;
}

}  // namespace entente
