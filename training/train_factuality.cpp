// Learns models/factuality-en.tsv: how sentences of UDS factuality (training part) were judged, by
// the features that the reader sees of each predicate. Logistic regression on the judgement as a
// share of its scale, averaged stochastic gradient descent, features met fewer than three times
// left out.
//
//   train_factuality HOME TRAIN.jsonl OUT.tsv
#include <cmath>
#include <cstdio>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "base/utf8.h"
#include "reading/reader.h"

namespace {

using entente::Block;
using entente::Document;
using entente::Layer;

constexpr int kRounds = 12;
constexpr double kRate = 0.15, kDecay = 1e-5, kMeetingsMin = 3, kWeightMin = 0.05;

struct Example {
  std::vector<std::string> features;
  double target;  // 0: certainly not, 1: certainly
};

// The sentence's targets that the reader takes for predicates.
void add_examples(const entente::Reader& reader, const nlohmann::json& row,
                  std::vector<Example>& out) {
  Document document;
  document.text = row["text"].get<std::string>();
  document.blocks = {{Block::Kind::paragraph, 0, static_cast<uint32_t>(document.text.size()), 0}};
  std::vector<uint32_t> starts{0};
  uint32_t at = 0;
  for (size_t i = 0; i < document.text.size(); i = entente::next_code_point(document.text, i)) {
    ++at;
    if (document.text[i] == ' ') starts.push_back(at);
  }
  std::map<uint32_t, double> labels;
  for (const auto& target : row["targets"])
    labels[starts.at(target["span1"][0].get<size_t>())] = target["label"].get<double>();
  for (auto& found : reader.layers(document, Layer::factuality).factuality)
    if (const auto it = labels.find(found.start); it != labels.end())
      out.push_back({std::move(found.features), (it->second + 3) / 6});
}

std::map<std::string, double> learn(std::vector<Example>& examples) {
  std::map<std::string, int> met;
  for (const Example& e : examples)
    for (const auto& f : e.features) ++met[f];
  std::map<std::string, double> weights, sums;
  std::mt19937 random(1);
  double steps = 0;
  for (int round = 0; round < kRounds; ++round) {
    std::shuffle(examples.begin(), examples.end(), random);
    const double rate = kRate / (1 + round);
    for (const Example& e : examples) {
      double sum = 0;
      for (const auto& f : e.features) sum += weights[f];
      const double miss = e.target - 1 / (1 + std::exp(-sum));
      ++steps;
      for (const auto& f : e.features) {
        if (met[f] < kMeetingsMin) continue;
        const double change = rate * (miss - kDecay * weights[f]);
        weights[f] += change;
        sums[f] += change * steps;
      }
    }
  }
  for (auto& [f, w] : weights) w -= sums[f] / steps;
  return weights;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: train_factuality HOME TRAIN.jsonl OUT.tsv\n");
    return 2;
  }
  const auto reader = entente::Reader::open(argv[1], entente::usual_reader(),
                                            entente::Reader::Use::claims_and_layers);
  if (!reader) {
    std::fprintf(stderr, "%s\n", reader.error().what.c_str());
    return 5;
  }
  std::vector<Example> examples;
  std::ifstream lines(argv[2]);
  for (std::string line; std::getline(lines, line);)
    if (!line.empty()) add_examples(**reader, nlohmann::json::parse(line), examples);
  std::ofstream out(argv[3]);
  out << "# Weights of the features of a predicate for its factuality. Learnt by "
         "training/train_factuality\n"
         "# from UDS factuality (It-Happened 2, training part); CC BY-SA 4.0, see NOTICE.\n"
         "feature\tweight\n";
  size_t kept = 0;
  for (const auto& [feature, weight] : learn(examples)) {
    if (std::abs(weight) < kWeightMin) continue;
    char number[32];
    std::snprintf(number, sizeof number, "%.2f", weight);
    out << feature << '\t' << number << '\n';
    ++kept;
  }
  std::printf("%zu examples, %zu features kept\n", examples.size(), kept);
  return out ? 0 : 3;
}
