// `entente votes idealpoints`.
#include "tracing/votes/ideal_points.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/findings_writer.h"
#include "engine/votes/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

constexpr double kTwentieth = 1.6448536269514722;  // a normal deviate's 95 % quantile

Json json_of(const IdealPoint& point, const Voter& voter) {
  Json out;
  out["year"] = point.year;
  out["country"] = voter.name;
  out["code"] = voter.code.empty() ? Json(nullptr) : Json(voter.code);
  out["iso3"] = voter.iso3.empty() ? Json(nullptr) : Json(voter.iso3);
  out["key"] = voter.key;
  out["idealpoint"] = figure(point.estimate, 6);
  out["deviation"] = figure(point.deviation, 6);
  out["q5"] = figure(point.estimate - kTwentieth * point.deviation, 6);
  out["q95"] = figure(point.estimate + kTwentieth * point.deviation, 6);
  out["n"] = point.votes;
  return out;
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
  const auto read = load_votes(parts, request.tables, counts);
  if (!read) return report_input(parts, read.error());
  std::vector<uint16_t> wanted;
  for (const auto& word : request.countries) {
    const auto voter = find_voter(*read, word);
    if (!voter) return parts.report(voter.error());
    wanted.push_back(*voter);
  }
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
    if (!wanted.empty() && std::ranges::find(wanted, point.voter) == wanted.end()) continue;
    const Voter& voter = read->table.voters[point.voter];
    const auto text =
        fmt::format("{}  {:<40} {:+.3f}  [{:+.3f} .. {:+.3f}]  {} votes\n", point.year, voter.name,
                    point.estimate, point.estimate - kTwentieth * point.deviation,
                    point.estimate + kTwentieth * point.deviation, point.votes);
    if (!out.row(json_of(point, voter), text)) break;
  }
  out.end();
  counts.findings = out.rows();
  return end_of_votes(parts, counts);
}

}  // namespace entente
