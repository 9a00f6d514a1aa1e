// entente votes agreement, idealpoints, changes, ties.
#include "entente/votes.h"
#include "filing.h"
#include "run.h"
#include "session.h"

namespace cli {
namespace {

using entente::Exit;

std::expected<entente::VoteTables, UsageError> tables_of(const Arguments& arguments) {
  entente::VoteTables out{arguments.text("--votes"), arguments.text("--countries"),
                          arguments.text("--roll-calls"), arguments.text("--issues")};
  if (out.votes.empty() && arguments.positionals().size() > 1)
    out.votes = arguments.positionals()[1];
  if (out.votes.empty())
    return std::unexpected(
        UsageError{"no table of votes", "", "--votes FILE (or a folder with votes.csv)"});
  return out;
}

int run_ties_of_states(const Arguments& arguments, Session& session) {
  const auto year = arguments.number("--year", 1000, 0);
  if (!year) return usage_error(year.error());
  std::vector<std::string> files(arguments.positionals().begin() + 1,
                                 arguments.positionals().end());
  if (files.empty() || !arguments.has("--pair"))
    return usage_error({"ties needs a pair and tables of two states and a year", "",
                        "entente votes ties --pair RU,KP atop_alliance.csv cow_states.csv"});
  const entente::FormalTiesRequest request{
      files,
      arguments.text("--pair"),
      static_cast<int>(*year),
      {arguments.text("--votes"), arguments.text("--countries"), arguments.text("--roll-calls"),
       arguments.text("--issues")},
      table_form(arguments),
      filing_of(arguments)};
  entente::VotesCounts counts;
  const Exit status =
      entente::votes_formal_ties(session.settings, request, counts,
                                 [&](std::string_view bytes) { return session.out.write(bytes); });
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

}  // namespace

int run_votes(const Arguments& arguments, Context& context) {
  Session session(arguments, context);
  if (session.wrong) return usage_error(*session.wrong);
  const std::string& what = arguments.positionals()[0];
  if (what == "ties") return run_ties_of_states(arguments, session);
  if (what != "agreement" && what != "idealpoints" && what != "changes")
    return usage_error(
        {"no such question", what, "entente votes agreement, idealpoints, changes or ties"});
  const auto tables = tables_of(arguments);
  if (!tables) return usage_error(tables.error());
  const auto year = arguments.number("--year", 1945, 0);
  if (!year) return usage_error(year.error());
  const entente::TakeBytes take = [&](std::string_view bytes) { return session.out.write(bytes); };
  entente::VotesCounts counts;
  if (what == "idealpoints") {
    const entente::IdealPointsRequest request{*tables,
                                              arguments.list("--country"),
                                              arguments.list("--pair"),
                                              static_cast<int>(*year),
                                              arguments.text("--issue"),
                                              arguments.has("--final"),
                                              arguments.has("--no-bridges"),
                                              table_form(arguments),
                                              filing_of(arguments)};
    const Exit status = entente::votes_ideal_points(session.settings, request, counts, take);
    note_filed(session, request.filing, counts.filed);
    return session.end(status);
  }
  if (what == "changes") {
    const entente::ChangesRequest request{*tables,
                                          arguments.list("--pair"),
                                          arguments.list("--country"),
                                          arguments.text("--measure"),
                                          arguments.text("--issue"),
                                          arguments.has("--final"),
                                          table_form(arguments),
                                          filing_of(arguments)};
    const Exit status = entente::votes_changes(session.settings, request, counts, take);
    note_filed(session, request.filing, counts.filed);
    return session.end(status);
  }
  const entente::AgreementRequest request{*tables,
                                          arguments.list("--pair"),
                                          static_cast<int>(*year),
                                          arguments.text("--issue"),
                                          arguments.has("--final"),
                                          table_form(arguments),
                                          filing_of(arguments)};
  const Exit status = entente::votes_agreement(session.settings, request, counts, take);
  note_filed(session, request.filing, counts.filed);
  return session.end(status);
}

}  // namespace cli
