// Finds the few weights of src/names/weights.h from labelled pairs of names, and says honestly how
// well weights found that way do on pairs they were not found on.
//
//   train_names DATA NAME_PAIRS.csv [ROUNDS]
//
// A seeded random walk lowers a smooth loss (logistic, around the one threshold) that is held to
// the starting values by a penalty; five folds, by name so that no name stands on both sides.
// Prints F1 of the starting weights, the mean of the held-out folds, and the weights found on all.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <random>

#include "names/compare.h"
#include "names/tables.h"
#include "names/tokens.h"

namespace {

using namespace entente;

struct Labelled {
  std::string left, right;  // prepared
  bool same = false;
  unsigned fold = 0;
};

struct Knob {
  const char* name;
  float NameWeights::*member;
  float low, high;
};
constexpr Knob kKnobs[] = {
    {"likeness_middle", &NameWeights::likeness_middle, 0.55F, 0.85F},
    {"likeness_width", &NameWeights::likeness_width, 0.02F, 0.12F},
    {"person_contradiction", &NameWeights::person_contradiction, 0.8F, 3.0F},
    {"person_omission", &NameWeights::person_omission, 0.05F, 0.5F},
    {"organisation_contradiction", &NameWeights::organisation_contradiction, 0.8F, 3.0F},
    {"organisation_omission", &NameWeights::organisation_omission, 0.1F, 1.5F},
    {"agreement_beyond", &NameWeights::agreement_beyond, 0.3F, 1.0F},
    {"omission_power", &NameWeights::omission_power, 1.0F, 1.8F},
    {"number_omission", &NameWeights::number_omission, 0.3F, 2.0F},
    {"legal_conflict", &NameWeights::legal_conflict, 0.2F, 1.5F},
    {"graded_loss", &NameWeights::graded_loss, 0.1F, 0.5F},
};

std::vector<std::string> csv_fields(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"')
      out.back() += line[i++];
    else if (line[i] == '"') quoted = !quoted;
    else if (line[i] == ',' && !quoted) out.emplace_back();
    else if (line[i] != '\r') out.back() += line[i];
  }
  return out;
}

std::string prepared(const std::string& name, const std::string& schema, const NameTables& tables) {
  Entity entity;
  entity.schema = schema;
  entity.statements.push_back({"name", name, "", "pair"});
  return prepare(entity, tables);
}

std::vector<Labelled> read_pairs(const std::string& path, const NameTables& tables) {
  std::vector<Labelled> out;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  const auto head = csv_fields(line);
  const auto column = [&](const std::string& name) {
    return static_cast<size_t>(std::find(head.begin(), head.end(), name) - head.begin());
  };
  const size_t schema = column("schema"), a = column("name1"), b = column("name2"),
               label = column("is_match"), preferred = column("entity_bench_label");
  while (std::getline(file, line)) {
    const auto f = csv_fields(line);
    if (f.size() < head.size()) continue;
    const std::string& said =
        preferred < f.size() && !f[preferred].empty() ? f[preferred] : f[label];
    out.push_back({prepared(f[a], f[schema], tables), prepared(f[b], f[schema], tables),
                   said == "true", hash32(fold_word(f[b])) / 7 % 5});
  }
  return out;
}

float score_of(const Labelled& pair, const NameWeights& w) {
  return compare_names(Prepared(pair.left), Prepared(pair.right), w).score;
}

// Loss over the pairs whose fold is not `without`.
double loss_of(const std::vector<Labelled>& pairs, const NameWeights& w, unsigned without) {
  double sum = 0, count = 0;
  for (const Labelled& pair : pairs) {
    if (pair.fold == without) continue;
    const double margin = (pair.same ? 1 : -1) * (static_cast<double>(score_of(pair, w)) -
                                                  static_cast<double>(kMatchThreshold));
    sum += std::log1p(std::exp(-25 * margin));
    ++count;
  }
  double held = 0;
  for (const Knob& knob : kKnobs) {
    const double step = static_cast<double>(w.*knob.member - kNameWeights.*knob.member) /
                        static_cast<double>(knob.high - knob.low);
    held += step * step;
  }
  return sum / count + 0.05 * held;
}

struct Counts {
  double tp = 0, fp = 0, fn = 0;
  void add(bool said, bool same) { tp += said && same, fp += said && !same, fn += !said && same; }
  double f1() const { return 2 * tp / std::max(1.0, 2 * tp + fp + fn); }
};

NameWeights walk(const std::vector<Labelled>& pairs, unsigned without, int rounds) {
  std::mt19937 random(20240917);
  std::normal_distribution<float> step(0, 0.12F);
  NameWeights best;
  double lowest = loss_of(pairs, best, without);
  for (int round = 0; round < rounds; ++round) {
    NameWeights tried = best;
    for (int k = 0; k < 2; ++k) {
      const Knob& knob = kKnobs[random() % std::size(kKnobs)];
      tried.*knob.member = std::clamp(tried.*knob.member + step(random) * (knob.high - knob.low),
                                      knob.low, knob.high);
    }
    if (const double loss = loss_of(pairs, tried, without); loss < lowest) {
      lowest = loss;
      best = tried;
    }
  }
  return best;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    fmt::print(stderr, "usage: train_names DATA NAME_PAIRS.csv [ROUNDS]\n");
    return 2;
  }
  const auto tables = NameTables::load(argv[1]);
  if (!tables) {
    fmt::print(stderr, "{}\n", to_string(tables.error()));
    return 5;
  }
  const auto pairs = read_pairs(argv[2], *tables);
  const int rounds = argc > 3 ? std::stoi(argv[3]) : 600;
  Counts start, held_out, all;
  for (const Labelled& pair : pairs)
    start.add(score_of(pair, kNameWeights) >= kMatchThreshold, pair.same);
  fmt::print("{} pairs, loss {:.4f}, F1 of the weights as they are {:.4f}\n", pairs.size(),
             loss_of(pairs, kNameWeights, 9), start.f1());
  for (unsigned fold = 0; fold < 5; ++fold) {
    const NameWeights w = walk(pairs, fold, rounds);
    for (const Labelled& pair : pairs)
      if (pair.fold == fold) held_out.add(score_of(pair, w) >= kMatchThreshold, pair.same);
  }
  fmt::print("F1 on held-out folds {:.4f}\n", held_out.f1());
  const NameWeights w = walk(pairs, 9, rounds);
  for (const Labelled& pair : pairs) all.add(score_of(pair, w) >= kMatchThreshold, pair.same);
  fmt::print("F1 of weights found on all {:.4f}, loss {:.4f}\n", all.f1(), loss_of(pairs, w, 9));
  for (const Knob& knob : kKnobs)
    fmt::print("  {:28} {:.3f}\n", knob.name, static_cast<double>(w.*knob.member));
  return 0;
}
