// Findings of votes as what is filed: two states, and the votes that both cast.
#pragma once

#include <vector>

#include "engine/filing/found.h"
#include "engine/votes/tables.h"
#include "tracing/votes/agreement.h"
#include "tracing/votes/changes.h"
#include "tracing/votes/ideal_points.h"

namespace entente {

class VotesFiled {
 public:
  // Only roll calls that the question took: `issue` and `final_only` as of VoteBits.
  VotesFiled(const VotesRead& read, uint32_t issue, bool final_only);
  void agreement(uint16_t a, uint16_t b, int year, const PairCounts& counts);
  void change(uint16_t a, uint16_t b, const AlignmentChange& change, const std::string& measure);
  // How far apart the two stood in each year in which both have a point (`year` 0: all), and how
  // many of all pairs of that year stood nearer.
  void ideal_points(const IdealPoints& points,
                    const std::vector<std::pair<uint16_t, uint16_t>>& pairs, int year);
  std::vector<Found> take() { return std::move(found_); }

 private:
  Found of_pair(std::string finding, uint16_t a, uint16_t b) const;
  // Rows of both in roll calls of these years in which both voted.
  void add_rows(Found& found, uint16_t a, uint16_t b, int from, int to) const;

  const VotesRead& read_;
  uint32_t issue_;
  bool final_only_;
  std::vector<std::vector<const Vote*>> cast_;  // of each voter, by roll call
  std::vector<Found> found_;
};

// A voter as an actor; one without a code of two letters stands for no state.
FoundActor actor_of(const Voter& voter, Part part);

}  // namespace entente
