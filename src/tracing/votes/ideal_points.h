// Where states stand on the one line along which the General Assembly divides most, year by year.
//
//   const IdealPoints found = estimate_ideal_points(table, {.threads = 2});
//   for (const IdealPoint& p : found.points) use(table.voters[p.voter], p.year, p.estimate);
//
// Ordinal item response, after Bailey, Strezhnev & Voeten 2017 ("Estimating Dynamic State
// Preferences from United Nations Voting Data", Journal of Conflict Resolution 61): for state i in
// year t and resolution v
//
//   z = slope_v * theta_it + e,  e ~ N(0, 1);   no below t1_v, abstain below t2_v, yes above
//
// Sessions are bridged twice, as there: by a random walk of each state from year to year, and by
// resolutions that come back in the same words, which share slope and thresholds from one year to
// the next (at most three years apart). What they sample by Gibbs is here a posterior mode, found
// by Fisher scoring: resolutions given states (3 x 3 systems), states given resolutions (one
// tridiagonal system for a state's whole path), until no point moves. Deterministic; no random
// number.
//
//   priors: theta_it - theta_i,t-1 ~ N(0, 0.1) over the state's first to last year of votes;
//           theta_it ~ N(0, 1) in each year it votes; slope ~ N(0, 0.3); thresholds ~ N(0, 25)
//   scale:  mean 0 and deviation 1 over the states that vote, in each year; the anchor (the United
//           States where it is there) is positive
//   start:  share of agreement with the anchor in the year
//
// Intervals are those of the path's Gaussian at the mode, resolutions taken as known: a little too
// narrow in years with few roll calls. Cost: three passes over the votes a round, some thirty
// rounds; 870,000 votes take a few seconds on two cores. Twin: ideal_points_test.cpp fits a small
// table by plain gradient ascent.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

#include "model/vote.h"

namespace entente {

struct IdealPointSettings {
  double walk_variance = 0.1;
  double year_variance = 1;
  double slope_variance = 0.3;
  double threshold_variance = 25;
  int bridge_years = 3;  // 0: no bridges by resolutions
  bool final_only = false;
  uint32_t issues = 0;  // only roll calls with one of these bits; 0: all
  int rounds_max = 60;
  double tolerance = 2e-3;  // of the largest move of a point in a round
  size_t threads = 1;
  std::function<bool(int round, double move)> progress = {};  // false stops
};

// A normal deviate's 95 % quantile: a point's interval of nine tenths is that many deviations wide
// to either side.
inline constexpr double kNineTenths = 1.6448536269514722;

struct IdealPoint {
  uint16_t voter = 0;
  int year = 0;
  double estimate = 0, deviation = 0;
  uint32_t votes = 0;

  double low() const { return estimate - kNineTenths * deviation; }
  double high() const { return estimate + kNineTenths * deviation; }
};

struct IdealPoints {
  std::vector<IdealPoint> points;  // by year, then voter
  uint16_t anchor = 0;
  size_t votes = 0, roll_calls = 0, items = 0;  // items: roll calls, bridged ones together
  int rounds = 0;
  double move = 0;  // of the last round
  bool converged = false;
};

IdealPoints estimate_ideal_points(const VoteTable& table, const IdealPointSettings& settings);

// The same in all roll calls that share it: which words they are about, without numbers and what
// is printed around them. Empty when there are too few words to tell.
std::string bridge_key(const RollCall& call);

}  // namespace entente
