// CIF/FOB of each pair from how far apart they lie, and how far each reporter's figures can be
// relied on.
//
//   const auto gravity = estimate_gravity(pairs, distance);
//   input.cif_fob = [&](uint16_t e, uint16_t i, int) { return gravity->cif_fob(e, i); };
//
// After the mirroring of the Harvard Growth Lab (Bustos & Yildirim, Atlas of Economic Complexity;
// its public code): over the flows that both sides tell, above a million and the first percentile,
//
//   ln(M / X), winsorised by a tenth at either end = a_exporter,year + b_importer,year
//                                                    + beta ln(distance) + gamma contiguous
//
// by least squares (fixed effects taken out by turns until nothing moves); tau = c + beta
// ln(distance) + gamma contiguous with c the mean residual without the effects, held between 0 and
// 0.2; the mean tau where no distance is known; k = 1 + tau. Where they take imports at FOB as CIF
// (1 - tau), we divide by 1 + tau, as tau is defined.
//
// Reliability, iterated: of exporter i, e_i = 1 - sum_j m_j d_ij / sum_j m_j, of importer j, m_j =
// 1 - sum_i e_i d_ij / sum_i e_i, with d_ij = |X - M/k| / (X + M/k) over all years; a partner who
// can be relied on weighs more. From 1 to the fixed point. Theirs differs in its normalisation; the
// idea, that a country is judged by its disagreement with those who agree with the rest, is theirs.
// It says who disagrees with everybody, not who is right, and nothing is reconciled with it.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/result.h"
#include "model/remoteness.h"

namespace entente {

struct PairFlow {
  uint16_t exporter = 0, importer = 0;
  int year = 0;
  double exports_fob = 0, imports_cif = 0;  // both told, both above 0
};

class Gravity {
 public:
  double cif_fob(uint16_t exporter, uint16_t importer) const;
  std::optional<double> of_exporter(uint16_t id) const;
  std::optional<double> of_importer(uint16_t id) const;

  double beta = 0, gamma = 0, constant = 0, mean_tau = 0;
  size_t flows = 0;  // in the regression
  int rounds = 0;    // of the reliability

 private:
  friend Result<Gravity> estimate_gravity(
      const std::vector<PairFlow>&,
      const std::function<std::optional<Remoteness>(uint16_t, uint16_t)>&);
  std::map<std::pair<uint16_t, uint16_t>, double> tau_;
  std::map<uint16_t, double> exporters_, importers_;
};

// bad_argument with fewer than 30 flows, or where distances do not vary beside the effects.
Result<Gravity> estimate_gravity(
    const std::vector<PairFlow>& flows,
    const std::function<std::optional<Remoteness>(uint16_t exporter, uint16_t importer)>& distance);

}  // namespace entente
