#include "tracing/trade/gravity.h"

#include <algorithm>
#include <cmath>
#include <set>

namespace entente {
namespace {

constexpr double kFloor = 1e6, kTauMax = 0.2, kTail = 0.1;
constexpr size_t kFlowsMin = 30;

double percentile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

using Groups = std::vector<std::vector<size_t>>;

template <class Key>
Groups groups_of(const std::vector<PairFlow>& flows, Key key) {
  std::map<std::pair<uint16_t, int>, std::vector<size_t>> by;
  for (size_t i = 0; i < flows.size(); ++i) by[key(flows[i])].push_back(i);
  Groups out;
  for (auto& [name, members] : by) out.push_back(std::move(members));
  return out;
}

// Takes the means of both kinds of groups out of the values, by turns, until none is left.
void take_out(std::vector<double>& values, const Groups& a, const Groups& b) {
  for (int round = 0; round < 1000; ++round) {
    double largest = 0;
    for (const Groups* groups : {&a, &b})
      for (const auto& group : *groups) {
        double mean = 0;
        for (const size_t i : group) mean += values[i];
        mean /= static_cast<double>(group.size());
        for (const size_t i : group) values[i] -= mean;
        largest = std::max(largest, std::abs(mean));
      }
    if (largest < 1e-11) return;
  }
}

struct Regression {
  double beta, gamma, constant;
  size_t flows;
};

std::vector<PairFlow> large_ones(const std::vector<PairFlow>& flows) {
  std::vector<double> x, m;
  for (const PairFlow& f : flows) x.push_back(f.exports_fob), m.push_back(f.imports_cif);
  if (x.empty()) return {};
  const double x_min = std::max(kFloor, percentile(x, 0.01)),
               m_min = std::max(kFloor, percentile(m, 0.01));
  std::vector<PairFlow> out;
  for (const PairFlow& f : flows)
    if (f.exports_fob >= x_min && f.imports_cif >= m_min) out.push_back(f);
  return out;
}

Result<Regression> regress(
    const std::vector<PairFlow>& all,
    const std::function<std::optional<Remoteness>(uint16_t, uint16_t)>& distance) {
  std::vector<PairFlow> flows;
  std::vector<double> y, far, near;
  for (const PairFlow& f : large_ones(all)) {
    const auto apart = distance(f.exporter, f.importer);
    if (!apart || !(apart->kilometres > 0)) continue;
    flows.push_back(f);
    y.push_back(std::log(f.imports_cif / f.exports_fob));
    far.push_back(std::log(apart->kilometres));
    near.push_back(apart->contiguous);
  }
  if (flows.size() < kFlowsMin)
    return fail(Code::bad_argument, "too few flows that both sides tell and that have a distance",
                "", std::to_string(flows.size()), "the simple method needs none");
  const double low = percentile(y, kTail), high = percentile(y, 1 - kTail);
  for (double& v : y) v = std::clamp(v, low, high);
  const auto plain_y = y, plain_far = far, plain_near = near;
  const Groups by_exporter =
      groups_of(flows, [](const PairFlow& f) { return std::pair(f.exporter, f.year); });
  const Groups by_importer =
      groups_of(flows, [](const PairFlow& f) { return std::pair(f.importer, f.year); });
  for (auto* values : {&y, &far, &near}) take_out(*values, by_exporter, by_importer);
  double ff = 0, fn = 0, nn = 0, fy = 0, ny = 0;
  for (size_t i = 0; i < y.size(); ++i) {
    ff += far[i] * far[i], fn += far[i] * near[i], nn += near[i] * near[i];
    fy += far[i] * y[i], ny += near[i] * y[i];
  }
  if (ff < 1e-9)
    return fail(Code::bad_argument, "distances do not vary beside exporters and importers", "", "",
                "the simple method needs none");
  Regression out{0, 0, 0, flows.size()};
  const double det = ff * nn - fn * fn;
  if (nn < 1e-9 || det < 1e-12 * ff * nn) {
    out.beta = fy / ff;
  } else {
    out.beta = (fy * nn - ny * fn) / det;
    out.gamma = (ny * ff - fy * fn) / det;
  }
  for (size_t i = 0; i < y.size(); ++i)
    out.constant += plain_y[i] - out.beta * plain_far[i] - out.gamma * plain_near[i];
  out.constant /= static_cast<double>(y.size());
  return out;
}

// By partner, weighed by the partner's own reliability; returns the largest change.
double judge(std::map<uint16_t, double>& ours, const std::map<uint16_t, double>& theirs,
             const std::map<std::pair<uint16_t, uint16_t>, double>& apart, bool as_exporter) {
  double largest = 0;
  std::map<uint16_t, std::pair<double, double>> sums;
  for (const auto& [pair, d] : apart) {
    const uint16_t self = as_exporter ? pair.first : pair.second;
    const double weight = theirs.at(as_exporter ? pair.second : pair.first);
    sums[self].first += weight * d;
    sums[self].second += weight;
  }
  for (const auto& [id, sum] : sums) {
    const double now = sum.second > 0 ? 1 - sum.first / sum.second : 0;
    largest = std::max(largest, std::abs(now - ours[id]));
    ours[id] = now;
  }
  return largest;
}

}  // namespace

double Gravity::cif_fob(uint16_t exporter, uint16_t importer) const {
  const auto at = tau_.find({exporter, importer});
  return 1 + (at == tau_.end() ? mean_tau : at->second);
}

std::optional<double> Gravity::of_exporter(uint16_t id) const {
  const auto at = exporters_.find(id);
  return at == exporters_.end() ? std::nullopt : std::optional(at->second);
}

std::optional<double> Gravity::of_importer(uint16_t id) const {
  const auto at = importers_.find(id);
  return at == importers_.end() ? std::nullopt : std::optional(at->second);
}

Result<Gravity> estimate_gravity(
    const std::vector<PairFlow>& flows,
    const std::function<std::optional<Remoteness>(uint16_t, uint16_t)>& distance) {
  const auto line = regress(flows, distance);
  if (!line) return std::unexpected(line.error());
  Gravity out;
  out.beta = line->beta, out.gamma = line->gamma, out.constant = line->constant,
  out.flows = line->flows;
  for (const PairFlow& f : flows) {
    const auto apart = distance(f.exporter, f.importer);
    if (!apart || !(apart->kilometres > 0)) continue;
    const double tau =
        out.constant + out.beta * std::log(apart->kilometres) + out.gamma * apart->contiguous;
    out.tau_[{f.exporter, f.importer}] = std::clamp(tau, 0.0, kTauMax);
  }
  for (const auto& [pair, tau] : out.tau_) out.mean_tau += tau;
  out.mean_tau /= static_cast<double>(out.tau_.size());
  std::map<std::pair<uint16_t, uint16_t>, std::pair<double, double>> sums;
  for (const PairFlow& f : flows) {
    sums[{f.exporter, f.importer}].first += f.exports_fob;
    sums[{f.exporter, f.importer}].second += f.imports_cif / out.cif_fob(f.exporter, f.importer);
  }
  std::map<std::pair<uint16_t, uint16_t>, double> apart;
  for (const auto& [pair, sum] : sums) {
    apart[pair] = std::abs(sum.first - sum.second) / (sum.first + sum.second);
    out.exporters_[pair.first] = out.importers_[pair.second] = 1;
  }
  for (out.rounds = 1; out.rounds < 200; ++out.rounds) {
    const double moved = std::max(judge(out.exporters_, out.importers_, apart, true),
                                  judge(out.importers_, out.exporters_, apart, false));
    if (moved < 1e-12) break;
  }
  return out;
}

}  // namespace entente
