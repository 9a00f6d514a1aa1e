#include "reading/neural/encoder_model.h"

#include <charconv>

#include "base/text.h"
#include "reading/grammar/model_file.h"

namespace entente {
namespace {

constexpr size_t kLayersMax = 24, kInventoryMax = 256;

// Hands out the parts of a section one after the other; `whole` says at the end whether they fit.
template <class T>
class Cursor {
 public:
  explicit Cursor(std::string_view bytes)
      : at_(reinterpret_cast<const T*>(bytes.data())), left_(bytes.size() / sizeof(T)) {}
  const T* take(size_t count) {
    if (count > left_) broken_ = true;
    if (broken_) return nullptr;
    left_ -= count;
    at_ += count;
    return at_ - count;
  }
  bool whole() const { return !broken_ && left_ == 0; }

 private:
  const T* at_;
  size_t left_;
  bool broken_ = false;
};

struct Cursors {
  Cursor<int8_t> bytes;
  Cursor<float> floats;
  PackedMatrix matrix(size_t inner, size_t columns) {
    PackedMatrix m;
    m.inner = inner;
    m.columns = (columns + kLanes - 1) / kLanes * kLanes;
    m.panels = bytes.take(inner * m.columns);
    m.scales = floats.take(m.columns);
    m.bias = floats.take(m.columns);
    return m;
  }
  NormWeights norm() {
    const float* weight = floats.take(kHidden);
    return {weight, floats.take(kHidden)};
  }
};

std::vector<std::string_view> lines_of(std::string_view bytes) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(bytes, '\n')) lines.push_back(line);
  return lines;
}

std::unexpected<Error> damaged(const std::string& where, std::string_view section) {
  return fail(Code::malformed, "the encoder's model is damaged",
              where + ", section " + std::string(section), {},
              "restore the model file or train it again (training/train_neural.sh)");
}

size_t layers_of(std::string_view config) {
  constexpr std::string_view kKey = "layers ";
  size_t layers = 0;
  if (!config.starts_with(kKey)) return 0;
  std::from_chars(config.data() + kKey.size(), config.data() + config.size(), layers);
  return layers <= kLayersMax ? layers : 0;
}

}  // namespace

Result<EncoderModel> EncoderModel::view(std::string_view bytes, const std::string& where) {
  const auto file = ModelFile::parse(bytes, where);
  if (!file) return std::unexpected(file.error());
  auto pieces = Wordpieces::view(file->section("pieces"));
  if (!pieces) return damaged(where, "pieces");
  EncoderModel m;
  m.pieces = std::move(*pieces);
  m.tags = lines_of(file->section("tags"));
  m.names = lines_of(file->section("names"));
  for (const std::string_view rel : lines_of(file->section("relations")))
    m.relations.push_back(find_rel(rel));
  const size_t layers = layers_of(file->section("config"));
  if (layers == 0) return damaged(where, "config");
  if (m.tags.size() > kInventoryMax || m.names.size() > kInventoryMax ||
      m.relations.size() > kInventoryMax)
    return damaged(where, "tags");

  Cursors at{Cursor<int8_t>(file->section("bytes")), Cursor<float>(file->section("floats"))};
  m.embeddings = at.bytes.take(m.pieces.size() * kHidden);
  m.embedding_scales = at.floats.take(m.pieces.size());
  m.positions = at.floats.take(kPositions * kHidden);
  m.shapes = at.floats.take(kShapes * kHidden);
  m.norm = at.norm();
  for (size_t i = 0; i < layers; ++i) {
    EncoderLayer layer;
    layer.qkv = at.matrix(kHidden, 3 * kHidden);
    layer.out = at.matrix(kHidden, kHidden);
    layer.norm1 = at.norm();
    layer.up = at.matrix(kHidden, kInner);
    layer.down = at.matrix(kInner, kHidden);
    layer.norm2 = at.norm();
    m.layers.push_back(layer);
  }
  m.words = at.matrix(kHidden, 2 * kArc + 2 * kLabel + m.tags.size() + m.names.size());
  m.arc = at.matrix(kArc, kArc);
  m.label = at.matrix(kLabel, m.relations.size() * kLabel);
  if (!at.bytes.whole()) return damaged(where, "bytes");
  if (!at.floats.whole()) return damaged(where, "floats");
  return m;
}

}  // namespace entente
