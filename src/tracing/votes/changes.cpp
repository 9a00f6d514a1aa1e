#include "tracing/votes/changes.h"

#include <cmath>

namespace entente {
namespace {

double measure_of(const Agreement& told, AlignmentMeasure measure) {
  switch (measure) {
    case AlignmentMeasure::agree:
      return told.agree;
    case AlignmentMeasure::s:
      return told.s;
    case AlignmentMeasure::pi:
      return told.pi_sq;
    case AlignmentMeasure::kappa:
      break;
  }
  return told.kappa_sq;
}

}  // namespace

std::vector<AlignmentChange> find_changes(const VoteBits& bits, uint16_t a, uint16_t b,
                                          const ChangeSettings& settings) {
  std::vector<int> years;
  std::vector<double> values;
  std::vector<PairCounts> counts;
  for (int year = bits.first_year(); year <= bits.last_year(); ++year) {
    const PairCounts told = bits.count(a, b, year);
    if (told.n() < settings.votes_min) continue;
    const double value = measure_of(agreement_of(told), settings.measure);
    if (!std::isfinite(value)) continue;
    years.push_back(year);
    values.push_back(value);
    counts.push_back(told);
  }
  const auto breaks = find_breaks(values, settings.p_max, settings.years_min);
  std::vector<AlignmentChange> out;
  for (size_t k = 0; k < breaks.size(); ++k) {
    const size_t from = k ? breaks[k - 1].first : 0;
    const size_t to = k + 1 < breaks.size() ? breaks[k + 1].first : values.size();
    const MeanShift& shift = breaks[k];
    AlignmentChange change;
    change.year = years[shift.first];
    change.low = years[shift.first_low], change.high = years[shift.first_high];
    change.from = years[from], change.to = years[to - 1];
    change.before = shift.before, change.after = shift.after;
    change.f = shift.f, change.p = shift.p;
    PairCounts before, after;
    for (size_t i = from; i < to; ++i) (i < shift.first ? before : after).add(counts[i]);
    change.pooled_before = agreement_of(before), change.pooled_after = agreement_of(after);
    out.push_back(change);
  }
  return out;
}

}  // namespace entente
