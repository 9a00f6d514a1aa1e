// Learns the model of the grammar stage from CoNLL-U treebanks.
//
//   train_grammar OUT.bin WORDS.txt TREEBANK.conllu…           see training/train.sh
//
// Steps: inventories and dictionary of forms; tagger; tags for the parser's training by five-fold
// jackknifing, so that it learns on tags as wrong as those it will meet; parser with a dynamic
// oracle; sentence splitter. The same input gives the same bytes.
#include <cstdio>
#include <deque>

#include "base/ordered_work.h"
#include "form_training.h"
#include "parser_training.h"
#include "reading/grammar/model_file.h"
#include "reading/grammar/signature.h"
#include "splitter_training.h"
#include "tagger_training.h"
#include "treebank.h"

namespace entente::training {
namespace {

constexpr size_t kThreads = 2;
constexpr size_t kSplitterEpochs = 8, kSplitterSeeds = 3, kSplitterBytes = 250'000;
constexpr size_t kTaggerEpochs = 8, kTaggerSeeds = 2, kJackknifeEpochs = 6;
constexpr size_t kParserEpochs = 8, kParserSeeds = 3, kParserBytes = 6'700'000;

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

// Trains one model for each seed, on two threads, and packs their sum.
template <class Train>
std::string packed_sum(size_t seeds, size_t bytes_max, Train train) {
  std::deque<Perceptron> models;
  ordered_work(
      seeds, kThreads, [&](size_t i) { return train(static_cast<uint32_t>(i + 1)); },
      [&](size_t, Perceptron&& model) {
        models.push_back(std::move(model));
        return true;
      });
  std::vector<const Perceptron*> pointers;
  for (const Perceptron& model : models) pointers.push_back(&model);
  return packed(pointers, bytes_max);
}

ModelSections train(const Material& material) {
  const Sentences& gold = material.gold;
  const std::vector<ListedForm>& listed = material.words.forms();
  const TagList tags(gold);
  const ActionList actions(gold);
  const std::string form_bytes = form_rows(gold, tags, listed),
                    ending_bytes = ending_rows(gold, tags);
  const FormTable forms = FormTable::view(form_bytes, tags.tags().size()).value();
  const Lemmatiser lemmatiser(forms, FormTable::view(ending_bytes, tags.tags().size()).value());

  const std::string splitter = packed_sum(kSplitterSeeds, kSplitterBytes, [&](uint32_t seed) {
    return train_splitter(material.blocks, kSplitterEpochs, seed);
  });
  const std::string tagger = packed_sum(kTaggerSeeds, kTaggerBytes, [&](uint32_t seed) {
    return train_tagger(gold, tags, forms, kTaggerEpochs, seed, "seed " + std::to_string(seed));
  });
  Sentences tagged = gold;
  ordered_work(
      kFolds, kThreads,
      [&](size_t fold) {
        jackknife(gold, tagged, fold, tags, listed, lemmatiser, kJackknifeEpochs);
        return fold;
      },
      [](size_t, size_t) { return true; });
  const std::string parser = packed_sum(kParserSeeds, kParserBytes, [&](uint32_t seed) {
    ParserTrainer trainer(actions, seed);
    trainer.train(gold, tagged, kParserEpochs);
    return trainer.take_model();
  });
  return {{"signature", std::to_string(feature_signature(forms))},
          {"tags", tags.text()},
          {"actions", actions.text()},
          {"forms", form_bytes},
          {"endings", ending_bytes},
          {"splitter", splitter},
          {"tagger", tagger},
          {"parser", parser}};
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
