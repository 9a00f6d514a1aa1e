#include "engine/votes/filed.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/text.h"

namespace entente {
namespace {

void add(Found& found, std::string name, double value, int decimals) {
  if (std::isfinite(value))
    found.values.push_back({std::move(name), fmt::format("{:.{}f}", value, decimals)});
}

// Points of a year, and the distances of all its pairs, sorted.
struct Line {
  std::map<uint16_t, const IdealPoint*> points;
  std::vector<double> distances;

  const IdealPoint* of(uint16_t voter) const {
    const auto at = points.find(voter);
    return at == points.end() ? nullptr : at->second;
  }
  double percent_nearer_than(double distance) const {
    const auto nearer = std::ranges::lower_bound(distances, distance) - distances.begin();
    return 100 * static_cast<double>(nearer) / static_cast<double>(distances.size());
  }
};

std::map<int, Line> lines_of(const IdealPoints& points, int year) {
  std::map<int, Line> out;
  for (const IdealPoint& point : points.points)
    if (year == 0 || point.year == year) out[point.year].points[point.voter] = &point;
  for (auto& [y, line] : out) {
    for (auto a = line.points.begin(); a != line.points.end(); ++a)
      for (auto b = std::next(a); b != line.points.end(); ++b)
        line.distances.push_back(std::abs(a->second->estimate - b->second->estimate));
    std::ranges::sort(line.distances);
  }
  return out;
}

std::string interval_of(const IdealPoint& point) {
  return fmt::format("{:.2f} to {:.2f}", point.low(), point.high());
}

}  // namespace

FoundActor actor_of(const Voter& voter, Part part) {
  const bool is_state = voter.code.size() == 2 && voter.iso3.size() == 3;
  return {part, voter.name, {}, is_state ? lower(voter.code) : std::string()};
}

VotesFiled::VotesFiled(const VotesRead& read, uint32_t issue, bool final_only)
    : read_(read), issue_(issue), final_only_(final_only), cast_(read.table.voters.size()) {
  for (const Vote& vote : read.table.votes)
    if (vote.choice != Vote::Choice::absent) cast_[vote.voter].push_back(&vote);
}

Found VotesFiled::of_pair(std::string finding, uint16_t a, uint16_t b) const {
  const auto& voters = read_.table.voters;
  Found out{.finding = std::move(finding)};
  out.actors = {actor_of(voters[a], Part::subject), actor_of(voters[b], Part::counterpart)};
  return out;
}

void VotesFiled::add_rows(Found& found, uint16_t a, uint16_t b, int from, int to) const {
  const auto &x = cast_[a], &y = cast_[b];
  for (size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i]->roll_call != y[j]->roll_call) {
      ++(x[i]->roll_call < y[j]->roll_call ? i : j);
      continue;
    }
    const RollCall& call = read_.table.roll_calls[x[i]->roll_call];
    const bool counts = call.year >= from && call.year <= to && (!issue_ || call.issues & issue_) &&
                        (!final_only_ || call.is_final());
    if (counts)
      for (const Vote* vote : {x[i], y[j]}) found.rows.push_back({read_.table.path, vote->line});
    ++i, ++j;
  }
}

void VotesFiled::agreement(uint16_t a, uint16_t b, int year, const PairCounts& counts) {
  const Agreement told = agreement_of(counts);
  Found found = of_pair("votes.agreement", a, b);
  found.values = {{"year", std::to_string(year)},
                  {"n", std::to_string(told.n)},
                  {"same", std::to_string(told.same)},
                  {"half", std::to_string(told.half)},
                  {"opposite", std::to_string(told.opposite)}};
  add(found, "agree_percent", 100 * told.agree, 1);
  add(found, "kappa", told.kappa_sq, 3);
  add(found, "pi", told.pi_sq, 3);
  found.when = {Date{year}, Date{year}};
  add_rows(found, a, b, year, year);
  found_.push_back(std::move(found));
}

void VotesFiled::change(uint16_t a, uint16_t b, const AlignmentChange& change,
                        const std::string& measure) {
  Found found = of_pair("votes.change", a, b);
  found.values = {{"year", std::to_string(change.year)},
                  {"low", std::to_string(change.low)},
                  {"high", std::to_string(change.high)},
                  {"from_year", std::to_string(change.from)},
                  {"to_year", std::to_string(change.to)},
                  {"measure", measure.empty() ? "kappa" : measure},
                  {"rises", change.after > change.before ? "true" : "false"}};
  add(found, "before", change.before, 2);
  add(found, "after", change.after, 2);
  add(found, "p", change.p, 4);
  found.when = {Date{change.year}, Date{change.to}};
  add_rows(found, a, b, change.from, change.to);
  found_.push_back(std::move(found));
}

void VotesFiled::ideal_points(const IdealPoints& points,
                              const std::vector<std::pair<uint16_t, uint16_t>>& pairs, int year) {
  for (const auto& [y, line] : lines_of(points, year))
    for (const auto& [a, b] : pairs) {
      const IdealPoint *first = line.of(a), *second = line.of(b);
      if (!first || !second || a == b) continue;
      const double distance = std::abs(first->estimate - second->estimate);
      const double reach = kNineTenths * std::hypot(first->deviation, second->deviation);
      Found found = of_pair("votes.idealpoint", a, b);
      found.values = {{"year", std::to_string(y)},
                      {"interval", interval_of(*first)},
                      {"interval_of_counterpart", interval_of(*second)},
                      {"positive", read_.table.voters[points.anchor].name},
                      {"converged", points.converged ? "true" : "false"}};
      add(found, "point", first->estimate, 2);
      add(found, "point_of_counterpart", second->estimate, 2);
      add(found, "distance", distance, 2);
      add(found, "distance_low", std::max(0.0, distance - reach), 2);
      add(found, "distance_high", distance + reach, 2);
      add(found, "pairs_nearer", line.percent_nearer_than(distance), 1);
      add(found, "pairs_nearer_low", line.percent_nearer_than(distance - reach), 1);
      add(found, "pairs_nearer_high", line.percent_nearer_than(distance + reach), 1);
      found.when = {Date{y}, Date{y}};
      add_rows(found, a, b, y, y);
      found_.push_back(std::move(found));
    }
}

}  // namespace entente
