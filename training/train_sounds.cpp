// Learns models/sounds.tsv from pairs of names: which Latin letters each native letter stands for.
//
//   train_sounds FOLDER > models/sounds.tsv      FOLDER holds wd_<script>_train.tsv (unpacked):
//                                                latin, native, count; CC0 (see models/README.md)
//
// Expectation maximisation over all divisions of a pair into joint segments: one native unit with 0
// to 6 letters, or two with fewer, the ends of both as symbols. Pairs count by how often they were
// seen, up to 4. Han characters are smoothed towards their pinyin syllable, which also serves for
// characters that were never seen.
#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <map>
#include <unordered_map>

#include "base/text.h"
#include "base/utf8.h"
#include "names/scripts/han.h"
#include "names/scripts/script.h"
#include "names/scripts/sound_table.h"

namespace {

using namespace entente;
using namespace entente::scripts;

struct Kind {
  const char* file;
  Script script;
  size_t one_max, two_max;  // letters for one unit, for two
};
constexpr Kind kKinds[] = {{"arabic", Script::arabic, 3, 2}, {"chinese", Script::han, 6, 0},
                           {"hebrew", Script::hebrew, 3, 2}, {"katakana", Script::kana, 4, 4},
                           {"korean", Script::hangul, 3, 2}, {"russian", Script::cyrillic, 3, 2}};
constexpr int kRounds = 8;
constexpr double kSyllablePrior = 4;  // counts' worth that a character leans on its syllable
constexpr double kCountMin = 1.2;     // of a pair of segments that is kept
constexpr double kPinyinPrior = 6;    // counts for a syllable's own spellings

struct Pair {
  std::u32string native;
  std::string latin;
  double weight;
};

std::vector<Pair> read_pairs(const std::string& path, Script script) {
  std::ifstream in(path);
  std::vector<Pair> out;
  std::string line;
  while (std::getline(in, line)) {
    const auto fields = split(line, '\t');
    if (fields.size() < 3 || fields[0] == "latin") continue;
    const std::string plain = plain_letters(fields[1]);
    Pair pair{U"^" + sound_units(script, plain) + U"$", "^" + fold_latin(fields[0]) + "$",
              std::min(4.0, std::stod(std::string(fields[2])))};
    if (pair.native.size() < 3 || pair.latin.size() < 3 || pair.native.size() > 30 ||
        pair.latin.size() > 30)
      continue;
    out.push_back(std::move(pair));
  }
  return out;
}

using Counts = std::unordered_map<std::u32string, std::unordered_map<std::string, double>>;

class Aligner {
 public:
  Aligner(const Kind& kind) : kind_(kind) {}

  void learn(const std::vector<Pair>& pairs) {
    for (const Pair& pair : pairs) start(pair);
    normalise();
    for (int round = 0; round < kRounds; ++round) {
      counts_.clear();
      double bits = 0;
      for (const Pair& pair : pairs) bits += walk(pair);
      std::cerr << kind_.file << " round " << round << ": "
                << bits / static_cast<double>(pairs.size()) << " bits a pair\n";
      normalise();
    }
  }
  const Counts& counts() const { return counts_; }

 private:
  template <class Visit>
  void segments(const Pair& pair, Visit visit) const {
    for (size_t i = 0; i < pair.native.size(); ++i)
      for (size_t units = 1; units <= 2 && i + units <= pair.native.size(); ++units) {
        const size_t letters_max = units == 1 ? kind_.one_max : kind_.two_max;
        if (letters_max == 0) continue;
        for (size_t j = 0; j <= pair.latin.size(); ++j)
          for (size_t letters = units - 1;
               letters <= letters_max && j + letters <= pair.latin.size(); ++letters)
            visit(i, units, j, letters);
      }
  }

  // Before anything is known: segments near the diagonal, two units the less likely.
  void start(const Pair& pair) {
    const double slope =
        static_cast<double>(pair.latin.size()) / static_cast<double>(pair.native.size());
    segments(pair, [&](size_t i, size_t units, size_t j, size_t letters) {
      const double off = std::abs(static_cast<double>(j) - slope * static_cast<double>(i));
      if (off > 3) return;
      counts_[pair.native.substr(i, units)][pair.latin.substr(j, letters)] +=
          pair.weight * (units == 1 ? 1 : 0.01) * std::exp(-off);
    });
  }

  void normalise() {
    double total = 0;
    for (const auto& [native, latins] : counts_)
      for (const auto& [latin, count] : latins) total += count;
    model_.clear();
    for (const auto& [native, latins] : counts_)
      for (const auto& [latin, count] : latins)
        if (count / total > 1e-9) model_[native][latin] = count / total;
  }

  double probability(const Pair& pair, size_t i, size_t units, size_t j, size_t letters) const {
    const auto row = model_.find(pair.native.substr(i, units));
    if (row == model_.end()) return 0;
    const auto entry = row->second.find(pair.latin.substr(j, letters));
    return entry == row->second.end() ? 0 : entry->second;
  }

  // Forward, backward, and the expected counts; the pair's cost in bits.
  double walk(const Pair& pair) {
    const size_t n = pair.native.size(), m = pair.latin.size();
    std::vector<std::vector<double>> forward(n + 1, std::vector<double>(m + 1)), backward = forward;
    struct Arc {
      size_t i, units, j, letters;
      double p;
    };
    std::vector<Arc> arcs;
    segments(pair, [&](size_t i, size_t units, size_t j, size_t letters) {
      if (const double p = probability(pair, i, units, j, letters); p > 0)
        arcs.push_back({i, units, j, letters, p});
    });
    forward[0][0] = 1;
    for (const Arc& a : arcs) forward[a.i + a.units][a.j + a.letters] += forward[a.i][a.j] * a.p;
    backward[n][m] = 1;
    for (size_t k = arcs.size(); k-- > 0;) {
      const Arc& a = arcs[k];
      backward[a.i][a.j] += backward[a.i + a.units][a.j + a.letters] * a.p;
    }
    if (forward[n][m] <= 0) return 0;
    for (const Arc& a : arcs) {
      const double share =
          forward[a.i][a.j] * a.p * backward[a.i + a.units][a.j + a.letters] / forward[n][m];
      if (share > 1e-4)
        counts_[pair.native.substr(a.i, a.units)][pair.latin.substr(a.j, a.letters)] +=
            share * pair.weight;
    }
    return -std::log2(forward[n][m]);
  }

  const Kind kind_;
  Counts counts_;
  std::unordered_map<std::u32string, std::unordered_map<std::string, double>> model_;
};

// Syllables as rows of their own ("=jia"), characters leaning on them.
std::map<std::string, std::map<std::string, double>> smoothed_han(const Counts& counts) {
  std::map<std::string, std::map<std::string, double>> syllables, out;
  for (const auto& [native, latins] : counts) {
    const std::string reading(han_reading(native[0]));
    for (const auto& [latin, count] : latins)
      if (!reading.empty()) syllables["=" + reading][latin] += count;
  }
  for (auto& [name, latins] : syllables) {
    const std::string pinyin = name.substr(1);
    latins[pinyin] += kPinyinPrior;
    if (const std::string wade = wade_giles(pinyin); wade != pinyin)
      latins[wade] += kPinyinPrior / 2;
  }
  for (const auto& [native, latins] : counts) {
    std::string name;
    double total = 0;
    append_utf8(name, native[0]);
    for (const auto& [latin, count] : latins) total += count;
    const std::string reading(han_reading(native[0]));
    if (!reading.empty() && total < 3) continue;  // its syllable says as much
    for (const auto& [latin, count] : latins) out[name][latin] += count;
    if (reading.empty()) continue;
    double sum = 0;
    const auto& syllable = syllables["=" + reading];
    for (const auto& [latin, count] : syllable) sum += count;
    for (const auto& [latin, count] : syllable)
      out[name][latin] += kSyllablePrior * std::min(1.0, total / 8) * count / sum;
  }
  // A syllable stands for one unseen character: a hundredth of what all its characters do.
  for (const auto& [name, latins] : syllables)
    for (const auto& [latin, count] : latins) out[name][latin] += count * 0.05;
  return out;
}

std::map<std::string, std::map<std::string, double>> as_text(const Counts& counts) {
  std::map<std::string, std::map<std::string, double>> out;
  for (const auto& [native, latins] : counts) {
    std::string name;
    for (char32_t c : native) append_utf8(name, c);
    for (const auto& [latin, count] : latins) out[name][latin] += count;
  }
  return out;
}

void print(const Kind& kind, const Counts& counts) {
  const bool han = kind.script == Script::han;
  const auto rows = han ? smoothed_han(counts) : as_text(counts);
  double total = 0;
  for (const auto& [native, latins] : rows)
    for (const auto& [latin, count] : latins) total += count;
  for (const auto& [native, latins] : rows) {
    std::vector<std::pair<double, std::string>> sorted;
    double all = 0;
    for (const auto& [latin, count] : latins) all += count;
    const double least = han ? std::max(0.02, all * 0.003) : std::max(kCountMin, all * 0.0004);
    for (const auto& [latin, count] : latins)
      if (count >= least) sorted.emplace_back(-count, latin);
    if (sorted.empty()) continue;
    std::ranges::sort(sorted);
    std::string line(lower(script_name(kind.script)));
    line += "\t" + native + "\t";
    for (size_t i = 0; i < sorted.size() && i < 60; ++i)
      line += fmt::format("{}{:.0f}:{}", i ? " " : "",
                          -std::log2(-sorted[i].first / total) * kEighths, sorted[i].second);
    fmt::print("{}\n", line);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "train_sounds FOLDER > models/sounds.tsv\n");
    return 2;
  }
  fmt::print(
      "# What Latin letters native ones stand for in names, learned by training/train_sounds.cpp "
      "from\n"
      "# pairs of Wikidata labels (CC0 1.0) by way of steveash/NETransliteration-COLING2018. CC0 "
      "like them.\n"
      "#\n"
      "# script\tone or two units; = a pinyin syllable; ^ $ the ends\tcost:letters …, cost in "
      "eighths\n"
      "# of a bit, -log2 of the joint probability of the pair\n");
  for (const Kind& kind : kKinds) {
    const auto pairs =
        read_pairs(std::string(argv[1]) + "/wd_" + kind.file + "_train.tsv", kind.script);
    if (pairs.empty()) {
      fmt::print(stderr, "no pairs for {}\n", kind.file);
      return 1;
    }
    Aligner aligner(kind);
    aligner.learn(pairs);
    print(kind, aligner.counts());
  }
}
