// `entente votes changes`: of one pair, or of one state with all others.
#include "tracing/votes/changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "engine/filing/filing.h"
#include "engine/findings_writer.h"
#include "engine/votes/filed.h"
#include "engine/votes/tables.h"

namespace entente {
namespace {

using Json = nlohmann::ordered_json;

struct Dated {
  uint16_t a, b;
  AlignmentChange change;
};

Result<AlignmentMeasure> measure_of(const std::string& word) {
  for (const auto& [name, measure] : {std::pair("kappa", AlignmentMeasure::kappa),
                                      {"agree", AlignmentMeasure::agree},
                                      {"s", AlignmentMeasure::s},
                                      {"pi", AlignmentMeasure::pi}})
    if (word == name || (word.empty() && measure == AlignmentMeasure::kappa)) return measure;
  return fail(Code::bad_argument, "no such measure", "--measure", word,
              "measures: kappa, agree, s, pi");
}

Json json_of(const Agreement& told) {
  return {{"n", told.n},
          {"agree", figure(told.agree, 6)},
          {"s", figure(told.s, 6)},
          {"kappa", figure(told.kappa_sq, 6)},
          {"pi", figure(told.pi_sq, 6)}};
}

// Of each issue the share of the roll calls in those years.
Json issue_mix(const VoteTable& table, int from, int to) {
  Json out = Json::object();
  size_t calls = 0;
  std::vector<size_t> counts(table.issues.size());
  for (const RollCall& call : table.roll_calls) {
    if (call.year < from || call.year > to) continue;
    ++calls;
    for (size_t i = 0; i < counts.size(); ++i) counts[i] += call.issues >> i & 1u;
  }
  for (size_t i = 0; i < counts.size(); ++i)
    out[table.issues[i]] =
        calls ? figure(static_cast<double>(counts[i]) / static_cast<double>(calls), 4)
              : Json(nullptr);
  return out;
}

Json json_of(const Dated& found, const VoteTable& table) {
  const AlignmentChange& c = found.change;
  const Voter &a = table.voters[found.a], &b = table.voters[found.b];
  Json out;
  out["a"] = a.code.empty() ? a.name : a.code;
  out["b"] = b.code.empty() ? b.name : b.code;
  out["a_name"] = a.name;
  out["b_name"] = b.name;
  out["year"] = c.year;
  out["low"] = c.low;
  out["high"] = c.high;
  out["before"] = figure(c.before, 6);
  out["after"] = figure(c.after, 6);
  out["f"] = figure(c.f, 4);
  out["p"] = figure(c.p, 6);
  out["years"] = {c.from, c.to};
  out["pooled_before"] = json_of(c.pooled_before);
  out["pooled_after"] = json_of(c.pooled_after);
  out["issues_before"] = issue_mix(table, c.from, c.year - 1);
  out["issues_after"] = issue_mix(table, c.year, c.to);
  return out;
}

std::string text_of(const Dated& found, const VoteTable& table) {
  const AlignmentChange& c = found.change;
  const auto text = [](double v) { return std::isfinite(v) ? fmt::format("{:.2f}", v) : "-"; };
  return fmt::format(
      "{} ({} to {})  {} and {}: {} -> {} (p {:.4f}); agree {} -> {}, kappa {} -> {}, pi {} -> {}, "
      "n {} and {}\n",
      c.year, c.low, c.high, table.voters[found.a].name, table.voters[found.b].name, text(c.before),
      text(c.after), c.p, text(c.pooled_before.agree), text(c.pooled_after.agree),
      text(c.pooled_before.kappa_sq), text(c.pooled_after.kappa_sq), text(c.pooled_before.pi_sq),
      text(c.pooled_after.pi_sq), c.pooled_before.n, c.pooled_after.n);
}

}  // namespace

Exit votes_changes(const Settings& settings, const ChangesRequest& request, VotesCounts& counts,
                   const TakeBytes& take) {
  const Engine::Parts parts(settings);
  const auto measure = measure_of(request.measure);
  if (!measure) return report_input(parts, measure.error());
  if (request.pairs.empty() && request.countries.empty())
    return report_input(
        parts, {Code::bad_argument, "whose changes?", "", "", "--pair A,B or --country A"});
  const auto read = load_votes(parts, request.tables, counts);
  if (!read) return report_input(parts, read.error());
  const auto issue = find_issue(read->table, request.issue);
  if (!issue) return parts.report(issue.error());
  std::vector<std::pair<uint16_t, uint16_t>> pairs;
  for (const auto& words : request.pairs) {
    const auto pair = find_pair(*read, words);
    if (!pair) return parts.report(pair.error());
    pairs.push_back(*pair);
  }
  for (const auto& word : request.countries) {
    const auto one = find_voter(*read, word);
    if (!one) return parts.report(one.error());
    for (size_t other = 0; other < read->table.voters.size(); ++other)
      if (other != *one) pairs.emplace_back(*one, static_cast<uint16_t>(other));
  }
  const VoteBits bits(read->table, *issue, request.final_only);
  ChangeSettings how;
  how.measure = *measure;
  std::vector<Dated> found;
  for (size_t i = 0; i < pairs.size() && !parts.stopped(); ++i) {
    parts.progress("pairs", i, pairs.size());
    for (const AlignmentChange& change : find_changes(bits, pairs[i].first, pairs[i].second, how))
      found.push_back({pairs[i].first, pairs[i].second, change});
  }
  if (!request.countries.empty())
    std::ranges::stable_sort(found, [](const Dated& x, const Dated& y) {
      return std::abs(x.change.after - x.change.before) >
             std::abs(y.change.after - y.change.before);
    });
  FindingsWriter out(request.form, "entente.votes.changes.v1", take);
  out.head("measure", request.measure.empty() ? "kappa" : request.measure);
  out.head("test",
           "shift of the mean, F against noise of the same length, p below 0.01, four years on "
           "either side");
  for (const Dated& one : found)
    if (!out.row(json_of(one, read->table), text_of(one, read->table))) break;
  out.end();
  counts.findings = out.rows();
  const Exit done = end_of_votes(parts, counts);
  if (!request.filing.wanted) return done;
  VotesFiled filed(*read, *issue, request.final_only);
  for (const Dated& one : found) filed.change(one.a, one.b, one.change, request.measure);
  return file_findings(parts, request.filing, filed.take(), counts.filed, done);
}

}  // namespace entente
