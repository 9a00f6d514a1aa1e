// Standing and independence against a known truth.
//
//   weighing_simulation [SEED] [WORLDS]     prints the table kept under
//   quality/results/weighing.txt
//
// A world has hidden facts: deeds between pairs of states that happened or did not. Observers of
// set reliability (0.55 to 0.9) look at some of them and say what they believe, firmly or hedged,
// now and then the contrary; rivals of the accused assert almost whatever they are asked about; the
// accused deny almost everything and admit little, and never what they did not do. Outlets see
// nothing: each takes its stories from observers or other outlets, along a fixed graph in which
// few are copied much, citing the origin, citing only the outlet it has it from, copying the words
// without a citation, or rewording without one (which nobody can see).
//
// Methods score every fact from the claims alone. AUC is over facts that somebody speaks of. Each
// method's score becomes a probability by one logistic curve of two coefficients, fitted on other
// worlds (SEED + 1000…) and never on those scored; Brier and calibration error are of that. The
// rivals of our method are committed here as twins: share of claims for it (majority), number of
// claims for it less those against (counting), and TruthFinder (Yin, Han, Yu, 2008) with its
// published constants, over publishers.
//
// The weights of support() are stated in src/weighing/support.cpp and were not fitted to this.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "weighing/support.h"
#include "weighing/weighing.h"

namespace entente {
namespace {

constexpr int kFacts = 300, kObservers = 14, kOutlets = 45;
constexpr double kInterestedSay = 0.85;  // a rival asserts, the accused denies, true or not

struct Fact {
  std::string giver, taker;
  bool so = false;
};

struct World {
  std::vector<Fact> facts;
  std::vector<Claim> claims;
  std::vector<int> fact_of;  // of each claim
  std::vector<int> root_of;  // who said it first: the true origin
  std::vector<Rivalry> rivalries;
  std::vector<std::string> codes;
};

std::string code(int i) {
  return {static_cast<char>('a' + i / 26), static_cast<char>('a' + i % 26)};
}

class Maker {
 public:
  explicit Maker(uint32_t seed) : random_(seed) {}

  World make() {
    for (int i = 0; i < kObservers; ++i) {
      reliability_.push_back(0.55 + 0.35 * unit());
      hedges_.push_back(0.5 * unit());
    }
    for (int i = 0; i < 26; ++i) world_.codes.push_back(code(i * 7 + 3));
    for (int i = 0; i + 1 < 26; i += 2)
      world_.rivalries.push_back({world_.codes[static_cast<size_t>(i)],
                                  world_.codes[static_cast<size_t>(i + 1)], "set so"});
    for (int f = 0; f < kFacts; ++f) make_fact(f);
    return std::move(world_);
  }

 private:
  double unit() { return std::uniform_real_distribution<double>(0, 1)(random_); }
  int below(int n) { return static_cast<int>(random_() % static_cast<uint32_t>(n)); }
  bool chance(double p) { return unit() < p; }

  void make_fact(int f) {
    Fact fact;
    // Each fact is about a pair of its own: giver from the states, taker numbered.
    fact.giver = world_.codes[static_cast<size_t>(below(26))];
    fact.taker = "taker" + std::to_string(f);
    fact.so = chance(0.5);
    world_.facts.push_back(fact);
    std::vector<size_t> told;
    const int watchers = below(4);
    for (int k = 0; k < watchers; ++k) observe(f, below(kObservers), told);
    if (chance(0.6)) interested(f, told);
    spread(f, told);
  }

  void observe(int f, int who, std::vector<size_t>& told) {
    const bool right = chance(reliability_[static_cast<size_t>(who)]);
    const bool believes = world_.facts[static_cast<size_t>(f)].so == right;
    if (!believes && !chance(0.35)) return;  // that nothing happened is seldom told
    Claim c = claim(f, "Observer " + std::to_string(who), believes);
    c.modality = chance(hedges_[static_cast<size_t>(who)]) ? Modality::alleged : Modality::stated;
    told.push_back(add(f, std::move(c), who));
  }

  void interested(int f, std::vector<size_t>& told) {
    const Fact fact = world_.facts[static_cast<size_t>(f)];
    std::string rival;
    for (const auto& r : world_.rivalries) {
      if (r.a == fact.giver) rival = r.b;
      if (r.b == fact.giver) rival = r.a;
    }
    if (chance(fact.so ? 0.95 : kInterestedSay)) {
      Claim c = claim(f, "Rival Press", true);
      c.attribution.push_back(speaker(rival, "government of " + rival));
      c.modality = Modality::reported;
      told.push_back(add(f, std::move(c), 100));
    }
    const bool admits = fact.so && chance(0.12);
    if (!admits && !chance(kInterestedSay)) return;
    Claim c = claim(f, "Agency", admits);
    c.attribution.push_back(speaker(fact.giver, "government of " + fact.giver));
    c.modality = admits ? Modality::confirmed : Modality::denied;
    c.polarity = Polarity::positive;
    add(f, std::move(c), 101);
  }

  // Outlets take what was told, half of them what other outlets wrote; outlet 0 is copied most.
  void spread(int f, std::vector<size_t> told) {
    if (told.empty()) return;
    const int copies = static_cast<int>(std::floor(std::pow(unit(), 3) * 16));
    for (int k = 0; k < copies; ++k) {
      const size_t from =
          told[static_cast<size_t>(std::pow(unit(), 1.5) * static_cast<double>(told.size()))];
      told.push_back(copy(f, from));
    }
  }

  size_t copy(int f, size_t from) {
    const Claim source = world_.claims[from];
    const int root = world_.root_of[from];
    Claim c = claim(f, "Outlet " + std::to_string(below(kOutlets)),
                    source.polarity == Polarity::positive);
    c.modality = Modality::reported;
    const double way = unit();
    Mention cited;
    cited.text = source.document.publisher, cited.cue = "reported";
    if (way < 0.35) {  // the whole chain
      c.attribution = source.attribution;
      if (c.attribution.empty()) c.attribution.push_back(cited);
    } else if (way < 0.65) {
      c.attribution.push_back(cited);
    } else if (way < 0.9) {
      c.quote.text = source.quote.text + " , it was learned";
      c.attribution.clear();
    }
    return add(f, std::move(c), root);
  }

  Mention speaker(const std::string& state, const std::string& text) {
    Mention m;
    m.text = text, m.state = state, m.cue = "said";
    return m;
  }

  Claim claim(int f, const std::string& publisher, bool positive) {
    const Fact& fact = world_.facts[static_cast<size_t>(f)];
    Claim c;
    c.kind = Kind::transfer;
    Mention giver, taker, object;
    giver.text = fact.giver, giver.state = fact.giver;
    taker.text = fact.taker, taker.state = "xx";
    object.text = "shells";
    object.goods.add(Goods::ammunition);
    c.subject = {giver}, c.counterpart = {taker}, c.object = {object};
    c.document.publisher = publisher;
    c.document.id = "d" + std::to_string(world_.claims.size());
    c.document.published = fmt::format("2024-{:02}-{:02}", 1 + world_.claims.size() % 12,
                                       1 + world_.claims.size() % 28);
    c.polarity = positive ? Polarity::positive : Polarity::negative;
    for (int w = 0; w < 18; ++w) c.quote.text += fmt::format("word{} ", below(5000));
    return c;
  }

  size_t add(int f, Claim c, int root) {
    c.id = "c" + std::to_string(world_.claims.size());
    world_.claims.push_back(std::move(c));
    world_.fact_of.push_back(f);
    // The same speaker speaks anew on each fact.
    world_.root_of.push_back(root);
    return world_.claims.size() - 1;
  }

  std::mt19937 random_;
  World world_;
  std::vector<double> reliability_, hedges_;
};

// ---- methods: a score for each fact; facts nobody speaks of are left out by the caller

bool is_for(const Claim& c) {
  return c.polarity == Polarity::positive && c.modality != Modality::denied;
}

using Scores = std::vector<double>;

struct Ours {
  Scores support, standing;
  std::vector<std::map<size_t, size_t>> origin_of;  // fact -> claim -> origin
};

// By standing alone, where all of one standing tie.
double rank(Standing s) {
  switch (s) {
    case Standing::refuted:
      return 0;
    case Standing::unverified:
      return 1;
    case Standing::disputed:
      return 2;
    case Standing::reported:
      return 3;
    case Standing::corroborated:
      return 4;
    case Standing::confirmed:
      return 5;
  }
  return 0;
}

Ours score_ours(const World& w) {
  WeighOptions options;
  options.rivalries = w.rivalries;
  Ours out{Scores(kFacts), Scores(kFacts), {}};
  out.origin_of.resize(kFacts);
  for (const auto& p : weigh(w.claims, options)) {
    const auto f = static_cast<size_t>(w.fact_of[p.claims.front()]);
    out.support[f] = support(w.claims, p, options);
    out.standing[f] = p.asserts.empty() ? 0.5 : rank(p.verdict.standing);
    for (size_t o = 0; o < p.origins.size(); ++o)
      for (const ClaimIndex c : p.origins[o].claims) out.origin_of[f].emplace(c, o);
  }
  return out;
}

Scores score_majority(const World& w) {
  Scores yes(kFacts), all(kFacts);
  for (size_t c = 0; c < w.claims.size(); ++c) {
    const auto f = static_cast<size_t>(w.fact_of[c]);
    yes[f] += is_for(w.claims[c]), all[f] += 1;
  }
  for (size_t f = 0; f < kFacts; ++f) yes[f] = all[f] > 0 ? yes[f] / all[f] : 0;
  return yes;
}

Scores score_counting(const World& w) {
  Scores out(kFacts);
  for (size_t c = 0; c < w.claims.size(); ++c)
    out[static_cast<size_t>(w.fact_of[c])] += is_for(w.claims[c]) ? 1 : -1;
  return out;
}

// Yin, Han, Yu: "Truth discovery with multiple conflicting information providers on the web", 2008.
// Each fact and its contrary are two facts that exclude each other (implication -1).
Scores score_truthfinder(const World& w) {
  constexpr double kDamp = 0.3, kInfluence = 0.5, kStart = 0.9;
  std::map<std::string, std::set<std::pair<size_t, bool>>> says;
  for (size_t c = 0; c < w.claims.size(); ++c)
    says[w.claims[c].document.publisher].insert(
        {static_cast<size_t>(w.fact_of[c]), is_for(w.claims[c])});
  std::map<std::string, double> trust;
  for (const auto& [source, facts] : says) trust[source] = kStart;
  std::vector<std::array<double, 2>> confidence(kFacts);
  for (int round = 0; round < 100; ++round) {
    std::vector<std::array<double, 2>> sum(kFacts, {0, 0});
    for (const auto& [source, facts] : says)
      for (const auto& [f, yes] : facts)
        sum[f][yes] += -std::log(std::max(1e-9, 1 - trust[source]));
    for (size_t f = 0; f < kFacts; ++f)
      for (const int yes : {0, 1})
        confidence[f][static_cast<size_t>(yes)] =
            1 / (1 + std::exp(-kDamp * (sum[f][static_cast<size_t>(yes)] -
                                        kInfluence * sum[f][static_cast<size_t>(1 - yes)])));
    double moved = 0;
    for (const auto& [source, facts] : says) {
      double mean = 0;
      for (const auto& [f, yes] : facts) mean += confidence[f][yes];
      mean /= static_cast<double>(facts.size());
      moved = std::max(moved, std::abs(mean - trust[source]));
      trust[source] = mean;
    }
    if (moved < 1e-6) break;
  }
  Scores out(kFacts);
  for (size_t f = 0; f < kFacts; ++f) out[f] = confidence[f][1] - confidence[f][0];
  return out;
}

// ---- measures

struct Sample {
  double score;
  bool so;
};

double auc(std::vector<Sample> samples) {
  std::ranges::sort(samples, {}, &Sample::score);
  double ranks = 0, yes = 0;
  for (size_t i = 0; i < samples.size();) {
    size_t j = i;
    while (j < samples.size() && samples[j].score == samples[i].score) ++j;
    for (size_t k = i; k < j; ++k)
      if (samples[k].so) ranks += (static_cast<double>(i + j) + 1) / 2, yes += 1;
    i = j;
  }
  const double no = static_cast<double>(samples.size()) - yes;
  return (ranks - yes * (yes + 1) / 2) / (yes * no);
}

struct Logistic {
  double a = 0, b = 0;
  double at(double x) const { return 1 / (1 + std::exp(-(a + b * x))); }
};

// Newton's method on the log likelihood, with a little shrinkage.
Logistic fit(const std::vector<Sample>& samples) {
  Logistic out;
  for (int round = 0; round < 50; ++round) {
    double ga = 0, gb = 0, haa = 1e-6, hab = 0, hbb = 1e-6;
    for (const auto& s : samples) {
      const double p = out.at(s.score), e = (s.so ? 1 : 0) - p, v = p * (1 - p);
      ga += e, gb += e * s.score;
      haa += v, hab += v * s.score, hbb += v * s.score * s.score;
    }
    const double det = haa * hbb - hab * hab;
    out.a += (hbb * ga - hab * gb) / det, out.b += (haa * gb - hab * ga) / det;
  }
  return out;
}

double brier(const std::vector<Sample>& samples, const Logistic& curve) {
  double sum = 0;
  for (const auto& s : samples) sum += std::pow(curve.at(s.score) - (s.so ? 1 : 0), 2);
  return sum / static_cast<double>(samples.size());
}

// Expected calibration error over ten bins of equal count.
double calibration_error(std::vector<Sample> samples, const Logistic& curve) {
  std::ranges::sort(samples, {}, &Sample::score);
  double out = 0;
  for (size_t bin = 0; bin < 10; ++bin) {
    const size_t from = samples.size() * bin / 10, to = samples.size() * (bin + 1) / 10;
    double said = 0, came = 0;
    for (size_t i = from; i < to; ++i) said += curve.at(samples[i].score), came += samples[i].so;
    out += std::abs(said - came);
  }
  return out / static_cast<double>(samples.size());
}

struct Pairs {
  double right = 0, found = 0, true_ones = 0;
  void add(bool truth, bool said) { right += truth && said, found += said, true_ones += truth; }
  std::string text() const {
    const double p = found > 0 ? right / found : 0, r = true_ones > 0 ? right / true_ones : 0;
    return fmt::format("{:9.3f} {:8.3f} {:8.3f}", p, r, p + r > 0 ? 2 * p * r / (p + r) : 0);
  }
};

constexpr std::array<const char*, 5> kMethods{"support (origins and interests)",
                                              "standing alone (six ranks)", "majority share",
                                              "plain counting", "TruthFinder"};

struct Scored {
  std::array<std::vector<Sample>, 5> samples;
  Pairs ours, by_publisher, by_words;
};

void score_world(uint32_t seed, Scored& out) {
  const World w = Maker(seed).make();
  const Ours ours = score_ours(w);
  const std::array<Scores, 5> scores{ours.support, ours.standing, score_majority(w),
                                     score_counting(w), score_truthfinder(w)};
  std::vector<std::vector<size_t>> by_fact(kFacts);
  for (size_t c = 0; c < w.claims.size(); ++c)
    by_fact[static_cast<size_t>(w.fact_of[c])].push_back(c);
  for (size_t f = 0; f < kFacts; ++f) {
    if (by_fact[f].empty()) continue;
    for (size_t m = 0; m < scores.size(); ++m)
      out.samples[m].push_back({scores[m][f], w.facts[f].so});
    for (const size_t a : by_fact[f])
      for (const size_t b : by_fact[f]) {
        const auto oa = ours.origin_of[f].find(a), ob = ours.origin_of[f].find(b);
        if (a >= b || oa == ours.origin_of[f].end() || ob == ours.origin_of[f].end()) continue;
        const bool same = w.root_of[a] == w.root_of[b];
        out.ours.add(same, oa->second == ob->second);
        out.by_publisher.add(same,
                             w.claims[a].document.publisher == w.claims[b].document.publisher);
        out.by_words.add(same, w.claims[a].quote.text == w.claims[b].quote.text);
      }
  }
}

void print(const Scored& test, const Scored& train, uint32_t seed, int worlds) {
  fmt::print("seed {}, {} worlds of {} facts; {} facts spoken of; curves fitted on {} others\n\n",
             seed, worlds, kFacts, test.samples[0].size(), worlds);
  fmt::print("{:34} {:>8} {:>8} {:>12}\n", "is it so?", "AUC", "Brier", "calibration");
  for (size_t m = 0; m < kMethods.size(); ++m) {
    const Logistic curve = fit(train.samples[m]);
    fmt::print("{:34} {:8.3f} {:8.3f} {:12.3f}\n", kMethods[m], auc(test.samples[m]),
               brier(test.samples[m], curve), calibration_error(test.samples[m], curve));
  }
  fmt::print("\n{:34} {:>9} {:>8} {:>8}\n", "do two claims share an origin?", "precision", "recall",
             "F1");
  fmt::print("{:34} {}\n", "chains, citations, near copies", test.ours.text());
  fmt::print("{:34} {}\n", "same publisher", test.by_publisher.text());
  fmt::print("{:34} {}\n", "same words exactly", test.by_words.text());
}

}  // namespace
}  // namespace entente

int main(int argc, char** argv) {
  const auto seed = static_cast<uint32_t>(argc > 1 ? std::atoi(argv[1]) : 7);
  const int worlds = argc > 2 ? std::atoi(argv[2]) : 20;
  entente::Scored test, train;
  for (int i = 0; i < worlds; ++i) {
    entente::score_world(seed + static_cast<uint32_t>(i), test);
    entente::score_world(seed + 1000 + static_cast<uint32_t>(i), train);
  }
  entente::print(test, train, seed, worlds);
  return 0;
}
