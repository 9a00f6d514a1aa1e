#include "engine/votes/tables.h"

#include <algorithm>

#include "base/file.h"
#include "base/text.h"
#include "engine/trade/tables.h"
#include "intake/tables/votes_reader.h"

namespace entente {
namespace {

// One note for all of them: a table of another assembly has nobody else.
void note_strangers(const Engine::Parts& parts, const intake::VotesReport& report) {
  constexpr size_t kTold = 8;
  const auto& strangers = report.strangers;
  if (strangers.empty()) return;
  std::string names;
  for (size_t i = 0; i < std::min(strangers.size(), kTold); ++i)
    names += (i ? ", " : "") + report.table.voters[strangers[i].voter].name + " (" +
             std::to_string(strangers[i].votes) +
             (strangers[i].votes == 1 ? " vote, in line " : " votes, the first in line ") +
             std::to_string(strangers[i].line) + ")";
  if (strangers.size() > kTold)
    names += " and " + std::to_string(strangers.size() - kTold) + " more";
  parts.note(report.table.path + ": " + std::to_string(strangers.size()) +
             (strangers.size() == 1 ? " voter was" : " voters were") +
             " never a member of the United Nations: " + names +
             "; their votes are kept, and in which years they could vote is not known");
}

}  // namespace

Result<VotesRead> load_votes(const Engine::Parts& parts, const VoteTables& tables,
                             VotesCounts& counts) {
  auto names = load_place_names(parts);
  if (!names) return std::unexpected(names.error());
  const auto home = parts.home();
  if (!home) return std::unexpected(home.error());
  const auto members = read_file(*home + "/data/un_members.tsv", size_t{1} << 20);
  if (!members)
    return fail(Code::missing_resource, "the table of members cannot be read",
                members.error().where, {}, "point ENTENTE_HOME at the folder of data/");
  parts.progress("reading", 0, 1);
  auto report =
      intake::read_votes({tables.votes, tables.countries, tables.roll_calls, tables.issues}, *names,
                         intake::Memberships::read(*members));
  if (!report) return std::unexpected(report.error());
  parts.progress("reading", 1, 1);
  counts.rows += report->rows;
  counts.bad += report->bad;
  for (const auto& problem : report->problems)
    parts.note(problem.file + ":" + std::to_string(problem.line) + ": " + problem.why +
               (problem.piece.empty() ? "" : " (" + problem.piece + ")") + ": the row is left out");
  if (report->bad > report->problems.size())
    parts.note(std::to_string(report->bad - report->problems.size()) + " more rows are left out");
  note_strangers(parts, *report);
  return VotesRead{std::move(*names), std::move(report->table)};
}

Result<uint16_t> find_voter(const VotesRead& read, std::string_view word) {
  word = trim(word);
  const auto& voters = read.table.voters;
  const auto by = [&](auto member) -> std::optional<uint16_t> {
    for (size_t i = 0; i < voters.size(); ++i)
      if (!word.empty() && equals_ignoring_case(voters[i].*member, word))
        return static_cast<uint16_t>(i);
    return std::nullopt;
  };
  for (const auto member : {&Voter::code, &Voter::iso3, &Voter::name, &Voter::key})
    if (const auto found = by(member)) return *found;
  if (const uint16_t id = read.names.find(word); id != intake::PlaceNames::kNone)
    for (size_t i = 0; i < voters.size(); ++i)
      if (read.names.find(voters[i].name) == id) return static_cast<uint16_t>(i);
  std::vector<std::string> candidates;
  for (const Voter& voter : voters) candidates.push_back(voter.name);
  const std::string near = suggest(word, candidates);
  return fail(Code::bad_argument, "no voter is known by this name", "", std::string(word),
              near.empty() ? "" : "did you mean " + near + "?");
}

Result<std::pair<uint16_t, uint16_t>> find_pair(const VotesRead& read, const std::string& words) {
  std::optional<Error> first;
  for (size_t comma = words.find(','); comma != std::string::npos;
       comma = words.find(',', comma + 1)) {
    const auto a = find_voter(read, std::string_view(words).substr(0, comma));
    const auto b = find_voter(read, std::string_view(words).substr(comma + 1));
    if (a && b) return std::pair(*a, *b);
    if (!first) first = a ? b.error() : a.error();
  }
  if (first) return std::unexpected(*first);
  return fail(Code::bad_argument, "a pair is two voters", "--pair", words, "--pair RU,KP");
}

Result<uint32_t> find_issue(const VoteTable& table, const std::string& word) {
  if (word.empty()) return 0;
  const auto at = std::ranges::find(table.issues, word);
  if (at == table.issues.end())
    return fail(Code::bad_argument, "no such issue", "--issue", word,
                table.issues.empty() ? "the table of issues is not there: --issues FILE"
                                     : "issues: " + join(table.issues, ", "));
  return 1u << (at - table.issues.begin());
}

Exit end_of_votes(const Engine::Parts& parts, const VotesCounts& counts) {
  if (parts.stopped()) return Exit::interrupted;
  if (counts.bad > 0) return Exit::some_failed;
  return counts.findings ? Exit::done : Exit::nothing_found;
}

}  // namespace entente
