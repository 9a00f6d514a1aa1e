// The shipped encoder: against its slow twin and what torch computed, on its limits, and that a
// sentence comes out the same whatever it is parsed with.
#include "reading/neural/neural_parser.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <filesystem>
#include <thread>

#include "base/text.h"
#include "reading/neural/reference/encoder_reference.h"

namespace entente {
namespace {

const std::string kModel = std::string(ENTENTE_SOURCE_DIR) + "/models/encoder-en.bin";
const std::string kRows = std::string(ENTENTE_SOURCE_DIR) + "/tests/fixtures/neural/rows.tsv";

// The file's bytes and what stands in them.
struct Loaded {
  MappedFile file = MappedFile::open(kModel).value();
  EncoderModel model = EncoderModel::view(file.bytes(), kModel).value();
};

const Loaded& loaded() {
  static const Loaded kLoaded;
  return kLoaded;
}

const NeuralParser& parser() {
  static const NeuralParser kParser = NeuralParser::load(kModel).value();
  return kParser;
}

// Tokens of words set apart by spaces; `text` must outlive the sentence.
Sentence sentence_of(std::string_view text) {
  Sentence s;
  for (const std::string_view form : split(text, ' ')) {
    Token t;
    t.begin = static_cast<uint32_t>(form.data() - text.data());
    t.end = t.begin + static_cast<uint32_t>(form.size());
    t.form = form;
    s.tokens.push_back(t);
  }
  return s;
}

Sentence parsed(Sentence s) {
  Sentence* const one[] = {&s};
  std::vector<std::vector<uint8_t>> tags;
  parser().parse(one, tags);
  return s;
}

std::string shown(const Sentence& s) {
  std::string out;
  for (const Token& t : s.tokens)
    out +=
        std::string(t.xpos) + " " + std::to_string(t.head) + " " + std::string(name(t.rel)) + "\n";
  for (const NameSpan& n : s.names)
    out += std::to_string(n.first) + "-" + std::to_string(n.last) + " " +
           std::to_string(static_cast<int>(n.kind)) + "\n";
  return out;
}

std::vector<double> numbers(std::string_view text) {
  std::vector<double> out;
  for (const auto& part : split(text, ' ')) out.push_back(std::stod(std::string(part)));
  return out;
}

// Rows of one sentence as export.py --sample wrote them.
struct Sample {
  std::vector<std::vector<std::string>> words;  // form, pieces, shape, scores of tags, of heads
};

std::vector<Sample> samples() {
  const std::string text = read_file(kRows, 1 << 24).value();
  std::vector<Sample> out(1);
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty()) {
      if (!out.back().words.empty()) out.emplace_back();
      continue;
    }
    std::vector<std::string> columns;
    for (const auto& column : split(line, '\t')) columns.emplace_back(column);
    out.back().words.push_back(std::move(columns));
  }
  out.pop_back();
  return out;
}

PieceRow row_of(const Sample& sample) {
  PieceRow row;
  row.open(loaded().model.pieces);
  for (const auto& word : sample.words) row.add(loaded().model.pieces, word[0]);
  row.close(loaded().model.pieces);
  return row;
}

TEST(NeuralParser, CutsWordsAsTrainingDoes) {
  for (const Sample& sample : samples()) {
    const PieceRow row = row_of(sample);
    for (size_t i = 0; i < sample.words.size(); ++i) {
      const size_t first = row.firsts[i + 1];
      const size_t end = i + 2 < row.firsts.size() ? row.firsts[i + 2] : row.pieces.size() - 1;
      std::string pieces;
      for (size_t k = first; k < end; ++k)
        pieces += (pieces.empty() ? "" : " ") + std::to_string(row.pieces[k]);
      EXPECT_EQ(pieces, sample.words[i][1]) << sample.words[i][0];
      EXPECT_EQ(std::to_string(row.shapes[first]), sample.words[i][2]) << sample.words[i][0];
    }
  }
}

TEST(NeuralParser, SlowTwinComputesWhatTorchDid) {
  const auto all = samples();
  ASSERT_GE(all.size(), 3u);
  for (const Sample& sample : all) {
    const EncoderModel& m = loaded().model;
    const std::vector<float> rows = reference::encode(m, row_of(sample));
    const size_t n = sample.words.size();
    const auto arcs = reference::score_arcs(m, rows.data(), n);
    for (size_t i = 0; i < n; ++i) {
      const auto tags = numbers(sample.words[i][3]), heads = numbers(sample.words[i][4]);
      for (size_t k = 0; k < tags.size(); ++k)
        EXPECT_NEAR(rows[(i + 1) * m.words.columns + kTagScores + k], tags[k], 0.002);
      for (size_t h = 0; h <= n; ++h)
        EXPECT_NEAR(arcs[i * (n + 1) + h] / std::sqrt(static_cast<double>(kArc)), heads[h], 0.01);
    }
  }
}

// int8 activations move scores by a little, seldom the best one.
TEST(NeuralParser, FastTwinStaysNearTheSlowOne) {
  size_t words = 0, same = 0;
  for (const Sample& sample : samples()) {
    const EncoderModel& m = loaded().model;
    const PieceRow row = row_of(sample);
    const std::vector<float> slow = reference::encode(m, row);
    for (auto k = usable_kernels(); *k; ++k) {
      const std::vector<float> fast = encode(m, **k, {&row, 1});
      ASSERT_EQ(fast.size(), slow.size());
      double error = 0, size = 0;
      for (size_t i = 0; i < slow.size(); ++i) {
        error += std::pow(fast[i] - slow[i], 2);
        size += std::pow(slow[i], 2);
      }
      EXPECT_LT(std::sqrt(error / size), 0.1) << (*k)->name;
      for (size_t i = 1; i <= row.words(); ++i) {
        const auto best = [&](const std::vector<float>& rows) {
          const auto at =
              rows.begin() + static_cast<std::ptrdiff_t>(i * m.words.columns + kTagScores);
          return std::max_element(at, at + static_cast<std::ptrdiff_t>(m.tags.size())) - at;
        };
        ++words;
        same += best(fast) == best(slow);
      }
    }
  }
  EXPECT_GE(same * 50, words * 49);
}

TEST(NeuralParser, ReadsWhoDoesWhatToWhom) {
  const std::string text = "Iranian officials denied that Tehran had supplied Russia with drones .";
  const Sentence s = parsed(sentence_of(text));
  EXPECT_EQ(s.tokens[2].head, -1);
  EXPECT_EQ(s.tokens[1].rel, Rel::nsubj);
  EXPECT_EQ(s.tokens[6].rel, Rel::ccomp);
  EXPECT_EQ(s.tokens[4].head, 6);
  EXPECT_EQ(s.tokens[7].rel, Rel::obj);
  EXPECT_EQ(s.tokens[9].head, 6);
  ASSERT_EQ(s.names.size(), 2u);
  EXPECT_EQ(s.names[0].first, 4u);
  EXPECT_EQ(s.names[1].kind, NameKind::place);
}

TEST(NeuralParser, SentencesDoNotDependOnTheirCompanyOrThreads) {
  std::vector<std::string> texts;
  for (const Sample& sample : samples()) {
    texts.emplace_back();
    for (const auto& word : sample.words)
      texts.back() += (texts.back().empty() ? "" : " ") + word[0];
  }
  std::vector<std::string> alone;
  for (const std::string& text : texts) alone.push_back(shown(parsed(sentence_of(text))));
  const auto together = [&] {
    std::vector<Sentence> all;
    for (int copy = 0; copy < 20; ++copy)
      for (const std::string& text : texts) all.push_back(sentence_of(text));
    std::vector<Sentence*> pointers;
    for (Sentence& s : all) pointers.push_back(&s);
    std::vector<std::vector<uint8_t>> tags;
    parser().parse(pointers, tags);
    for (size_t i = 0; i < all.size(); ++i) EXPECT_EQ(shown(all[i]), alone[i % texts.size()]);
  };
  std::thread other(together);
  together();
  other.join();
}

TEST(NeuralParser, EndlessSentenceIsCutAndStaysOneTree) {
  std::string text = "Russia";
  for (int i = 0; i < 3000; ++i) text += i % 7 == 0 ? " xjqzwkvxjqzwkvxjqzwkv" : " , and Iran";
  const Sentence s = parsed(sentence_of(text));
  size_t roots = 0;
  for (size_t i = 0; i < s.tokens.size(); ++i) {
    roots += s.tokens[i].head < 0;
    size_t steps = 0;
    for (int32_t at = s.tokens[i].head; at >= 0; at = s.tokens[static_cast<size_t>(at)].head)
      ASSERT_LT(++steps, s.tokens.size());
  }
  EXPECT_EQ(roots, 1u);
}

TEST(NeuralParser, DamagedFilesAreRefused) {
  const std::string path = testing::TempDir() + "/encoder-damaged.bin";
  EXPECT_EQ(NeuralParser::load(path + ".none").error().code, Code::missing_resource);
  const std::string whole = read_file(kModel, 1 << 26).value();
  const auto load_as = [&](std::string bytes) {
    std::FILE* file = std::fopen(path.c_str(), "wb");
    std::fwrite(bytes.data(), 1, bytes.size(), file);
    std::fclose(file);
    return NeuralParser::load(path);
  };
  for (const size_t keep : {size_t{0}, size_t{20}, size_t{400}, whole.size() - 1})
    EXPECT_FALSE(load_as(whole.substr(0, keep)).has_value()) << keep;
  for (const size_t at :
       {size_t{3}, size_t{40}, size_t{1000}, whole.size() / 2, whole.size() - 70}) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 4);
    EXPECT_FALSE(load_as(bytes).has_value()) << at;
  }
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace entente
