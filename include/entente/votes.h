// Votes in the United Nations General Assembly: who votes with whom, where states stand, and when
// that changed.
//
//   entente::AgreementRequest request{.tables = {.votes = "votes.csv.gz"}, .pairs = {"RU,KP"},
//   .year = 2019}; entente::votes_agreement(settings, request, counts, [](std::string_view bytes) {
//   … return true; });
//
// The rules of engine.h hold. The answer comes as bytes in the form asked for; no ledger is needed
// unless findings are to be filed.
// Definitions and sources: src/tracing/votes. JSON: docs/formats/votes.md.
#pragma once

#include "entente/trade.h"

namespace entente {

struct VoteTables {
  std::string votes;  // a file, or a folder with votes.csv[.gz]
  // Beside the votes unless named.
  std::string countries = {}, roll_calls = {}, issues = {};
};

struct VotesCounts {
  size_t rows = 0, bad = 0, findings = 0;
  FiledCounts filed = {};
};

struct AgreementRequest {
  VoteTables tables = {};
  std::vector<std::string> pairs = {};  // "RU,KP"; empty: all pairs
  int year = 0;                         // 0: each year, and all together
  std::string issue = {};               // a short name of the table of issues
  bool final_only = false;              // no votes on paragraphs and amendments
  TableForm form = TableForm::text;
  FilingRequest filing = {};  // of named pairs
};
Exit votes_agreement(const Settings& settings, const AgreementRequest& request, VotesCounts& counts,
                     const TakeBytes& take);

struct IdealPointsRequest {
  VoteTables tables = {};
  std::vector<std::string> countries = {};  // only these; all are estimated
  std::vector<std::string> pairs = {};      // "RU,KP": the same
  int year = 0;                             // the same
  std::string issue = {};
  bool final_only = false, no_bridges = false;
  TableForm form = TableForm::text;
  // How far apart the two of each pair stand, and each country and the one whose side is positive.
  FilingRequest filing = {};
};
Exit votes_ideal_points(const Settings& settings, const IdealPointsRequest& request,
                        VotesCounts& counts, const TakeBytes& take);

// Breaks in the level of yearly agreement.
struct ChangesRequest {
  VoteTables tables = {};
  std::vector<std::string> pairs = {};      // "RU,KP"
  std::vector<std::string> countries = {};  // with all others; greatest change first
  std::string measure = {};                 // "kappa" (also when empty), "agree", "s", "pi"
  std::string issue = {};
  bool final_only = false;
  TableForm form = TableForm::text;
  FilingRequest filing = {};
};
Exit votes_changes(const Settings& settings, const ChangesRequest& request, VotesCounts& counts,
                   const TakeBytes& take);

// What formally ties two states, by year: alliances, shared organisations, diplomatic exchange.
struct FormalTiesRequest {
  std::vector<std::string> files =
      {};                  // dyad-years, and a table of states where they use its numbers
  std::string pair = {};   // "RU,KP"
  int year = 0;            // 0: all
  VoteTables tables = {};  // beside them how the two vote; may be empty
  TableForm form = TableForm::text;
  FilingRequest filing = {};
};
Exit votes_formal_ties(const Settings& settings, const FormalTiesRequest& request,
                       VotesCounts& counts, const TakeBytes& take);

}  // namespace entente
