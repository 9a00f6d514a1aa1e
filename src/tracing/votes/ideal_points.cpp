#include "tracing/votes/ideal_points.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <thread>

#include "base/text.h"

namespace entente {
namespace {

constexpr double kTiny = 1e-12;
constexpr size_t kKeyMin = 12;

// The log likelihood of one vote: its derivatives by t1, t2 and eta = slope * theta, and the
// expected information.
struct VoteTerm {
  double g1, g2, ge, i11, i22, i12;
};

double density(double x) { return 0.3989422804014327 * std::exp(-0.5 * x * x); }
double below(double x) { return 0.5 * std::erfc(-x * 0.7071067811865476); }

VoteTerm term_of(Vote::Choice choice, double eta, double t1, double t2) {
  const double a1 = t1 - eta, a2 = t2 - eta;
  const double c1 = below(a1), c2 = below(a2), f1 = density(a1), f2 = density(a2);
  const double no = std::max(c1, kTiny), half = std::max(c2 - c1, kTiny),
               yes = std::max(1 - c2, kTiny);
  VoteTerm out{};
  if (choice == Vote::Choice::no) out.g1 = f1 / no;
  if (choice == Vote::Choice::abstain) out.g1 = -f1 / half, out.g2 = f2 / half;
  if (choice == Vote::Choice::yes) out.g2 = -f2 / yes;
  out.ge = -(out.g1 + out.g2);
  out.i11 = f1 * f1 * (1 / no + 1 / half);
  out.i22 = f2 * f2 * (1 / half + 1 / yes);
  out.i12 = -f1 * f2 / half;
  return out;
}

struct Item {
  double slope = 0, t1 = 0, t2 = 0;
};

// Of a symmetric 3 x 3 system by Cramer's rule; the priors keep it positive.
std::array<double, 3> solve(const std::array<double, 6>& h, const std::array<double, 3>& g) {
  const auto [a, b, c, d, e, f] = h;  // a b c / b d e / c e f
  const double x = d * f - e * e, y = c * e - b * f, z = b * e - c * d;
  const double det = a * x + b * y + c * z;
  return {(g[0] * x + g[1] * y + g[2] * z) / det,
          (g[0] * y + g[1] * (a * f - c * c) + g[2] * (b * c - a * e)) / det,
          (g[0] * z + g[1] * (b * c - a * e) + g[2] * (a * d - b * b)) / det};
}

class Fit {
 public:
  Fit(const VoteTable& table, const IdealPointSettings& settings)
      : table_(table), settings_(settings) {
    choose_votes();
    if (votes_.empty()) return;
    start();
  }

  IdealPoints run() {
    IdealPoints out;
    out.anchor = anchor_;
    out.votes = votes_.size();
    out.items = items_.size();
    out.roll_calls = roll_calls_;
    if (votes_.empty()) return out;
    for (out.rounds = 1; out.rounds <= settings_.rounds_max; ++out.rounds) {
      for (int i = out.rounds == 1 ? 6 : 2; i > 0; --i)
        in_parallel(items_.size(), [&](size_t item) { step(item); });
      const auto before = theta_;
      in_parallel(voters_, [&](size_t voter) { move_path(voter); });
      normalise();
      out.move = 0;
      for (size_t i = 0; i < theta_.size(); ++i)
        if (counts_[i]) out.move = std::max(out.move, std::abs(theta_[i] - before[i]));
      if (settings_.progress && !settings_.progress(out.rounds, out.move)) break;
      out.converged = out.move < settings_.tolerance;
      if (out.converged) break;
    }
    out.rounds = std::min(out.rounds, settings_.rounds_max);
    in_parallel(voters_, [&](size_t voter) { move_path(voter, true); });
    const double sign = anchor_sign();
    for (size_t year = 0; year < years_; ++year)
      for (size_t voter = 0; voter < voters_; ++voter) {
        const size_t at = voter * years_ + year;
        if (counts_[at] == 0) continue;
        out.points.push_back({static_cast<uint16_t>(voter), first_year_ + static_cast<int>(year),
                              sign * theta_[at], deviation_[at], counts_[at]});
      }
    return out;
  }

 private:
  struct Cast {
    uint32_t item = 0, at = 0;  // voter * years + year
    Vote::Choice choice = Vote::Choice::yes;
  };

  template <class Work>
  void in_parallel(size_t count, Work work) {
    const size_t threads = std::clamp<size_t>(settings_.threads, 1, 64);
    if (threads == 1 || count < 64) {
      for (size_t i = 0; i < count; ++i) work(i);
      return;
    }
    std::vector<std::jthread> pool;
    for (size_t t = 0; t < threads; ++t)
      pool.emplace_back([&, t] {
        for (size_t i = t; i < count; i += threads) work(i);
      });
  }

  void choose_votes() {
    std::vector<uint32_t> item_of(table_.roll_calls.size(), UINT32_MAX);
    int last_year = 0;
    struct Last {
      int year;
      uint32_t item;
    };
    std::map<std::string, Last> told;
    uint32_t items = 0;
    for (size_t i = 0; i < item_of.size(); ++i) {
      const RollCall& call = table_.roll_calls[i];
      if (!call.year || (settings_.final_only && !call.is_final())) continue;
      if (settings_.issues && !(call.issues & settings_.issues)) continue;
      first_year_ = first_year_ ? std::min<int>(first_year_, call.year) : call.year;
      last_year = std::max<int>(last_year, call.year);
      ++roll_calls_;
      const std::string key = settings_.bridge_years > 0 ? bridge_key(call) : std::string();
      if (key.empty()) {
        item_of[i] = items++;
        continue;
      }
      const auto [at, fresh] = told.try_emplace(key, Last{call.year, items});
      const int gap = call.year - at->second.year;
      if (fresh || gap == 0 || gap > settings_.bridge_years) at->second.item = items++;
      at->second.year = call.year;
      item_of[i] = at->second.item;
    }
    if (!first_year_) return;
    years_ = static_cast<size_t>(last_year - first_year_) + 1;
    voters_ = table_.voters.size();
    counts_.resize(years_ * voters_);
    for (const Vote& vote : table_.votes) {
      if (item_of[vote.roll_call] == UINT32_MAX || vote.choice == Vote::Choice::absent) continue;
      const auto year = static_cast<size_t>(table_.roll_calls[vote.roll_call].year - first_year_);
      const auto at = static_cast<uint32_t>(vote.voter * years_ + year);
      votes_.push_back({item_of[vote.roll_call], at, vote.choice});
      ++counts_[at];
    }
    order(items);
  }

  // Votes by item, and places of votes by voter and year.
  void order(uint32_t items) {
    std::ranges::stable_sort(votes_, {}, &Cast::item);
    item_starts_.assign(items + 1, 0);
    path_starts_.assign(counts_.size() + 1, 0);
    for (const Cast& cast : votes_) ++item_starts_[cast.item + 1], ++path_starts_[cast.at + 1];
    for (size_t i = 0; i < items; ++i) item_starts_[i + 1] += item_starts_[i];
    for (size_t i = 0; i + 1 < path_starts_.size(); ++i) path_starts_[i + 1] += path_starts_[i];
    by_path_.resize(votes_.size());
    auto next = path_starts_;
    for (uint32_t i = 0; i < votes_.size(); ++i) by_path_[next[votes_[i].at]++] = i;
    items_.resize(items);
  }

  void start() {
    anchor_ = choose_anchor();
    theta_.assign(counts_.size(), 0);
    deviation_.assign(counts_.size(), 0);
    std::vector<double> alike(counts_.size()), shared(counts_.size());
    for (size_t item = 0; item < items_.size(); ++item) {
      // A bridged item has a vote of the anchor for each of its years.
      std::map<size_t, Vote::Choice> of_anchor;
      for (size_t i = item_starts_[item]; i < item_starts_[item + 1]; ++i)
        if (votes_[i].at / years_ == anchor_) of_anchor[votes_[i].at % years_] = votes_[i].choice;
      std::array<double, 3> counts{0.5, 0.5, 0.5};
      for (size_t i = item_starts_[item]; i < item_starts_[item + 1]; ++i) {
        const Cast& cast = votes_[i];
        counts[static_cast<size_t>(cast.choice)] += 1;
        const auto other = of_anchor.find(cast.at % years_);
        if (other == of_anchor.end()) continue;
        shared[cast.at] += 1;
        alike[cast.at] +=
            1 - 0.5 * std::abs(static_cast<int>(cast.choice) - static_cast<int>(other->second));
      }
      const double all = counts[0] + counts[1] + counts[2];
      items_[item].t1 = quantile(counts[2] / all);
      items_[item].t2 = quantile((counts[2] + counts[1]) / all);
    }
    for (size_t i = 0; i < theta_.size(); ++i)
      if (shared[i] > 0) theta_[i] = alike[i] / shared[i];
    normalise();
  }

  uint16_t choose_anchor() const {
    uint16_t out = 0;
    uint64_t most = 0;
    for (size_t voter = 0; voter < voters_; ++voter) {
      uint64_t votes = 0;
      for (size_t year = 0; year < years_; ++year) votes += counts_[voter * years_ + year];
      if (table_.voters[voter].code == "US" && votes > 0) return static_cast<uint16_t>(voter);
      if (votes > most) most = votes, out = static_cast<uint16_t>(voter);
    }
    return out;
  }

  static double quantile(double probability) {
    double low = -8, high = 8;
    for (int i = 0; i < 60; ++i) {
      const double middle = (low + high) / 2;
      (below(middle) < probability ? low : high) = middle;
    }
    return low;
  }

  void normalise() {
    for (size_t year = 0; year < years_; ++year) {
      double n = 0, sum = 0, squares = 0;
      for (size_t voter = 0; voter < voters_; ++voter)
        if (counts_[voter * years_ + year]) n += 1, sum += theta_[voter * years_ + year];
      if (n == 0) continue;
      for (size_t voter = 0; voter < voters_; ++voter)
        if (const size_t at = voter * years_ + year; counts_[at])
          squares += (theta_[at] - sum / n) * (theta_[at] - sum / n);
      const double deviation = std::sqrt(squares / n);
      for (size_t voter = 0; voter < voters_; ++voter)
        theta_[voter * years_ + year] =
            deviation > 1e-9 ? (theta_[voter * years_ + year] - sum / n) / deviation : 0;
    }
  }

  double anchor_sign() const {
    double sum = 0;
    for (size_t year = 0; year < years_; ++year)
      if (counts_[anchor_ * years_ + year]) sum += theta_[anchor_ * years_ + year];
    return sum < 0 ? -1 : 1;
  }

  void step(size_t index) {
    Item& item = items_[index];
    const double by_slope = 1 / settings_.slope_variance,
                 by_threshold = 1 / settings_.threshold_variance;
    std::array<double, 6> h{by_slope, 0, 0, by_threshold, 0, by_threshold};
    std::array<double, 3> g{-item.slope * by_slope, -item.t1 * by_threshold,
                            -item.t2 * by_threshold};
    for (size_t i = item_starts_[index]; i < item_starts_[index + 1]; ++i) {
      const double x = theta_[votes_[i].at];
      const VoteTerm term = term_of(votes_[i].choice, item.slope * x, item.t1, item.t2);
      h[0] += (term.i11 + term.i22 + 2 * term.i12) * x * x;
      h[1] -= (term.i11 + term.i12) * x;
      h[2] -= (term.i22 + term.i12) * x;
      h[3] += term.i11, h[4] += term.i12, h[5] += term.i22;
      g[0] += term.ge * x, g[1] += term.g1, g[2] += term.g2;
    }
    auto move = solve(h, g);
    const double longest = std::max({std::abs(move[0]), std::abs(move[1]), std::abs(move[2])});
    const double by = longest > 1 ? 1 / longest : 1;
    item.slope += by * move[0], item.t1 += by * move[1], item.t2 += by * move[2];
    if (item.t2 - item.t1 < 0.01) {
      const double middle = (item.t1 + item.t2) / 2;
      item.t1 = middle - 0.005, item.t2 = middle + 0.005;
    }
  }

  // The path of one voter over its years: (information + prior) theta = right side, tridiagonal.
  void move_path(size_t voter, bool deviations_only = false) {
    size_t first = years_, last = 0;
    for (size_t year = 0; year < years_; ++year)
      if (counts_[voter * years_ + year]) first = std::min(first, year), last = year;
    if (first == years_) return;
    const size_t n = last - first + 1;
    const double walk = 1 / settings_.walk_variance;
    std::vector<double> diagonal(n), right(n);
    for (size_t k = 0; k < n; ++k) {
      const size_t at = voter * years_ + first + k;
      double information = 0, gradient = 0;
      for (size_t i = path_starts_[at]; i < path_starts_[at + 1]; ++i) {
        const Cast& cast = votes_[by_path_[i]];
        const Item& item = items_[cast.item];
        const VoteTerm term = term_of(cast.choice, item.slope * theta_[at], item.t1, item.t2);
        gradient += term.ge * item.slope;
        information += (term.i11 + term.i22 + 2 * term.i12) * item.slope * item.slope;
      }
      right[k] = information * theta_[at] + gradient;
      diagonal[k] = information + (counts_[at] ? 1 / settings_.year_variance : 0) +
                    (k > 0 ? walk : 1) + (k + 1 < n ? walk : 0);
    }
    if (deviations_only) return keep_deviations(voter, first, diagonal, walk);
    // Elimination from both ends of a matrix with -walk beside the diagonal.
    std::vector<double> pivot(n);
    pivot[0] = diagonal[0];
    for (size_t k = 1; k < n; ++k) {
      const double factor = walk / pivot[k - 1];
      pivot[k] = diagonal[k] - factor * walk;
      right[k] += factor * right[k - 1];
    }
    for (size_t k = n; k-- > 0;) {
      if (k + 1 < n) right[k] += walk * right[k + 1];
      right[k] /= pivot[k];
    }
    for (size_t k = 0; k < n; ++k) {
      double& theta = theta_[voter * years_ + first + k];
      theta = std::clamp(right[k], theta - 1, theta + 1);
    }
  }

  // The diagonal of the inverse of a tridiagonal matrix, from the pivots of both directions.
  void keep_deviations(size_t voter, size_t first, const std::vector<double>& diagonal,
                       double walk) {
    const size_t n = diagonal.size();
    std::vector<double> down(n), up(n);
    for (size_t k = 0; k < n; ++k) down[k] = diagonal[k] - (k > 0 ? walk * walk / down[k - 1] : 0);
    for (size_t k = n; k-- > 0;) up[k] = diagonal[k] - (k + 1 < n ? walk * walk / up[k + 1] : 0);
    for (size_t k = 0; k < n; ++k)
      deviation_[voter * years_ + first + k] = 1 / std::sqrt(down[k] + up[k] - diagonal[k]);
  }

  const VoteTable& table_;
  const IdealPointSettings& settings_;
  size_t years_ = 0, voters_ = 0, roll_calls_ = 0;
  int first_year_ = 0;
  uint16_t anchor_ = 0;
  std::vector<Cast> votes_;  // by item
  std::vector<size_t> item_starts_, path_starts_;
  std::vector<uint32_t> by_path_;          // places in votes_, by voter and year
  std::vector<uint32_t> counts_;           // votes of a voter in a year
  std::vector<double> theta_, deviation_;  // the same
  std::vector<Item> items_;
};

}  // namespace

std::string bridge_key(const RollCall& call) {
  if (!call.is_final()) return {};
  std::string out;
  for (const char c : lower(call.title)) {
    if (is_alpha(c)) out += c;
    else if (!out.empty() && out.back() != ' ') out += ' ';
  }
  // ": resolution / adopted by the General Assembly" ends the newer titles.
  if (const size_t at = out.find("resolution adopted"); at != std::string::npos) out.resize(at);
  while (out.ends_with(' ')) out.pop_back();
  return out.size() < kKeyMin ? std::string() : out;
}

IdealPoints estimate_ideal_points(const VoteTable& table, const IdealPointSettings& settings) {
  return Fit(table, settings).run();
}

}  // namespace entente
