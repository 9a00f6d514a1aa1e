// How two states vote alike, year by year.
//
//   VoteBits bits(table);
//   const PairCounts counts = bits.count(us, cu, 2017);
//   const Agreement told = agreement_of(counts);        // told.kappa_sq …
//
// Of the n roll calls in which both voted yes, abstain or no (an absence is an option, not a vote:
// it is counted beside and never within n):
//
//   same, half, opposite   the same choice; one of them abstained; one yes and one no
//   agree    = (same + half / 2) / n                          Lijphart 1963
//   s        = 1 - 2 * sum of |a - b| / (2 n) = 2 agree - 1   Signorino & Ritter 1999, equal
//   weights kappa    = 1 - Do / De(own margins of each)               Cohen 1968, weighted pi = 1 -
//   Do / De(mean of both margins)              Scott 1955; Haege 2011
//
// Do is the mean observed distance, De the one to expect by chance from the margins; distances are
// |a - b| (absolute) or its square, of yes 1, abstain 2, no 3. Haege 2011 ("Choice or
// Circumstance?", Political Analysis 19) argues for the chance-corrected ones: nearly all votes are
// yes. Undefined (NaN) when nothing can differ: De = 0, or n = 0.
//
// Cost: a bit for each roll call, choice and state; a pair and year is a few dozen words, so all
// pairs of all years take milliseconds. Slow twin: votes_test.cpp counts vote by vote.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "model/vote.h"

namespace entente {

struct PairCounts {
  std::array<std::array<uint32_t, 3>, 3> cells{};  // [choice of a][choice of b], yes abstain no
  uint32_t absent_a = 0, absent_b = 0;             // told as absent while the other voted
  uint32_t n() const;
  void add(const PairCounts& other);
};

struct Agreement {
  uint32_t n = 0, same = 0, half = 0, opposite = 0;
  double agree = 0, s = 0, kappa_abs = 0, kappa_sq = 0, pi_abs = 0, pi_sq = 0;  // NaN: undefined
};
Agreement agreement_of(const PairCounts& counts);

class VoteBits {
 public:
  // `issues`: only roll calls with one of these bits; 0: all. `final_only`: no paragraphs and
  // amendments.
  explicit VoteBits(const VoteTable& table, uint32_t issues = 0, bool final_only = false);

  int first_year() const { return first_year_; }
  int last_year() const { return first_year_ + static_cast<int>(spans_.size()) - 1; }
  size_t voters() const { return voters_; }
  uint32_t roll_calls(int year) const;
  bool voted(uint16_t voter, int year) const;
  PairCounts count(uint16_t a, uint16_t b, int year) const;

 private:
  struct Span {
    size_t word = 0;  // first of the year, in the bits of one voter and choice
    size_t words = 0;
    uint32_t calls = 0;
  };
  const uint64_t* bits(uint16_t voter, size_t choice, const Span& span) const {
    return bits_.data() + (size_t{voter} * 4 + choice) * words_ + span.word;
  }
  const Span* span(int year) const;
  std::vector<Span> spans_;
  std::vector<uint64_t> bits_;
  size_t words_ = 0, voters_ = 0;
  int first_year_ = 0;
};

}  // namespace entente
