// Learns the model of the grammar stage from CoNLL-U treebanks.
//
//   train_grammar OUT.bin WORDS.txt TREEBANK.conllu…           see training/train.sh
//
// Steps: inventories and dictionary of forms; tagger; tags for the parser's training by five-fold
// jackknifing, so that it learns on tags as wrong as those it will meet; parser with a dynamic
// oracle; sentence splitter. The same input gives the same bytes.
#include <cstdio>
#include <deque>
#include <thread>

#include "form_training.h"
#include "parser_training.h"
#include "reading/grammar/model_file.h"
#include "splitter_training.h"
#include "tagger_training.h"
#include "treebank.h"

namespace entente::training {
namespace {

constexpr size_t kTaggerEpochs = 8, kJackknifeEpochs = 6, kParserEpochs = 8, kSplitterEpochs = 6;
constexpr size_t kParserBytes = 6'700'000, kSplitterBytes = 250'000;

struct Material {
  std::deque<Treebank> banks;
  Sentences gold;
  std::vector<SplitterBlock> blocks;
  WordList words;
};

Status load(Material& material, const std::string& path) {
  auto bank = load_treebank(path);
  if (!bank) return std::unexpected(bank.error());
  material.banks.push_back(std::move(*bank));
  for (Sentence s : material.banks.back().sentences) {
    for (Token& t : s.tokens) harmonise(t);
    material.gold.push_back(std::move(s));
  }
  for (SplitterBlock& b : splitter_blocks(rebuild_raw_text(material.banks.back())))
    material.blocks.push_back(std::move(b));
  return {};
}

std::string packed_tagger(const Sentences& gold, const TagList& tags, const FormTable& forms) {
  const Perceptron tagger = train_tagger(gold, tags, forms, kTaggerEpochs, 7, "all");
  return packed({&tagger}, kTaggerBytes);
}

ModelSections train(const Material& material) {
  const Sentences& gold = material.gold;
  const TagList tags(gold);
  const ActionList actions(gold);
  const std::string form_bytes = form_rows(gold, tags, material.words.forms()),
                    ending_bytes = ending_rows(gold, tags);
  const FormTable forms = FormTable::view(form_bytes, tags.tags().size()).value();
  const Lemmatiser lemmatiser(forms, FormTable::view(ending_bytes, tags.tags().size()).value());

  Sentences tagged = gold;
  std::string tagger_bytes, splitter_bytes;
  {
    const std::jthread beside([&] {
      tagger_bytes = packed_tagger(gold, tags, forms);
      for (size_t f = 0; f < 2; ++f) jackknife(gold, tagged, f, tags, lemmatiser, kJackknifeEpochs);
    });
    const Perceptron splitter = train_splitter(material.blocks, kSplitterEpochs, 5);
    splitter_bytes = packed({&splitter}, kSplitterBytes);
    for (size_t f = 2; f < kFolds; ++f)
      jackknife(gold, tagged, f, tags, lemmatiser, kJackknifeEpochs);
  }
  ParserTrainer parser(actions, 11), second_parser(actions, 12);
  {
    const std::jthread beside([&] { second_parser.train(gold, tagged, kParserEpochs); });
    parser.train(gold, tagged, kParserEpochs);
  }
  return {{"tags", tags.text()},
          {"actions", actions.text()},
          {"forms", form_bytes},
          {"endings", ending_bytes},
          {"splitter", splitter_bytes},
          {"tagger", tagger_bytes},
          {"parser", packed({&parser.model(), &second_parser.model()}, kParserBytes)}};
}

int run(int argc, char** argv) {
  Material material;
  auto words = WordList::load(argv[2]);
  if (!words) {
    std::fprintf(stderr, "%s\n", to_string(words.error()).c_str());
    return 3;
  }
  material.words = std::move(*words);
  for (int i = 3; i < argc; ++i) {
    if (const Status s = load(material, argv[i]); !s) {
      std::fprintf(stderr, "%s\n", to_string(s.error()).c_str());
      return 3;
    }
  }
  const ModelSections sections = train(material);
  const std::string file = pack_model_file(sections);
  if (const Status s = write_file_atomically(argv[1], file); !s) {
    std::fprintf(stderr, "%s\n", to_string(s.error()).c_str());
    return 3;
  }
  for (const auto& [name, bytes] : sections)
    std::fprintf(stderr, "%-10s %zu bytes\n", name.c_str(), bytes.size());
  std::fprintf(stderr, "%-10s %zu bytes\n", "all", file.size());
  return 0;
}

}  // namespace
}  // namespace entente::training

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fprintf(stderr, "usage: train_grammar OUT.bin WORDS.txt TREEBANK.conllu…\n");
    return 2;
  }
  return entente::training::run(argc, argv);
}
