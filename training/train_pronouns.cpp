// Learns which nominal a pronoun means, and measures it.
//
//   train_pronouns HOME TRAIN.conllu DEV.conllu > src/reading/framing/pronoun_weights.h
//
// HOME holds models/ and data/. The treebanks are GUM's, which say of every mention which entity it
// is. Words are GUM's, tags and trees those of the reader. A pronoun counts when its entity was
// named before it within reach; the choice is right when the chosen nominal heads a mention of that
// entity. The weights of each class of pronoun are learned on their own, around what is known of
// reports beforehand; earlier pronouns are resolved by that as well. Accuracy on both files goes to
// standard error.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "coreference_gold.h"
#include "reading/framing/coreference.h"
#include "reading/framing/pronouns.h"
#include "reading/grammar/grammar.h"
#include "reading/mend.h"
#include "reading/simplify.h"
#include "treebank.h"

namespace entente::training {
namespace {

constexpr double kTrust = 30;  // in what was known beforehand: one over its variance
constexpr int kSteps = 400;
constexpr double kRate = 0.005;  // more of them unlearn what reports are like
constexpr double kScale = 10;    // of the averaged weights before they are rounded

struct Case {
  Pronouns::Wanted want;
  std::vector<Pronouns::Candidate> candidates;
  std::vector<bool> right;
  int chosen;  // by the prior
};

struct Loaded {
  Grammar grammar;
  std::unique_ptr<const Dictionaries> dictionaries;
};

// One document of the treebank as the reader sees it.
class GoldDocument {
 public:
  GoldDocument(const RawText& raw, const Treebank& bank, size_t first, size_t last,
               const Loaded& loaded)
      : document_{}, analysis_{document_, *loaded.dictionaries, {}} {
    document_.text = raw.text;
    document_.blocks = raw.blocks;
    MentionReader reader;
    for (size_t s = first; s < last; ++s) {
      Sentence sentence = raw.sentences[s];
      parse_simplified(sentence, *loaded.dictionaries, loaded.grammar);
      mend(sentence, *loaded.dictionaries);
      reader.add(bank.lines[s], s - first);
      analysis_.sentences.emplace_back(std::move(sentence), *loaded.dictionaries);
    }
    mentions_ = reader.mentions();
  }

  // Pronouns before the one in question are resolved by `weights`.
  void cases(const PronounWeights& weights, std::vector<Case>& out) {
    Nominals nominals(analysis_);
    resolve(nominals, weights);
    const Pronouns pronouns(nominals, weights);
    std::vector<std::set<int>> entities(static_cast<size_t>(nominals.size()));
    for (int i = 0; i < nominals.size(); ++i)
      entities[static_cast<size_t>(i)] = headed_by(nominals, i);
    for (int i = 0; i < nominals.size(); ++i)
      if (const auto want = wanted(nominals, i)) add(nominals, pronouns, entities, i, *want, out);
  }

 private:
  // The entities whose smallest mention with this head the nominal is: the head lies in it and its
  // own head, the word nearest to the root, is the nominal's.
  std::set<int> headed_by(const Nominals& nominals, int i) const {
    std::set<int> out;
    const Nominal& n = nominals[i];
    const Tree& t = analysis_.tree(n.sentence);
    for (const GoldMention& m : mentions_) {
      if (m.sentence != static_cast<size_t>(n.sentence)) continue;
      const int first = static_cast<int>(m.first), last = static_cast<int>(m.last);
      if (n.head < first || n.head > last) continue;
      const int above = t.head(n.head);
      if (above < first || above > last) out.insert(m.entity);
    }
    return out;
  }

  std::optional<Pronouns::Wanted> wanted(const Nominals& n, int i) const {
    if (!n[i].pronoun) return std::nullopt;
    return Pronouns::wanted(lower(analysis_.tree(n[i].sentence)[n[i].head].form));
  }

  static void add(const Nominals& n, const Pronouns& pronouns,
                  const std::vector<std::set<int>>& entities, int i, Pronouns::Wanted want,
                  std::vector<Case>& out) {
    const auto& mine = entities[static_cast<size_t>(i)];
    if (mine.size() != 1) return;
    Case c{want, pronouns.candidates(i, want), {}, root(n, i)};
    bool any = false;
    for (const auto& candidate : c.candidates) {
      const bool right = same(n, entities, candidate.nominal, *mine.begin());
      c.right.push_back(right);
      any = any || right;
    }
    if (any) out.push_back(std::move(c));
  }

  static bool same(const Nominals&, const std::vector<std::set<int>>& entities, int nominal,
                   int entity) {
    return entities[static_cast<size_t>(nominal)].contains(entity);
  }

  Document document_;
  Analysis analysis_;
  std::vector<GoldMention> mentions_;
};

// What is known of reports beforehand, where GUM's talk and tales are poor teachers: a state or a
// body is meant sooner than a thing, who speaks is who spoke before, paragraphs stand apart.
constexpr std::pair<std::string_view, double> kPrior[] = {{"one back", -2},
                                                          {"two back", -4},
                                                          {"three back", -6},
                                                          {"other block", -3},
                                                          {"subject", 1.5},
                                                          {"subject of the root for subject", 1.5},
                                                          {"named", 0.7},
                                                          {"has a state", 0.7},
                                                          {"state", 0.7},
                                                          {"organisation", 0.5},
                                                          {"vessel", 0.3},
                                                          {"document", 0.3},
                                                          {"other sort", -1},
                                                          {"goods sort", -3},
                                                          {"measure", -5},
                                                          {"place", -5},
                                                          {"both speak", 5},
                                                          {"according to it, pronoun speaks", 5},
                                                          {"same sentence, pronoun speaks", -3},
                                                          {"goods, handled", 2},
                                                          {"inside a phrase", -0.6},
                                                          {"oblique", -0.6}};

PronounWeights prior() {
  PronounWeights out;
  for (auto& row : out)
    for (size_t t = 0; t < Pronouns::trait_count(); ++t) {
      const auto* known = std::find_if(std::begin(kPrior), std::end(kPrior), [&](const auto& p) {
        return p.first == Pronouns::trait_name(t);
      });
      row.push_back(known == std::end(kPrior) ? 0 : known->second);
    }
  return out;
}

Result<std::vector<Case>> load_cases(const std::string& path, const Loaded& loaded,
                                     const PronounWeights& weights) {
  auto bank = load_treebank(path);
  if (!bank) return std::unexpected(bank.error());
  const RawText raw = rebuild_raw_text(*bank);
  std::vector<Case> out;
  for (size_t first = 0; first < bank->lines.size();) {
    size_t last = first + 1;
    while (last < bank->lines.size() && !bank->lines[last].has_comment("newdoc id")) ++last;
    GoldDocument(raw, *bank, first, last, loaded).cases(weights, out);
    first = last;
  }
  return out;
}

template <class W>
size_t choose(const Case& c, const W& weights) {
  size_t best = 0;
  double best_weight = -1e9;
  for (size_t k = 0; k < c.candidates.size(); ++k) {
    double weight = 0;
    for (const uint8_t trait : c.candidates[k].traits)
      weight += weights[static_cast<size_t>(c.want)][trait];
    if (weight > best_weight) best = k, best_weight = weight;
  }
  return best;
}

// Adds what one case asks of the weights: towards the right candidates, away from the likely ones.
void add_slope(const Case& c, const PronounWeights& weights, std::vector<double>& slope) {
  std::vector<double> odds;
  double all = 0, right = 0;
  for (size_t k = 0; k < c.candidates.size(); ++k) {
    double weight = 0;
    for (const uint8_t trait : c.candidates[k].traits)
      weight += weights[static_cast<size_t>(c.want)][trait];
    odds.push_back(std::exp(weight));
    all += odds.back();
    if (c.right[k]) right += odds.back();
  }
  for (size_t k = 0; k < c.candidates.size(); ++k) {
    const double push = (c.right[k] ? odds[k] / right : 0) - odds[k] / all;
    for (const uint8_t trait : c.candidates[k].traits) slope[trait] += push;
  }
}

// Maximum a posteriori: the likelihood that a right candidate is chosen, when each is chosen with a
// probability that is the exponential of its weight, and a normal distribution around what was
// known beforehand; by gradient ascent.
PronounWeights learn(const std::vector<Case>& cases) {
  const PronounWeights known = prior();
  PronounWeights now = known;
  for (int step = 0; step < kSteps; ++step) {
    PronounWeights slope = now;
    for (size_t w = 0; w < Pronouns::kWanted; ++w)
      for (size_t t = 0; t < now[w].size(); ++t) slope[w][t] = kTrust * (known[w][t] - now[w][t]);
    for (const Case& c : cases) add_slope(c, now, slope[static_cast<size_t>(c.want)]);
    for (size_t w = 0; w < Pronouns::kWanted; ++w)
      for (size_t t = 0; t < now[w].size(); ++t) now[w][t] += kRate * slope[w][t];
  }
  for (auto& row : now)
    for (double& x : row) x = std::round(kScale * x);
  return now;
}

void report(const char* name, const std::vector<Case>& cases, const PronounWeights& weights) {
  static constexpr std::array kNames{"it", "he, she", "they"};
  for (size_t w = 0; w < Pronouns::kWanted; ++w) {
    size_t all = 0, now = 0, right = 0, nearest = 0;
    for (const Case& c : cases) {
      if (static_cast<size_t>(c.want) != w) continue;
      ++all;
      right += c.right[choose(c, weights)];
      nearest += c.right[0];
      for (size_t k = 0; k < c.candidates.size(); ++k)
        if (c.candidates[k].nominal == c.chosen) {
          now += c.right[k];
          break;
        }
    }
    std::fprintf(stderr, "%-6s %-8s %5zu  nearest %.1f %%  by the prior %.1f %%  learned %.1f %%\n",
                 name, kNames[w], all, 100.0 * nearest / all, 100.0 * now / all,
                 100.0 * right / all);
  }
}

void print(const PronounWeights& weights) {
  std::printf(
      "// Written by training/train_pronouns; see pronouns.h.\n#pragma once\n\nnamespace entente "
      "{\n\n// Of it, he and she, they; the rows are the traits in their order.\n"
      "inline constexpr int kPronounWeights[3][%zu] = {\n",
      Pronouns::trait_count());
  for (const auto& row : weights) {
    std::printf("    {");
    for (size_t t = 0; t < row.size(); ++t)
      std::printf("%s%.0f", t == 0 ? "" : ", ", row[t] == 0 ? 0 : row[t]);
    std::printf("},\n");
  }
  std::printf("};\n\n}  // namespace entente\n");
}

int run(const std::string& home, const std::string& train, const std::string& dev) {
  auto grammar = Grammar::load(home + "/models/reader-en.bin");
  auto dictionaries = Dictionaries::load(home + "/data");
  if (!grammar || !dictionaries) return std::fprintf(stderr, "no model in %s\n", home.c_str()), 5;
  const Loaded loaded{std::move(*grammar), std::move(*dictionaries)};
  const auto cases = load_cases(train, loaded, prior()), held = load_cases(dev, loaded, prior());
  if (!cases || !held) return std::fprintf(stderr, "cannot read the treebanks\n"), 5;
  const PronounWeights weights = learn(*cases);
  report("train", *cases, weights);
  report("dev", *held, weights);
  print(weights);
  return 0;
}

}  // namespace
}  // namespace entente::training

int main(int count, char** arguments) {
  if (count != 4) return std::fprintf(stderr, "train_pronouns HOME TRAIN.conllu DEV.conllu\n"), 2;
  return entente::training::run(arguments[1], arguments[2], arguments[3]);
}
