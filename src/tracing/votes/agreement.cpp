#include "tracing/votes/agreement.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

namespace entente {
namespace {

double distance(size_t a, size_t b, bool squared) {
  const double d = std::abs(static_cast<double>(a) - static_cast<double>(b));
  return squared ? d * d : d;
}

struct Expected {
  double kappa, pi;
};

Expected corrected(const PairCounts& counts, double n, bool squared) {
  std::array<double, 3> of_a{}, of_b{};
  double observed = 0;
  for (size_t i = 0; i < 3; ++i)
    for (size_t j = 0; j < 3; ++j) {
      of_a[i] += counts.cells[i][j];
      of_b[j] += counts.cells[i][j];
      observed += counts.cells[i][j] * distance(i, j, squared);
    }
  double by_own = 0, by_mean = 0;
  for (size_t i = 0; i < 3; ++i)
    for (size_t j = 0; j < 3; ++j) {
      by_own += of_a[i] * of_b[j] * distance(i, j, squared);
      by_mean += (of_a[i] + of_b[i]) * (of_a[j] + of_b[j]) * distance(i, j, squared);
    }
  constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();
  return {by_own > 0 ? 1 - observed * n / by_own : kUndefined,
          by_mean > 0 ? 1 - 4 * observed * n / by_mean : kUndefined};
}

}  // namespace

uint32_t PairCounts::n() const {
  uint32_t out = 0;
  for (const auto& row : cells)
    for (const uint32_t cell : row) out += cell;
  return out;
}

void PairCounts::add(const PairCounts& other) {
  for (size_t i = 0; i < 3; ++i)
    for (size_t j = 0; j < 3; ++j) cells[i][j] += other.cells[i][j];
  absent_a += other.absent_a;
  absent_b += other.absent_b;
}

Agreement agreement_of(const PairCounts& counts) {
  Agreement out;
  const auto& c = counts.cells;
  out.n = counts.n();
  out.same = c[0][0] + c[1][1] + c[2][2];
  out.half = c[0][1] + c[1][0] + c[1][2] + c[2][1];
  out.opposite = c[0][2] + c[2][0];
  const double n = out.n;
  out.agree = out.n ? (out.same + 0.5 * out.half) / n : std::numeric_limits<double>::quiet_NaN();
  out.s = 2 * out.agree - 1;
  const Expected by_abs = corrected(counts, n, false), by_sq = corrected(counts, n, true);
  out.kappa_abs = by_abs.kappa, out.pi_abs = by_abs.pi;
  out.kappa_sq = by_sq.kappa, out.pi_sq = by_sq.pi;
  return out;
}

VoteBits::VoteBits(const VoteTable& table, uint32_t issues, bool final_only)
    : voters_(table.voters.size()) {
  if (table.roll_calls.empty()) return;
  const auto wanted = [&](const RollCall& call) {
    return call.year != 0 && (!issues || call.issues & issues) && (!final_only || call.is_final());
  };
  int last = 0;
  for (const RollCall& call : table.roll_calls)
    if (call.year) {
      first_year_ = first_year_ ? std::min<int>(first_year_, call.year) : call.year;
      last = std::max<int>(last, call.year);
    }
  spans_.resize(first_year_ ? static_cast<size_t>(last - first_year_) + 1 : 0);
  // Each roll call gets the next place within its year.
  std::vector<uint32_t> place(table.roll_calls.size(), UINT32_MAX);
  for (size_t i = 0; i < place.size(); ++i)
    if (wanted(table.roll_calls[i]))
      place[i] = spans_[static_cast<size_t>(table.roll_calls[i].year - first_year_)].calls++;
  for (Span& span : spans_) {
    span.word = words_;
    span.words = (span.calls + 63) / 64;
    words_ += span.words;
  }
  bits_.resize(words_ * 4 * voters_);
  for (const Vote& vote : table.votes) {
    const uint32_t at = place[vote.roll_call];
    if (at == UINT32_MAX) continue;
    const Span& year =
        spans_[static_cast<size_t>(table.roll_calls[vote.roll_call].year - first_year_)];
    bits_[(size_t{vote.voter} * 4 + static_cast<size_t>(vote.choice)) * words_ + year.word +
          at / 64] |= uint64_t{1} << (at % 64);
  }
}

const VoteBits::Span* VoteBits::span(int year) const {
  const int at = year - first_year_;
  return at < 0 || at >= static_cast<int>(spans_.size()) ? nullptr
                                                         : &spans_[static_cast<size_t>(at)];
}

uint32_t VoteBits::roll_calls(int year) const {
  const Span* const year_span = span(year);
  return year_span ? year_span->calls : 0;
}

bool VoteBits::voted(uint16_t voter, int year) const {
  const Span* const year_span = span(year);
  if (!year_span) return false;
  for (size_t choice = 0; choice < 3; ++choice) {
    const uint64_t* const words = bits(voter, choice, *year_span);
    for (size_t i = 0; i < year_span->words; ++i)
      if (words[i]) return true;
  }
  return false;
}

PairCounts VoteBits::count(uint16_t a, uint16_t b, int year) const {
  PairCounts out;
  const Span* const year_span = span(year);
  if (!year_span) return out;
  std::array<const uint64_t*, 4> of_a, of_b;
  for (size_t c = 0; c < 4; ++c) of_a[c] = bits(a, c, *year_span), of_b[c] = bits(b, c, *year_span);
  for (size_t w = 0; w < year_span->words; ++w) {
    for (size_t i = 0; i < 3; ++i)
      for (size_t j = 0; j < 3; ++j)
        out.cells[i][j] += static_cast<uint32_t>(std::popcount(of_a[i][w] & of_b[j][w]));
    out.absent_a +=
        static_cast<uint32_t>(std::popcount(of_a[3][w] & (of_b[0][w] | of_b[1][w] | of_b[2][w])));
    out.absent_b +=
        static_cast<uint32_t>(std::popcount(of_b[3][w] & (of_a[0][w] | of_a[1][w] | of_a[2][w])));
  }
  return out;
}

}  // namespace entente
