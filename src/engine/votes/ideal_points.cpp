// `entente votes idealpoints`.
#include "tracing/votes/ideal_points.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/votes/filed.h"
#include "engine/votes/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

using VoterPair = std::pair<uint16_t, uint16_t>;

struct Wanted {
  std::vector<uint16_t> countries;  // of the pairs too; empty: all
  std::vector<uint16_t> alone;
  std::vector<VoterPair> pairs;
};

Result<Wanted> wanted_of(const VotesRead& read, const IdealPointsRequest& request) {
  Wanted out;
  for (const auto& word : request.countries) {
    const auto voter = find_voter(read, word);
    if (!voter) return std::unexpected(voter.error());
    out.alone.push_back(*voter);
  }
  out.countries = out.alone;
  for (const auto& words : request.pairs) {
    const auto pair = find_pair(read, words);
    if (!pair) return std::unexpected(pair.error());
    out.pairs.push_back(*pair);
    out.countries.insert(out.countries.end(), {pair->first, pair->second});
  }
  return out;
}

Json json_of(const IdealPoint& point, const Voter& voter) {
  Json out;
  out["year"] = point.year;
  out["country"] = voter.name;
  out["code"] = voter.code.empty() ? Json(nullptr) : Json(voter.code);
  out["iso3"] = voter.iso3.empty() ? Json(nullptr) : Json(voter.iso3);
  out["key"] = voter.key;
  out["idealpoint"] = figure(point.estimate, 6);
  out["deviation"] = figure(point.deviation, 6);
  out["q5"] = figure(point.low(), 6);
  out["q95"] = figure(point.high(), 6);
  out["n"] = point.votes;
  return out;
}

std::string text_of(const IdealPoint& point, const Voter& voter) {
  return fmt::format("{}  {:<40} {:+.3f}  [{:+.3f} .. {:+.3f}]  {} votes\n", point.year, voter.name,
                     point.estimate, point.low(), point.high(), point.votes);
}

// A place on the line tells nothing but how far it is from another.
std::vector<Found> found_of(const VotesRead& read, const IdealPointsRequest& request,
                            const IdealPoints& points, Wanted&& wanted) {
  for (const uint16_t country : wanted.alone)
    if (country != points.anchor) wanted.pairs.emplace_back(country, points.anchor);
  VotesFiled filed(read, *find_issue(read.table, request.issue), request.final_only);
  filed.ideal_points(points, wanted.pairs, request.year);
  return filed.take();
}

}  // namespace

Result<IdealPoints> fit_ideal_points(const Engine::Parts& parts, const VoteTable& table,
                                     const IdealPointsRequest& request) {
  const auto issue = find_issue(table, request.issue);
  if (!issue) return std::unexpected(issue.error());
  IdealPointSettings how;
  how.final_only = request.final_only;
  how.issues = *issue;
  how.threads = parts.threads();
  if (request.no_bridges) how.bridge_years = 0;
  how.progress = [&](int round, double) {
    parts.progress("rounds", static_cast<size_t>(round), static_cast<size_t>(how.rounds_max));
    return !parts.stopped();
  };
  return estimate_ideal_points(table, how);
}

Exit votes_ideal_points(const Settings& settings, const IdealPointsRequest& request,
                        VotesCounts& counts, const TakeBytes& take) {
  const Engine::Parts parts(settings);
  if (request.filing.wanted && request.pairs.empty() && request.countries.empty())
    return parts.report({Code::bad_argument, "all states are too many to file", "", "--ledger",
                         "name them: --pair RU,KP or --country RU"});
  const auto read = load_votes(parts, request.tables, counts);
  if (!read) return report_input(parts, read.error());
  auto wanted = wanted_of(*read, request);
  if (!wanted) return parts.report(wanted.error());
  const auto found = fit_ideal_points(parts, read->table, request);
  if (!found) return parts.report(found.error());
  if (parts.stopped()) return Exit::interrupted;
  if (!found->converged && !found->points.empty())
    parts.note(
        fmt::format("after {} rounds a point still moved by {:.4f}", found->rounds, found->move));
  FindingsWriter out(request.form, "entente.votes.idealpoints.v1", take);
  out.head("model", "ordered probit, random walk by state, resolutions bridged by their words");
  out.head("votes", found->votes);
  out.head("roll_calls", found->roll_calls);
  out.head("items", found->items);
  out.head("rounds", found->rounds);
  out.head("positive",
           found->points.empty() ? Json(nullptr) : Json(read->table.voters[found->anchor].name));
  for (const IdealPoint& point : found->points) {
    if (request.year && point.year != request.year) continue;
    if (!wanted->countries.empty() &&
        std::ranges::find(wanted->countries, point.voter) == wanted->countries.end())
      continue;
    const Voter& voter = read->table.voters[point.voter];
    if (!out.row(json_of(point, voter), text_of(point, voter))) break;
  }
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_votes(parts, counts);
  if (!request.filing.wanted) return done;
  return file_findings(parts, request.filing, found_of(*read, request, *found, std::move(*wanted)),
                       counts.filed, done);
}

}  // namespace entente
