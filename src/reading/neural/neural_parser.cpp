#include "reading/neural/neural_parser.h"

#include <algorithm>
#include <optional>

#include "reading/neural/tree_decoder.h"

namespace entente {
namespace {

constexpr size_t kPiecesAtOnce = 512;  // about a page: fills the matrix units, bounds the memory

size_t best_of(const float* scores, size_t count) {
  return static_cast<size_t>(std::max_element(scores, scores + count) - scores);
}

std::optional<NameKind> kind_of(std::string_view tag) {
  if (tag.ends_with("-PER")) return NameKind::person;
  if (tag.ends_with("-ORG")) return NameKind::organisation;
  if (tag.ends_with("-LOC")) return NameKind::place;
  return std::nullopt;
}

}  // namespace

// What one run of the encoder sees: a sentence, or a part of a very long one.
struct NeuralParser::Window {
  size_t sentence = 0, first = 0;
  PieceRow row;
};

Result<NeuralParser> NeuralParser::load(const std::string& path) {
  auto file = MappedFile::open(path);
  if (!file && file.error().code == Code::not_found)
    return fail(Code::missing_resource, "the accurate reader's model is not there", path, {},
                "use --reader fast, or train it with training/train_neural.sh");
  if (!file) return std::unexpected(file.error());
  auto model = EncoderModel::view(file->bytes(), path);
  if (!model) return std::unexpected(model.error());
  NeuralParser parser(std::move(*file), std::move(*model));
  for (const std::string_view line : parser.model_.tags) {
    const size_t slash = std::min(line.rfind('/'), line.size());
    const auto upos = find_upos(line.substr(std::min(slash + 1, line.size())));
    if (!upos) return fail(Code::malformed, "the list of tags is damaged", path, std::string(line));
    parser.tag_values_.push_back({line.substr(0, slash), *upos});
  }
  return parser;
}

std::vector<NeuralParser::Window> NeuralParser::windows_of(
    std::span<Sentence* const> sentences) const {
  std::vector<Window> out;
  const auto open = [&](size_t s, size_t first) {
    out.push_back({s, first, {}});
    out.back().row.open(model_.pieces);
  };
  for (size_t s = 0; s < sentences.size(); ++s) {
    open(s, 0);
    for (size_t i = 0; i < sentences[s]->tokens.size(); ++i) {
      if (out.back().row.pieces.size() + Wordpieces::kPerWordMax + 1 > kPositions)
        out.back().row.close(model_.pieces), open(s, i);
      out.back().row.add(model_.pieces, sentences[s]->tokens[i].form);
    }
    out.back().row.close(model_.pieces);
  }
  return out;
}

void NeuralParser::decode(const Window& window, const float* rows, Sentence& s,
                          std::vector<uint8_t>& tags) const {
  const Kernels& kernels = best_kernels();
  const size_t words = window.row.words();
  const auto heads = best_tree(score_arcs(model_, kernels, rows, words), words);
  const auto rels = choose_relations(model_, kernels, rows, heads);
  const auto offset = static_cast<int32_t>(window.first);
  const auto main_root = [&] {
    for (size_t i = 0; i < window.first; ++i)
      if (s.tokens[i].head < 0) return static_cast<int32_t>(i);
    return -1;
  }();
  for (size_t i = 0; i < words; ++i) {
    const float* scores = rows + (i + 1) * model_.words.columns + kTagScores;
    Token& t = s.tokens[window.first + i];
    const size_t tag = best_of(scores, tag_values_.size());
    tags[window.first + i] = static_cast<uint8_t>(tag);
    t.upos = tag_values_[tag].upos;
    t.xpos = tag_values_[tag].xpos;
    t.head = heads[i] < 0 ? main_root : heads[i] + offset;
    t.rel = heads[i] < 0 && main_root >= 0 ? Rel::parataxis : rels[i];
    const std::string_view name =
        model_.names[best_of(scores + tag_values_.size(), model_.names.size())];
    const auto kind = kind_of(name);
    const auto at = static_cast<uint32_t>(window.first + i);
    if (!kind) continue;
    const bool goes_on = name.starts_with("I-") && !s.names.empty() &&
                         s.names.back().kind == *kind && s.names.back().last + 1 == at;
    if (goes_on) s.names.back().last = at;
    else s.names.push_back({at, at, *kind});
  }
}

void NeuralParser::parse(std::span<Sentence* const> sentences,
                         std::vector<std::vector<uint8_t>>& tags) const {
  tags.resize(sentences.size());
  for (size_t s = 0; s < sentences.size(); ++s) {
    tags[s].assign(sentences[s]->tokens.size(), 0);
    sentences[s]->names.clear();
  }
  const std::vector<Window> windows = windows_of(sentences);
  std::vector<PieceRow> batch;
  for (size_t from = 0, at = 0; from < windows.size(); from = at) {
    batch.clear();
    for (size_t pieces = 0; at < windows.size() && (at == from || pieces < kPiecesAtOnce); ++at) {
      batch.push_back(windows[at].row);
      pieces += windows[at].row.pieces.size();
    }
    const std::vector<float> rows = encode(model_, best_kernels(), batch);
    const float* row = rows.data();
    for (size_t w = from; w < at; ++w) {
      decode(windows[w], row, *sentences[windows[w].sentence], tags[windows[w].sentence]);
      row += windows[w].row.firsts.size() * model_.words.columns;
    }
  }
}

}  // namespace entente
